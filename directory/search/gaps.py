"""Where help is missing: which places have none within some miles, as far as our lists cover them. Pure.

Three answers are kept apart: there is help, our lists cover the place and have none, and we have no list there. What is
missing is counted only among the ZIP codes that a list of ours covers; of the others we say nothing.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from operator import attrgetter
from statistics import median_high
from typing import NamedTuple

from directory.listings.vocabulary import CATEGORIES
from directory.places.place import COUNTRY
from directory.search import coverage
from directory.search.coverage import Coverage, Source

#: Kinds of help; "any kind of help" is help of none of them.
HELP = tuple(code for code in CATEGORIES if code != "any")
#: What places are summed up by, narrow to wide.
BY = ("zip", "county", "state")
MILES = 25


class Spot(NamedTuple):
    """One ZIP code: the keys of itself, its main county and its state, and miles to the nearest help of each kind.

    Other counties that it reaches into do not count: a list for one of them need not hold its neighbours.
    """

    zip: str
    county: str
    state: str
    legal: float | None
    medical: float | None
    food: float | None


class Area(NamedTuple):
    """A place to sum up by: its key, and its name and state as a person writes them."""

    key: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What our lists say of one kind of help in one area.

    `zips` counts its ZIP codes, `listed` those that a list of ours covers. Of the listed, `without` have no help within
    `miles`, and of those `by_phone` have a line that serves them; half of the listed are at least `middle` miles from
    the nearest help (None: there is none at all, or none is listed).
    """

    area: Area
    category: str
    miles: int
    zips: int
    listed: int
    without: int
    by_phone: int
    middle: float | None
    coverage: Coverage

    @property
    def share(self) -> float:
        """Return the share of the listed ZIP codes that have no help within the miles, 0 to 1."""
        return self.without / self.listed if self.listed else 0.0

    @property
    def percent(self) -> int:
        """Return the share in percent: 0 only where there is none, 100 only where there are all."""
        rounded = round(100 * self.share)
        return rounded if self.without in (0, self.listed) else min(99, max(1, rounded))


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of help, what our lists cover, and the areas that lines without a door serve.

    `whole` is False when a complete list is not enough, as for languages: it has everybody, not what everybody speaks.
    """

    category: str
    sources: Sequence[Source]
    by_phone: AbstractSet[str]
    miles: int = MILES
    whole: bool = True


def count(areas: Iterable[Area], spots: Iterable[Spot], asked: Asked, *, by: str) -> list[Gap]:
    """Sum up the ZIP codes by the areas, in the order of the areas; `by` is one of BY and names what these are."""
    areas = tuple(areas)
    spots_of: dict[str, list[Spot]] = {area.key: [] for area in areas}
    key_of = attrgetter(by)
    for spot in spots:
        spots_of[key_of(spot)].append(spot)
    lists = _Lists(asked)
    return [_gap(area, spots_of[area.key], asked, lists) for area in areas]


class Total(NamedTuple):
    """ZIP codes of several areas, those that a list covers, those of these without help; are all lists complete?"""

    zips: int
    listed: int
    without: int
    complete: bool


def total(gaps: Sequence[Gap]) -> Total:
    """Add up gaps of one kind of help in areas that do not overlap."""
    return Total(sum(gap.zips for gap in gaps), sum(gap.listed for gap in gaps), sum(gap.without for gap in gaps),
                 all(gap.coverage.kind == "complete" for gap in gaps if gap.listed))


def worst_first(gaps: Iterable[Gap]) -> list[Gap]:
    """Sort gaps: the largest share first, then the farthest; areas of which we have no list come last."""
    def order(gap: Gap) -> tuple[object, ...]:
        far = gap.middle is None
        return (not gap.listed, -gap.share, not far, -(gap.middle or 0), -gap.listed, gap.area.state, gap.area.name,
                gap.area.key)

    return sorted(gaps, key=order)


class _Lists:
    """What lists cover, looked up once for all places that the same areas decide."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._named = frozenset(area for each in asked.sources for area in each["covers"].split("; "))
        self._known: dict[frozenset[str], Coverage] = {}

    def deciding(self, areas: Iterable[str]) -> frozenset[str]:
        """Return those of a place's areas that a list names."""
        return self._named.intersection(areas)

    def over(self, deciding: frozenset[str]) -> Coverage:
        """Return the coverage of a place in the country with these areas."""
        if deciding not in self._known:
            found = coverage.of(self._asked.sources, {*deciding, COUNTRY}, self._asked.category)
            if not self._asked.whole and found.kind == "complete":
                found = replace(found, kind="partial")
            self._known[deciding] = found
        return self._known[deciding]

    def together(self, each: Iterable[frozenset[str]]) -> Coverage:
        """Return the coverage of several places as one: complete, or none, only if it is so for each."""
        kinds = {self.over(deciding).kind for deciding in each}
        found = self.over(frozenset().union(*each))
        return found if kinds == {found.kind} else replace(found, kind="partial")


def _gap(area: Area, spots: Sequence[Spot], asked: Asked, lists: _Lists) -> Gap:
    miles_of = attrgetter(asked.category)
    deciding = [lists.deciding(spot[:3]) for spot in spots]
    different = set(deciding) or {lists.deciding((area.key, f"state:{area.state}"))}
    silent = {each for each in different if lists.over(each).kind == "none"}
    listed = [spot for spot, each in zip(spots, deciding, strict=True) if each not in silent]
    without = [spot for spot in listed if (far := miles_of(spot)) is None or far > asked.miles]
    by_phone = sum(1 for spot in without if not asked.by_phone.isdisjoint(spot[:3]))
    measured = [far for far in map(miles_of, listed) if far is not None]
    return Gap(area, asked.category, asked.miles, len(spots), len(listed), len(without), by_phone,
               median_high(measured) if measured else None, lists.together(different))


#: The columns of a table of gaps in a file. Add at the end: others may read it.
COLUMNS = ("place", "name", "state", "category", "miles", "zips", "zips_listed", "zips_without", "zips_by_phone",
           "middle_miles", "coverage", "lists")


def cells(gap: Gap) -> list[str]:
    """Return a gap as text, one a column. Where we have no list, what is missing stays blank: we do not know it."""
    counted = [str(gap.without), str(gap.by_phone), "" if gap.middle is None else f"{gap.middle:.1f}"]
    lists = "; ".join(f"{each['code']} {each['edition']}" for each in gap.coverage.lists)
    return [*gap.area, gap.category, str(gap.miles), str(gap.zips), str(gap.listed),
            *(counted if gap.listed else ["", "", ""]), gap.coverage.kind, lists]
