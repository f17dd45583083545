"""Words that the locale data (CLDR) lacks or has wrong. Pure.

Haitian Creole is in CLDR, but its dates, lists, relative times and language names are French.
"""

from collections.abc import Callable
from datetime import time

#: Haitian Creole, Monday first, January first.
HT_WEEKDAYS = ("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch")
HT_WEEKDAYS_SHORT = ("len.", "mad.", "mèk.", "jed.", "van.", "sam.", "dim.")
HT_MONTHS = (
    "janvye", "fevriye", "mas", "avril", "me", "jen", "jiyè", "out", "septanm", "oktòb", "novanm", "desanm",
)  # fmt: skip
#: What stands before the last item. Korean has no "and" that fits every word before it.
LISTS = {"ht": {"standard": " ak ", "or": " oswa "}, "ko": {"standard": ", ", "or": " 또는 "}}


def _arabic_day_period(moment: time) -> str:
    """Say AM and PM as Arabic signs do: CLDR's "12 م" for noon is read as midnight."""
    if moment.hour == 0:
        return "بعد منتصف الليل" if moment.minute else "منتصف الليل"
    if moment.hour == 12:
        return "ظهرًا"
    return "صباحًا" if moment.hour < 12 else "مساءً"


def _korean_day_period(moment: time) -> str:
    return "오전" if moment.hour < 12 else "오후"


def _chinese_day_period(moment: time) -> str:
    """Name noon and midnight: "下午12时" may be read as midnight."""
    if moment.hour == 0:
        return "凌晨" if moment.minute else "午夜"
    if moment.hour == 12:
        return "中午"
    return "上午" if moment.hour < 12 else "下午"


def _american_day_period(moment: time) -> str:
    return "AM" if moment.hour < 12 else "PM"


#: In place of CLDR's short AM and PM: a lone letter in Arabic, Latin letters in Korean, and in Vietnamese letters that
#: stand on no sign in the USA.
DAY_PERIODS: dict[str, Callable[[time], str]] = {
    "ar": _arabic_day_period, "ko": _korean_day_period, "zh-Hans": _chinese_day_period, "vi": _american_day_period,
}


def _russian_miles(value: float) -> str:
    if value != int(value):
        return "\u00a0мили"
    last, teen = value % 10, 11 <= value % 100 <= 14
    return "\u00a0миля" if last == 1 and not teen else "\u00a0мили" if 2 <= last <= 4 and not teen else "\u00a0миль"


#: The word after a number of miles, with the space before it.
MILES: dict[str, Callable[[float], str]] = {
    "ko": lambda _: "마일", "ht": lambda _: "\u00a0mil", "ru": _russian_miles,
    "pt-BR": lambda value: "\u00a0milha" if value < 2 else "\u00a0milhas",
    "fr": lambda value: "\u00a0mile" if value < 2 else "\u00a0miles",
}

#: Where CLDR keeps the name of a language we have by another code.
CLDR_CODES = {"prs": "fa_AF"}
