from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from opening_hours import OpeningHours

from directory.listings.hours import Hours, HoursError, Rule, State, parse, state, to_osm, week_masks
from tests.effort import effort
from tests.listings.hours_made_up import MOMENTS, all_hours

NEW_YORK = ZoneInfo("America/New_York")


def at(text: str, zone: ZoneInfo | None = None) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("hours", "moment", "kind", "until"),
    [
        ("Mon-Fri 9am-5pm", "2026-06-01 08:59:59", "closed", "2026-06-01 09:00"),
        ("Mon-Fri 9am-5pm", "2026-06-01 09:00", "open", "2026-06-01 17:00"),
        ("Mon-Fri 9am-5pm", "2026-06-01 16:59:59", "open", "2026-06-01 17:00"),
        ("Mon-Fri 9am-5pm", "2026-06-01 17:00", "closed", "2026-06-02 09:00"),
        ("Mon-Fri 9am-5pm", "2026-06-05 18:00", "closed", "2026-06-08 09:00"),
        ("Mon 9am-noon, 1pm-5pm", "2026-06-01 12:30", "closed", "2026-06-01 13:00"),
        ("Thu 6pm-2am", "2026-06-05 01:00", "open", "2026-06-05 02:00"),
        ("Thu 6pm-2am", "2026-06-04 01:00", "closed", "2026-06-04 18:00"),
        ("Thu 6pm-midnight; Fri midnight-3am", "2026-06-04 20:00", "open", "2026-06-05 03:00"),
        ("Thu 9am-10am next day", "2026-06-05 09:59", "open", "2026-06-05 10:00"),
        ("1st, 3rd Sat 10am-1pm", "2026-06-07 10:00", "closed", "2026-06-20 10:00"),
        ("1st, 3rd Sat 10am-1pm", "2026-06-20 10:00", "open", "2026-06-20 13:00"),
        ("last Fri 3pm-5pm", "2026-06-19 16:00", "closed", "2026-06-26 15:00"),
        ("last Fri 3pm-5pm", "2026-06-26 16:00", "open", "2026-06-26 17:00"),
        ("4th Fri 3pm-5pm; last Fri 4pm-6pm", "2026-06-26 15:30", "open", "2026-06-26 18:00"),
        ("2nd Tue 9am-noon", "2026-05-12 12:00", "closed", "2026-06-09 09:00"),
        ("24/7", "2026-06-07 10:00", "open", None),
        ("24/7; holidays closed", "2026-07-02 10:00", "open", "2026-07-03 00:00"),
        ("5th Sat 9am-noon", "2026-02-01 10:00", "closed", None),
        ("Mon-Fri 9am-5pm", "9999-12-31 18:00", "closed", None),
        ("Fri 9pm-6am", "9999-12-31 22:00", "open", None),
        ("Mon 9am-5pm", "0001-01-01 10:00", "open", "0001-01-01 17:00"),
    ],
)
def test_a_place_is_open_or_closed_until_its_next_change(
    hours: str, moment: str, kind: str, until: str | None
) -> None:
    found = state(parse(hours), at(moment))
    assert (found.kind, found.until) == (kind, at(until) if until else None)


def test_a_holiday_is_named_and_leaves_the_weekly_hours_where_the_place_says_nothing_of_holidays() -> None:
    found = state(parse("Mon-Fri 9am-5pm"), at("2026-11-26 10:00"))
    assert found == State("open", at("2026-11-26 17:00"), "thanksgiving")


def test_a_place_closed_on_holidays_opens_the_day_after() -> None:
    found = state(parse("Mon-Fri 9am-5pm; holidays closed"), at("2026-11-26 10:00"))
    assert found == State("closed", at("2026-11-27 09:00"), "thanksgiving")


def test_the_night_before_a_holiday_runs_to_its_end() -> None:
    found = state(parse("Wed, Thu 6pm-2am; holidays closed"), at("2026-11-26 01:00"))
    assert found == State("open", at("2026-11-26 02:00"), "thanksgiving")


def test_a_place_open_on_holidays_keeps_its_hours_and_still_names_the_day() -> None:
    assert state(parse("Daily 9am-5pm; holidays open"), at("2026-07-04 10:00")).holiday == "independence"


@pytest.mark.parametrize("day", ["2026-03-08", "2026-11-01"])
def test_nine_to_five_stays_nine_to_five_when_clocks_change(day: str) -> None:
    hours = parse("Sun 9am-5pm")
    assert state(hours, at(f"{day} 08:59", NEW_YORK)).until == at(f"{day} 09:00", NEW_YORK)
    assert state(hours, at(f"{day} 16:59", NEW_YORK)) == State("open", at(f"{day} 17:00", NEW_YORK), None)
    assert state(hours, at(f"{day} 17:00", NEW_YORK)).kind == "closed"


