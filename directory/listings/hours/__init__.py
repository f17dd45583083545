"""Opening hours: read what people type, write one canonical text, and tell whether a place is open.

Use this package by its front door: `from directory.listings import hours`. It is pure: no Flask, no
database, no Babel, no clock, no time zones, and no sentences for readers (errors carry a code from CODES).
"""

from directory.listings.hours.evaluate import State, state, week_masks
from directory.listings.hours.osm import to_osm
from directory.listings.hours.text import parse, write
from directory.listings.hours.value import CODES, LAST, Holidays, Hours, HoursError, Rule, Span

__all__ = [
    "CODES",
    "LAST",
    "Holidays",
    "Hours",
    "HoursError",
    "Rule",
    "Span",
    "State",
    "parse",
    "state",
    "to_osm",
    "week_masks",
    "write",
]
