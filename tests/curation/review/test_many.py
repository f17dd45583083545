"""A sheet of thousands of rows is decided on in a few statements, on both engines: nobody waits long to save."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from directory.curation.review import changes as deciding
from directory.curation.review.models import Approval
from directory.register import changes, queries, verify
from directory.register.changes import Draft, Refused

COUNT = 1200


def _drafts(count: int = COUNT) -> list[Draft]:
    every = [{"id": f"invented{number:04}", "organization": f"Example Pantry {number}", "category": "food",
              "phone": f"(617) 555-01{number % 100:02}"} for number in range(count)]
    return [Draft(facts["id"], "new", None, facts, "food", None, facts) for facts in every]


@contextmanager
def _counted(session: Session) -> Iterator[list[str]]:
    """Yield the statements that are sent."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    yield said
    event.remove(session.get_bind(), "before_cursor_execute", note)


@pytest.mark.system
def test_thousands_of_changes_come_and_go_in_a_few_statements(session: Session) -> None:
    with _counted(session) as said:
        batch = changes.propose(session, _drafts(), kind="import", author="ana", reason="the list", sheet="food").id
        session.commit()
    assert len(said) < 12
    with _counted(session) as said:
        assert deciding.approve(session, batch, by="ben").applied == COUNT
        session.commit()
    assert len(said) < 40
    assert queries.last_import(session, "food") == queries.listings(session)
    undo = changes.undo(session, batch, author="ana", reason="wrong file")
    number, mass = undo.id, undo.mass
    session.commit()
    assert mass
    for who, does in (("ben", (0, COUNT)), ("ben", (0, 0)), ("cleo", (COUNT, 0))):
        with _counted(session) as said:
            done = deciding.approve(session, number, by=who)
            session.commit()
        assert (done.applied, done.first) == does and len(said) < 40
    assert queries.listings(session) == queries.last_import(session, "food") == {}
    assert verify.verify(session).changes == 2 * COUNT and not verify.verify(session).code


def test_an_approval_of_what_is_different_now_is_given_anew(session: Session) -> None:
    batch = changes.propose(session, _drafts(3), kind="import", author="ana", reason="the list", mass=True).id
    session.commit()
    assert deciding.approve(session, batch, by="ben").first == 3
    session.query(Approval).filter(Approval.change_id == 2).update({"digest": "of something else"})
    session.commit()
    assert deciding.approve(session, batch, by="cleo")[:2] == (2, 1)
    assert deciding.approve(session, batch, by="cleo")[:2] == (0, 0)
    assert deciding.approve(session, batch, by="ben")[:2] == (1, 0)
    stale = changes.propose(session, _drafts(4)[3:], kind="edit", author="ana", reason="more", mass=True).id
    session.commit()
    assert deciding.approve(session, stale, by="ben").first == 1
    session.query(Approval).filter(Approval.by == "ben").update({"digest": "of something else"})
    assert deciding.approve(session, stale, by="ben").first == 1
    assert deciding.approve(session, stale, by="cleo").applied == 1


def test_all_of_a_batch_is_proposed_to_be_taken_back_once(session: Session) -> None:
    """Whoever presses again, because the page broke off, does no harm."""
    batch = changes.propose(session, _drafts(2), kind="import", author="ana", reason="the list", sheet="food").id
    changes.apply(session, batch, approvers=["ben"])
    undo = changes.undo(session, batch, author="ana", reason="wrong file").id
    session.commit()
    with pytest.raises(Refused, match="undo-waits"):
        changes.undo(session, batch, author="ana", reason="wrong file")
    changes.reject(session, undo, approver="ana")
    assert changes.undo(session, batch, author="ana", reason="wrong file").id != undo
