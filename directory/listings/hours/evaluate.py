"""Whether a place is open at a moment, until when, and the half hours of the week in which it may be.

Pure. The caller gives the moment on the place's own clock; this module never asks what time it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from directory.listings.holidays import us_holiday
from directory.listings.hours.value import DAY, LAST, Hours, Span

SLOT = 30
SLOTS_A_DAY = DAY // SLOT
# Rules like "1st Sat" come back within 35 days; "5th Sat" can take longer, and then we say that we do not
# know.
DAYS_AHEAD = 60


@dataclass(frozen=True)
class State:
    """What a place is at one moment.

    `until` is when that ends (wall time of the place, same tzinfo as asked), None if not within 60 days.
    `holiday` is the key of the federal holiday on that date: where the hours say nothing of holidays, tell
    the reader to call first.
    """

    kind: Literal["open", "closed"]
    until: datetime | None
    holiday: str | None


def state(hours: Hours, moment: datetime) -> State:
    """Say whether a place is open at a moment of its own wall clock, and until when.

    A span belongs to the day it starts on, so the evening before a holiday runs past midnight. Days are 24
    wall hours long even when clocks change: 9am-5pm stays 9am-5pm.
    """
    today = moment.date()
    holiday = us_holiday(today)
    minute = moment.hour * 60 + moment.minute
    for start, end in _openings(hours, today):
        if end is None or end > minute:
            if start <= minute:
                return State("open", _at(moment, end), holiday)
            return State("closed", _at(moment, start), holiday)
    return State("closed", None, holiday)


def week_masks(hours: Hours) -> tuple[int, ...]:
    """Return seven 48-bit masks, Monday first: bit n is set if the place may be open in half hour n.

    A prefilter for search: never misses an open minute, but ignores weeks of the month and holidays.
    """
    masks = [0] * 7
    for rule in hours.rules:
        for day in rule.days:
            for start, end in rule.spans:
                for slot in range(start // SLOT, (end - 1) // SLOT + 1):
                    masks[(day + slot // SLOTS_A_DAY) % 7] |= 1 << slot % SLOTS_A_DAY
    return tuple(masks)


def _spans_on(hours: Hours, day: date) -> list[Span]:
    """Return the spans that start on a date, in order."""
    if hours.holidays == "closed" and us_holiday(day):
        return []
    weekday, nth = day.weekday(), (day.day - 1) // 7 + 1
    last = day.toordinal() + 7 > date.max.toordinal() or (day + timedelta(days=7)).month != day.month
    spans: list[Span] = []
    for rule in hours.rules:
        if weekday in rule.days and (not rule.nths or nth in rule.nths or (last and LAST in rule.nths)):
            spans.extend(rule.spans)
    return sorted(spans)


def _openings(hours: Hours, today: date) -> Iterator[tuple[int, int | None]]:
    """Yield open times, joined across midnight, in minutes from today's; end None if out of sight."""
    opened: int | None = None
    closes = 0
    for ahead in range(-1, DAYS_AHEAD + 1):
        if not 1 <= today.toordinal() + ahead <= date.max.toordinal():
            continue
        if opened is not None and closes < ahead * DAY:
            yield opened, closes
            opened = None
        for start, end in _spans_on(hours, date.fromordinal(today.toordinal() + ahead)):
            start, end = start + ahead * DAY, end + ahead * DAY
            if opened is not None and start <= closes:
                closes = max(closes, end)
                continue
            if opened is not None:
                yield opened, closes
            opened, closes = start, end
    if opened is not None:
        yield opened, closes if closes < (DAYS_AHEAD + 1) * DAY else None


def _at(moment: datetime, minute: int | None) -> datetime | None:
    """Turn minutes from midnight of the moment's date into a wall time with the moment's tzinfo."""
    if minute is None:
        return None
    try:
        day = moment.date() + timedelta(days=minute // DAY)
    except OverflowError:
        return None
    # In the hour that comes twice in autumn, "later today" must not fall back into the first of the two.
    fold = moment.fold if day == moment.date() else 0
    return datetime.combine(day, time(minute % DAY // 60, minute % 60, fold=fold), tzinfo=moment.tzinfo)
