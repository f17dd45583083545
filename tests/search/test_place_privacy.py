"""A secret address says nothing: not by what is shown, nor by a distance, an order, a count or a byte."""

from dataclasses import replace
from random import Random

import pytest

from directory import clock
from directory.edition.store import Edition
from directory.listings import freshness
from directory.places.place import Place
from directory.search import engine
from directory.search.query import Query
from tests.search import made_up
from tests.search.conftest import CROWDED, Build
from tests.search.test_search_oracle import random_query

SEARCHES = 300


def with_secrets(rows: list[made_up.Row], places: list[Place]) -> list[made_up.Row]:
    """Write a street, a ZIP, a point and notes into every confidential listing, in case a sheet's check once fails."""
    secret = []
    for number, (key, facts, gone) in enumerate(rows):
        if facts.get("address_confidential") == "yes":
            place = places[number % len(places)]
            facts = {**facts, "address_1": f"{number} Qwertzuiop Street", "address_2": "Asdfghjkl door",
                     "city": place.name, "postal_code": place.code,
                     "latitude": str(place.latitude), "longitude": str(place.longitude),
                     "approximate": "yes", "internal_note": f"near {place.name}", "credential_expires": "2027-01-01"}
        secret.append((key, facts, gone))
    return secret


@pytest.fixture(scope="module")
def rows(zips: tuple[Place, ...]) -> list[made_up.Row]:
    made = list(made_up.rows(Random(11), zips, count=300, shares=(30, 20, 6, 30, 10, 4, 0)))
    assert sum(1 for _, facts, _ in made if "address_confidential" in facts) > 50
    return made


@pytest.fixture(scope="module")
def editions(build_edition: Build, rows: list[made_up.Row], zips: tuple[Place, ...]) -> list[Edition]:
    """Registers that differ only in what is secret: nothing there, one street each, another street each."""
    near = [place for place in zips if place.code in CROWDED]
    return [build_edition(some) for some in (rows, with_secrets(rows, near), with_secrets(rows, near[::-1]))]


@pytest.mark.system
def test_searches_answer_the_same_whatever_is_secret(editions: list[Edition]) -> None:
    random = Random(12)
    shown = 0
    for _ in range(SEARCHES):
        query = random_query(random)
        answers = [repr(engine.search(edition, query)).encode() for edition in (editions[0], editions[2])]
        assert len(set(answers)) == 1, query
        shown += answers[0].count(b"'address_confidential': 'yes'")
    assert shown > 50


def test_the_editions_hold_the_same_rows_whatever_is_secret(editions: list[Edition]) -> None:
    held = []
    for edition in editions:
        with edition.connect() as connection:
            tables = connection.exec_driver_sql(
                "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").scalars().all()
            held.append({name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in tables
                         if name not in ("place", "place_name", "text")})
    for name, table in held[0].items():
        assert held[1][name] == table == held[2][name], name
    assert {"row", "listing", "area", "text_data"} <= held[0].keys()


def test_the_bytes_of_an_edition_hold_nothing_secret(editions: list[Edition]) -> None:
    for edition in editions[1:]:
        whole = edition.path.read_bytes().lower()
        assert b"qwertzuiop" not in whole
        assert b"asdfghjkl" not in whole


def test_a_confidential_listing_has_no_distance_and_its_order_is_that_of_its_name(editions: list[Edition]) -> None:
    seen = 0
    for code in CROWDED:
        answer = engine.search(editions[1], Query(place=f"zip:{code}"))
        secret = [hit for hit in answer.by_area if hit.listing.is_confidential]
        assert all(hit.miles is None and hit.listing.point is None and not hit.listing.street for hit in secret)
        assert not [hit for hit in answer.hits if hit.listing.is_confidential]
        names = [(hit.listing.text("category") == "any", freshness.of(hit.listing.facts).behind <= clock.today(),
                  hit.listing.text("state"), hit.listing.title.casefold())
                 for hit in secret]
        assert names == sorted(names)
        seen += len(secret)
    assert seen > 10


def test_it_is_found_from_everywhere_in_its_area_alike(build_edition: Build) -> None:
    """Two ends of one county, 40 miles apart: the same words at the same place in the same order."""
    facts = {"organization": "Example Care Line", "category": "medical", "address_confidential": "yes",
             "service_area": "county:06001", "phone": "211", "postal_code": "94601", "latitude": "37.77",
             "longitude": "-122.2"}
    edition = build_edition([("secret", facts, False)])
    oakland, livermore = (engine.search(edition, Query(place=f"zip:{code}")) for code in ("94601", "94550"))
    assert [hit.listing.id for hit in oakland.by_area] == ["secret"]
    assert replace(oakland, place=None, query=Query()) == replace(livermore, place=None, query=Query())
    assert not engine.search(edition, Query(place="zip:94102")).by_area
