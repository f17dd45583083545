"""Whether the places of an edition are open now, each by its own clock. Remembered for a minute."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from directory import clock
from directory.edition.store import Edition
from directory.listings import hours as opening
from directory.listings.holidays import us_holiday
from directory.search.ranking import NO, UNKNOWN, YES

_parse = lru_cache(maxsize=50_000)(opening.parse)


def states(edition: Edition) -> Callable[[int], int]:
    """Return the function from a number of the edition's hours to YES, UNKNOWN or NO at this minute."""
    moment = clock.now()
    minute = int(moment.timestamp() // 60)
    held = edition.caches.get("open")
    if not isinstance(held, tuple) or held[0] != minute:
        held = edition.caches["open"] = (minute, {0: UNKNOWN})
    known: dict[int, int] = held[1]
    hours = edition.hours

    def state(number: int) -> int:
        found = known.get(number)
        if found is None:
            found = known[number] = open_state(*hours[number], moment)
        return found
    return state


def days(edition: Edition, day: int) -> Callable[[int], int]:
    """Return the function from a number of the edition's hours to whether a place opens on a weekday (1 is Monday).

    YES for a place that opens on some of these days only, like the first Saturday: its hours say which.
    """
    hours = edition.hours if day else {}

    def on_day(number: int) -> int:
        if number not in hours:
            return UNKNOWN
        return YES if hours[number][2][day - 1] else NO
    return on_day


def open_state(text: str, timezone: str, masks: tuple[int, ...], moment: datetime) -> int:
    """Return YES or NO, or UNKNOWN on a holiday where the hours say nothing of holidays.

    `masks` are the half hours of the week in which it could be open: only a first look; the hours decide.
    """
    local = moment.astimezone(ZoneInfo(timezone))
    if not masks[local.weekday()] >> (local.hour * 2 + local.minute // 30) & 1:
        return NO
    hours = _parse(text)
    state = opening.state(hours, local)
    if state.kind != "open":
        return NO
    if hours.holidays != "unknown" or text == "24/7":
        return YES
    return UNKNOWN if state.holiday or _since_a_holiday(hours, local) else YES


def _since_a_holiday(hours: opening.Hours, local: datetime) -> bool:
    """Say whether a place is open only because it opened on the evening of a holiday, if it did."""
    return bool(us_holiday(local.date() - timedelta(days=1))
                and opening.state(replace(hours, holidays="closed"), local).kind != "open")
