"""Places by their key, for whoever checks many rows: the gazetteer in memory, each answer kept."""

from collections.abc import Callable
from functools import cache
from threading import Lock

from directory.places import gazetteer
from directory.places.place import Place


@cache
def zip_finder() -> Callable[[str], Place | None]:
    """Return the function that looks a 5-digit ZIP code, or an area key, up in our own gazetteer."""
    connection = gazetteer.open_in_memory().connect()
    lock = Lock()

    @cache
    def find_zip(code: str) -> Place | None:
        with lock:
            return gazetteer.get(connection, code if ":" in code else f"zip:{code}")

    return find_zip
