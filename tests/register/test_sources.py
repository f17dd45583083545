"""Two people stand behind each source of the team, one row of a code waits; the database says no, on both engines."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from directory.listings.sources import Source
from directory.register import queries, sources
from directory.register.changes import Refused
from tests.register.made_up import listings, sheet, start

LIST = Source("example-pantries", "Invented list of pantries", "Example County", "2026-07", "https://example.org/list",
              "CC0", "food", ("county:39061",), "no", "")


def proposed(session: Session, source: Source = LIST, *, author: str = "Ana", seen: int = 0) -> int:
    """Propose a source; return its number."""
    number = sources.propose(session, source, author=author, seen=seen).id
    session.commit()
    return number


def approved(session: Session, source: Source = LIST, *, seen: int = 0) -> int:
    """Propose one and approve it."""
    number = proposed(session, source, seen=seen)
    sources.approve(session, number, approver="Ben")
    session.commit()
    return number


def refusal(session: Session, step: str, *arguments: object, **named: object) -> str:
    """Return why a step is refused."""
    with pytest.raises(Refused) as caught:
        getattr(sources, step)(session, *arguments, **named)
    session.rollback()
    return caught.value.code


def test_a_source_counts_once_another_person_approves(session: Session) -> None:
    number, before = proposed(session), queries.sources_version(session)
    assert queries.sources(session) == []
    sources.approve(session, number, approver=" Ben ")
    session.commit()
    session.expire_all()
    assert queries.sources(session) == [LIST] and queries.sources_version(session) != before
    [row] = queries.source_rows(session, LIST.code)
    assert (row.author, row.decided_by, row.state) == ("Ana", "Ben", "approved")


@pytest.mark.parametrize("name, code", [("Ana", "own-approval"), (" ANA ", "own-approval"), ("  ", "name-needed"),
                                        ("bootstrap", "reserved-name"), ("sampling", "reserved-name")])
def test_nobody_approves_or_returns_their_own(session: Session, name: str, code: str) -> None:
    number = proposed(session)
    assert refusal(session, "approve", number, approver=name) == code
    assert refusal(session, "send_back", number, approver=name, reason="no") == code
    assert queries.sources(session) == []


def test_a_change_of_an_approved_one_is_a_new_row_and_the_old_counts_until_then(session: Session) -> None:
    first, newer = approved(session), replace(LIST, edition="2026-09", complete="yes")
    number = proposed(session, newer, seen=first)
    assert queries.sources(session) == [LIST]
    sources.approve(session, number, approver="Ben")
    session.commit()
    assert queries.sources(session) == [newer]
    assert [row.id for row in queries.source_rows(session, LIST.code)] == [number, first]
    assert refusal(session, "propose", newer, author="Ana", seen=number) == "nothing-changed"


def test_two_at_once_with_one_code_both_see_it(session: Session) -> None:
    first = proposed(session)
    assert refusal(session, "propose", replace(LIST, title="B"), author="Cleo", seen=0) == "source-waits"
    sources.approve(session, first, approver="Ben")
    session.commit()
    assert refusal(session, "propose", replace(LIST, title="B"), author="Cleo", seen=0) == "source-exists"
    approved(session, replace(LIST, title="A newer one"), seen=first)
    assert refusal(session, "propose", replace(LIST, title="B"), author="Cleo", seen=first) == "source-moved"


def test_what_was_decided_stays_so(session: Session) -> None:
    number = proposed(session)
    assert refusal(session, "send_back", number, approver="Ben", reason=" ") == "reason-needed"
    sources.send_back(session, number, approver="Ben", reason="The date is of today.")
    session.commit()
    for step, named in (("approve", {"approver": "Cleo"}), ("take_back", {"author": "Ana"})):
        assert refusal(session, step, number, **named) == "no-source"
    assert refusal(session, "approve", number + 1, approver="Ben") == "no-source"
    again = proposed(session)
    assert refusal(session, "take_back", again, author="Cleo") == "not-yours"
    sources.take_back(session, again, author="Ana")
    session.commit()
    assert [row.state for row in queries.source_rows(session)] == ["withdrawn", "returned"]
    assert queries.sources(session) == []


@pytest.mark.parametrize(("values", "rule"), [
    ("state = 'approved', decided_by = 'Ana', decided_at = proposed_at", "ck_source_two_people"),
    ("state = 'approved', decided_by = ' ANA ', decided_at = proposed_at", "ck_source_two_people"),
    ("state = 'returned', decided_by = 'ana', decided_at = proposed_at, decision_note = 'x'", "ck_source_two_people"),
    ("state = 'approved'", "ck_source_decided"), ("decided_by = 'Ben', decided_at = proposed_at", "ck_source_decided"),
    ("state = 'approved', decided_by = 'Ben'", "ck_source_dated"), ("state = 'public'", "ck_source_"),
    ("state = 'withdrawn', decided_by = 'Ben', decided_at = proposed_at", "ck_source_withdrawn"),
    ("state = 'returned', decided_by = 'Ben', decided_at = proposed_at", "ck_source_returned"),
    ("publisher = ''", "ck_source_whole"), ("author = ' '", "ck_source_whole"), ("licence = ''", "ck_source_whole")])
def test_the_database_itself_refuses_it(session: Session, values: str, rule: str) -> None:
    proposed(session)
    with pytest.raises(sa.exc.IntegrityError, match=rule):
        session.execute(sa.text(f"UPDATE source SET {values}"))
    session.rollback()


def test_the_database_itself_lets_one_of_a_code_wait(session: Session) -> None:
    proposed(session)
    other = proposed(session, replace(LIST, code="another-list"))
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.text(f"UPDATE source SET code = '{LIST.code}' WHERE id = {other}"))
    session.rollback()


def test_listings_are_counted_by_their_source(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(3)))
    assert queries.by_source(session) == {"test-list": 3}
