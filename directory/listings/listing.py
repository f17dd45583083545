"""The listing as it is read: all a family needs of one place, typed. Built for the edition, rendered by pages.

Pure. Only public columns can come here, and never the street or point of a confidential place.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from directory.listings import columns
from directory.places.distance import ecef
from directory.places.place import Place

Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees north and east; `approximate` when it is only the middle of the ZIP code or city."""

    latitude: float
    longitude: float
    approximate: bool

    @property
    def ecef(self) -> tuple[float, float, float]:
        """Return earth-centred miles, as the search compares them."""
        return ecef(self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class Listing:
    """One published listing. `facts` holds public columns only, as canonical text, blanks left out.

    `outdated` are columns of translations (documents_es) that were made from another English than today's.
    """

    id: str
    facts: Mapping[str, str]
    county: str = ""
    timezone: str = ""
    point: Point | None = None
    closed: bool = False
    outdated: tuple[str, ...] = ()

    def text(self, column: str) -> str:
        """Return a column's text, '' when we do not know it."""
        return self.facts.get(column, "")

    def codes(self, column: str) -> tuple[str, ...]:
        """Return the codes of a column that holds several."""
        text = self.facts.get(column, "")
        return tuple(text.split("; ")) if text else ()

    @property
    def title(self) -> str:
        """Return the name a family looks for on the door: the organization."""
        return self.facts.get("organization", "")

    @property
    def street(self) -> tuple[str, ...]:
        """Return the address as lines; () when there is none or it is secret."""
        if self.is_confidential:
            return ()
        city = ", ".join(part for part in (self.text("city"), self.text("state")) if part)
        last = " ".join(part for part in (city, self.text("postal_code")) if part)
        return tuple(part for part in (self.text("address_1"), self.text("address_2"), last) if part)

    @property
    def is_confidential(self) -> bool:
        """Say whether the address is kept secret."""
        return self.facts.get("address_confidential") == "yes"

    @property
    def has_door(self) -> bool:
        """Say whether a family can go there."""
        return ("address_1" in self.facts and not self.is_confidential
                and self.facts.get("location_type", "physical") == "physical")

    @property
    def has_people(self) -> bool:
        """Say whether a family reaches a person there: not a machine, nor a line for people in detention alone."""
        return self.codes("services") != ("court-information",) and self.codes("eligibility") != ("detained",)

    @property
    def spot(self) -> Point | None:
        """Return the point that may be shown on a map: exact, of a place to go to, and not secret; else None."""
        shown = (self.point is not None and not self.point.approximate and not self.is_confidential
                 and self.facts.get("location_type", "physical") == "physical")
        return self.point if shown else None

    def dump(self) -> str:
        """Return the listing as the edition keeps it: compact JSON, keys sorted."""
        record = {**{each.name: getattr(self, each.name) for each in fields(self)},
                  "point": asdict(self.point) if self.point else None}
        return json.dumps({key: value for key, value in record.items() if value}, ensure_ascii=False,
                          separators=(",", ":"), sort_keys=True)


def load(record: str) -> Listing:
    """Return the listing of an edition's record."""
    data = json.loads(record)
    if "point" in data:
        data["point"] = Point(**{"approximate": False, **data["point"]})
    return Listing(**{"facts": {}, **data, "outdated": tuple(data.get("outdated", ()))})


def build(facts: Facts, *, by_zip: Place | None, by_city: Place | None, near: Place | None,
          outdated: tuple[str, ...] = ()) -> Listing:
    """Return the public listing for a row of the register.

    `by_zip` and `by_city` are the places of its ZIP code and city, `near` the ZIP place nearest to its own point.
    The point is the source's own, else the ZIP code's, else the city's, the last two approximate.
    """
    secret = facts.get("address_confidential") == "yes"
    public = {name: value for name, value in facts.items() if name != "id" and _is_public(name)
              and not (secret and name in columns.PLACE)}
    area = next((part[7:] for part in facts.get("service_area", "").split("; ") if part.startswith("county:")), "")
    point, place = (None, None) if secret else _point(facts, by_zip, by_city, near)
    county = place.counties[0] if place and place.counties else area if secret else ""
    return Listing(facts["id"], public, county, place.timezone if place else "", point,
                   facts.get("status") == "closed", outdated)


def _is_public(name: str) -> bool:
    return columns.get(name).public


def _point(facts: Facts, by_zip: Place | None, by_city: Place | None,
           near: Place | None) -> tuple[Point | None, Place | None]:
    if "latitude" in facts and "longitude" in facts:
        point = Point(float(facts["latitude"]), float(facts["longitude"]), facts.get("approximate") == "yes")
        return point, by_zip if by_zip and not _far(by_zip, point) else near or by_zip
    place = by_zip or by_city
    return (Point(place.latitude, place.longitude, approximate=True), place) if place else (None, None)


def _far(place: Place, point: Point) -> bool:
    """Say whether a ZIP code lies over a degree from the point: then the point knows better."""
    return abs(place.latitude - point.latitude) + abs(place.longitude - point.longitude) > 1
