"""Places by their key, for whoever checks many rows: the gazetteer in memory, each answer kept.

A process has one such gazetteer on one connection, which threads use in turn. Nobody may close it.
"""

from collections.abc import Callable
from functools import cache
from threading import Lock

from sqlalchemy import Connection

from directory.places import gazetteer
from directory.places.place import Place

_TURN = Lock()


@cache
def _connection() -> Connection:
    return gazetteer.open_in_memory().connect()


@cache
def zip_finder() -> Callable[[str], Place | None]:
    """Return the function that looks a 5-digit ZIP code, or an area key, up in our own gazetteer."""
    @cache
    def find_zip(code: str) -> Place | None:
        with _TURN:
            return gazetteer.get(_connection(), code if ":" in code else f"zip:{code}")

    return find_zip


def area_keys(text: str) -> str:
    """Return areas, parted by semicolons, with the keys of counties and states that stand there by their names.

    "Lucas County, OH; state:MI" is "county:39095; state:MI". What is not found, is a city, or is a county without
    its state stays as it was typed.
    """
    return "; ".join(part if ":" in part else _area_key(part) for each in text.split(";") if (part := each.strip()))


def _area_key(name: str) -> str:
    with _TURN:
        place = gazetteer.find(_connection(), name).place
    return place.key if place and place.kind in (("county", "state") if "," in name else ("state",)) else name


def city_names() -> list[str]:
    """Return the name of every city and town, each once."""
    with _TURN:
        return gazetteer.city_names(_connection())
