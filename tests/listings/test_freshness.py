"""How old facts are: the clocks, their ends, and that age alone hides nothing of a published list."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings import freshness, vocabulary


def stage(day: str, **facts: str) -> str:
    return freshness.of(facts).stage(date.fromisoformat(day))


@pytest.mark.parametrize(("day", "said"), [
    ("2026-01-01", "fresh"), ("2026-06-29", "fresh"), ("2026-06-30", "marked"), ("2026-12-26", "marked"),
    ("2026-12-27", "behind"), ("2027-06-24", "behind"), ("2027-06-25", "hidden"), ("2030-01-01", "hidden"),
])
def test_what_a_person_checked_goes_stale_by_the_clock(day: str, said: str) -> None:
    assert stage(day, category="food", assured_method="called", assured_date="2026-01-01") == said


@pytest.mark.parametrize(("day", "said"), [("2026-03-31", "fresh"), ("2026-04-01", "marked"), ("2026-06-30", "behind"),
                                           ("2026-09-28", "hidden")])
def test_the_clock_of_legal_help_is_faster(day: str, said: str) -> None:
    assert stage(day, category="legal", assured_method="organization", assured_date="2026-01-01") == said


def test_a_month_or_a_year_counts_to_its_last_day() -> None:
    assert freshness.last_day("2024-02") == date(2024, 2, 29)
    assert freshness.last_day("2021") == date(2021, 12, 31)
    assert freshness.last_day("2026-07-01") == date(2026, 7, 1)


def test_a_list_of_last_year_comes_after_fresher_ones_and_is_never_hidden() -> None:
    facts = {"category": "food", "assured_method": "source-list", "assured_date": "2026-11-01", "source_date": "2021"}
    assert [stage(day, **facts) for day in ("2022-12-30", "2022-12-31", "2060-01-01")] == ["fresh", "behind", "behind"]


def test_facts_without_a_date_count_as_old_but_are_not_hidden() -> None:
    assert stage("2026-01-01", category="food") == "behind"


@given(st.sampled_from(sorted(vocabulary.CATEGORIES)), st.sampled_from(["", *vocabulary.METHODS]),
       st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 4000))
def test_facts_only_grow_older_and_only_a_persons_check_is_hidden(category: str, method: str, day: date,
                                                                  later: int) -> None:
    order = ["fresh", "marked", "behind", "hidden"]
    found = freshness.of({"category": category, "assured_method": method, "assured_date": f"{day}"})
    stages = [order.index(found.stage(day + timedelta(days=each))) for each in range(0, later, 30)]
    assert stages == sorted(stages)
    assert method in freshness.ASKED or 3 not in stages