def test_in_the_hour_that_comes_twice_the_end_is_not_before_the_moment() -> None:
    second = at("2026-11-01 01:15", NEW_YORK).replace(fold=1)
    until = state(parse("Sat 9pm-1:45am"), second).until
    assert until is not None
    assert until.timestamp() - second.timestamp() == 30 * 60


@given(all_hours(), MOMENTS)
@effort(max_examples=150, deadline=None)
def test_whenever_a_place_is_open_its_week_mask_has_the_half_hour(hours: Hours, moment: datetime) -> None:
    if state(hours, moment).kind == "open":
        slot = (moment.hour * 60 + moment.minute) // 30
        assert week_masks(hours)[moment.weekday()] >> slot & 1


def test_week_masks_hold_the_half_hours_that_are_touched_and_no_more() -> None:
    assert week_masks(parse("Sun 11:15pm-12:45am")) == (0b11, 0, 0, 0, 0, 0, 0b11 << 46)
    assert week_masks(parse("1st Mon 9am-10am")) == (0b11 << 18, 0, 0, 0, 0, 0, 0)
    assert week_masks(parse("24/7")) == (2**48 - 1,) * 7


@given(all_hours(), MOMENTS)
@effort(max_examples=150, deadline=None)
def test_the_state_turns_at_its_end_and_not_before(hours: Hours, moment: datetime) -> None:
    found = state(hours, moment)
    if found.until is None:
        return
    assert found.until > moment
    assert state(hours, found.until).kind != found.kind
    before = state(hours, max(moment, found.until - timedelta(minutes=1)))
    assert (before.kind, before.until) == (found.kind, found.until)


@given(all_hours(holidays="unknown"), MOMENTS)
@effort(max_examples=150, deadline=None)
def test_the_opening_hours_library_finds_the_same_state_and_end(hours: Hours, moment: datetime) -> None:
    theirs = OpeningHours(to_osm(hours))
    ours = state(hours, moment)
    assert theirs.is_open(moment) == (ours.kind == "open")
    if ours.until:
        assert theirs.next_change(moment) == ours.until


@given(all_hours(nights=False, holidays="closed"), MOMENTS)
@effort(max_examples=150, deadline=None)
def test_the_opening_hours_library_closes_on_the_same_holidays(hours: Hours, moment: datetime) -> None:
    ours = state(hours, moment)
    # See test_holidays for the two differences. No nights: the library cuts a night at a holiday's midnight.
    if ours.holiday != "columbus" and not (ours.holiday and moment.weekday() > 4):
        theirs = OpeningHours(to_osm(hours), country="US")
        assert theirs.is_open(moment) == (ours.kind == "open")


def test_equal_opening_times_are_equal_however_they_are_given() -> None:
    one = Hours((Rule((1, 0), (), ((780, 1020), (540, 720))),))
    two = Hours((Rule((0,), (1, 2, 3, 4, 5), ((540, 600), (600, 720))), Rule((0, 1), (), ((780, 1020),)),
                 Rule((1,), (), ((540, 720),))))  # fmt: skip
    assert one == two
    assert hash(one) == hash(two)


@pytest.mark.parametrize(
    "rules",
    [
        (Rule((0,), (), ((540, 720),)), Rule((0,), (), ((700, 800),))),
        (Rule((0,), (), ((540, 720),)), Rule((0,), (1,), ((700, 800),))),
        (Rule((0,), (), ((540, 720),)), Rule((0,), (-1,), ((700, 800),))),
    ],
)
def test_hours_do_not_open_a_day_twice_at_one_time(rules: tuple[Rule, ...]) -> None:
    with pytest.raises(HoursError) as error:
        Hours(rules)
    assert error.value.code == "same-day-twice"


@pytest.mark.parametrize(
    ("days", "nths", "spans"),
    [
        ((), (), ((540, 720),)),
        ((7,), (), ((540, 720),)),
        ((0,), (6,), ((540, 720),)),
        ((0,), (), ()),
        ((0,), (), ((720, 720),)),
        ((0,), (), ((1440, 1500),)),
        ((0,), (), ((1000, 2880),)),
    ],
)
def test_a_rule_outside_the_calendar_and_the_clock_cannot_be_made(
    days: tuple[int, ...], nths: tuple[int, ...], spans: tuple[tuple[int, int], ...]
) -> None:
    with pytest.raises(ValueError, match="not a rule"):
        Rule(days, nths, spans)
