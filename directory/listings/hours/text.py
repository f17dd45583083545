"""Opening hours as people type them: `parse` reads them, `write` gives one canonical text.

Pure. Whatever does not have exactly one sensible reading is a HoursError; nothing is ever read halfway.
Remarks ("call first", "by appointment") belong in the listing's hours_note.
"""

from dataclasses import dataclass
from functools import lru_cache

from directory.listings.hours.draft import DayInMonth, Draft
from directory.listings.hours.osm import is_osm, parse_osm
from directory.listings.hours.times import Clock, read_pair, write_span
from directory.listings.hours.value import DAY, LAST, Hours, HoursError, Rule, Span
from directory.listings.hours.words import DAY_NAMES, DAYISH, Reader, Token, cut, tidy

LONGEST_TEXT = 500
ALL_WEEK = tuple(range(7))
_NTH_WORDS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", LAST: "last"}


@dataclass(frozen=True)
class _Days:
    """Days named together, and whether holidays are named with them."""

    days: tuple[DayInMonth, ...]
    holidays: bool
    text: str


@dataclass(frozen=True)
class _Times:
    """Times named together; none for `closed`."""

    spans: tuple[Span, ...]
    text: str


@lru_cache(maxsize=4096)
def parse(text: str) -> Hours:
    """Read opening hours, friendly text or OpenStreetMap syntax.

    Rules of friendly text add up; in OpenStreetMap syntax a later rule replaces an earlier one on its days.
    Raises HoursError (and nothing else) for any text that has no single sensible reading; its codes are in
    value.CODES.
    """
    if len(text) > LONGEST_TEXT:
        raise _too_long(text)
    tidied = tidy(text)
    hours = parse_osm(tidied) if is_osm(tidied) else _parse_friendly(tidied)
    # What we accept we write back in our own words, and must be able to read again.
    if len(write(hours)) > LONGEST_TEXT:
        raise _too_long(text)
    return hours


def write(hours: Hours) -> str:
    """Write hours as canonical friendly text: `Mon-Fri 9am-5pm; 1st, 3rd Sat 10am-1pm; holidays closed`."""
    parts = [_write_rule(rule) for rule in hours.rules]
    if hours.holidays != "unknown":
        parts.append(f"holidays {hours.holidays}")
    return "; ".join(parts)


def _parse_friendly(text: str) -> Hours:
    """Read friendly text, tidied."""
    draft = Draft()
    closed: list[_Days] = []
    for tokens in cut(text):
        _read_part(Reader(tokens, text), draft, closed)
    # "closed Wed; Mon-Fri 9-5" and the other way round mean the same, so closing comes last.
    for days in closed:
        draft.close(days.days, days.text)
    return draft.finish(text)


def _too_long(text: str) -> HoursError:
    return HoursError("too-long", text[:LONGEST_TEXT], {"limit": str(LONGEST_TEXT)})


def _read_part(reader: Reader, draft: Draft, closed: list[_Days]) -> None:
    """Read one part of a text into the draft, and days it says are closed into the list."""
    if _read_whole_part(reader, draft):
        return
    pieces = _read_pieces(reader)
    whole = reader.text[reader.tokens[0].start : reader.tokens[-1].end]
    if isinstance(pieces[0], _Times) and pieces[0].spans:
        pieces = _days_first(pieces, whole)
    pending: _Days | None = None
    closing = False  # after "closed" with its days still to come
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if isinstance(piece, _Days):
            if pending:
                raise HoursError("not-supported", whole)
            if closing:
                _close(piece, draft, closed)
            pending = None if closing else piece
        elif piece.spans:
            if not pending or pending.holidays:
                # "closed Tue, Wed 9-5": is Tuesday's Wednesday closed or open?
                raise HoursError("day-missing" if before is None else "not-supported", whole)
            draft.add(pending.days, piece.spans, f"{pending.text} {piece.text}")
            pending = None
        elif pending:
            _close(pending, draft, closed)
            pending = None
            continue
        closing = isinstance(piece, _Times) and not piece.spans
    if pending:
        raise HoursError("time-missing", pending.text)
    if closing:
        raise HoursError("day-missing", whole)


def _read_whole_part(reader: Reader, draft: Draft) -> bool:
    """Read the parts that are neither days with times nor closed days: `24/7`, `holidays open`, `Weekly`."""
    kinds = [token.kind for token in reader.tokens]
    if kinds == ["every"] and reader.tokens[0].text.lower() == "weekly":
        return True  # a heading that says what holds without it
    if kinds == ["always"]:
        draft.add([(day, ()) for day in ALL_WEEK], [(0, DAY)], reader.tokens[0].text)
        return True
    if sorted(kinds) == ["holiday", "open"]:
        if draft.holidays == "closed":
            raise HoursError("same-day-twice", reader.text)
        draft.holidays = "open"
        return True
    return False


def _close(days: _Days, draft: Draft, closed: list[_Days]) -> None:
    if days.holidays:
        if draft.holidays == "open":
            raise HoursError("same-day-twice", days.text)
        draft.close_holidays()
    closed.append(days)


def _days_first(pieces: list[_Days | _Times], whole: str) -> list[_Days | _Times]:
    """Turn `9-5 Mon-Fri` into `Mon-Fri 9-5`. Raises HoursError day-missing for times alone."""
    if len(pieces) == 1:
        raise HoursError("day-missing", whole)
    turned: list[_Days | _Times] = []
    for times, days in zip(pieces[::2], pieces[1::2], strict=False):
        if not (isinstance(times, _Times) and times.spans and isinstance(days, _Days)):
            raise HoursError("not-supported", whole)
        turned += [days, times]
    if len(pieces) % 2:
        raise HoursError("not-supported", whole)
    return turned


