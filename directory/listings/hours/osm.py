"""The part of OpenStreetMap's opening_hours syntax that our Hours can hold: read it and write it.

Pure. Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. What we cannot hold
(months, weeks, school holidays, comments, fallback rules, open ends, times on holidays) is refused as
not-supported.
"""

import re

from directory.listings.hours.draft import DayInMonth, Draft
from directory.listings.hours.times import is_plain_night, write_24_hour
from directory.listings.hours.value import DAY, LONGEST_END, Hours, HoursError, Rule, Span

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "(?:mo|tu|we|th|fr|sa|su)"
_NTHS = r"\[[0-9,\s-]*\]"
_TIME = r"[0-9]{2}:[0-9]{2}"
_TOKEN = re.compile(rf"24/7|{_TIME}|{_DAY}\b|{_NTHS}|\b(?:ph|sh|off|closed|open)\b|[,;\s-]", re.IGNORECASE)
_ONLY_OSM = re.compile(f"(?:{_TOKEN.pattern})*", re.IGNORECASE)
_OSM_DAY = re.compile(rf"\b(?:{_DAY}|ph)(?=\b|\[)", re.IGNORECASE)
_OSM_TIME = re.compile(rf"{_TIME}\s*-\s*{_TIME}|24/7|\[")

_SPAN = rf"{_TIME}\s*-\s*{_TIME}"
_SELECTOR = rf"(?:{_DAY}\s*{_NTHS}|{_DAY}(?:\s*-\s*{_DAY})?|ph)"
# One rule: days, then times, off, or nothing else. "24/7" is a rule of its own.
_RULE = re.compile(
    rf"\s*(?:(?P<always>24/7)|(?P<days>{_SELECTOR}(?:\s*,\s*{_SELECTOR})*)?\s*"
    rf"(?P<what>off|closed|{_SPAN}(?:\s*,\s*{_SPAN})*))\s*",
    re.IGNORECASE,
)
_SELECTORS = re.compile(_SELECTOR, re.IGNORECASE)


def is_osm(text: str) -> bool:
    """Tell OpenStreetMap syntax from friendly text: only its words, two-letter days, HH:MM times or 24/7.

    This is the one place that decides. `Mo-Fr 9-5` and `Mon 09:00-17:00` are friendly text.
    """
    return bool(_ONLY_OSM.fullmatch(text) and _OSM_DAY.search(text) and _OSM_TIME.search(text))


def parse_osm(text: str) -> Hours:
    """Read opening_hours syntax. A later rule replaces an earlier one on its days, as the specification says.

    Raises HoursError.
    """
    draft = Draft()
    for part in re.split(r"[;\n]", text):
        if part.strip():
            _read_rules(draft, part)
    return draft.finish(text)


def to_osm(hours: Hours) -> str:
    """Write hours in opening_hours syntax.

    Hours that say nothing of holidays and hours that are open on them give the same text: OSM has no word
    for "unknown".
    """
    # After ";" a rule replaces all that is open on its days, in some programs also a night that began the
    # day before. After "," it adds.
    nights = any(end > DAY for rule in hours.rules for _, end in rule.spans)
    seen: set[int] = set()
    text = ""
    for rule in sorted(hours.rules, key=lambda rule: bool(rule.nths)):
        if text:
            text += ", " if nights or seen.intersection(rule.days) else "; "
        text += _write_rule(rule)
        seen.update(rule.days)
    return f"{text}; PH off" if hours.holidays == "closed" else text


def _read_rules(draft: Draft, part: str) -> None:
    """Read what stands between two semicolons: one rule, and rules added to it after a comma."""
    position, first = 0, True
    while position < len(part):
        match = _RULE.match(part, position)
        rest = part[match.end() :] if match else ""
        if not match or (rest and not rest.startswith(",")) or (rest and not rest[1:].strip()):
            raise HoursError(_why(part), part.strip())
        if draft.holidays == "closed":
            # A later rule would replace "PH off" on its days; most who write it so do not mean that.
            raise HoursError("not-supported", part.strip())
        _read_rule(draft, match, replaces=first)
        position, first = match.end() + 1, False


