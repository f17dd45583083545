"""Geocoding for curators, with a geolocator of our own in place of a server."""

from types import SimpleNamespace
from typing import Any

import pytest
from geopy.exc import GeocoderTimedOut

from directory.places.geocode import GeocodingFailed, Point, geocode, make_geolocator


class FakeGeolocator:
    """Answers with what it was given, and keeps what it was asked."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def geocode(self, query: str, **options: Any) -> Any:
        self.asked.append(query)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_geocoding_is_off_by_default() -> None:
    assert geocode("1 Main St, Oakland, CA") is None


def test_an_address_becomes_a_point() -> None:
    server = FakeGeolocator(SimpleNamespace(latitude=37.8, longitude=-122.2, address="1, Main Street"))
    assert geocode("1 Main St", geolocator=server) == Point(37.8, -122.2, "1, Main Street")
    assert server.asked == ["1 Main St"]


def test_an_unknown_or_blank_address_is_none() -> None:
    server = FakeGeolocator(None)
    assert geocode("nowhere at all", geolocator=server) is None
    assert geocode("  ", geolocator=server) is None
    assert server.asked == ["nowhere at all"]


def test_a_server_that_does_not_answer_is_an_error_with_the_address() -> None:
    with pytest.raises(GeocodingFailed) as raised:
        geocode("1 Main St", geolocator=FakeGeolocator(GeocoderTimedOut("slow")))
    assert raised.value.address == "1 Main St"


def test_the_server_is_the_one_the_operator_names() -> None:
    geolocator: Any = make_geolocator("nominatim.example.org", user_agent="amparo-tests")
    assert geolocator.domain == "nominatim.example.org"
