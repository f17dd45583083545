"""An invented notice, and the places it may be for."""

from collections.abc import Mapping

from directory import clock
from directory.listings import notices
from directory.listings.notices import Notice
from directory.places.place import Place

_CALIFORNIA = Place("state", "CA", "California", "CA", (), 38.6, -121.5, "America/Los_Angeles")
_ALAMEDA = Place("county", "06001", "Alameda County", "CA", ("06001",), 37.6, -121.9, "America/Los_Angeles")
_GUAM = Place("state", "GU", "Guam", "GU", (), 13.5, 144.7, "Pacific/Guam")
PLACES = {place.key: place for place in (_CALIFORNIA, _ALAMEDA, _GUAM)}
ENGLISH = "Example Court is closed on September 18. Call (510) 555-0101 after 9 AM."
SPANISH = "El tribunal de ejemplo cierra el 18 de septiembre. Llame al (510) 555-0101 después de las 9 AM."
GIVEN = {"purpose": "closed", "area": "state:CA", "source": "Example Court, opening days",
         "source_url": "https://court.example.org/days", "source_date": "2026-09-15"}


def notice(texts: Mapping[str, str] | None = None, **given: str) -> Notice:
    """Read a notice that breaks no rule but those that are asked for."""
    return notices.read(GIVEN | given, texts or {"en": ENGLISH}, find_place=PLACES.get, now=clock.now())
