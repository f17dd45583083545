"""What visitors write: taken in when the page is opened, shown apart from our words, gone when closed."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.config import Settings
from directory.register.models import Report
from directory.reports.spool import Spool
from tests.curation.team import Person
from tests.reports.made_up import SUGGESTION, report
from tests.rules.nasty import NASTY

CLOSE = "Close the message and delete its words"


@pytest.fixture
def box(team_settings: Settings) -> Spool:
    """The box of the site."""
    return Spool(team_settings.spool)


def test_opening_the_page_collects_and_closing_deletes_every_byte(
    team: Flask, team_settings: Settings, box: Spool, register: Session,
) -> None:
    ana = Person(team, "ana", ["curator"])
    assert "Nothing waits." in ana.get("reports").text
    box.put(report(text="Contesta Doña Perpetua", contact="perpetua@example.org"), once="a")
    page = ana.get("reports")
    assert "Example Legal Center" in page.text and "From a visitor, not checked" in page.text
    assert "Contesta Doña Perpetua" in page.text and "is deleted on October 16, 2026" in page.text
    [visitor] = [each for each in page.all("div") if "visitor" in (each.get("class") or "").split()]
    assert "Perpetua" in "".join(visitor.itertext())
    assert "Nothing waits." in ana.press(page, CLOSE, note="called").text
    assert register.query(Report).one().closed_by == "ana"
    register.rollback()
    register.connection().exec_driver_sql("COMMIT")
    register.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = b"".join(path.read_bytes() for path in team_settings.amparo_home.rglob("*") if path.is_file())
    assert b"Perpetua" not in kept and b"perpetua@" not in kept


def test_a_report_leads_to_a_call_and_to_the_form(team: Flask, box: Spool) -> None:
    box.put(report(listing_id="pantry0020"), once="a")
    ana = Person(team, "ana", ["curator"])
    page = ana.get("reports")
    assert "/en/team/listings/pantry0020/edit" in page.html
    call = ana.press(page, "Call them")
    assert "Contesta otra gente." in call.text and "A visitor says that something is wrong here." in call.text


def test_a_suggestion_fills_in_no_way_to_reach_the_place(team: Flask, box: Spool) -> None:
    box.put(replace(SUGGESTION, choice="food"), once="a")
    ana = Person(team, "ana", ["curator"])
    page = ana.get("reports")
    [way] = [str(each.get("href")) for each in page.all("a") if each.text == "Make a listing of it"]
    form = ana.get(way)
    filled = {each.get("name"): each.get("value") for each in form.all("input")}
    assert filled["organization"] == "Example Kitchen" and not filled["phone"] and not filled["website"]
    assert "(510) 555-0123" in form.text, "it stands apart"


def test_nobody_closes_what_is_closed(team: Flask, box: Spool, register: Session) -> None:
    box.put(report(), once="a")
    ana, ben = Person(team, "ana", ["curator"]), Person(team, "ben", ["curator"])
    page = ana.get("reports")
    ben.press(ben.get("reports"), CLOSE, note="called")
    assert "Nothing waits." in ana.press(page, CLOSE, note="again").text
    found = register.query(Report).one()
    assert (found.closed_by, found.note) == ("ben", "called")
    assert Person(team, "tia", ["translator"]).get("reports").status == 403


def test_hostile_words_stay_words(team: Flask, box: Spool) -> None:
    for number, text in enumerate(NASTY):
        box.put(report(text=f"{number} {' '.join(text.split())}"[:900].replace("\0", "") or "x"), once=str(number))
    ana = Person(team, "ana", ["curator"])
    page = ana.get("reports")  # the page is parsed strictly, and may hold no script, style or link of theirs
    assert page.status == 200 and not page.all("script")


def test_a_box_that_cannot_be_opened_hides_nothing(team: Flask, box: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    box.put(report(), once="a")
    ana = Person(team, "ana", ["curator"])
    ana.get("reports")
    monkeypatch.setattr(Path, "iterdir", lambda _self: (_ for _ in ()).throw(PermissionError()))
    page = ana.get("reports")
    assert "could not be opened" in page.text and "Contesta otra gente." in page.text
