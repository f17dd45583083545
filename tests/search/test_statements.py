"""What a search asks of the database: at most four statements, each by an index, none built twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from directory.edition.store import Edition
from directory.listings import vocabulary
from directory.places.place import Place
from directory.search import engine, statements
from directory.search.query import RADII, Query
from tests.search import made_up
from tests.search.conftest import Build
from tests.search.test_search_oracle import PLACES, random_query

NEAR = Query(place="zip:94601")
FILTERED = Query(place="zip:94601", languages=("es",), papers=("asks_ssn",), cost=("free",), open_now=True)
#: Every kind of search: a name for the test, and the search.
SHAPES = {
    "near": NEAR, "near, kind": Query(place="zip:94601", category="food"),
    "near, words": Query(place="zip:94601", words="pantry"),
    "near, kind and words": Query(place="zip:94601", category="food", words="pantry"),
    "near, filters": FILTERED, "near, chosen": Query(place="zip:94601", radius=5),
    "nothing near": Query(place="zip:59601", radius=5, category="legal"),
    "nothing near, words": Query(place="zip:59601", radius=5, words="example"),
    "nothing anywhere": Query(place="zip:59601", words="no such word"),
    "city": Query(place="city:oakland-ca"), "county": Query(place="county:06001"), "state": Query(place="state:CA"),
    "state, kind and words": Query(place="state:CA", category="food", words="pantry"),
    "everywhere": Query(words="pantry"), "country": Query(category="legal"), "second page": NEAR.at_page(2),
    "no such place": Query(place="zip:00000"), "only marks": Query(place="zip:94601", words="!!!"),
}


@contextmanager
def asked_of(edition: Edition) -> Iterator[list[tuple[str, Any]]]:
    """Collect the statements and parameters that are carried out."""
    seen: list[tuple[str, Any]] = []

    def listen(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        seen.append((statement, parameters))

    sa.event.listen(edition.engine, "before_cursor_execute", listen)
    yield seen
    sa.event.remove(edition.engine, "before_cursor_execute", listen)


@pytest.fixture(scope="module")
def edition(build_edition: Build, zips: tuple[Place, ...]) -> Edition:
    """An edition large enough for the planner to care, and warm."""
    made = build_edition(list(made_up.rows(Random(3), zips, count=1500)))
    for category in ("", *vocabulary.CATEGORIES):
        engine.search(made, replace(FILTERED, category=category))
    engine.search(made, Query(place="zip:59601", court="Newark"))
    engine.search(made, Query(place="zip:59601"))
    return made


@pytest.mark.parametrize("many", [2000, 40])
@pytest.mark.parametrize("query", SHAPES.values(), ids=SHAPES)
def test_a_search_of_every_kind_asks_at_most_four_statements(
    edition: Edition, query: Query, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MANY", many)
    monkeypatch.setattr(engine, "FEW", many // 5)
    with asked_of(edition) as seen:
        engine.search(edition, query)
    assert 1 <= len(seen) <= 4


@pytest.mark.system
def test_a_search_at_random_asks_at_most_four_statements(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MANY", 40)
    monkeypatch.setattr(engine, "FEW", 20)
    random = Random(4)
    most = 0
    for _ in range(200):
        with asked_of(edition) as seen:
            engine.search(edition, random_query(random))
        most = max(most, len(seen))
    assert most == 4


def plan(edition: Edition, query: Query) -> list[str]:
    """Return the plans of the statements that look for listings, without those of the place and the records."""
    with asked_of(edition) as seen:
        engine.search(edition, query)
    with edition.connect() as connection:
        return [step[3] for statement, parameters in seen if "not_asked" in statement
                for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]


def of_row(steps: list[str]) -> list[str]:
    return [step for step in steps if step.split()[1] == "row"]


AREA_ARM = ["SEARCH area USING PRIMARY KEY (area=?)", "SEARCH row USING PRIMARY KEY (cell=? AND number=?)"]


@pytest.mark.parametrize("name", ["near", "near, kind", "near, words", "near, kind and words", "near, filters",
                                  "near, chosen", "city", "county", "only marks"])
def test_places_near_are_found_cell_by_cell(edition: Edition, name: str) -> None:
    steps = plan(edition, SHAPES[name])
    assert of_row(steps)[0] == "SEARCH row USING PRIMARY KEY (cell=?)"
    assert not [step for step in steps if step.startswith(("SCAN row", "SCAN area"))]


@pytest.mark.parametrize("query", SHAPES.values(), ids=SHAPES)
def test_services_by_area_are_found_by_their_area(edition: Edition, query: Query) -> None:
    steps = plan(edition, query)
    at = [number for number, step in enumerate(steps) if step.split()[1] == "area"]
    assert at
    assert all(steps[number] == AREA_ARM[0] for number in at)
    assert AREA_ARM[1] in steps[at[0]:]


def test_a_state_is_found_by_its_index(edition: Edition) -> None:
    assert of_row(plan(edition, SHAPES["state"]))[0] == "SEARCH row USING INDEX row_state (state=?)"
    assert not [step for step in plan(edition, SHAPES["state, kind and words"]) if step.startswith("SCAN row")]


def test_only_far_places_and_names_are_looked_for_in_the_whole_table(edition: Edition) -> None:
    whole = {name for name, query in SHAPES.items()
             if any(step == "SCAN row" or "cell>?" in step for step in plan(edition, query))}
    assert whole <= {"everywhere", "nothing near", "nothing near, words", "nothing anywhere"}


@pytest.mark.system
def test_a_statement_is_built_once_for_each_shape(edition: Edition) -> None:
    statements.search.cache_clear()
    random = Random(9)
    for _ in range(150):
        engine.search(edition, random_query(random))
    built = statements.search.cache_info()
    # near, state, everywhere, areas and beyond, each with or without a kind and words.
    assert built.misses <= 6 * 4
    assert built.hits > 100


def test_one_sql_text_serves_any_number_of_cells_and_areas(edition: Edition) -> None:
    texts = set()
    for radius in RADII:
        for place in PLACES[:6]:
            with asked_of(edition) as seen:
                engine.search(edition, Query(place=place, radius=radius))
            texts |= {statement for statement, _ in seen if "UNION ALL" in statement}
    assert len(texts) == 1