def _read_rule(draft: Draft, match: re.Match[str], *, replaces: bool) -> None:
    """Put one matched rule into the draft."""
    part = match[0].strip()
    days, holidays = _read_days(match["days"], part)
    if not match["always"] and match["what"].lower() in ("off", "closed"):
        draft.close(days, part)
        if holidays:
            draft.close_holidays()
        return
    if holidays:
        raise HoursError("not-supported", part)
    spans = [(0, DAY)] if match["always"] else [_read_span(span, part) for span in match["what"].split(",")]
    if replaces:
        draft.close(days, part)
    draft.add(days, spans, part)


def _read_days(text: str | None, part: str) -> tuple[list[DayInMonth], bool]:
    """Return the days of a rule (all seven where it names none), and whether it names public holidays."""
    if text is None:
        return [(day, ()) for day in range(7)], False
    days: list[DayInMonth] = []
    holidays = False
    for selector in _SELECTORS.findall(text):
        names = [DAYS.index(name.title()) for name in re.findall(_DAY, selector.lower())]
        if not names:
            holidays = True
        elif "[" in selector:
            days.append((names[0], _read_nths(selector[selector.index("[") + 1 : -1], part)))
        else:
            last = names[-1] if names[-1] >= names[0] else names[-1] + 7
            days.extend((day % 7, ()) for day in range(names[0], last + 1))
    return days, holidays


def _read_nths(text: str, part: str) -> tuple[int, ...]:
    """Read what stands in the brackets of `Sa[1,3]`, `Sa[1-2]` or `Fr[-1]`."""
    found: list[int] = []
    for piece in text.split(","):
        match = re.fullmatch(r"\s*(-1|[1-5])(?:-([1-5]))?\s*", piece)
        if not match or (match[2] and not 0 < int(match[1]) <= int(match[2])):
            raise HoursError("not-supported", part)
        found.extend(range(int(match[1]), int(match[2] or match[1]) + 1))
    return tuple(dict.fromkeys(found))


def _read_span(text: str, part: str) -> Span:
    """Read `09:00-17:00`, also past midnight: `18:00-02:00` or `18:00-26:00`."""
    start, end = (int(time.strip()[:2]) * 60 + int(time.strip()[3:]) for time in text.split("-"))
    minutes = re.findall(r":([0-9]{2})", text)
    if max(minutes) > "59" or start >= DAY or end > LONGEST_END:
        raise HoursError("time-unknown", part)
    if end > start:
        return start, end
    if end == 0:
        return start, DAY
    # "10:00-02:00" is until 2am by the specification, but here it is more often a volunteer's 2pm.
    if not is_plain_night(start, end + DAY):
        raise HoursError("ambiguous-am-pm", part)
    return start, end + DAY


def _why(part: str) -> str:
    """Choose the code for a rule that does not read: days alone lack their times, all else we do not know."""
    only_days = re.fullmatch(rf"\s*{_SELECTOR}(?:\s*,\s*{_SELECTOR})*\s*", part, re.IGNORECASE)
    return "time-missing" if only_days else "not-supported"


def _write_rule(rule: Rule) -> str:
    if rule.days == tuple(range(7)) and rule.spans == ((0, DAY),):
        return "24/7"
    nths = f"[{','.join(str(nth) for nth in rule.nths)}]" if rule.nths else ""
    days = ",".join(f"{DAYS[day]}{nths}" for day in rule.days)
    return f"{days} {','.join(_write_span(span) for span in rule.spans)}"


def _write_span(span: Span) -> str:
    start, end = span
    plain = end > DAY and is_plain_night(start, end)
    return f"{write_24_hour(start)}-{write_24_hour(end - DAY if plain else end)}"
