"""The pantry lists that write in free words: hours from words or dates, and what is passed over."""

import pytest

from directory.sheets.presets import pantry_notes
from directory.sheets.presets.freshtrak import hours_of
from tests.sheets.lookalikes.converting import by_name, converted

WEDNESDAYS = [f"2025-{day} 1 PM-4 PM" for day in ("08-13", "08-20", "08-27", "09-03")]


def test_what_repeats_in_four_whole_weeks_happens_every_week() -> None:
    assert hours_of(WEDNESDAYS) == "Wed 1pm-4pm"
    assert by_name("freshtrak")["Example Weekly"]["hours"] == "Mon 9am-noon; Wed 1pm-4pm"


@pytest.mark.parametrize(
    "dates",
    [
        WEDNESDAYS[:3],
        WEDNESDAYS[::2],
        [*WEDNESDAYS[:3], "2025-09-03 2 PM-4 PM"],
        [*WEDNESDAYS, "2025-08-16 10 AM-12 PM"],
        ["2025-08-13 1 PM-4 PM"],
        [],
    ],
)
def test_anything_less_clear_gives_no_hours(dates: list[str]) -> None:
    assert hours_of(dates) == ""


def test_only_a_federal_holiday_may_be_missing() -> None:
    mondays = [f"2025-{day} 9 AM-12 PM" for day in ("08-11", "08-18", "08-25")]
    assert hours_of(mondays) == "Mon 9am-noon"
    assert hours_of([day.replace("08-25", "09-08") for day in mondays]) == ""


def test_a_date_that_has_passed_is_never_shown() -> None:
    for row in converted("freshtrak").rows:
        assert "2025-08-" not in str({name: text for name, text in row.items() if "date" not in name})
    assert by_name("freshtrak")["Example Monthly"]["hours_note"] == (
        "The list shows no regular day. Call for the next one."
    )


def test_the_events_of_an_agency_at_one_place_are_one_listing() -> None:
    rows = by_name("freshtrak")
    both = rows["Example Two Kinds"]
    assert both["services"] == "food-pantry; hot-meals"
    assert both["hours_note"] == "Pantry: Wed 1pm-4pm. Meals: Wed 5pm-6:30pm."
    assert "hours" not in both
    elsewhere = rows["Example Two Kinds / Riverside Mobile Market"]
    assert (elsewhere["services"], elsewhere["address_1"]) == ("mobile-pantry", "40 River Rd")
    # The list has the point of the agency only.
    assert "latitude" in both
    assert "latitude" not in elsewhere
    assert [row["organization"] for row in converted("freshtrak").rows].count("Example Doubled") == 1


def test_an_agencys_own_words_go_before_its_dates() -> None:
    row = by_name("freshtrak")["Example Words"]
    assert row["hours"] == "2nd Sat 10am-1pm"
    assert (row["asks_photo_id"], row["asks_proof_of_address"]) == ("yes", "yes")
    assert row["eligibility"] == "area-residents"
    assert row["eligibility_note"] == "Akron City Schools. Intended for residents of Akron."


def test_hours_with_a_break_stay_words() -> None:
    row = by_name("freshtrak")["Example Lunch"]
    assert row["hours_note"] == "Regular hours: Wed 9am-3pm. Closed between 12-1pm."
    assert not {"hours", "Maria"} & {*row, *str(row).split()}


def test_what_freshtrak_leaves_out() -> None:
    assert converted("freshtrak").reasons() == {
        "another event of an agency at the same place: put together": 2,
        "name like a survivors' service: a person must look": 2,
        "food for pets only": 1,
        "not an agency": 1,
    }


def test_an_option_of_a_telephone_is_told_and_a_point_of_zero_is_none() -> None:
    row = by_name("freshtrak")["Example Option / Delivery Only Pantry"]
    assert (row["phone"], row["phone_note"]) == ("(740) 456-0109", "Press 1.")
    assert row["services"] == "home-delivery"
    assert "latitude" not in row
    shouted = by_name("freshtrak")["Example Shouted Church"]
    assert (shouted["address_1"], shouted["state"]) == ("12 Example St", "OH")
    assert shouted["appointment"] == "appointment"


def test_the_lost_dash_between_two_times_is_put_in() -> None:
    rows = by_name("capital-region")
    assert {name: row.get("hours", "") for name, row in rows.items() if "hours" in row} == {
        'St. Example / "The Pantry" at St. Example\'s': "Tue 10am-11am; Wed 6pm-7pm",
        "Example Dashless": "Mon, Tue 9am-noon",
        "Example Weekly": "Wed 5pm-7pm; Thu 1pm-3pm",
        "Example Tail": "Tue, Thu 10am-noon",
    }


def test_hours_without_one_meaning_stay_words() -> None:
    rows = by_name("capital-region")
    assert rows["Example Bare"]["hours_note"] == "Every Monday 10:00 2:00."
    assert rows["Example Sometimes"]["hours_note"] == "Twice per Month Wednesday 1:30PM 4:30PM."
    assert rows["Example Tail"]["hours_note"] == "Must call ahead."
    assert "hours_note" not in rows["Example Covid"]


def test_every_pantry_of_the_coalition_has_its_own_date() -> None:
    rows = by_name("capital-region")
    assert rows["Example Dashless"]["source_date"] == "2023-02-06"
    assert rows["Example Dashless"]["appointment"] == "call-first"
    assert rows["Example Weekly"]["assured_date"] == "2025-03-10"
    assert not [row for row in rows.values() if "cost" in row]


def test_persons_are_passed_over_and_papers_are_told() -> None:
    row = by_name("capital-region")["Example Person"]
    assert not [name for name in ("Julie", "Gloria") if name in str(row)]
    assert (row["asks_photo_id"], row["appointment"]) == ("yes", "walk-in")
    assert row["eligibility_note"] == "Serves all of Example County."


def test_a_second_telephone_is_kept_where_it_is_whole() -> None:
    rows = by_name("capital-region")
    phones = rows["Example Phones"]
    assert (phones["phone"], phones["phone_2"]) == ("(631) 456-7242 ext. 1329", "(631) 456-9613")
    assert phones["transit_note"] == "Behind Town Hall"
    half = rows["Example Half Phone"]
    assert half["phone"] == "(315) 456-6112"
    assert not {"phone_2", "transit_note"} & half.keys()


@pytest.mark.parametrize(
    ("sentence", "papers"),
    [
        ("Photo ID is required.", {"asks_photo_id"}),
        ("Bring ID, no appointment necessary.", {"asks_photo_id"}),
        ("No ID required.", set()),
        ("You do not need to bring an ID.", set()),
        ("If possible, please bring utility bill to show proof of residence.", set()),
        ("Proof of income and proof of address.", {"asks_proof_of_income", "asks_proof_of_address"}),
    ],
)
def test_a_paper_is_asked_for_only_where_a_sentence_asks(sentence: str, papers: set[str]) -> None:
    facts: dict[str, str] = {}
    pantry_notes.tell(facts, [sentence])
    assert {name for name in facts if name.startswith("asks_")} == papers
