"""Finding places by key, by what was typed, and by point."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from directory.places import gazetteer
from directory.places.place import Place
from tests.effort import effort


@contextmanager
def statements(connection: sa.Connection) -> Iterator[list[tuple[str, Any]]]:
    """Record the statements run."""
    seen: list[tuple[str, Any]] = []

    def record(_conn: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        seen.append((statement, parameters))

    sa.event.listen(connection.engine, "before_cursor_execute", record)
    try:
        yield seen
    finally:
        sa.event.remove(connection.engine, "before_cursor_execute", record)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("94601", "zip:94601"),
        (" 94601 ", "zip:94601"),
        ("94601-1234", "zip:94601"),
        ("946011234", "zip:94601"),
        ("\uff19\uff14\uff16\uff10\uff11", "zip:94601"),
        ("\u0669\u0664\u0666\u0660\u0661", "zip:94601"),
        ("Oakland, CA", "city:oakland-ca"),
        ("oakland ca", "city:oakland-ca"),
        ("Oakland, California", "city:oakland-ca"),
        ("Oakland", "city:oakland-ca"),
        ("Oakland, CA 94601", "zip:94601"),
        ("Boston MA 2139", "city:boston-ma"),
        ("Alameda County", "county:06001"),
        ("alameda county, ca", "county:06001"),
        ("condado de Los Ángeles", "county:06037"),
        ("Orange County, CA", "county:06059"),
        ("Orleans Parish", "county:22071"),
        ("Prince Georges County", "county:24033"),
        ("Puerto Rico", "state:PR"),
        ("Guam", "state:GU"),
        ("CA", "state:CA"),
        ("NY", "state:NY"),
        ("Georgia", "state:GA"),
        ("Carolina del Norte", "state:NC"),
        ("San José", "city:san-jose-ca"),
        ("san jose", "city:san-jose-ca"),
        ("St. Louis", "city:st-louis-mo"),
        ("Saint Louis", "city:st-louis-mo"),
        ("Washington DC", "city:washington-dc"),
        ("Washington, D.C.", "city:washington-dc"),
        ("New York", "city:new-york-ny"),
        ("New York, NY", "city:new-york-ny"),
        ("New York City", "city:new-york-ny"),
        ("Nueva York", "city:new-york-ny"),
        ("纽约", "city:new-york-ny"),
        ("로스앤젤레스", "city:los-angeles-ca"),
        ("نيويورك", "city:new-york-ny"),
        ("Bronx", "city:bronx-ny"),
        ("Mayaguez", "city:mayaguez-pr"),
        ("ft worth tx", "city:fort-worth-tx"),
    ],
)
def test_what_people_type_is_found(places: sa.Connection, typed: str, key: str) -> None:
    found = gazetteer.find(places, typed)
    assert found.reason == ""
    assert found.place is not None
    assert found.place.key == key


def test_others_of_the_name_stand_beside_a_dominant_city(places: sa.Connection) -> None:
    assert "city:oakland-nj" in [place.key for place in gazetteer.find(places, "Oakland").suggestions]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Springfield", "city:springfield-mo"),
        ("Orange County", "county:06059"),
        ("LA", "city:los-angeles-ca"),
        ("Washington", "state:WA"),
    ],
)
def test_a_name_of_several_is_asked_back_largest_first(places: sa.Connection, typed: str, first: str) -> None:
    found = gazetteer.find(places, typed)
    assert (found.place, found.reason) == (None, "ambiguous")
    assert found.suggestions[0].key == first
    assert len(found.suggestions) > 1


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("99999", "zip:99950"),
        ("2139", "zip:02139"),
        ("9001", "zip:90010"),
        ("94600", "zip:94601"),
        ("9460112", "zip:94601"),
    ],
)
def test_an_unknown_zip_suggests_its_neighbours(places: sa.Connection, typed: str, suggested: str) -> None:
    found = gazetteer.find(places, typed)
    assert (found.place, found.reason) == (None, "unknown-zip")
    assert suggested in [place.key for place in found.suggestions]
    assert len(found.suggestions) <= 5


@pytest.mark.parametrize("typed", ["94699", "00000", "09021", "34000"])
def test_an_unknown_zip_never_suggests_a_town_of_another_sorting_centre(places: sa.Connection, typed: str) -> None:
    """00000 is nobody's, and 09021 a soldier's abroad: New York or New Jersey would be a stranger's town."""
    assert all(near.code[:3] == typed[:3] for near in gazetteer.find(places, typed).suggestions)


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("Oaklnd", "city:oakland-ca"),
        ("Los Angelos", "city:los-angeles-ca"),
        ("Philadelfia", "city:philadelphia-pa"),
        ("Charlote", "city:charlotte-nc"),
        ("Chicgo, IL", "city:chicago-il"),
        ("Chicago, CA", "city:chicago-il"),
        ("Alamida County", "county:06001"),
    ],
)
def test_a_misspelled_or_misplaced_name_suggests_the_right_one(
    places: sa.Connection, typed: str, suggested: str
) -> None:
    found = gazetteer.find(places, typed)
    assert (found.place, found.reason) == (None, "unknown-place")
    assert suggested in [place.key for place in found.suggestions]


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "\ud800", "!!!", "\u0301"])
def test_nothing_typed_is_empty(places: sa.Connection, typed: str) -> None:
    assert gazetteer.find(places, typed) == gazetteer.Found(None, (), "empty")


