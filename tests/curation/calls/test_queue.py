"""The queue: one order with `amparo due`, nobody gets what somebody has, it never runs dry."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.calls import changes, queries
from directory.curation.calls.models import Call
from directory.curation.calls.queue import Turn, turns
from directory.curation.calls.script import Heard
from directory.register import reports
from directory.register.changes import Refused
from directory.register.due import agenda
from directory.reports.message import dump
from tests.conftest import MOMENT
from tests.register.made_up import listing, sheet, start
from tests.register.test_two_writers import at_once, crashes
from tests.reports.made_up import report

FRESH = {"assured_date": "2026-09-01", "assured_method": "called"}
STALE = {"assured_date": "2026-01-01", "assured_method": "called"}
NEVER = {"source_date": "2026-01"}


def line(session: Session, language: str = "") -> list[Turn]:
    """Return the queue as the page would show it."""
    return turns(agenda(session, clock.today()), skipped=queries.skipped(session),
                 busy=queries.busy(session, clock.now()), language=language)


def fill(session: Session, folder: Path, *facts: dict[str, str]) -> list[str]:
    """Put one listing for each of these facts into the register; return the ids."""
    rows = [listing(number, **each) for number, each in enumerate(facts, start=1)]
    start(session, sheet(folder, rows))
    return [row["id"] for row in rows]


def told(session: Session, listing_id: str, day: str = "2026-09-16") -> None:
    """Take in a visitor's report."""
    reports.add(session, {f"{listing_id}-{day}": dump(report(listing_id=listing_id, day=day))})
    session.commit()


def test_reported_comes_first_then_never_checked_then_the_oldest_and_the_rest_last(
    session: Session, tmp_path: Path,
) -> None:
    fresh, older, stale, never, bad = fill(session, tmp_path, FRESH, FRESH | {"assured_date": "2026-08-01"}, STALE,
                                           NEVER, FRESH)
    told(session, bad)
    assert line(session) == [(bad, "reported"), (never, "never"), (stale, "stale"), (older, "spare"),
                             (fresh, "spare")]
    assert [turn.listing_id for turn in line(session)][:3] == agenda(session, clock.today()).due


def test_a_language_keeps_only_places_where_it_is_spoken(session: Session, tmp_path: Path) -> None:
    _, there, by_phone = fill(session, tmp_path, NEVER, NEVER | {"languages": "en; es"},
                              NEVER | {"phone_languages": "es"})
    assert {turn.listing_id for turn in line(session, "es")} == {there, by_phone}


def test_who_has_one_gets_no_second_and_nobody_else_gets_it(session: Session, tmp_path: Path) -> None:
    first, second = fill(session, tmp_path, NEVER, NEVER)
    ana = changes.claim_next(session, line(session), by="ana")
    assert ana and ana.listing_id == first
    again = changes.claim_next(session, line(session), by="ana")
    assert again and again.id == ana.id
    ben = changes.claim_next(session, line(session), by="ben")
    assert ben and ben.listing_id == second
    assert changes.claim_next(session, line(session), by="cleo") is None
    with pytest.raises(Refused, match="claimed"):
        changes.claim(session, Turn(first, "spare"), by="ben")
    with pytest.raises(Refused, match="claimed"):
        changes.finish(session, ana.id, Heard("no-answer"), seen=1, by="ben", trust=1)


def test_after_half_an_hour_a_place_is_free_again(session: Session, tmp_path: Path) -> None:
    (only,) = fill(session, tmp_path, NEVER)
    ana = changes.claim_next(session, line(session), by="ana")
    session.commit()
    clock.fix(MOMENT + timedelta(minutes=29))
    assert line(session) == []
    clock.fix(MOMENT + timedelta(minutes=31))
    assert line(session) == [(only, "never")]
    ben = changes.claim_next(session, line(session), by="ben")
    assert ana and ben and ben.id == ana.id, "one open row a listing"
    with pytest.raises(Refused, match="claimed"):
        changes.finish(session, ana.id, Heard("no-answer"), seen=1, by="ana", trust=1)


def test_who_comes_late_may_still_say_what_was_heard_if_nobody_took_it(session: Session, tmp_path: Path) -> None:
    fill(session, tmp_path, NEVER)
    ana = changes.claim_next(session, line(session), by="ana")
    session.commit()
    clock.fix(MOMENT + timedelta(hours=2))
    assert ana and changes.finish(session, ana.id, Heard("no-answer"), seen=1, by="ana", trust=1).outcome == "no-answer"
    with pytest.raises(Refused, match="call-over"):
        changes.finish(session, ana.id, Heard("no-answer"), seen=1, by="ana", trust=1)


def test_skipping_puts_a_place_at_the_end_of_its_group(session: Session, tmp_path: Path) -> None:
    one, two, stale = fill(session, tmp_path, NEVER, NEVER, STALE)
    for expected in (one, two):
        found = changes.claim_next(session, line(session), by="ana")
        assert found and found.listing_id == expected
        clock.fix(clock.now() + timedelta(minutes=1))
        changes.skip(session, found.id, by="ana")
    assert [turn.listing_id for turn in line(session)] == [one, two, stale]
    found = changes.claim_next(session, line(session), by="ana")
    assert found
    changes.put_back(session, found.id, by="ana")
    assert [turn.listing_id for turn in line(session)] == [one, two, stale]


def test_after_a_call_a_place_rests_until_its_day_or_a_new_report(session: Session, tmp_path: Path) -> None:
    one, two = fill(session, tmp_path, NEVER, NEVER)
    for _ in range(2):
        found = changes.claim_next(session, line(session), by="ana")
        assert found
        changes.finish(session, found.id, Heard("no-answer"), seen=1, by="ana", trust=1)
        session.commit()
    assert line(session) == []
    told(session, two, "2026-09-16")
    assert line(session) == [], "the call was made on that day"
    told(session, two, "2026-09-17")
    assert line(session) == [(two, "reported")]
    clock.fix(MOMENT + timedelta(days=2))
    assert [turn.listing_id for turn in line(session)] == [two, one]


def test_the_database_holds_one_open_turn_of_a_listing(session: Session, tmp_path: Path) -> None:
    (one,) = fill(session, tmp_path, NEVER)
    session.add_all([Call(listing_id=one, reason="never"), Call(listing_id=one, reason="never")])
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_many_at_once_never_get_the_same_place(session: Session, register_url: str, tmp_path: Path) -> None:
    ids = fill(session, tmp_path, *([NEVER] * 12))
    session.rollback()

    def take(name: str) -> Callable[[Session], object]:
        def job(own: Session) -> list[str]:
            got = []
            for _ in range(3):
                found = changes.claim_next(own, line(own), by=name)
                assert found
                got.append(found.listing_id)
                own.commit()
                changes.finish(own, found.id, Heard("no-answer"), seen=1, by=name, trust=1)
                own.commit()
            return got
        return job

    done = at_once(register_url, *(take(f"person-{number}") for number in range(4)))
    assert crashes(done) == []
    got = [each for one in done for each in one]  # type: ignore[attr-defined]
    assert sorted(got) == sorted(ids)
    session.rollback()
    assert session.query(Call).count() == 12
