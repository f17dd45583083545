"""Areas by the names that people write, where a program wants their keys."""

import pytest

from directory.places.finder import area_keys


@pytest.mark.parametrize(("typed", "keys"), [
    ("Lucas County, OH", "county:39095"),
    ("lucas county, ohio;  Orleans Parish, LA; state:MI", "county:39095; county:22071; state:MI"),
    ("Ohio", "state:OH"),
    ("county:08041, county:08119", "county:08041, county:08119"),
    ("Orange County", "Orange County"),  # which one, nobody said
    ("Toledo, OH", "Toledo, OH"),  # a city is no area
    ("nowhere; ", "nowhere"),
    ("", ""),
])
def test_counties_and_states_can_be_named(typed: str, keys: str) -> None:
    assert area_keys(typed) == keys
