"""The eleven United States federal holidays and the days on which they are observed.

Pure. Source: 5 U.S.C. 6103(a) for the days and (b) for Saturday; Executive Order 11582, section 3, for
Sunday. It knows nothing of state holidays, of school holidays, nor of any one place.
"""

from calendar import MONDAY, SATURDAY, SUNDAY, THURSDAY
from datetime import date, timedelta
from functools import lru_cache

HOLIDAYS = (
    "new-year",
    "mlk",
    "presidents",
    "memorial",
    "juneteenth",
    "independence",
    "labor",
    "columbus",
    "veterans",
    "thanksgiving",
    "christmas",
)


def us_holiday(day: date) -> str | None:
    """Name the federal holiday on this date, or observed on it, by its key in HOLIDAYS."""
    return _holidays_in(day.year).get(day)


@lru_cache(maxsize=64)
def _holidays_in(year: int) -> dict[date, str]:
    """Map each holiday and observed day of a year, by the law of today also for years before it."""
    fixed = {
        date(year, 1, 1): "new-year",
        date(year, 6, 19): "juneteenth",
        date(year, 7, 4): "independence",
        date(year, 11, 11): "veterans",
        date(year, 12, 25): "christmas",
    }
    found = {
        _nth_weekday(year, 1, MONDAY, 3): "mlk",
        _nth_weekday(year, 2, MONDAY, 3): "presidents",
        _nth_weekday(year, 6, MONDAY, 1) - timedelta(days=7): "memorial",  # the last Monday of May
        _nth_weekday(year, 9, MONDAY, 1): "labor",
        _nth_weekday(year, 10, MONDAY, 2): "columbus",
        _nth_weekday(year, 11, THURSDAY, 4): "thanksgiving",
        **fixed,
    }
    for day, key in fixed.items():
        observed = _observed(day)
        if observed is not None and observed.year == year:
            found[observed] = key
    # New Year's Day on a Saturday is observed on the last day of the year before.
    if date(year, 12, 31).weekday() == 4:
        found[date(year, 12, 31)] = "new-year"
    return found


def _observed(day: date) -> date | None:
    """Return the weekday off for a holiday at the weekend; None for a holiday on a weekday."""
    if day.weekday() == SATURDAY:
        return day - timedelta(days=1)
    if day.weekday() == SUNDAY:
        return day + timedelta(days=1)
    return None


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth such weekday of a month, nth from 1."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
