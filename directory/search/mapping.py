"""Which places of an answer may be pins, and the map around them.

Only an exact point of a place to go to is ever a pin: see Listing.spot. Everything else stays in the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.edition.store import Edition
from directory.listings.listing import Listing
from directory.places import gazetteer, outlines
from directory.places import map as drawing
from directory.places.map import NO_STREETS, Drawing, Spot
from directory.places.place import Place
from directory.places.streets import StreetMap
from directory.search.engine import Answer, Hit
from directory.search.query import PAGE

#: Miles from the middle to a side of a map that no distance bounds, at least.
_LEAST = 25
#: So many names are tried; a map has room for some of them.
_NAMES = 60


@dataclass(frozen=True, slots=True)
class Mapped:
    """The places of one page of an answer with their numbers in the list, parted: pins, and those that are none."""

    drawing: Drawing | None
    pins: tuple[tuple[int, Hit], ...]
    others: tuple[tuple[int, Hit], ...]


def of(edition: Edition, answer: Answer, streets: StreetMap | None = None) -> Mapped:
    """Return the map of a page of an answer, with the streets of an operator's own map if there is one."""
    numbered = tuple(enumerate(answer.hits, start=(answer.query.page - 1) * PAGE + 1))
    pins = tuple(each for each in numbered if each[1].listing.spot)
    others = tuple(each for each in numbered if not each[1].listing.spot)
    drawn = draw(edition, [(number, hit.listing) for number, hit in pins], answer.place, streets)
    return Mapped(drawn, pins, others)


def draw(edition: Edition, numbered: Sequence[tuple[int, Listing]], place: Place | None = None,
         streets: StreetMap | None = None) -> Drawing | None:
    """Draw listings under their numbers; None when none of them may be a pin.

    A place is put in the middle, with rings around it; of a state the whole is shown; without one, all the pins.
    """
    spots = [Spot(number, each.spot.latitude, each.spot.longitude) for number, each in numbered if each.spot]
    if not spots:
        return None
    has_middle = place is not None and place.kind != "state"
    with edition.connect() as connection:
        if place is not None and has_middle:
            window = drawing.around(place.latitude, place.longitude, spots)
        else:
            points = [(each.latitude, each.longitude) for each in spots]
            if place is not None:
                counties = gazetteer.within(connection, place.state, "county")
                points += [(each.latitude, each.longitude) for each in counties]
            window = drawing.holding(points, _LEAST)
        towns, counties = gazetteer.largest_within(connection, window.box, _NAMES)
    return drawing.draw(window, outlines.within(*window.box), spots, middle=has_middle, towns=towns,
                        counties=counties, streets=streets.under(window) if streets else NO_STREETS)
