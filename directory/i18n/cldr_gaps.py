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
HT_LISTS = {"standard": " ak ", "or": " oswa "}


def _arabic_day_period(moment: time) -> str:
    """Say AM and PM as Arabic signs do: CLDR's "12 م" for noon is read as midnight."""
    if moment.hour == 0:
        return "بعد منتصف الليل" if moment.minute else "منتصف الليل"
    if moment.hour == 12:
        return "ظهرًا"
    return "صباحًا" if moment.hour < 12 else "مساءً"


def _korean_day_period(moment: time) -> str:
    return "오전" if moment.hour < 12 else "오후"


#: In place of CLDR's short AM and PM, which are a lone letter in Arabic and Latin letters in Korean.
DAY_PERIODS: dict[str, Callable[[time], str]] = {"ar": _arabic_day_period, "ko": _korean_day_period}

#: Where CLDR keeps the name of a language we have by another code.
CLDR_CODES = {"prs": "fa_AF"}

#: Reader's language -> spoken language -> its name, in the middle of a sentence.
LANGUAGE_NAMES: dict[str, dict[str, str]] = {
    "es": {
        "cmn": "mandarín", "ase": "lengua de señas estadounidense (ASL)", "fil": "filipino (tagalo)",
        "fa": "persa (farsi)", "kar": "karen", "quc": "k’iche’ (quiché)", "mix": "mixteco", "trq": "triqui",
        "nah": "náhuatl", "zap": "zapoteco", "yua": "maya yucateco",
    },
    "ar": {
        "cmn": "الصينية (الماندرين)", "ase": "لغة الإشارة الأمريكية", "fa": "الفارسية", "kar": "الكارين",
        "yue": "الكانتونية",
    },
    "zh-Hans": {"cmn": "普通话", "ase": "美国手语"},
    "zh-Hant": {"cmn": "國語（普通話）", "prs": "達利語"},
    "vi": {"cmn": "Tiếng Quan Thoại"},
    "ko": {"cmn": "중국어(만다린)", "ase": "미국 수어"},
    "fil": {"es": "Espanyol", "zh": "Tsino", "cmn": "Mandarin"},
    "ht": {
        "en": "angle", "es": "panyòl", "fr": "fransè", "ht": "kreyòl ayisyen", "pt": "pòtigè", "ar": "arab",
        "zh": "chinwa", "cmn": "mandaren", "yue": "kantonè", "vi": "vyetnamyen", "ko": "koreyen", "ru": "ris",
        "uk": "ikrenyen", "it": "italyen", "de": "alman", "ja": "japonè", "hi": "endi", "so": "somalyen",
        "sw": "swayili", "ase": "lang siy ameriken",
    },
    "pt-BR": {"cmn": "mandarim", "ht": "crioulo haitiano", "ase": "língua de sinais americana"},
    "fr": {"cmn": "mandarin"},
    "ru": {"cmn": "китайский (мандарин)", "ht": "гаитянский креольский", "ase": "американский жестовый"},
}  # fmt: skip
