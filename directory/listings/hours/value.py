"""Opening hours as a value: which weekdays, which weeks of the month, which times, in one canonical form.

Pure. Times are the wall clock of the place: minutes from local midnight, never UTC.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Holidays = Literal["unknown", "closed", "open"]

DAY = 1440
LONGEST_END = DAY + 1439
LAST = -1
NTHS = (1, 2, 3, 4, 5, LAST)

CODES = frozenset(
    {
        "empty",
        "too-long",
        "not-supported",
        "day-unknown",
        "day-missing",
        "ambiguous-days",
        "time-unknown",
        "time-missing",
        "end-missing",
        "dash-missing",
        "ambiguous-am-pm",
        "end-before-start",
        "same-day-twice",
    }
)


class HoursError(ValueError):
    """Hours that we cannot read with one meaning.

    `code` is one of CODES, `part` the piece of text that failed (as typed), `data` whatever else words may
    need ("did_you_mean": "Wednesday"). The page or the sheet that shows it chooses the words.
    """

    def __init__(self, code: str, part: str = "", data: Mapping[str, str] | None = None) -> None:
        super().__init__(code, part, data)
        self.code = code
        self.part = part
        self.data: Mapping[str, str] = data or {}


@dataclass(frozen=True)
class Rule:
    """Some weekdays (0 = Monday), in some weeks, with their times.

    `nths` is () for every week, else 1..5 and -1 (last) of the month. A span is (start, end) in minutes from
    midnight of the day it starts on; `end` is over 1440 when it goes past midnight, at most 2879.
    """

    days: tuple[int, ...]
    nths: tuple[int, ...]
    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        whole = all(0 <= start < DAY and start < end <= LONGEST_END for start, end in self.spans)
        days = bool(self.days) and all(0 <= day <= 6 for day in self.days)
        if not (whole and days and self.spans and all(nth in NTHS for nth in self.nths)):
            raise ValueError(f"not a rule: {self.days} {self.nths} {self.spans}")


@dataclass(frozen=True)
class Hours:
    """Every rule of a place, put in one canonical order, and what it does on federal holidays.

    Equal opening times give equal `rules` however they were given: rules are sorted, touching spans joined,
    weekdays with the same times share a rule, and "1st to 5th" becomes every week. A rule with `nths` has
    one day only. Raises HoursError: same-day-twice for overlapping times on one day, empty for no rules.
    """

    rules: tuple[Rule, ...]
    holidays: Holidays = "unknown"

    def __post_init__(self) -> None:
        if not self.rules:
            raise HoursError("empty")
        object.__setattr__(self, "rules", _in_order(self.rules))


def overlap(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    """Tell whether any span shares a minute with any of the others."""
    others = tuple(others)
    return any(start < other_end and other < end for start, end in spans for other, other_end in others)


def _in_order(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the same opening times as canonical rules. Raises HoursError same-day-twice."""
    times: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for rule in rules:
        for day in rule.days:
            for nth in rule.nths or (0,):
                times[day][nth].extend(rule.spans)
    weekly: dict[tuple[Span, ...], list[int]] = defaultdict(list)
    monthly: list[Rule] = []
    for day in sorted(times):
        every_week, by_nth = _split_weekly(times[day])
        if every_week:
            weekly[every_week].append(day)
        same: dict[tuple[Span, ...], list[int]] = defaultdict(list)
        for nth in NTHS:
            if by_nth.get(nth):
                same[by_nth[nth]].append(nth)
        monthly.extend(Rule((day,), tuple(nths), spans) for spans, nths in same.items())
    found = [Rule(tuple(days), (), spans) for spans, days in weekly.items()]
    return tuple(sorted(found + monthly, key=_place_of))


def _split_weekly(times: Mapping[int, list[Span]]) -> tuple[tuple[Span, ...], dict[int, tuple[Span, ...]]]:
    """Part one weekday's times (by nth, 0 for every week) into those of every week and the rest by nth."""
    by_nth = {nth: _joined(times[nth]) for nth in NTHS if nth in times}
    always = set.intersection(*(set(by_nth.get(nth, ())) for nth in NTHS if nth != LAST))
    by_nth = {nth: tuple(span for span in spans if span not in always) for nth, spans in by_nth.items()}
    every_week = _joined([*times.get(0, []), *always])
    if any(overlap(every_week, spans) for spans in by_nth.values()):
        raise HoursError("same-day-twice")
    return every_week, by_nth


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans and join those that touch. Raises HoursError same-day-twice if two overlap."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            raise HoursError("same-day-twice")
        if found and start == found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return tuple(found)


def _place_of(rule: Rule) -> tuple[object, ...]:
    """Sort by first day, every week before some weeks, first before last."""
    return rule.days[0], bool(rule.nths), tuple(nth % 7 for nth in rule.nths), rule.days, rule.spans
