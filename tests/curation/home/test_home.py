"""The first page: what there is to do, for whom, and the same as a feed."""

import re
from datetime import timedelta

from flask import Flask

from directory import clock
from directory.config import Settings
from directory.curation.home import queries
from directory.curation.people.models import Account
from directory.db import db
from directory.register import changes
from directory.register import queries as register
from directory.register.changes import Draft
from directory.register.models import Report
from tests.conftest import MOMENT
from tests.curation.team import Person


def propose(team: Flask, author: str, kind: str = "edit") -> int:
    with team.app_context():
        before = register.listings(db.session())["oakland001"]
        made = changes.propose(db.session(), [Draft("oakland001", "change", before, {**before, "cost": "sliding"})],
                               kind=kind, author=author, reason="test")
        db.session.commit()
        return made.id


def report(team: Flask) -> None:
    with team.app_context():
        db.session.add(Report(file="x", kind="report", day=MOMENT.date(), language="es", listing_id="oakland001",
                              choice="phone", name="", place="", reach="", text="Secret words", contact="me"))
        db.session.commit()


def test_each_sees_the_numbers_that_are_theirs(team: Flask) -> None:
    waiting = propose(team, "ana")
    propose(team, "org-link", "confirm")
    report(team)
    ana, ben, tina = (Person(team, name, [role]) for name, role in
                      (("ana", "curator"), ("ben", "reviewer"), ("tina", "translator")))
    said = ben.get("").text
    assert "proposals wait to be reviewed" in said and "1 of them is the answer of an organization" in said
    said = ana.get("").text
    assert "1 proposal of yours waits" in said and "1 message of a visitor is open" in said
    assert "wait for another person" not in said and "listings should be checked" in said
    said = tina.get("").text
    assert "message" not in said and "should be checked" not in said
    with team.app_context():
        before = queries.counts(db.session(), "ben").review
        changes.reject(db.session(), waiting, approver="ben")
        db.session.commit()
        assert queries.counts(db.session(), "ben").review == before - 1


def test_numbers_move_with_the_listings_and_the_day(team: Flask) -> None:
    with team.app_context():
        session = db.session()
        before = queries.standing(session)
        assert queries.standing(session) is before, "nothing is counted twice"
        facts = register.listings(session)["oakland001"]
        after = {**facts, "assured_date": "2026-09-16", "assured_method": "called"}
        batch = changes.propose(session, [Draft("oakland001", "change", facts, after)], kind="edit", author="ana",
                                reason="test")
        changes.apply(session, batch.id, approvers=["ben"])
        session.commit()
        checked = queries.standing(session)
        assert sum(checked.due.values()) == sum(before.due.values()) - 1
        clock.fix(MOMENT + timedelta(days=400))
        assert queries.standing(session).stale > checked.stale


def test_the_page_says_what_families_see(team: Flask, team_settings: Settings) -> None:
    ana = Person(team, "ana", ["curator"])
    assert "Newer changes are on the way" not in ana.get("").text
    with team.app_context():
        changes.apply(db.session(), propose(team, "ana"), approvers=["ben"])
        db.session.commit()
    assert "Newer changes are on the way" in ana.get("").text
    (team_settings.editions / "frozen").write_text("test")
    assert "Publishing has stopped" in ana.get("").text
    assert ana.get("/es/team/").status == 200


def test_a_feed_has_numbers_only_and_ends(team: Flask) -> None:
    report(team)
    ana = Person(team, "ana", ["curator"])
    found = re.search(r"http://localhost(/en/team/feed/[\w-]+)", ana.press(ana.get(""), "Make a new address").text)
    assert found
    reader = team.test_client()
    answer = reader.get(found[1])
    assert answer.mimetype == "application/atom+xml" and answer.status_code == 200
    said = answer.get_data(as_text=True)
    assert "1 message of a visitor is open." in said
    assert "Secret" not in said and "ana" not in said and "oakland" not in said.lower()
    assert reader.get("/en/team/feed/x").status_code == 404
    ana.press(ana.get(""), "Make a new address")
    assert reader.get(found[1]).status_code == 404, "a new address ends the old one"
    second = re.search(r"/en/team/feed/[\w-]+", ana.press(ana.get(""), "Make a new address").text)
    assert second
    with team.app_context():
        db.session.query(Account).filter_by(name="ana").one().ended_at = MOMENT
        db.session.commit()
    assert reader.get(second[0]).status_code == 404
    third = Person(team, "cleo", ["curator"])
    made = re.search(r"/en/team/feed/[\w-]+", third.press(third.get(""), "Make a new address").text)
    third.press(third.get(""), "End my feed")
    assert made and reader.get(made[0]).status_code == 404


def test_who_has_nothing_to_do_reads_so(team: Flask) -> None:
    assert "Nothing waits. Thank you!" in Person(team, "dora", ["admin"]).get("").text
