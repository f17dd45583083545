"""Distances, numbers, dates, times, lists and language names, each as readers of one language write them.

The only module that asks Babel how things are written; a call to Babel costs 4 to 20 us, so answers are kept.
Knows no listing and no page. Every function takes the code of one of our languages first and raises KeyError
for another code.

Times and distances hold no-break spaces (U+00A0), so that "9 AM" is never cut in two; narrow and thin spaces
(U+202F, U+2009), which cheap phones show as boxes, are replaced. Digits are 0-9 in every language: readers
compare them with street signs and phones.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from directory.i18n.catalogs import catalog
from directory.i18n.cldr_gaps import (
    CLDR_CODES,
    DAY_PERIODS,
    HT_MONTHS,
    HT_WEEKDAYS,
    HT_WEEKDAYS_SHORT,
    LISTS,
    MILES,
)
from directory.i18n.language_names import LANGUAGE_NAMES
from directory.i18n.languages import language
from directory.i18n.pseudo import disguise

Width = Literal["wide", "abbreviated"]
ListStyle = Literal["standard", "or"]

_HT = "ht"
_DAY = 1440
_NO_BREAK = str.maketrans(" \u202f", "\u00a0\u00a0")
_PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
# "y" and "o" become "e" and "u" before the same sound: "español e inglés", "siete u ocho".
_SPANISH_I = re.compile(r"(?:i|hi(?![aeoiuáéó])|í|hí)", re.IGNORECASE)
_SPANISH_O = re.compile(r"h?[oó]|8|11\b", re.IGNORECASE)


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(language(code).babel)


def _finish(code: str, text: str) -> str:
    return disguise(code, text.replace("\u202f", "\u00a0"))


def _unbroken(code: str, text: str) -> str:
    return disguise(code, text.translate(_NO_BREAK))


def miles(code: str, value: float) -> str:
    """Say a distance of 0 or more miles: "3.5 miles"; no decimals from 10; "less than 0.1 miles" where it rounds to
    0."""
    tenths = int(value * 10 + 0.5)
    if tenths < 1:
        # Translators: a distance, e.g. "less than 0.1 mi".
        return catalog(code).gettext("less than %(distance)s") % {"distance": _miles(code, 1)}
    return _miles(code, tenths if tenths < 100 else int(value + 0.5) * 10)


@lru_cache(maxsize=8192)
def _miles(code: str, tenths: int) -> str:
    locale = _locale(code)
    value = tenths / 10 if tenths % 10 else tenths // 10
    if code in MILES:
        return _finish(code, f"{format_decimal(value, locale=locale)}{MILES[code](value)}")
    # Babel 2.18 prints "length-mile" for the long form of many languages (python-babel #1217); those whose short form
    # few readers know ("mi" also means "my" in Spanish, "wall" in Creole) have their own in cldr_gaps.
    length: Literal["long", "short"] = "long" if locale.language in ("en", "es") else "short"
    return _unbroken(code, format_unit(value, "length-mile", length=length, format="#,##0.#", locale=locale))


@lru_cache(maxsize=8192)
def number(code: str, value: float) -> str:
    """Write a number with the language's own marks: "1,234"."""
    return _unbroken(code, format_decimal(value, locale=_locale(code)))


@cache
def percent(code: str, value: int) -> str:
    """Write a share of a hundred with the language's own sign: "38%"."""
    return _unbroken(code, format_percent(value / 100, locale=_locale(code)))


@lru_cache(maxsize=4096)
def day(code: str, value: date) -> str:
    """Write a date in full, in the language's own order: "September 19, 2026"."""
    if code == _HT:
        return f"{value.day} {HT_MONTHS[value.month - 1]} {value.year}"
    return _finish(code, format_date(value, "long", locale=_locale(code)))


def moment(code: str, value: datetime) -> str:
    """Write a moment by UTC, for people who work from many places: "September 19, 2026, 14:05 UTC".

    One without a time zone is UTC already: so SQLite gives moments back.
    """
    value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return f"{day(code, value.date())}, {value:%H:%M} UTC"


@lru_cache(maxsize=4096)
def month_day(code: str, value: date) -> str:
    """Write a date without its year: "September 19"."""
    if code == _HT:
        return f"{value.day} {HT_MONTHS[value.month - 1]}"
    return _skeleton(code, "MMMMd", value)


