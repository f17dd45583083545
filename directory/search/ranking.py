"""What the rows of a search say: which match, how far to look, what to count. Pure: rows in, answers out.

A row says yes, no or "we do not know" to each filter. No drops it; all yes is a match; the rest stay visible behind
the matches, marked, because unknown never counts as no. Within one ring of distance, places with fresh facts come
before those with old ones; rows so old that they are hidden show only where nothing else of their kind does.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from directory.listings import vocabulary
from directory.search.query import ENOUGH, NEAREST, RADII, Query

YES, UNKNOWN, NO = 2, 1, 0
#: As in edition/tables.py and edition/build.py, which know SQL.
INTERPRETERS = 8
#: Miles. Beyond the radii a person may choose, each ring is twice as wide.
RINGS = (*RADII, 200, 400, 800, 1600, 3200, 6400)
#: The bit that all languages share which are too rare to have one of their own.
RARE = 1 << 62


class Row(NamedTuple):
    """One candidate. `miles` is None for a service by area; `open` says YES, UNKNOWN or NO.

    A plain tuple: a search makes thousands of them.
    """

    number: int
    miles: float | None
    category: int
    services: int
    languages: int
    asked: int
    not_asked: int
    cost: int
    serves: int
    flags: int
    open: int = UNKNOWN
    on_day: int = UNKNOWN
    behind: bool = False
    hidden: bool = False


#: Services that say only what kind of place it is: whether it does more, nobody asked yet.
GENERAL = ("immigration-legal-help", "health-center")
#: Who may come, where the words are a condition and not a group of people.
CONDITIONS = ("everyone", "low-income", "area-residents", "members")
ALL_BITS = (1 << 63) - 1


class Court(NamedTuple):
    """The listings that work at the court asked for, and those whose courts we know at all."""

    there: frozenset[int]
    known: frozenset[int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of a query as masks and numbers; 0 or empty where a filter is off.

    `kinds` are the categories of the services asked for (a bit each), `special` the services that are not general,
    `others` the groups of people for whom a place may be that were not asked for.
    """

    services: int = 0
    kinds: int = 0
    special: int = ALL_BITS
    languages: int = 0
    papers: int = 0
    serves: int = 0
    others: int = 0
    cost: frozenset[int] = frozenset()
    open_now: bool = False
    day: int = 0
    court: Court | None = None

    @property
    def any(self) -> bool:
        """Say whether a filter is on."""
        return bool(self.services or self.languages or self.papers or self.serves or self.cost or self.open_now
                    or self.day or self.court)


def wanted(query: Query, bits: Mapping[str, Mapping[str, int]],
           courts: Mapping[str, frozenset[int]] = MappingProxyType({})) -> Wanted:
    """Return the filters of a query for an edition whose masks have these bits (facet -> code -> bit)."""
    def mask(codes: Sequence[str], known: Mapping[str, int]) -> int:
        return sum({1 << known[code] if code in known else RARE for code in codes})

    papers = {code: number for number, code in enumerate(vocabulary.PAPERS)}
    costs = {code: number for number, code in enumerate(vocabulary.COSTS, start=1)}
    numbers = {code: number for number, code in enumerate(vocabulary.CATEGORIES, start=1)}
    groups = {code: number for number, code in enumerate(vocabulary.ELIGIBILITY)}
    kinds = {numbers[vocabulary.SERVICES[code].category] for code in query.services}
    serves = mask((*query.serves, "everyone"), groups) if query.serves else 0
    court = Court(courts.get(query.court, frozenset()), frozenset().union(*courts.values())) if query.court else None
    services = bits.get("services", {})
    return Wanted(
        services=mask(query.services, services), kinds=sum(1 << number for number in kinds),
        special=ALL_BITS & ~mask([code for code in GENERAL if code in services], services),
        languages=mask(query.languages, bits.get("languages", {})), papers=mask(query.papers, papers), serves=serves,
        others=mask([code for code in groups if code not in CONDITIONS], groups) & ~serves,
        cost=frozenset(costs[code] for code in query.cost), open_now=query.open_now, day=query.day, court=court)


def answers(row: Row, want: Wanted) -> dict[str, int]:
    """Return what a row says to each filter that is on: YES, UNKNOWN or NO, by facet."""
    said: dict[str, int] = {}
    if want.services:
        maybe = want.kinds >> row.category & 1 and not row.services & want.special
        said["services"] = YES if row.services & want.services else UNKNOWN if maybe else NO
    if want.languages:
        said["languages"] = _speaks(row, want.languages)
    if want.papers:
        said["papers"] = NO if row.asked & want.papers else (
            YES if row.not_asked & want.papers == want.papers else UNKNOWN)
    if want.serves:
        said["serves"] = YES if row.serves & want.serves else NO if row.serves & want.others else UNKNOWN
    if want.cost:
        said["cost"] = YES if row.cost in want.cost else UNKNOWN if not row.cost else NO
    if want.open_now:
        said["open_now"] = row.open
    if want.day:
        said["day"] = row.on_day
    if want.court:
        said["court"] = YES if row.number in want.court.there else NO if row.number in want.court.known else UNKNOWN
    return said


def _speaks(row: Row, languages: int) -> int:
    spoken = row.languages & languages
    if spoken & ~RARE:
        return YES
    # A rare language was asked for and a rare one is spoken: we cannot tell from here whether it is the same.
    return UNKNOWN if spoken or not row.languages or row.flags & INTERPRETERS else NO


def verdict(row: Row, want: Wanted) -> int:
    """Return NO when a row says no to any filter, YES when it says yes to all, else UNKNOWN."""
    return min(answers(row, want).values(), default=YES) if want.any else YES


