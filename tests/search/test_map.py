"""The map of an answer: only what may be shown is a pin, and nothing secret moves a line of it."""

import re
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from directory.edition.store import Edition
from directory.listings.listing import Listing, Point
from directory.places.place import Place
from directory.places.streets import opened
from directory.search import engine, mapping
from directory.search.query import PAGE, Query
from tests.public_site import public_site
from tests.reader import Reader
from tests.search import made_up
from tests.search.conftest import CROWDED, Build
from tests.search.test_place_privacy import with_secrets
from tests.search.test_search_oracle import random_query

pytestmark = pytest.mark.pages

DOOR = {"organization": "Example Pantry", "category": "food", "address_1": "1 Example Street", "city": "Oakland",
        "state": "CA", "postal_code": "94601", "phone": "(510) 555-0123"}


@pytest.fixture(scope="module")
def editions(build_edition: Build, zips: tuple[Place, ...]) -> list[Edition]:
    """Registers that differ only in what is secret: nothing there, one street each, another street each."""
    rows = list(made_up.rows(Random(21), zips, count=300, shares=(10, 40, 6, 30, 10, 4, 0)))
    near = [place for place in zips if place.code in CROWDED]
    return [build_edition(some) for some in (rows, with_secrets(rows, near), with_secrets(rows, near[::-1]))]


def test_maps_are_the_same_whatever_is_secret(editions: Sequence[Edition]) -> None:
    random = Random(22)
    pins = 0
    for _ in range(40):
        query = random_query(random)
        maps = [repr(mapping.of(edition, engine.search(edition, query))).encode() for edition in editions]
        assert len(set(maps)) == 1, query
        pins += maps[0].count(b"Pin(")
    assert pins > 40


def test_the_pages_with_a_map_are_the_same_bytes_whatever_is_secret(
    app: Flask, editions: Sequence[Edition], monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = Reader(app)
    for place in ("94601", "New York, NY", "California", "99546", "96910"):
        pages = []
        location = ""
        for edition in editions:
            monkeypatch.setattr(app.extensions["amparo_store"], "edition", lambda edition=edition: edition)
            location = location or reader.search("en", place=place).location
            # The links to the next page are sealed anew each time.
            pages.append(re.sub(r"/r/[\w-]+", "/r/x", reader.get(f"{location}/map").html))
        assert len(set(pages)) == 1, place
        assert "<figure" in pages[0]


def test_streets_below_move_no_pin_and_tell_no_secret(editions: Sequence[Edition], street_map: Path) -> None:
    streets = opened(street_map)
    for query in (Query(place="zip:95112"), Query(place="zip:95112", radius=5), Query(place="zip:94601")):
        plain = mapping.of(editions[0], engine.search(editions[0], query))
        maps = [mapping.of(edition, engine.search(edition, query), streets) for edition in editions]
        assert len(set(map(repr, maps))) == 1, query
        assert (maps[0].pins, maps[0].others) == (plain.pins, plain.others)
        assert plain.drawing and maps[0].drawing and maps[0].drawing.pins == plain.drawing.pins
        assert not plain.drawing.streets.paths


def test_a_page_with_streets_says_whose_they_are_and_asks_for_nothing_more(
    home: Path, tmp_path: Path, street_map: Path,
) -> None:
    with public_site(home, tmp_path, streets=street_map) as app:
        reader = Reader(app)
        near, far, all_pins = (reader.get(f"{reader.search('en', **form).location}/map") for form in (
            {"place": "95112", "category": "food"}, {"place": "94601", "category": "legal"},
            {"words": "Example Pantry 20"}))
    assert '<figure class="map streets">' in near.html and '<path class="highway" d="M' in near.html
    assert "© OpenStreetMap contributors" in near.text and "onclick" not in near.html
    assert "Example Boulevard" in near.text
    for outward in ("<image", "<img", "url(", "pmtiles"):
        assert outward not in near.html
    assert '<figure class="map">' in far.html and "OpenStreetMap" not in far.text, "as without, where the file has none"
    assert "The numbers are those of the list." in all_pins.text and "but no streets" not in all_pins.text


def test_only_an_exact_point_of_a_door_that_is_not_secret_is_a_pin() -> None:
    exact, rough = Point(37.8, -122.2, approximate=False), Point(37.8, -122.2, approximate=True)
    assert Listing("a", DOOR, point=exact).spot == exact
    assert Listing("a", DOOR, point=rough).spot is None
    assert Listing("a", DOOR).spot is None
    assert Listing("a", {**DOOR, "address_confidential": "yes"}, point=exact).spot is None
    assert Listing("a", {**DOOR, "location_type": "postal"}, point=exact).spot is None
    assert Listing("a", {**DOOR, "location_type": "virtual"}, point=exact).spot is None


def test_what_is_no_pin_is_listed_with_its_number(build_edition: Build) -> None:
    rows = [("exact", {**DOOR, "latitude": "37.79", "longitude": "-122.22"}, False),
            ("rough", DOOR, False),
            ("far", {**DOOR, "latitude": "37.85", "longitude": "-122.27"}, False)]
    edition = build_edition(rows)
    answer = engine.search(edition, Query(place="zip:94601"))
    mapped = mapping.of(edition, answer)
    order = [hit.listing.id for hit in answer.hits]
    assert order == ["rough", "exact", "far"]
    assert [(number, hit.listing.id) for number, hit in mapped.pins] == [(2, "exact"), (3, "far")]
    assert [(number, hit.listing.id) for number, hit in mapped.others] == [(1, "rough")]
    assert mapped.drawing is not None
    assert sorted(pin.label for pin in mapped.drawing.pins) == ["2", "3"]


def test_without_an_exact_point_there_is_no_map(build_edition: Build) -> None:
    edition = build_edition([("rough", DOOR, False)])
    mapped = mapping.of(edition, engine.search(edition, Query(place="zip:94601")))
    assert mapped.drawing is None and not mapped.pins and len(mapped.others) == 1


def test_numbers_go_on_from_page_to_page(build_edition: Build) -> None:
    rows = [(f"pantry{number:02}", {**DOOR, "latitude": f"{37.77 + number / 1000}", "longitude": "-122.22"}, False)
            for number in range(PAGE + 3)]
    edition = build_edition(rows)
    second = mapping.of(edition, engine.search(edition, Query(place="zip:94601", page=2, radius=10)))
    assert [number for number, _ in second.pins] == [21, 22, 23]


def test_a_state_is_shown_whole_and_has_no_middle(build_edition: Build) -> None:
    edition = build_edition([("exact", {**DOOR, "latitude": "37.79", "longitude": "-122.22"}, False)])
    mapped = mapping.of(edition, engine.search(edition, Query(place="state:CA")))
    assert mapped.drawing is not None
    assert not mapped.drawing.middle and not mapped.drawing.rings
    assert mapped.drawing.scale.miles >= 100
