"""Opening hours said in the reader's language: the module lives in listings, its words are tested here."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.i18n.catalogs import catalog
from directory.i18n.languages import LANGUAGES, PSEUDO
from directory.listings import hours, hours_words
from directory.listings.holidays import HOLIDAYS
from directory.listings.hours import Hours, Rule

CODES = [item.code for item in (*LANGUAGES, *PSEUDO)]
OFFICE = Hours((Rule((0, 1, 2, 3, 4), (), ((540, 1020),)),))
WEEK = tuple(range(7))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def say(*rules: Rule, holidays: hours.Holidays = "unknown", code: str = "en") -> list[str]:
    return [plain(line) for line in hours_words.lines(Hours(rules, holidays), code, catalog(code))]


def say_now(value: Hours, moment: str) -> tuple[str, str, str]:
    at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("America/Los_Angeles"))
    said = hours_words.now(hours.state(value, at), at, "en", catalog("en"), holidays=value.holidays)
    return said.kind, plain(said.sentence), plain(said.note)


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (Rule((0, 1, 2, 3, 4), (), ((540, 1020),)), "Monday to Friday: 9 AM – 5 PM"),
        (Rule((0, 1, 2, 4), (), ((540, 1050),)), "Monday to Wednesday and Friday: 9 AM – 5:30 PM"),
        (Rule((1, 3), (), ((540, 720), (780, 1020))), "Tuesday and Thursday: 9 AM – 12 PM and 1 PM – 5 PM"),
        (Rule((5, 6), (), ((540, 720),)), "Saturday and Sunday: 9 AM – 12 PM"),
        (Rule((5,), (1, 3), ((600, 780),)), "1st and 3rd Saturday of the month: 10 AM – 1 PM"),
        (Rule((5,), (2, -1), ((600, 780),)), "2nd and last Saturday of the month: 10 AM – 1 PM"),
        (Rule((4,), (), ((1080, 1560),)), "Friday: 6 PM – 2 AM the next day"),
        (Rule((4,), (), ((1080, 1440),)), "Friday: 6 PM – 12 AM"),
        (Rule((6,), (), ((0, 1440),)), "Sunday: open 24 hours"),
        (Rule(WEEK, (), ((480, 1200),)), "Every day: 8 AM – 8 PM"),
        (Rule(WEEK, (), ((0, 1440),)), "Open 24 hours, every day"),
    ],
)
def test_a_rule_is_one_line(rule: Rule, line: str) -> None:
    assert say(rule) == [line]


def test_holidays_are_a_line_of_their_own_when_we_know() -> None:
    rule = Rule((0,), (), ((540, 1020),))
    assert say(rule, holidays="closed")[1:] == ["Closed on federal holidays"]
    assert say(rule, holidays="open")[1:] == ["Open on federal holidays"]
    assert say(rule)[1:] == []


def test_lines_begin_with_a_capital() -> None:
    assert say(Rule((0,), (), ((540, 1020),)), code="es")[0].startswith("Lunes: 9 a.m. – 5 p.m.")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-03-10T10:00", ("open", "Open now until 5 PM", "")),
        ("2026-03-10T08:00", ("closed", "Closed now. Opens today at 9 AM", "")),
        ("2026-03-10T17:00", ("closed", "Closed now. Opens tomorrow at 9 AM", "")),
        ("2026-03-13T18:00", ("closed", "Closed now. Opens Monday at 9 AM", "")),
        ("2026-03-14T23:59", ("closed", "Closed now. Opens Monday at 9 AM", "")),
    ],
)
def test_an_office_at_a_moment(moment: str, said: tuple[str, str, str]) -> None:
    assert say_now(OFFICE, moment) == said


def test_on_a_holiday_nobody_is_told_that_a_place_is_open() -> None:
    call = ("unknown", "Today is a holiday (Thanksgiving). Call first.", "")
    assert say_now(OFFICE, "2026-11-26T10:00") == call
    assert say_now(OFFICE, "2026-11-26T03:00") == call


def test_a_place_that_closes_on_holidays_says_why_and_when_it_opens() -> None:
    closing = Hours(OFFICE.rules, "closed")
    said = say_now(closing, "2026-11-26T10:00")
    assert said == ("closed", "Closed now. Opens tomorrow at 9 AM", "Today is a holiday (Thanksgiving).")


def test_a_place_open_on_holidays_is_open() -> None:
    assert say_now(Hours(OFFICE.rules, "open"), "2026-11-26T10:00") == ("open", "Open now until 5 PM", "")


def test_an_opening_that_falls_on_a_holiday_is_marked() -> None:
    said = say_now(OFFICE, "2026-11-25T18:00")
    note = "That day is a holiday (Thanksgiving). Call first."
    assert said == ("closed", "Closed now. Opens tomorrow at 9 AM", note)


def test_an_opening_more_than_six_days_ahead_has_a_date() -> None:
    monthly = Hours((Rule((3,), (1,), ((540, 720),)),))
    assert say_now(monthly, "2026-11-20T10:00") == ("closed", "Closed now. Opens December 3 at 9 AM", "")


def test_a_place_that_never_closes_is_open() -> None:
    always = Hours((Rule(WEEK, (), ((0, 1440),)),), "open")
    assert say_now(always, "2026-03-10T10:00") == ("open", "Open now", "")


def test_a_night_and_a_long_opening() -> None:
    night = Hours((Rule((0,), (), ((1080, 1560),)),))
    assert say_now(night, "2026-03-09T19:00") == ("open", "Open now until 2 AM", "")
    long = Hours((Rule((0, 1, 2), (), ((0, 1440),)),))
    assert say_now(long, "2026-03-09T10:00") == ("open", "Open now until Thursday at 12 AM", "")


def test_an_opening_out_of_sight_is_only_closed() -> None:
    never = hours.State("closed", None, None)
    said = hours_words.now(never, datetime(2026, 3, 10, 10), "en", catalog("en"))
    assert (said.kind, said.sentence, said.note) == ("closed", "Closed now", "")


def test_clocks_that_change_do_not_move_a_day() -> None:
    sunday = Hours((Rule((6,), (), ((60, 1380),)),))
    assert say_now(sunday, "2026-03-08T01:30")[1] == "Open now until 11 PM"


def test_every_holiday_has_a_name() -> None:
    assert [hours_words.holiday_name(key, catalog("en")) for key in HOLIDAYS] == list(
        hours_words.HOLIDAY_NAMES.values()
    )


rules = st.builds(
    lambda days, nths, start, length: Rule(tuple(sorted(days)), tuple(nths), ((start, start + length),)),
    st.sets(st.integers(0, 6), min_size=1),
    st.lists(st.sampled_from((1, 2, -1)), unique=True, max_size=2),
    st.integers(0, 1439),
    st.integers(1, 1440),
)


@given(rules, st.sampled_from(CODES), st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))
def test_any_hours_can_be_said_in_any_language(rule: Rule, code: str, moment: datetime) -> None:
    value = Hours((rule,))
    said = [*hours_words.lines(value, code, catalog(code))]
    now = hours_words.now(hours.state(value, moment), moment, code, catalog(code))
    for text in (*said, now.sentence):
        assert text and "%(" not in text and "\u202f" not in text