def _read_pieces(reader: Reader) -> list[_Days | _Times]:
    """Read a part into days and times as they come, with commas, "and" and a dash or two between them."""
    pieces: list[_Days | _Times] = []
    while (kind := reader.kind()) != "end":
        if kind in DAYISH:
            pieces.append(_read_days(reader))
        elif kind in ("time", "allday"):
            pieces.append(_read_times(reader))
        elif kind == "closed":
            pieces.append(_Times((), reader.take().text))
        elif pieces and _may_stand_after(pieces[-1], reader):
            reader.take()
        else:
            raise reader.error("not-supported", 0)
    return pieces


def _may_stand_after(piece: _Days | _Times, reader: Reader) -> bool:
    """Tell whether the next token only parts two pieces: `Mon 9-5 and Tue 9-1`, `Mon - 9am-5pm`."""
    if reader.kind() == "join":
        return reader.kind(1) != "end" or reader.tokens[-1].text == ","
    return reader.kind() == "dash" and isinstance(piece, _Days) and reader.kind(1) in ("time", "closed")


def _read_days(reader: Reader) -> _Days:
    """Read days named together: `Mon-Wed, Fri`, `1st & 3rd Sat of the month`, `Sundays and holidays`.

    Raises HoursError ambiguous-days for "1st Tue and Thu" (every Thursday, or the first?) and "every 2nd
    Tue" (of the month, or every other?), day-missing for a week of the month without its day.
    """
    start, found, holidays, after_nth = reader.at, list[DayInMonth](), False, False
    while True:
        if reader.skip("holiday"):
            holidays = True
        else:
            every = reader.skip("every")
            nths = _read_nths(reader)
            if reader.kind() != "day":
                # "second-to-last Wed" is a week that we have no word for.
                raise reader.error("not-supported" if reader.kind() == "dash" else "day-missing", start)
            days = _read_day_range(reader, start)
            month = reader.skip("month")
            unclear_every = every and len(nths) == 1 and nths[0] in (2, 3, 4, 5) and not month
            unclear_nth = len(days) > 1 if nths else after_nth and not every
            if unclear_every or unclear_nth:
                raise HoursError("ambiguous-days", reader.since(start))
            if month and not nths:
                raise HoursError("not-supported", reader.since(start))
            found.extend((day, nths) for day in days)
            after_nth = after_nth or bool(nths)
        text = reader.since(start)
        if reader.kind() == "nth":
            # "Sat 1st and 3rd": is that every Saturday?
            raise reader.error("ambiguous-days", start)
        if reader.kind() == "join" and reader.kind(1) in DAYISH:
            reader.take()
        elif reader.kind() not in DAYISH:
            return _Days(tuple(found), holidays, text)


def _read_nths(reader: Reader) -> tuple[int, ...]:
    """Read `1st`, `1st, 3rd`, `second and last`; () if there is none."""
    found: list[int] = []
    while reader.kind() == "nth":
        found.append(reader.take().nth)
        if reader.kind() == "join" and reader.kind(1) == "nth":
            reader.take()
    return tuple(dict.fromkeys(found))


def _read_day_range(reader: Reader, start: int) -> tuple[int, ...]:
    """Read `Mon`, `weekdays`, `Mon-Fri`, `Sat-Mon`. Raises HoursError ambiguous-days for `Mon-Wed-Fri`."""
    days = reader.take().days
    if reader.kind() != "dash" or reader.kind(1) != "day":
        return days
    reader.take()
    last = reader.take().days
    chain = reader.kind() == "dash" and reader.kind(1) == "day"
    reader.at += chain
    if chain or len(days) > 1 or len(last) > 1 or days == last:
        raise reader.error("ambiguous-days", start)
    return tuple((days[0] + step) % 7 for step in range((last[0] - days[0]) % 7 + 1))


def _read_times(reader: Reader) -> _Times:
    """Read times named together: `9am-noon, 1pm-5pm`."""
    start, spans = reader.at, list[Span]()
    while True:
        spans.append(_read_span(reader))
        text = reader.since(start)
        if reader.kind() == "join" and reader.kind(1) in ("time", "allday"):
            reader.take()
        elif reader.kind() not in ("time", "allday"):
            return _Times(tuple(spans), text)


def _read_span(reader: Reader) -> Span:
    """Read one span. Raises HoursError end-missing, and dash-missing for `10am 2pm` (one time, or two?)."""
    start = reader.at
    if reader.skip("allday"):
        return 0, DAY
    opens = _clock(reader.take())
    if reader.kind() == "time":
        raise reader.error("dash-missing", start)
    if reader.kind() != "dash" or reader.kind(1) != "time":
        raise HoursError("end-missing", reader.since(start))
    reader.take()
    closes = _clock(reader.take())
    next_day = reader.skip("next")
    return read_pair(opens, closes, reader.since(start), next_day=next_day)


def _clock(token: Token) -> Clock:
    if token.clock is None:
        raise HoursError("time-unknown", token.text)
    return token.clock


def _write_rule(rule: Rule) -> str:
    if rule.days == ALL_WEEK and not rule.nths:
        return "24/7" if rule.spans == ((0, DAY),) else f"Daily {_write_spans(rule)}"
    nths = ", ".join(_NTH_WORDS[nth] for nth in rule.nths)
    return f"{nths} {_write_days(rule.days)} {_write_spans(rule)}".lstrip()


def _write_days(days: tuple[int, ...]) -> str:
    """Write days with runs of three or more as a range: `Mon-Wed, Fri`."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = []
    for run in runs:
        short = [DAY_NAMES[day][:3] for day in run]
        names += [f"{short[0]}-{short[-1]}"] if len(run) > 2 else short
    return ", ".join(names)


def _write_spans(rule: Rule) -> str:
    return ", ".join(write_span(span) for span in rule.spans)
