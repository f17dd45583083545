"""Whether we have a list of a kind of help for a place, and whether that list is complete. Pure.

Coverage is not absence: where we list nothing, it matters whether nobody is there or nobody told us.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Source = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What our lists of one category say of a place.

    `kind`: complete (a list covers the place and has everybody of whom it speaks), partial (lists cover it, none is
    complete) or none (we have no list there). `lists` are those lists, the complete ones first, then the newest.
    """

    category: str
    kind: Literal["complete", "partial", "none"]
    lists: tuple[Source, ...]


def of(sources: Iterable[Source], areas: Iterable[str], category: str) -> Coverage:
    """Return the coverage of a category for a place's areas (see places.Place.areas).

    A source whose `complete` is blank is a page about one service, not a list of places.
    """
    here = set(areas)
    lists = [each for each in sources if each["complete"] and each["category"] == category
             and here.intersection(each["covers"].split("; "))]
    lists.sort(key=lambda each: each["edition"], reverse=True)
    lists.sort(key=lambda each: each["complete"] != "yes")
    whole = bool(lists) and lists[0]["complete"] == "yes"
    return Coverage(category, "complete" if whole else "partial" if lists else "none", tuple(lists))
