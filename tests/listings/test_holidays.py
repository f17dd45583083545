from datetime import date, datetime, timedelta

import pytest
from opening_hours import OpeningHours

from directory.listings.holidays import HOLIDAYS, us_holiday


def days_of(year: int) -> dict[date, str]:
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    days = [date.fromordinal(n) for n in range(first, last + 1)]
    return {day: key for day in days if (key := us_holiday(day))}


def test_every_federal_holiday_of_2026_is_known_with_the_friday_for_a_saturday() -> None:
    assert {f"{day:%m-%d}": key for day, key in days_of(2026).items()} == {
        "01-01": "new-year",
        "01-19": "mlk",
        "02-16": "presidents",
        "05-25": "memorial",
        "06-19": "juneteenth",
        "07-03": "independence",
        "07-04": "independence",
        "09-07": "labor",
        "10-12": "columbus",
        "11-11": "veterans",
        "11-26": "thanksgiving",
        "12-25": "christmas",
    }


def test_a_sunday_holiday_is_observed_on_monday_and_stays_one_on_sunday() -> None:
    assert us_holiday(date(2027, 7, 4)) == us_holiday(date(2027, 7, 5)) == "independence"
    assert us_holiday(date(2027, 7, 6)) is None


def test_new_year_on_a_saturday_is_observed_in_the_old_year() -> None:
    assert us_holiday(date(2027, 12, 31)) == us_holiday(date(2028, 1, 1)) == "new-year"
    assert us_holiday(date(2026, 12, 31)) is None


@pytest.mark.parametrize("year", [1, 1900, 9998, 9999])
def test_no_year_is_too_far_for_the_calendar(year: int) -> None:
    assert set(days_of(year).values()) == set(HOLIDAYS)


@pytest.mark.parametrize("year", range(2024, 2036))
def test_the_opening_hours_library_knows_the_same_observed_days(year: int) -> None:
    closed = OpeningHours("24/7; PH off", country="US").intervals(
        datetime(year, 1, 1), datetime(year + 1, 1, 1)
    )
    theirs = {
        interval[0].date() + timedelta(days=n)
        for interval in closed
        if str(interval[2]) == "closed"
        for n in range((interval[1] - interval[0]).days)
    }
    ours = {
        day
        for day, key in days_of(year).items()
        # The library leaves out Columbus Day (10 holidays a year), and the Saturday or Sunday itself where
        # another day is the observed one. We keep both: offices close on one, volunteers on the other.
        if key != "columbus" and day.weekday() < 5
    }
    assert theirs == ours
