"""The slugs of links: each names one place of its state, over the whole gazetteer, and is found again."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from directory.pages.areas.overview import KINDS
from directory.places import gazetteer, states
from directory.places.place import Place


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    with gazetteer.open_in_memory().connect() as made:
        yield made


@pytest.fixture(scope="module")
def places(connection: Connection) -> list[Place]:
    """Every city and county there is."""
    return [place for state in states.CODES for kind in ("city", "county")
            for place in gazetteer.within(connection, state, kind)]


def test_we_look_at_the_whole_country(places: list[Place]) -> None:
    assert len(places) > 39_000
    assert {place.state for place in places} == set(states.CODES)


def test_no_two_places_of_a_state_have_one_slug(places: list[Place]) -> None:
    counts = Counter((place.state, place.slug) for place in places)
    assert not [pair for pair, count in counts.items() if count > 1]


def test_a_slug_can_stand_in_an_address_and_is_not_another_page(places: list[Place]) -> None:
    assert not [place.key for place in places if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", place.slug)
                or place.slug in KINDS or place.slug.isdigit()]


def test_every_slug_leads_back_to_its_place(places: list[Place], connection: Connection) -> None:
    """Counties one by one; of cities, whose key holds the slug, each that is called like a county, and some more."""
    some = [place for number, place in enumerate(places)
            if place.kind == "county" or place.slug.endswith("-county") or not number % 40]
    assert not [place.key for place in some if gazetteer.by_slug(connection, place.state, place.slug) != place]


@pytest.mark.parametrize(("state", "slug", "key"), [
    ("CA", "oakland", "city:oakland-ca"), ("CA", "alameda-county", "county:06001"),
    ("LA", "orleans-parish", "county:22071"), ("MD", "baltimore", "city:baltimore-md"),
    ("AK", "anchorage-municipality", "county:02020"), ("PR", "ponce-municipio", "county:72113"),
    ("NV", "carson-city", "city:carson-city-nv"), ("NV", "carson-city-county", "county:32510"),
    ("MO", "st-louis-city", "county:29510"), ("MO", "st-louis-county", "county:29189"),
    ("MO", "albany-gentry-county", "city:albany-gentry-county-mo"), ("GU", "guam-county", "county:66010"),
    ("CA", "", None), ("CA", "oakland-ca", None), ("XX", "oakland", None), ("CA", "ñ", None), ("CA", "%", None),
])
def test_names_that_could_be_mixed_up(connection: Connection, state: str, slug: str, key: str | None) -> None:
    found = gazetteer.by_slug(connection, state, slug)
    assert (found and found.key) == key
