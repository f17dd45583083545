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


def city_names() -> list[str]:
    """Return the name of every city and town, each once."""
    with _TURN:
        return gazetteer.city_names(_connection())
