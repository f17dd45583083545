"""What conversions look up in our own gazetteer: ZIP codes and cities. Asks nobody else."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from directory.places import gazetteer
from directory.places.place import Place


@dataclass(frozen=True, slots=True)
class Lookups:
    """The two look-ups of `presets.convert`: `convert(code, path, **vars)` takes them by these names."""

    find_zip: Callable[[str], Place | None]
    find_city: Callable[[str, str], Place | None]


@cache
def from_gazetteer() -> Lookups:
    """Return both look-ups; the gazetteer is loaded once per process (about two seconds)."""
    connection = gazetteer.open_in_memory().connect()

    @cache
    def find_zip(code: str) -> Place | None:
        return gazetteer.get(connection, f"zip:{code}")

    @cache
    def find_city(city: str, state: str) -> Place | None:
        found = gazetteer.find(connection, f"{city}, {state}").place
        return found if found and found.state == state else None

    return Lookups(find_zip, find_city)