@lru_cache(maxsize=4096)
def partial_date(code: str, text: str) -> str:
    """Write "2026", "2026-07" or "2026-07-19" as a year, a month or a day. Raises ValueError for any other
    text."""
    match = _PARTIAL_DATE.match(text)
    if not match:
        raise ValueError(f"not a date, a month or a year: {text!r}")
    value = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    if match[3]:
        return day(code, value)
    if code == _HT:
        return f"{HT_MONTHS[value.month - 1]} {value.year}" if match[2] else str(value.year)
    return _skeleton(code, "yMMMM" if match[2] else "y", value)


def _skeleton(code: str, skeleton: str, value: date) -> str:
    return _finish(code, format_skeleton(skeleton, value, fuzzy=False, locale=_locale(code)))


@cache
def weekday(code: str, index: int, width: Width = "wide") -> str:
    """Name a weekday, 0 for Monday, as it stands inside a sentence: "lunes" in Spanish."""
    if code == _HT:
        return (HT_WEEKDAYS if width == "wide" else HT_WEEKDAYS_SHORT)[index]
    return _finish(code, _locale(code).days["stand-alone"][width][index])


@lru_cache(maxsize=8192)
def clock_time(code: str, minutes: int) -> str:
    """Write minutes from midnight as a time with AM and PM, as used in the USA: "9 AM", "5:30 PM".

    Goes on past 1440: 1500 is 1 AM.
    """
    locale = _locale(code)
    pattern: str = locale.datetime_skeletons["hm" if minutes % 60 else "h"].pattern
    moment = time(minutes % _DAY // 60, minutes % 60)
    if code in DAY_PERIODS:
        pattern = pattern.replace("a", f"'{DAY_PERIODS[code](moment)}'")
    return _unbroken(code, format_time(moment, pattern, locale=locale))


def time_span(code: str, start: int, end: int) -> str:
    """Write two times of a day, both with their AM or PM: "9 AM – 5 PM". Minutes from midnight."""
    pattern: str = _locale(code).interval_formats[None].replace("\u2009", " ")
    return pattern.format(clock_time(code, start), clock_time(code, end))


def list_and(code: str, items: Iterable[str]) -> str:
    """Join items as a sentence does: "a, b, and c"."""
    return _list(code, tuple(items), "standard")


def list_or(code: str, items: Iterable[str]) -> str:
    """Join items of which one is enough: "a, b, or c"."""
    return _list(code, tuple(items), "or")


def _list(code: str, items: tuple[str, ...], style: ListStyle) -> str:
    if len(items) < 2:
        return "".join(items)
    pattern = _list_pattern(code, style, len(items))
    if code == "es":
        pattern = _spanish_list(pattern, items[-1])
    return pattern.format(*items)


@cache
def _list_pattern(code: str, style: ListStyle, length: int) -> str:
    """Return "{0}, {1}, and {2}" for a language: the same for any items."""
    slots = [f"{{{index}}}" for index in range(length)]
    if code in LISTS:
        return ", ".join(slots[:-1]) + LISTS[code][style] + slots[-1]
    return disguise(code, format_list(slots, style, locale=_locale(code)))


def _spanish_list(pattern: str, last: str) -> str:
    """Change "y" and "o" before the last item if it begins with the same sound."""
    head, slot = pattern.rsplit(" ", 1)
    if head.endswith(" y") and _SPANISH_I.match(last):
        return f"{head[:-1]}e {slot}"
    if head.endswith(" o") and _SPANISH_O.match(last):
        return f"{head[:-1]}u {slot}"
    return pattern


@lru_cache(maxsize=8192)
def language_name(code: str, spoken: str, english: str = "", *, standalone: bool = True) -> str:
    """Name a spoken language, given by its ISO 639 code, in the reader's language.

    `english` is our own English name (`vocabulary.SPOKEN`): English readers get it, and so do others where
    locale data has no name, as for Mam; without it they get CLDR's English name or the code. With
    `standalone` the first letter is a capital, for lists and labels: "Español".
    """
    locale = _locale(code)
    found = LANGUAGE_NAMES.get(code, {}).get(spoken)
    if not found and locale.language != "en":
        found = locale.languages.get(CLDR_CODES.get(spoken, spoken))
    found = found or english or _locale("en").languages.get(CLDR_CODES.get(spoken, spoken), spoken)
    return _finish(code, sentence_start(found) if standalone else found)


def sentence_start(text: str) -> str:
    """Make the first letter a capital, where the script has capitals."""
    return text[:1].upper() + text[1:]