@dataclass(frozen=True, slots=True)
class Sorted:
    """Rows that say yes to all filters, and rows of which we do not know, both in order."""

    matches: tuple[Row, ...]
    unknown: tuple[Row, ...]


def sort(rows: Sequence[Row], want: Wanted) -> Sorted:
    """Drop the rows that say no and put the rest in order: nearest ring first, the same order every time."""
    order = _ringwise if len({row.behind for row in rows}) > 1 else _by_distance
    if not want.any:
        return Sorted(tuple(sorted(rows, key=order)), ())
    tiers: dict[int, list[Row]] = {YES: [], UNKNOWN: [], NO: []}
    for row in rows:
        tiers[verdict(row, want)].append(row)
    return Sorted(tuple(sorted(tiers[YES], key=order)), tuple(sorted(tiers[UNKNOWN], key=order)))


#: Rows have a distance all or none.
_by_distance = attrgetter("miles", "number")


def _ringwise(row: Row) -> tuple[int, bool, float, int]:
    """Order by ring of distance, then fresh before old, then distance: nobody is sent far for a fresher date."""
    return bisect_left(RINGS, row.miles or 0), row.behind, row.miles or 0, row.number


def seen(found: Sorted) -> Sorted:
    """Drop rows whose facts are so old that they are hidden, where another row of their category is shown."""
    kinds = {row.category for row in (*found.matches, *found.unknown) if not row.hidden}
    return Sorted(*(tuple(row for row in rows if not row.hidden or row.category not in kinds)
                    for rows in (found.matches, found.unknown)))


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an answer goes. `rule`: chosen (by the person), enough (the smallest radius with 20 matches),
    all (fewer than 20 within 100 miles: all of them) or nearest (nothing near: the nearest few, however far)."""

    rule: str
    radius: int
    rows: Sorted


def reach(near: Sorted, chosen: int) -> Reach | None:
    """Choose the radius for rows within 100 miles; None when nothing matches there and one must look further."""
    radius = chosen or next((r for r in RADII if _count(near.matches, r) >= ENOUGH), RADII[-1])
    within = seen(Sorted(_within(near.matches, radius), _within(near.unknown, radius)))
    if not within.matches and not within.unknown:
        return None
    if chosen:
        return Reach("chosen", radius, within)
    enough = len(within.matches) >= ENOUGH
    return Reach("enough" if enough else "all", radius, within)


def nearest(far: Sorted, chosen: int) -> Reach:
    """Return the nearest few, however far, that can be reached from here: those we are sure of first."""
    far = seen(far)
    matches = far.matches[:NEAREST]
    return Reach("nearest", chosen, Sorted(matches, far.unknown[:NEAREST - len(matches)]))


def _count(rows: Sequence[Row], radius: int) -> int:
    return sum(1 for row in rows if row.miles is not None and row.miles <= radius and not row.hidden)


def _within(rows: Sequence[Row], radius: int) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.miles is not None and row.miles <= radius)


@dataclass(frozen=True, slots=True)
class Count:
    """One value of a filter: how many of the rows shown say yes to it."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter: its values that any row has, most frequent first, and for how many rows we know an answer."""

    name: str
    values: tuple[Count, ...]
    known: int
    total: int


def facets(rows: Sequence[Row], want: Wanted, bits: Mapping[str, Mapping[str, int]],
           chosen: Mapping[str, Sequence[str]] = MappingProxyType({})) -> list[Facet]:
    """Count, for each filter, the rows that say yes to each value and do not say no to the other filters.

    A filter of which we know nothing here is left out, but for what was `chosen` in it.
    """
    refused = [[name for name, said in answers(row, want).items() if said == NO] for row in rows] if want.any else []
    found = []
    for name in ("papers", "languages", "services", "serves", "cost", "open_now"):
        kept = [row for row, no in zip(rows, refused, strict=True) if not no or no == [name]] if want.any else rows
        values, known = _tally(name, kept, bits)
        values += tuple(Count(code, 0) for code in chosen.get(name, ()) if code not in {each.code for each in values})
        if values:
            found.append(Facet(name, values, known, len(kept)))
    return found


def _tally(name: str, rows: Sequence[Row], bits: Mapping[str, Mapping[str, int]]) -> tuple[tuple[Count, ...], int]:
    """Count the rows by value. Many rows say the same, so what they say is counted first, then taken apart."""
    if name == "papers":
        counts = _by_bit(Counter(row.not_asked for row in rows))
        pairs = [(code, counts[1 << bit]) for bit, code in enumerate(vocabulary.PAPERS)]
        known = sum(1 for row in rows if row.not_asked or row.asked)
    elif name in ("services", "languages"):
        masks = Counter(row.services if name == "services" else row.languages for row in rows)
        counts = _by_bit(masks)
        pairs = [(code, counts[1 << bit]) for code, bit in bits.get(name, {}).items()]
        pairs.sort(key=lambda pair: -pair[1])
        known = len(rows) - masks[0]
    elif name == "serves":
        counts = _by_bit(Counter(row.serves for row in rows))
        pairs = [(code, counts[1 << bit]) for bit, code in enumerate(vocabulary.ELIGIBILITY)]
        known = sum(1 for row in rows if row.serves)
    elif name == "cost":
        costs = Counter(row.cost for row in rows)
        pairs = [(code, costs[number]) for number, code in enumerate(vocabulary.COSTS, start=1)]
        known = len(rows) - costs[0]
    else:
        states = Counter(row.open for row in rows)
        known = len(rows) - states[UNKNOWN]
        return ((Count("yes", states[YES]),) if known else ()), known
    return tuple(Count(code, count) for code, count in pairs if count), known


def _by_bit(masks: Counter[int]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for mask, count in masks.items():
        while mask:
            lowest = mask & -mask
            counts[lowest] += count
            mask ^= lowest
    return counts
