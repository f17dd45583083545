"""Every formatter in every language, and the traps of the locale data."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.i18n import formats
from directory.i18n.languages import LANGUAGES, PSEUDO
from directory.listings.vocabulary import SPOKEN

CODES = [item.code for item in (*LANGUAGES, *PSEUDO)]
NB = "\u00a0"
each_language = pytest.mark.parametrize("code", CODES)

SAMPLES: dict[str, Callable[[str], list[str]]] = {
    "miles": lambda code: [
        formats.miles(code, value) for value in (0, 0.04, 0.1, 1, 2, 3.52, 9.99, 10.5, 12345)
    ],
    "number": lambda code: [formats.number(code, value) for value in (0, 7, 1234567)],
    "day": lambda code: [formats.day(code, date(2026, month, 9)) for month in range(1, 13)],
    "month_day": lambda code: [formats.month_day(code, date(2026, month, 9)) for month in range(1, 13)],
    "partial_date": lambda code: [
        formats.partial_date(code, text) for text in ("2026", "2026-07", "2026-07-19")
    ],
    "weekday": lambda code: [formats.weekday(code, index) for index in range(7)],
    "weekday short": lambda code: [formats.weekday(code, index, "abbreviated") for index in range(7)],
    "clock_time": lambda code: [formats.clock_time(code, minute) for minute in range(0, 2880, 15)],
    "time_span": lambda code: [formats.time_span(code, 540, 1020), formats.time_span(code, 1080, 1560)],
    "list_and": lambda code: [formats.list_and(code, "abcd"[:length]) for length in range(1, 5)],
    "list_or": lambda code: [formats.list_or(code, "abcd"[:length]) for length in range(1, 5)],
    "language_name": lambda code: [formats.language_name(code, *item) for item in SPOKEN.items()],
}


@each_language
@pytest.mark.parametrize("name", SAMPLES)
def test_each_formatter_says_something_clean(code: str, name: str) -> None:
    for text in SAMPLES[name](code):
        assert text.strip() == text != ""
        assert not set("\u2009\u202f") & set(text), "narrow spaces are boxes on cheap phones"
        assert "length-mile" not in text, "Babel's long form of miles is broken"
        assert not set("{}%") & set(text)
        assert text.isascii() or not any(char.isdigit() and not char.isascii() for char in text), (
            "digits are 0-9"
        )


@each_language
@pytest.mark.parametrize("name", ["day", "month_day", "weekday", "weekday short"])
def test_no_two_months_or_weekdays_look_alike(code: str, name: str) -> None:
    said = SAMPLES[name](code)
    assert len(set(said)) == len(said)


@each_language
def test_every_quarter_of_an_hour_of_a_day_looks_different(code: str) -> None:
    said = SAMPLES["clock_time"](code)
    assert len(set(said)) == 96
    assert said[:96] == said[96:]


@pytest.mark.parametrize("name", SAMPLES)
def test_made_up_languages_leave_no_english(name: str) -> None:
    for code in ("en-XA", "ar-XB"):
        for text in SAMPLES[name](code):
            said = text if not name.startswith("list") else text.translate(dict.fromkeys(map(ord, "abcd")))
            assert not any(char.isascii() and char.isalpha() for char in said), text


def test_miles_have_one_decimal_under_ten_and_none_above() -> None:
    distances = (0, 0.04, 0.05, 1, 3.52, 9.94, 9.96, 10.4, 10.5, 1000)
    assert [formats.miles("en", value) for value in distances] == [
        f"less than 0.1{NB}miles", f"less than 0.1{NB}miles", f"0.1{NB}miles", f"1{NB}mile", f"3.5{NB}miles",
        f"9.9{NB}miles", f"10{NB}miles", f"10{NB}miles", f"11{NB}miles", f"1,000{NB}miles",
    ]  # fmt: skip


def test_miles_in_the_readers_own_words() -> None:
    said = {code: formats.miles(code, 3.5) for code in CODES}
    assert said["es"] == f"3.5{NB}millas"
    assert said["ar"] == f"3.5{NB}ميل"
    assert said["zh-Hans"] == "3.5英里"
    assert said["pt-BR"] == f"3,5{NB}milhas"
    assert formats.miles("pt-BR", 1) == f"1{NB}milha"
    assert (said["ko"], said["ht"], said["fr"]) == ("3.5마일", f"3,5{NB}mil", f"3,5{NB}miles")
    russian = [formats.miles("ru", value) for value in (1, 2, 3.5, 5, 11, 21, 25, 112)]
    assert [each.split(NB)[-1] for each in russian] == ["миля", "мили", "мили", "миль", "миль", "миля", "миль", "миль"]


@given(st.floats(min_value=0, max_value=13000), st.sampled_from(CODES))
def test_any_distance_can_be_said(value: float, code: str) -> None:
    assert formats.miles(code, value)


def test_dates_in_the_order_of_the_language() -> None:
    day = date(2026, 9, 19)
    assert formats.day("en", day) == "September 19, 2026"
    assert formats.day("es", day) == "19 de septiembre de 2026"
    assert formats.day("ar", day) == "19 سبتمبر 2026"
    assert formats.day("zh-Hant", day) == "2026年9月19日"
    assert formats.month_day("en", date(2026, 12, 3)) == "December 3"
    assert formats.month_day("es", date(2026, 12, 3)) == "3 de diciembre"


def test_partial_dates_say_no_more_than_we_know() -> None:
    assert [formats.partial_date("en", text) for text in ("2026", "2026-07", "2026-07-19")] == [
        "2026", "July 2026", "July 19, 2026",
    ]  # fmt: skip
    assert formats.partial_date("es", "2026-07") == "julio de 2026"
    assert formats.partial_date("ko", "2026") == "2026년"


@pytest.mark.parametrize("text", ["", "July", "2026-7", "2026-13", "2026-02-30", "2026-07-19T00:00", "٢٠٢٦"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        formats.partial_date("en", text)


def test_haitian_creole_has_its_own_months_weekdays_and_lists() -> None:
    assert formats.day("ht", date(2026, 9, 19)) == "19 septanm 2026"
    assert formats.month_day("ht", date(2026, 8, 1)) == "1 out"
    assert [formats.partial_date("ht", text) for text in ("2026", "2026-07")] == ["2026", "jiyè 2026"]
    assert [formats.weekday("ht", index) for index in range(7)] == [
        "lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch",
    ]  # fmt: skip
    assert formats.weekday("ht", 2, "abbreviated") == "mèk."
    assert formats.list_and("ht", ["a", "b", "c"]) == "a, b ak c"
    assert formats.list_or("ht", ["a", "b"]) == "a oswa b"
    assert formats.language_name("ht", "es") == "Panyòl"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["12 AM", "9 AM", "12 PM", "5:30 PM"]),
        ("es", ["12 a.m.", "9 a.m.", "12 p.m.", "5:30 p.m."]),
        ("ar", ["12 منتصف الليل", "9 صباحًا", "12 ظهرًا", "5:30 مساءً"]),
        ("zh-Hans", ["午夜12时", "上午9时", "中午12时", "下午5:30"]),
        ("zh-Hant", ["午夜12時", "上午9時", "中午12時", "下午5:30"]),
        ("ko", ["오전 12시", "오전 9시", "오후 12시", "오후 5:30"]),
        ("vi", ["12 AM", "9 AM", "12 PM", "5:30 PM"]),
        ("fr", ["12 AM", "9 AM", "12 PM", "5:30 PM"]),
    ],
)
def test_times_are_the_twelve_hours_of_the_usa(code: str, said: list[str]) -> None:
    assert [formats.clock_time(code, minute) for minute in (0, 540, 720, 1050)] == [
        text.replace(" ", NB) for text in said
    ]


def test_half_past_midnight_in_arabic_is_after_midnight() -> None:
    assert formats.clock_time("ar", 30).replace(NB, " ") == "12:30 بعد منتصف الليل"


def test_a_span_says_am_or_pm_twice() -> None:
    assert formats.time_span("en", 540, 660) == f"9{NB}AM – 11{NB}AM"
    assert formats.time_span("en", 1080, 1560) == f"6{NB}PM – 2{NB}AM"


def test_lists_of_none_and_one_need_no_word() -> None:
    assert formats.list_and("es", []) == ""
    assert formats.list_or("es", ["pan"]) == "pan"


def test_items_of_a_list_are_never_taken_for_slots() -> None:
    assert formats.list_and("en", ["{1}", "%(a)s", "{}"]) == "{1}, %(a)s, and {}"


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("inglés", "a e inglés"),
        ("Idioma", "a e Idioma"),
        ("hindi", "a e hindi"),
        ("hierro", "a y hierro"),
        ("yoruba", "a y yoruba"),
        ("árabe", "a y árabe"),
    ],
)
def test_spanish_and_gives_way_to_the_same_sound(last: str, said: str) -> None:
    assert formats.list_and("es", ["a", last]) == said


def test_spanish_or_gives_way_to_the_same_sound() -> None:
    assert formats.list_or("es", ["siete", "ocho"]) == "siete u ocho"
    assert formats.list_or("es", ["a", "hora"]) == "a u hora"
    assert formats.list_or("es", ["a", "b"]) == "a o b"


@given(st.lists(st.text(max_size=5), max_size=4), st.sampled_from(CODES))
def test_every_item_is_in_its_list_in_order(items: list[str], code: str) -> None:
    for said in (formats.list_and(code, items), formats.list_or(code, items)):
        place = 0
        for item in items:
            place = said.index(item, place) + len(item)


def test_languages_are_named_in_the_readers_language() -> None:
    assert formats.language_name("es", "en", "English") == "Inglés"
    assert formats.language_name("es", "en", "English", standalone=False) == "inglés"
    assert formats.language_name("ar", "es", "Spanish") == "الإسبانية"
    assert formats.language_name("zh-Hans", "cmn", "Mandarin") == "普通话"
    assert formats.language_name("es", "prs", "Dari") == "Darí"


def test_a_language_without_locale_data_keeps_its_english_name() -> None:
    for code in ("en", "es", "ar", "ht"):
        assert formats.language_name(code, "mam", "Mam") == "Mam"
    assert formats.language_name("en", "fil", "Filipino (Tagalog)") == "Filipino (Tagalog)"
    assert formats.language_name("es", "xx-nobody") == "Xx-nobody"
    assert formats.language_name("en", "es") == "Spanish"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        formats.number("tlh", 1)
