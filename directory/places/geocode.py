"""The point of a street address, for curators only: it asks a server, so no visitor's words come here."""

from dataclasses import dataclass
from typing import Any, Protocol

from geopy.exc import GeopyError
from geopy.geocoders import Nominatim

_TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Point:
    """A point in degrees, and what the server took the address for."""

    latitude: float
    longitude: float
    label: str


class GeocodingFailed(Exception):
    """The server could not be asked, or refused; `address` is what was asked."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class Geolocator(Protocol):
    """What is needed of a geopy geocoder."""

    def geocode(self, query: str, **options: Any) -> Any:
        """Return a geopy Location or None."""


def make_geolocator(domain: str, *, user_agent: str) -> Geolocator:
    """Return a Nominatim geolocator at a domain of the operator's choice; one's own server is best."""
    geolocator: Geolocator = Nominatim(domain=domain, user_agent=user_agent, timeout=_TIMEOUT_SECONDS)
    return geolocator


def geocode(address: str, *, geolocator: Geolocator | None = None) -> Point | None:
    """Return the point of an address in the USA, or None if geocoding is off or the server knows none.

    Raise GeocodingFailed when the server cannot be asked. Off means no geolocator: that is the default.
    """
    if geolocator is None or not address.strip():
        return None
    try:
        location = geolocator.geocode(address, country_codes="us,pr,vi,gu,as,mp", exactly_one=True)
    except GeopyError as error:
        raise GeocodingFailed(address) from error
    return Point(location.latitude, location.longitude, location.address) if location else None