@effort(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
@given(text=st.text(st.characters(), max_size=120) | st.from_regex(r"[0-9A-Za-z ,.'-]{1,40}"))
def test_any_text_is_answered_in_three_statements(places: sa.Connection, text: str) -> None:
    with statements(places) as seen:
        found = gazetteer.find(places, text)
    assert len(seen) <= 3
    assert (found.place is None) == (found.reason != "")


def test_a_very_long_text_is_answered(places: sa.Connection) -> None:
    assert gazetteer.find(places, "x" * 100_000).reason == "unknown-place"
    assert gazetteer.find(places, "9" * 100_000).reason == "unknown-zip"


def test_a_place_is_got_by_its_key(places: sa.Connection) -> None:
    place = gazetteer.get(places, "zip:94601")
    assert isinstance(place, Place)
    assert (place.name, place.state, place.counties) == ("Oakland", "CA", ("06001",))
    for nonsense in ("", "zip:", "zip:\x00", "city:\ud800", "state:ca"):
        assert gazetteer.get(places, nonsense) is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "county", "timezone"),
    [
        (37.776, -122.219, "06001", "America/Los_Angeles"),
        (13.45, 144.75, "66010", "Pacific/Guam"),
        (18.466, -66.106, "72127", "America/Puerto_Rico"),
        (51.9, -176.6, "02016", "America/Adak"),
    ],
)
def test_the_nearest_zip_tells_county_and_time_zone(
    places: sa.Connection, latitude: float, longitude: float, county: str, timezone: str
) -> None:
    place = gazetteer.nearest(places, latitude, longitude)
    assert place is not None
    assert (place.kind, place.counties[0], place.timezone) == ("zip", county, timezone)


def test_nothing_is_near_the_middle_of_the_ocean_or_no_point_at_all(places: sa.Connection) -> None:
    assert gazetteer.nearest(places, 40, -30) is None
    assert gazetteer.nearest(places, math.nan, 0) is None
    assert gazetteer.nearest(places, 91, 0) is None


@pytest.mark.parametrize("typed", ["94601", "94600", "2139", "Oakland, CA", "Oaklnd", "nearest"])
def test_every_look_up_is_served_by_an_index(places: sa.Connection, typed: str) -> None:
    with statements(places) as seen:
        if typed == "nearest":
            gazetteer.nearest(places, 37.8, -122.2)
        else:
            gazetteer.find(places, typed)
    assert seen
    for statement, parameters in seen:
        plan = places.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        steps = [row[3] for row in plan if row[3].startswith(("SCAN", "SEARCH"))]
        assert steps
        assert all(step.startswith("SEARCH") for step in steps), plan


def test_the_command_line_gets_one_loaded_engine_per_process() -> None:
    engine = gazetteer.open_in_memory()
    assert gazetteer.open_in_memory() is engine
    with engine.connect() as connection:
        assert gazetteer.find(connection, "94601").place is not None


@pytest.mark.parametrize("text", ["Agawam, MA", "Puyallup, WA", "Newton, NC", "Northampton, PA", "Franklin, TX"])
def test_with_its_state_a_city_is_never_taken_for_another_of_which_it_is_a_nickname(
    places: sa.Connection, text: str
) -> None:
    found = gazetteer.find(places, text)
    name = text.split(",")[0]
    assert all(place.name.startswith(name) for place in filter(None, [found.place]))
    assert found.place or found.suggestions[0].name.startswith(name)
