"""Open now: by the clock of the place, at one instant for all."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import clock
from directory.edition.store import Edition
from directory.listings import hours as opening
from directory.places.place import Place
from directory.search import engine, open_now
from directory.search.query import Query
from directory.search.ranking import NO, UNKNOWN, YES
from tests.effort import effort
from tests.listings.hours_made_up import MOMENTS, all_hours
from tests.search.conftest import Build

ZONES = ("America/New_York", "America/Chicago", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
         "Pacific/Guam", "Pacific/Pago_Pago", "America/Puerto_Rico", "America/Adak", "UTC")


def state(text: str, local: str, timezone: str = "America/New_York", *, fold: int = 0) -> int:
    """Return whether a place is open at a moment of its own clock."""
    moment = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(timezone), fold=fold).astimezone(UTC)
    return open_now.open_state(text, timezone, opening.week_masks(opening.parse(text)), moment)


@pytest.mark.parametrize(
    ("text", "local", "said"),
    [
        ("Mon-Fri 9am-5pm", "2026-09-16T08:59:59", NO),
        ("Mon-Fri 9am-5pm", "2026-09-16T09:00", YES),
        ("Mon-Fri 9am-5pm", "2026-09-16T17:00", NO),
        ("Mon-Fri 9:10am-9:20am", "2026-09-16T09:05", NO),
        ("Mon-Fri 9:10am-9:20am", "2026-09-16T09:15", YES),
        ("Sat 9pm-6am", "2026-09-20T05:59", YES),
        ("Sat 9pm-6am", "2026-09-21T05:59", NO),
        ("Sun 9pm-6am", "2026-09-21T00:30", YES),
        ("1st Sat 10am-1pm", "2026-09-05T12:00", YES),
        ("1st Sat 10am-1pm", "2026-09-12T12:00", NO),
        ("last Sat 9pm-2am", "2026-09-27T01:00", YES),
        ("24/7", "2026-12-25T03:00", YES),
        ("24/7; holidays closed", "2026-12-25T03:00", NO),
        # Thanksgiving.
        ("Thu 9am-5pm", "2026-11-26T10:00", UNKNOWN),
        ("Thu 9am-5pm; holidays closed", "2026-11-26T10:00", NO),
        ("Thu 9am-5pm; holidays open", "2026-11-26T10:00", YES),
        ("Fri 9am-5pm", "2026-11-26T10:00", NO),
        # The evening of a holiday runs into the next day, and the evening before it into the holiday.
        ("Thu 6pm-2am", "2026-11-27T01:00", UNKNOWN),
        ("Thu 6pm-2am; holidays closed", "2026-11-27T01:00", NO),
        ("Wed 6pm-2am; holidays closed", "2026-11-26T01:00", YES),
        ("Thu 6pm-2am; Fri midnight-4am", "2026-11-27T01:00", YES),
        # The clock jumps from 2 to 3, and goes from 2 back to 1.
        ("Sun 1am-4am", "2026-03-08T01:59", YES),
        ("Sun 1am-4am", "2026-03-08T03:00", YES),
        ("Sun 3am-4am", "2026-03-08T01:59", NO),
        ("Sun 1am-2am", "2026-11-01T01:30", YES),
    ],
)
def test_hours_decide_by_the_clock_of_the_place(text: str, local: str, said: int) -> None:
    assert state(text, local) == said


def test_the_hour_that_comes_twice_is_open_twice() -> None:
    assert state("Sun 1am-2am", "2026-11-01T01:30", fold=1) == YES


@effort(max_examples=150, deadline=None)
@given(hours=all_hours(), moment=MOMENTS, zone=st.sampled_from(ZONES))
def test_the_half_hour_masks_never_hide_an_open_place(hours: opening.Hours, moment: datetime, zone: str) -> None:
    text = opening.write(hours)
    aware = moment.replace(tzinfo=UTC)
    by_hours = opening.state(opening.parse(text), aware.astimezone(ZoneInfo(zone))).kind
    said = open_now.open_state(text, zone, opening.week_masks(hours), aware)
    assert (said == NO) == (by_hours == "closed")


@pytest.fixture(scope="module")
def edition(build_edition: Build, zips: tuple[Place, ...]) -> Edition:
    """One office in each of four zones, with the same hours, and others of which we know less."""
    def office(code: str, **facts: str) -> dict[str, str]:
        place = next(place for place in zips if place.code == code)
        return {"organization": "Example", "category": "food", "address_1": "1 Example Street", "city": place.name,
                "state": place.state, "postal_code": code, "phone": "211", "hours": "Mon-Fri 9am-5pm", **facts}

    rows = {"newyork": office("10001"), "oakland": office("94601"), "honolulu": office("96813"),
            "guam": office("96910"), "paused": office("10001", status="paused"),
            "always": office("10001", hours="24/7"), "unknown": office("10001", hours=""),
            "hotline": {"organization": "Example", "category": "food", "location_type": "virtual", "phone": "211",
                        "service_area": "country:US", "hours": "Mon-Fri 9am-5pm"}}
    return build_edition([(key, {name: value for name, value in facts.items() if value}, False)
                          for key, facts in rows.items()])


@pytest.mark.parametrize(
    ("utc", "places"),
    [
        ("2026-09-16T14:00", {"newyork"}),
        ("2026-09-16T20:30", {"newyork", "oakland", "honolulu"}),
        # Thursday morning in Guam is Wednesday evening in New York.
        ("2026-09-16T23:30", {"oakland", "honolulu", "guam"}),
        ("2026-09-17T06:30", {"guam"}),
        # Friday in Honolulu is Saturday in Guam.
        ("2026-09-18T23:30", {"oakland", "honolulu"}),
    ],
)
def test_one_instant_is_another_hour_in_every_place(edition: Edition, utc: str, places: set[str]) -> None:
    clock.fix(datetime.fromisoformat(utc).replace(tzinfo=UTC))
    found = {hit.listing.id for code in ("10001", "94601", "96813", "96910")
             for hit in engine.search(edition, Query(place=f"zip:{code}", radius=5, open_now=True)).hits if hit.match}
    assert found == {*places, "always"}


def test_a_place_closed_for_now_is_not_open_whatever_its_hours(edition: Edition) -> None:
    clock.fix(datetime(2026, 9, 16, 18, 0, tzinfo=UTC))
    answer = engine.search(edition, Query(place="zip:10001", radius=5, open_now=True))
    assert [hit.listing.id for hit in answer.hits if not hit.match] == ["unknown"]
    assert "paused" not in {hit.listing.id for hit in answer.hits}


def test_a_hotline_whose_clock_we_do_not_know_stays_visible_and_marked(edition: Edition) -> None:
    answer = engine.search(edition, Query(place="zip:10001", open_now=True))
    assert [(hit.listing.id, hit.match) for hit in answer.by_area] == [("hotline", False)]


def test_what_is_open_is_looked_at_anew_every_minute(edition: Edition) -> None:
    for minute, said in ((59, False), (0, True)):
        clock.fix(datetime(2026, 9, 16, 13 if minute == 0 else 12, minute, tzinfo=UTC))
        answer = engine.search(edition, Query(place="zip:10001", radius=5, open_now=True))
        assert ("newyork" in {hit.listing.id for hit in answer.hits}) == said
