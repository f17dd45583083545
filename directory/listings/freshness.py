"""How old the facts of a listing are, and from which day that matters. Pure.

What a person once checked goes stale by a clock: past it, the page says so; past twice the clock, fresher places come
first; past three times, it is hidden where another of its kind is shown. What is known only from a published list is
marked, and comes after fresher places, once the list is a year old. Age alone never hides it.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

#: Whether a legal office still takes cases changes fastest; phones and hours of the others within half a year.
CLOCK_DAYS = {"legal": 90}
OTHER_DAYS = 180
LIST_DAYS = 365
#: The ways in which a person makes sure. Copying a published list is not one of them.
ASKED = ("called", "visited", "website", "organization")


@dataclass(frozen=True, slots=True)
class Freshness:
    """The age of a listing's facts.

    `since`: the day, month or year of the facts, '' when nobody knows. `asked`: a person made sure then. The dates are
    the first days on which the listing is marked, comes after fresher ones, and is hidden; None for never.
    """

    since: str
    asked: bool
    marked: date
    behind: date
    hidden: date | None

    def stage(self, today: date) -> Literal["fresh", "marked", "behind", "hidden"]:
        """Return how stale the facts are today."""
        if self.hidden and today >= self.hidden:
            return "hidden"
        return "behind" if today >= self.behind else "marked" if today >= self.marked else "fresh"


def urgency(facts: Mapping[str, str], today: date, *, reported: bool = False) -> tuple[int, float, float] | None:
    """Return the place of a listing in the order of checking (smallest first), or None while nothing is due.

    What somebody reported comes before all. Then comes what no person ever checked, where facts change fastest before
    the rest, the oldest list before newer ones; then what a person checked longest ago, measured by its clock.
    """
    if reported:
        return -1, 0, 0
    fresh, days = of(facts), clock_days(facts.get("category", ""))
    age = (today - last_day(fresh.since)).days if fresh.since else float("inf")
    if not fresh.asked:
        return 0, days, -age
    return (1, -age / days, 0) if today >= fresh.marked else None


def clock_days(category: str) -> int:
    """Return after how many days a person should check a listing of a category again."""
    return CLOCK_DAYS.get(category, OTHER_DAYS)


def of(facts: Mapping[str, str]) -> Freshness:
    """Return how fresh a listing's facts are, from its dates and how they were checked."""
    asked = facts.get("assured_method") in ASKED and "assured_date" in facts
    since = facts.get("assured_date" if asked else "source_date") or facts.get("assured_date", "")
    if not since:
        return Freshness("", asked, date.min, date.min, None)
    start = last_day(since)
    if not asked:
        late = start + timedelta(days=LIST_DAYS)
        return Freshness(since, asked, late, late, None)
    days = clock_days(facts.get("category", ""))
    return Freshness(since, asked, *(start + timedelta(days=days * times) for times in (1, 2, 3)))


def last_day(partial: str) -> date:
    """Return the last day of a date, a month or a year: "2026-02" is February 28, 2026. Raises ValueError."""
    year, month, day = (*(int(part) for part in partial.split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])
