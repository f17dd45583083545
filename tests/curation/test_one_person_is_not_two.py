"""One person who plays two: by links, invitations and resets, by halves of what is one decision, by taking back."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from directory import clock
from directory.curation.people import changes as people
from directory.curation.people import queries as accounts
from directory.curation.people import secrets
from directory.curation.people.models import Account
from directory.curation.review import changes as deciding
from directory.curation.review.models import Approval
from directory.db import db
from directory.register import changes, queries
from directory.register.changes import Draft, Refused
from directory.register.models import Change
from tests.curation.review.test_review import facts, gone, numbers, propose
from tests.curation.team import Person

CLINIC = "clinic0001"
ALL = {"approve": "1", "all": "1"}


def invited(app: Flask, name: str, by: str) -> None:
    """Say who invited somebody."""
    with app.app_context():
        db.session.query(Account).filter_by(name=name).one().made_by = by
        db.session.commit()


def approve(person: Person, batch_id: int, step: str = "decide", **form: str) -> int:
    """Press Approve without looking; return the status of the answer itself."""
    token = secrets.form_token(person.cookie)
    answer = person.client.post(f"/en/team/proposals/{batch_id}/{step}", data={"form_token": token, **ALL, **form})
    return answer.status_code


def test_who_made_the_link_does_not_decide_on_its_answer(team: Flask) -> None:
    """A reviewer makes a link for an organization, answers it without an account, and would approve that."""
    mallory, ben = Person(team, "mallory", ["reviewer"]), Person(team, "ben", ["reviewer"])
    found = re.search(r"http://localhost(/en/team/confirm/[\w-]+)", mallory.post(f"listing/{CLINIC}/ask").text)
    assert found
    stranger = Person(team)
    page = stranger.get(found[1])
    clock.fix(clock.now() + timedelta(seconds=20))
    stranger.press(page, "Send the answer", said="wrong", **{"fact-website": "https://trap.example.net/"})
    with team.app_context():
        number = queries.waiting(db.session())[-1][0].id
    before = facts(team)
    assert approve(mallory, number) == 409 and facts(team) == before
    assert "Your decision" not in mallory.get(f"proposals/{number}").text
    assert approve(ben, number) == 303 and facts(team)["website"] == "https://trap.example.net/"


def test_nobody_decides_on_work_of_whom_they_invited(team: Flask) -> None:
    """An admin invites "eve", takes that link up too, proposes as eve, and would approve as the admin."""
    mallory = Person(team, "mallory", ["admin", "reviewer"])
    Person(team, "eve", ["curator", "admin"])
    Person(team, "adam", ["curator"])
    invited(team, "eve", "mallory")
    invited(team, "adam", "eve")
    ben = Person(team, "ben", ["reviewer"])
    for author, cost in (("eve", "free"), ("adam", "insurance")):
        before, number = facts(team), propose(team, {"cost": cost}, author=author)
        assert approve(mallory, number) == 422 and facts(team) == before
        assert approve(ben, number) == 303 and facts(team)["cost"] == cost


def test_who_gave_somebody_a_new_way_in_counts_as_the_one_who_invited(team: Flask) -> None:
    """An admin makes a new link for a reviewer, takes it up, and would approve in that name."""
    ben = Person(team, "ben", ["reviewer"])
    Person(team, "mallory", ["admin", "curator"])
    with team.app_context():
        ben_account = accounts.account(db.session(), "ben")
        assert ben_account
        people.invite_again(db.session(), ben_account, by="mallory", locker=team.extensions["amparo_locker"])
        db.session.commit()
    number = propose(team, {"cost": "free"}, author="mallory")
    with team.app_context(), pytest.raises(Refused, match="tied"):
        deciding.approve(db.session(), number, by=ben.name)


def test_two_who_are_tied_are_not_the_two_of_a_mass_change(team: Flask) -> None:
    mallory, eve = Person(team, "mallory", ["admin", "reviewer"]), Person(team, "eve", ["reviewer"])
    ben = Person(team, "ben", ["reviewer"])
    invited(team, "eve", "mallory")
    number = gone(team, CLINIC, mass=True)
    for person in (mallory, eve):
        approve(person, number, "decide-mass")
        assert facts(team), "one person with two names"
    approve(ben, number, "decide-mass")
    assert not facts(team)
    with team.app_context():
        assert db.session.query(Approval).filter_by(by="eve").count() == 1


def _merge(app: Flask) -> int:
    with app.app_context():
        session = db.session()
        stays, goes = (dict(queries.every_fact(session, each)) for each in ("pantry0020", "pantry0021"))
        batch = changes.propose(session, [
            Draft("pantry0020", "change", stays, {**stays, "website": "https://trap.example.net/"}),
            Draft("pantry0021", "gone", goes, None)], kind="merge", author="mallory", reason="the same place twice")
        session.commit()
        return batch.id


@pytest.mark.parametrize("step", ["approve", "back", "reject"])
def test_a_merge_is_decided_whole(team: Flask, step: str) -> None:
    ben, number = Person(team, "ben", ["reviewer"]), _merge(team)
    first, second = numbers(team, number)
    for half in (first, second):
        answer = ben.post(f"proposals/{number}/decide", {step: "1", "change": str(half), "reason": "half"})
        assert answer.status == 422 and "one decision" in answer.text
        with team.app_context():
            assert {each.state for each in db.session.query(Change).filter_by(batch_id=number)} == {"proposed"}
            with pytest.raises(Refused, match="whole"):
                changes.apply(db.session(), number, approvers=["ben"], parts=[half])
            db.session.rollback()
    page = ben.post(f"proposals/{number}/decide", {step: "1", "all": "1", "reason": "whole"})
    assert page.status == 200 and "Waits" not in page.text


def test_a_merge_whose_half_moved_meanwhile_changes_nothing(team: Flask) -> None:
    ben, number = Person(team, "ben", ["reviewer"]), _merge(team)
    other = propose(team, {"website": "https://pantry.example.org/"}, ids=("pantry0020",))
    assert approve(ben, other) == 303
    assert approve(ben, number) == 422
    assert facts(team, "pantry0021") and facts(team, "pantry0020")["website"] == "https://pantry.example.org/"


def test_what_two_had_to_approve_is_taken_back_by_two(team: Flask) -> None:
    number = propose(team, {"cost": "free"}, mass=True)
    with team.app_context():
        changes.apply(db.session(), number, approvers=["ben", "cleo"])
        undo = changes.undo(db.session(), number, author="mallory", reason="back")
        db.session.commit()
        assert undo.mass
        with pytest.raises(Refused, match="second-approver"):
            changes.apply(db.session(), undo.id, approvers=["ben"])
