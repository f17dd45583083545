"""Two writers at once, on both engines: no edit is lost, nothing is done twice."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from directory.cli.session import upgrade
from directory.db import set_up_sqlite
from directory.register import changes, queries
from directory.register.changes import Draft, Refused
from tests.register.made_up import edit, listing, listings, sheet, start, take_back

pytestmark = pytest.mark.system


def at_once(url: str, *jobs: Callable[[Session], object]) -> list[object]:
    """Run each job in a thread with a session of its own; return what each returned or raised."""
    engine = sa.create_engine(url)
    set_up_sqlite(engine)
    ready = threading.Barrier(len(jobs))
    done: list[object] = [None] * len(jobs)

    def run(number: int) -> None:
        try:
            ready.wait(10)
            with Session(engine) as session:
                done[number] = jobs[number](session)
                session.commit()
        except Exception as error:  # noqa: BLE001
            done[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    engine.dispose()
    return done


def crashes(done: list[object]) -> list[object]:
    """Return what should not have happened."""
    return [one for one in done if isinstance(one, Exception) and not isinstance(one, Refused)]


def test_no_edit_is_lost(session: Session, register_url: str, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(4)))
    facts = ("name", "cost_note", "hours_note", "phone_note")

    def writer(number: int) -> Callable[[Session], object]:
        def write(own: Session) -> None:
            for turn in range(3):
                for key in ("invented0001", "invented0002", "invented0003")[:: 1 if number % 2 else -1]:
                    edit(own, key, **{facts[number]: f"turn {turn}"})
        return write

    done = at_once(register_url, *(writer(number) for number in range(4)))
    assert crashes(done) == []
    session.rollback()
    for key in ("invented0001", "invented0002", "invented0003"):
        row = queries.listings(session)[key]
        assert {row[name] for name in facts} == {"turn 2"}
        states = [change.after for _, change in queries.history(session, key)]
        assert len(states) == 13
    assert queries.waiting(session) == []


def test_two_edits_of_the_same_fact_are_one_edit_and_one_conflict(session: Session, register_url: str,
                                                                  tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(2)))
    batches = [changes.propose(session, [Draft("invented0001", "change", listing(1), listing(1, cost=cost))],
                               kind="edit", author="ana", reason="call").id for cost in ("free", "low")]
    session.commit()

    def approve(batch: int) -> Callable[[Session], object]:
        return lambda own: changes.apply(own, batch, approvers=["ben"]).applied

    assert sorted(at_once(register_url, *map(approve, batches)), key=str) == [0, 1]
    session.rollback()
    assert len(queries.waiting(session)) == 1


def test_a_batch_approved_by_two_at_once_is_carried_out_once(session: Session, register_url: str,
                                                             tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(2)))
    batch = changes.propose(session, [Draft("invented0001", "change", listing(1), listing(1, cost="low"))],
                            kind="edit", author="ana", reason="call").id
    session.commit()
    done = at_once(register_url, *(lambda own, name=name: changes.apply(own, batch, approvers=[name]).applied
                                   for name in ("ben", "cleo", "dan")))
    assert crashes(done) == []
    assert [one for one in done if isinstance(one, int)] == [1]
    assert {one.code for one in done if isinstance(one, Refused)} == {"nothing-waits"}


def test_two_first_imports_at_once_fill_the_register_once(session: Session, register_url: str, tmp_path: Path) -> None:
    drafts = [[Draft(f"{who}0000{n}", "new", None, {"id": f"{who}0000{n}"}, "food", None, {"id": f"{who}0000{n}"})
               for n in range(3)] for who in ("first", "other")]
    session.rollback()
    done = at_once(register_url, *(lambda own, mine=mine: len(changes.bootstrap(
        own, {"food": mine}, waiting={}, reason="first")) for mine in drafts))
    assert crashes(done) == []
    assert sorted(type(one).__name__ for one in done) == ["Refused", "int"]
    assert len(queries.listings(session)) == 3


def test_two_undos_of_the_same_batch_undo_it_once(session: Session, register_url: str, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(2)))
    batch = edit(session, "invented0001", cost="free")
    done = at_once(register_url, *(lambda own: take_back(own, batch) for _ in range(3)))
    assert crashes(done) == []
    session.rollback()
    assert queries.listings(session)["invented0001"] == listing(1)


def test_many_processes_may_make_the_same_register(bare_url: str) -> None:
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                upgrade(bare_url)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0, 0]
    engine = sa.create_engine(bare_url)
    with Session(engine) as session:
        assert changes.is_empty(session)
    engine.dispose()
