"""Clock times as people write them: what `9`, `9.30 a.m.`, `noon` and `17:00` mean, alone and as a pair.

Pure. Where a pair has more than one sensible meaning it is refused: a family that travels at 7am for a place
that opens at 7pm has lost a day.
"""

import re
from dataclasses import dataclass

from directory.listings.hours.value import DAY, HoursError, Span

NOON = 720
# What a bare hour can mean: places of this directory open from 7am up to, not including, 8pm.
EARLIEST, LATEST = 7 * 60, 20 * 60
# Night shelters run 5pm to 9am. A night longer than this is more often a slip of am and pm.
LONGEST_NIGHT = 16 * 60
_NUMBER = re.compile(r"([0-9]{1,2})(?:[:.]([0-5][0-9]))?(?::00)?")
_RUN_TOGETHER = re.compile(r"([0-9]{1,2})([0-5][0-9])")  # "930am"; without am or pm it may be anything


@dataclass(frozen=True)
class Clock:
    """One time as written.

    `minute` is from midnight, for a bare time as if it were 24-hour. `exact`: am, pm, noon, midnight or an
    hour that only a 24-hour clock has. `padded`: bare with a leading zero. `late`: exact because written for
    a 24-hour clock. `twelve_am`: written 12am or 12:30am, which people also type for noon.
    """

    minute: int
    exact: bool
    padded: bool = False
    late: bool = False
    twelve_am: bool = False


def read_clock(number: str, suffix: str, part: str) -> Clock:
    """Read `9`, `9:30`, `9.30`, `9:30:00` or `930` with the suffix `a`, `p` or none.

    Raises HoursError time-unknown.
    """
    match = _NUMBER.fullmatch(number) or (_RUN_TOGETHER.fullmatch(number) if suffix else None)
    if not match:
        raise HoursError("time-unknown", part)
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 24 or (hour == 24 and minute) or (suffix and not 1 <= hour <= 12):
        raise HoursError("time-unknown", part)
    if suffix:
        in_day = hour % 12 * 60 + minute + (NOON if suffix == "p" else 0)
        return Clock(in_day, exact=True, twelve_am=in_day < 60)
    late = hour > 12 or hour == 0
    return Clock(hour * 60 + minute, exact=late, late=late, padded=not late and match[1].startswith("0"))


def read_pair(start: Clock, end: Clock, part: str, *, next_day: bool = False) -> Span:
    """Return the one span that two times mean. Raises HoursError ambiguous-am-pm, end-before-start."""
    if next_day:
        if not (start.exact and end.exact) or start.minute >= DAY or not end.minute or end.minute >= DAY:
            raise HoursError("ambiguous-am-pm", part)
        return start.minute, end.minute + DAY
    if start.exact and end.exact:
        return _exact_pair(start, end, part)
    if end.exact:
        span = _guess_start(start, end)
    elif start.exact:
        span = _guess_end(start, end)
    else:
        span = _guess_both(start, end)
    if span is None or not _agrees_with_zeros(start, end, span):
        raise HoursError("ambiguous-am-pm", part)
    return span


def is_plain_night(start: int, end: int) -> bool:
    """Tell whether a span past midnight is plain from its times: afternoon to morning, not too long."""
    return start >= NOON and DAY < end < DAY + NOON and end - start <= LONGEST_NIGHT


def write_span(span: Span) -> str:
    """Write a span so that it reads back the same: `9am-5pm`, `6pm-2am`, `9am-10am next day`, `24 hours`."""
    start, end = span
    if span == (0, DAY):
        return "24 hours"
    if 0 < start < 60 and NOON <= end <= DAY:
        # "12:30am-2pm" would be taken for a slip of 12:30pm.
        return f"{write_24_hour(start)}-{write_24_hour(end)}"
    text = f"{_write_clock(start)}-{_write_clock(end)}"
    return f"{text} next day" if end > DAY and not is_plain_night(start, end) else text


def write_24_hour(minute: int) -> str:
    """Write minutes from midnight as HH:MM; hours go on past 24."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _exact_pair(start: Clock, end: Clock, part: str) -> Span:
    opens, closes = start.minute, end.minute
    if opens >= DAY:
        raise HoursError("time-unknown", part)
    slip_at_end = end.twelve_am and closes <= opens < NOON and not start.twelve_am
    slip_at_start = start.twelve_am and (closes >= NOON or closes == opens)
    if slip_at_end or slip_at_start:
        raise HoursError("ambiguous-am-pm", part)
    if closes == 0:
        closes = DAY
    if closes > opens:
        return opens, closes
    if closes < opens and is_plain_night(opens, closes + DAY):
        return opens, closes + DAY
    raise HoursError("end-before-start", part)


def _guess_start(start: Clock, end: Clock) -> Span | None:
    """Give a bare start the half of the day that makes the shortest span: `10-11:30am`, `11-1pm`, `8-2am`."""
    if end.late:
        # "9-17" is a 24-hour clock; "1-17" is anyone's guess.
        sure = start.padded or start.minute >= EARLIEST
        return (start.minute, end.minute) if sure and end.minute > start.minute else None
    if end.minute % DAY < 60:
        return None  # "9-12am": until noon, or from 9pm until midnight?
    spans = []
    for opens in (start.minute % NOON, start.minute % NOON + NOON):
        closes = end.minute if end.minute > opens else end.minute + DAY
        if closes <= DAY or is_plain_night(opens, closes):
            spans.append((opens, closes))
    return min(spans, key=lambda span: span[1] - span[0], default=None)


def _guess_end(start: Clock, end: Clock) -> Span | None:
    """Give a bare end the first such time after the start: `9am-5`. A 24-hour night needs its zero."""
    if start.late:
        night = end.padded and is_plain_night(start.minute, end.minute + DAY)
        later = end.minute > start.minute and (end.padded or end.minute >= EARLIEST)
        return (start.minute, end.minute + DAY * night) if night or later else None
    if start.twelve_am:
        return None
    ends = [closes for closes in (end.minute % NOON, end.minute % NOON + NOON) if closes > start.minute]
    return (start.minute, ends[0]) if ends else None


def _guess_both(start: Clock, end: Clock) -> Span | None:
    """Read two bare times if only one opening between 7am and 8pm has a closing after it on the same day."""
    spans = {}
    for opens in (start.minute % NOON, start.minute % NOON + NOON):
        for closes in (end.minute % NOON + NOON, end.minute % NOON):
            if EARLIEST <= opens < LATEST and closes > opens:
                spans[opens] = (opens, closes)
    return spans.popitem()[1] if len(spans) == 1 else None


def _agrees_with_zeros(start: Clock, end: Clock, span: Span) -> bool:
    """Hold a time with a leading zero to its 24-hour meaning: `09:00-05:00` may be until 5am or 5pm."""
    return (not start.padded or span[0] == start.minute) and (not end.padded or span[1] % DAY == end.minute)


def _write_clock(minute: int) -> str:
    minute %= DAY
    if minute % NOON == 0:
        return "noon" if minute else "midnight"
    hour, rest = divmod(minute % NOON, 60)
    return f"{hour or 12}{f':{rest:02}' if rest else ''}{'am' if minute < NOON else 'pm'}"
