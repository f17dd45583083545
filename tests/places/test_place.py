"""What a place is, and the pure list of states."""

from directory.places import states
from directory.places.place import Place

ZIP = Place("zip", "94601", "Oakland", "CA", ("06001",), 37.8, -122.2, "America/Los_Angeles")


def test_a_zip_is_covered_by_itself_its_counties_its_state_and_the_country() -> None:
    assert ZIP.key == "zip:94601"
    assert ZIP.areas == ("zip:94601", "county:06001", "state:CA", "country:US")


def test_a_zip_in_two_counties_is_covered_by_both_main_first() -> None:
    place = Place("zip", "59601", "Helena", "MT", ("30049", "30043"), 46.6, -112.0, "America/Denver")
    assert place.areas == ("zip:59601", "county:30049", "county:30043", "state:MT", "country:US")


def test_a_city_a_county_and_a_state_are_covered_by_what_is_wider() -> None:
    city = Place("city", "oakland-ca", "Oakland", "CA", ("06001",), 37.8, -122.2, "America/Los_Angeles")
    county = Place("county", "06001", "Alameda County", "CA", ("06001",), 37.6, -121.9, "America/Los_Angeles")
    state = Place("state", "CA", "California", "CA", (), 38.6, -121.5, "America/Los_Angeles")
    assert city.areas == ("county:06001", "state:CA", "country:US")
    assert county.areas == ("county:06001", "state:CA", "country:US")
    assert state.areas == ("state:CA", "country:US")


def test_there_are_56_states_and_territories_with_names() -> None:
    assert len(states.CODES) == len(set(states.CODES)) == 56
    assert {"DC", "PR", "VI", "GU", "AS", "MP"} < set(states.CODES)
    assert states.state_name("PR") == "Puerto Rico"
    assert set(states.OTHER_NAMES) <= set(states.CODES)
