"""What conversions look up in our own gazetteer: ZIP codes and cities. Asks nobody else."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from directory.places import fold, gazetteer
from directory.places.place import Place

#: A city whose middle is nearer than this to a point needs no second look.
_NEAR_DEGREES = 0.5


@dataclass(frozen=True, slots=True)
class Lookups:
    """The two look-ups of `presets.convert`; `find_zip` finds areas like county:06001 too."""

    find_zip: Callable[[str], Place | None]
    find_city: Callable[[str, str, float, float], Place | None]


@cache
def from_gazetteer() -> Lookups:
    """Return both look-ups; the gazetteer is loaded once per process (about two seconds)."""
    connection = gazetteer.open_in_memory().connect()

    @cache
    def find_zip(code: str) -> Place | None:
        return gazetteer.get(connection, code if ":" in code else f"zip:{code}")

    @cache
    def named(city: str, state: str) -> Place | None:
        found = gazetteer.find(connection, f"{city}, {state}").place
        return found if found and found.state == state else None

    def find_city(city: str, state: str, latitude: float, longitude: float) -> Place | None:
        found = named(city, state)
        # California has two Mission Hills: the post office of the point may know the other one.
        if found and abs(found.latitude - latitude) + abs(found.longitude - longitude) > _NEAR_DEGREES:
            near = gazetteer.nearest(connection, latitude, longitude)
            if near and fold.fold(near.name) == fold.fold(city) and near.state == state:
                return near
        return found

    return Lookups(find_zip, find_city)
