"""The engine against a search that looks at every listing, on registers and queries made up at random."""

from datetime import UTC, datetime
from random import Random

import pytest

from directory import clock
from directory.edition.store import Edition
from directory.listings import vocabulary
from directory.places import gazetteer
from directory.places.place import Place
from directory.search import engine
from directory.search.engine import Answer
from directory.search.query import PAGE, RADII, Query
from tests.search.conftest import CROWDED, EMPTY
from tests.search.oracle import Expected, Oracle

pytestmark = pytest.mark.system

#: Noon in California on a working day, at night in New York, on Thanksgiving, the night after it, on two change nights.
MOMENTS = [datetime(*moment, tzinfo=UTC) for moment in (
    (2026, 9, 16, 19, 0), (2026, 9, 17, 5, 30), (2026, 11, 26, 18, 0), (2026, 11, 27, 6, 10), (2026, 3, 8, 10, 30),
    (2026, 11, 1, 9, 30), (2026, 9, 5, 17, 15))]
PLACES = [*(f"zip:{code}" for code in (*CROWDED, *EMPTY)), "city:oakland-ca", "county:06001", "county:36061",
          "state:CA", "state:NY", "state:GU", "state:MT", "", ""]
WORDS = ("", "", "", "example", "saint john", "catolica", "inmigracion", "法律", "移", "طعام", "food", "clin",
         "no such word")
QUERIES = 120


def some(random: Random, codes: object, chance: float) -> tuple[str, ...]:
    chosen = random.sample(tuple(codes), random.choice((1, 1, 2)))  # type: ignore[call-overload]
    return tuple(chosen) if random.random() < chance else ()


def random_query(random: Random) -> Query:
    chance = random.choice((0, 0, 0.2, 0.5))
    category = random.choice(("", "legal", "medical", "food"))
    services = [code for code, term in vocabulary.SERVICES.items()
                if term.category in (category or term.category, "any")]
    return Query(
        place=random.choice(PLACES), category=category, words=random.choice(WORDS),
        radius=random.choice((0, 0, 0, *RADII)), services=some(random, services, chance * 0.6),
        languages=some(random, [*list(vocabulary.SPOKEN)[:12], "mam", "quc"], chance),
        papers=some(random, vocabulary.PAPERS, chance), cost=some(random, vocabulary.COSTS, chance),
        open_now=random.random() < chance, serves=some(random, vocabulary.ELIGIBILITY, chance * 0.6),
        day=random.randint(1, 7) if random.random() < chance * 0.6 else 0,
        court=random.choice(("Newark", "Eloy", "nowhere")) if random.random() < chance * 0.4 else "",
        page=random.choice((1, 1, 2, 40)))


@pytest.fixture(scope="session")
def oracle(edition: Edition) -> Oracle:
    return Oracle(edition)


def find(edition: Edition, query: Query) -> Place | None:
    with edition.connect() as connection:
        return gazetteer.get(connection, query.place)


def is_on_an_edge(expected: Expected) -> bool:
    """Say whether a place lies so near the rim of a circle that two ways of measuring may differ."""
    return any(abs(distance - radius) < 0.01 for distance in expected.miles.values() for radius in RADII)


def tolerance(distance: float) -> float:
    """Return how much a distance may be off: a tenth of a mile, across an ocean two per mille."""
    return 0.1 if distance < 1500 else distance / 500


def same_order(found: list[str], wanted: list[str], expected: Expected) -> bool:
    """Say whether the ids stand in the same order, but for places that are equally far by 50 feet."""
    def alike(one: float, other: float) -> bool:
        return abs(one - other) < (0.01 if one < 1000 else tolerance(one))

    return found == wanted or bool(expected.miles) and len(found) == len(wanted) and all(
        one == other or alike(expected.miles[one], expected.miles[other])
        for one, other in zip(found, wanted, strict=True))


def assert_same(answer: Answer, expected: Expected, query: Query) -> None:
    assert (answer.rule, answer.radius) == (expected.rule, expected.radius)
    assert (answer.matches, answer.unknown) == (len(expected.matches), len(expected.unknown))
    every = [*expected.matches, *expected.unknown]
    page = min(query.page, answer.pages)
    assert answer.query.page == page
    assert answer.pages == max(1, -(-len(every) // PAGE))
    assert same_order([hit.listing.id for hit in answer.hits], every[(page - 1) * PAGE:page * PAGE], expected)
    assert all(hit.match == (hit.listing.id in expected.matches) for hit in answer.hits)
    if page == 1:
        assert [(hit.listing.id, hit.match) for hit in answer.by_area] == expected.by_area
    assert all(hit.miles is None for hit in answer.by_area)
    for hit in answer.hits:
        if expected.miles:
            distance = expected.miles[hit.listing.id]
            assert hit.miles == pytest.approx(distance, abs=tolerance(distance))
        else:
            assert hit.miles is None
    found = {facet.name: ({count.code: count.count for count in facet.values}, facet.known, facet.total)
             for facet in answer.facets if facet.name != "open_now"}
    assert found == expected.facets


@pytest.mark.parametrize("few", [False, True], ids=["all-at-once", "nearest-first"])
def test_the_engine_answers_as_a_look_at_every_listing(
    edition: Edition, oracle: Oracle, few: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `few` the engine thinks that 15 candidates are many, as it does with hundreds on a large register."""
    if few:
        monkeypatch.setattr(engine, "MANY", 15)
        monkeypatch.setattr(engine, "FEW", 8)
    random = Random(len(oracle.open) + few)
    rules = set()
    compared = 0
    for _ in range(QUERIES):
        query, moment = random_query(random), random.choice(MOMENTS)
        clock.fix(moment)
        place = find(edition, query)
        expected = oracle.search(query, place, moment)
        if is_on_an_edge(expected):
            continue
        answer = engine.search(edition, query)
        assert answer.place == place
        assert_same(answer, expected, query)
        rules.add(answer.rule)
        compared += 1
    assert compared > QUERIES * 0.8
    assert rules >= {"all", "nearest", "chosen", "state"}
    assert "enough" in rules or len(oracle.open) < 200
