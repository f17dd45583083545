"""Who may do what with a draft, what is never written twice, and what happens when others write meanwhile."""

import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from directory import clock
from directory.curation.permissions import RULES
from directory.curation.upload import changes, checks, queries
from directory.curation.upload.models import Upload
from directory.db import db
from directory.register import changes as register
from directory.register import erase as erasing
from directory.register import queries as listings
from directory.register.models import Batch
from directory.sheets import exporter, tables
from tests.curation.team import Person
from tests.curation.upload.conftest import approve, batch_of, drafts, number, send
from tests.curation.upload.made_up import as_csv, good

FILES = Path(__file__).parents[2] / "sheets" / "files"


def _propose(person: Person, page_number: int, reason: str = "the list of September") -> int:
    return batch_of(person.press(person.get(f"sheets/{page_number}/plan"), "Propose all of this", reason=reason))


def test_only_its_owner_and_reviewers_see_a_draft_and_only_its_owner_changes_it(team: Flask, ana: Person) -> None:
    draft = number(send(ana, good(2), new_name="food-boston"))
    other, reviewer = Person(team, "carla", ["curator"]), Person(team, "rosa", ["reviewer"])
    translator = Person(team, "tina", ["translator"])
    paths = ("", "/plan", "/columns", "/corrected.csv")
    assert {other.get(f"sheets/{draft}{path}").status for path in paths} == {404}
    assert {translator.get(f"sheets/{draft}{path}").status for path in ("", "/plan")} == {403}
    assert {reviewer.get(f"sheets/{draft}{path}").status for path in paths} == {200}
    assert "Propose all of this" not in reviewer.get(f"sheets/{draft}/plan").text
    for path in ("mend", "columns", "check", "leave-out", "drop", "plan"):
        form = {"cell.2.phone": "(617) 555-0199", "do": "drop.2", "title.0": "name", "reason": "x", "seen": "x"}
        assert other.post(f"sheets/{draft}/{path}", form).status in (403, 404), path
        changed = reviewer.post(f"sheets/{draft}/{path}", form, follow=False)
        assert changed.status in (403, 303), path
    with team.app_context():
        kept = db.session.get_one(Upload, 1)
        assert (kept.turn, kept.state, kept.left_out, kept.owner) == (1, "checked", False, "ana")
        assert db.session.query(Batch).filter_by(author="rosa").first() is None


def test_a_plan_is_proposed_once(team: Flask, ana: Person) -> None:
    draft = number(send(ana, good(2), new_name="food-boston"))
    plan = ana.get(f"sheets/{draft}/plan")
    first = ana.press(plan, "Propose all of this", reason="the list of September")
    second = ana.press(plan, "Propose all of this", reason="the list of September")
    assert first.status == second.status == 200 and batch_of(first) == batch_of(second)
    with team.app_context():
        assert db.session.query(Batch).filter_by(sheet="food-boston").count() == 1
        kept = queries.upload(db.session(), draft, since=clock.now() - changes.KEPT, heavy=("cells", "rows"))
        assert kept and (kept.cells, kept.rows) == ("", ""), "what is proposed is not kept twice"


def test_what_somebody_else_changed_meanwhile_is_shown_before_anything_is_written(team: Flask, ana: Person) -> None:
    approve(team, _propose(ana, number(send(ana, good(3), new_name="food-boston"))))
    draft = number(send(ana, good(3, phone="(617) 555-0177"), sheet="food-boston"))
    plan = ana.get(f"sheets/{draft}/plan")
    assert "Changed3" in plan.text and "(617) 555-0101" in plan.text
    with team.app_context():
        facts = listings.listings(db.session(), sheet="food-boston")["invented0001"]
        edit = register.Draft("invented0001", "change", facts, {**facts, "phone": "(617) 555-0188"})
        batch = register.propose(db.session(), [edit], kind="edit", author="carla", reason="they called").id
        db.session.commit()
    approve(team, batch)
    answer = ana.press(plan, "Propose all of this", reason="the list of September")
    assert answer.status == 409 and "In conflict1" in answer.text and "this is a new plan" in answer.text
    assert 'value="the list of September"' in answer.html, "what was typed is kept"
    with team.app_context():
        assert db.session.query(Batch).filter_by(sheet="food-boston").count() == 1
    assert "Waiting: 3" in ana.press(answer, "Propose all of this").text


def test_a_sheet_with_nothing_new_is_not_proposed(team: Flask, ana: Person) -> None:
    approve(team, _propose(ana, number(send(ana, good(2), new_name="food-boston"))))
    plan = ana.get(f"sheets/{number(send(ana, good(2), sheet='food-boston'))}/plan")
    assert "There is nothing to propose." in plan.text and "Unchanged2" in plan.text
    assert "Propose all of this" not in plan.text


def test_so_much_that_two_must_agree_is_said(team: Flask, ana: Person) -> None:
    approve(team, _propose(ana, number(send(ana, good(12), new_name="food-boston"))))
    draft = number(send(ana, good(4), sheet="food-boston"))
    plan = ana.get(f"sheets/{draft}/plan")
    assert "Gone8" in plan.text and "two other people must agree" in plan.text
    batch = _propose(ana, draft)
    with pytest.raises(register.Refused, match="second-approver"):
        approve(team, batch, "ben")


def test_an_older_proposal_of_the_sheet_is_named_before_it_is_replaced(team: Flask, ana: Person) -> None:
    carla = Person(team, "carla", ["curator"])
    first = _propose(carla, number(send(carla, good(2), new_name="food-boston")))
    plan = ana.get(f"sheets/{number(send(ana, good(3), new_name='food-boston'))}/plan")
    assert f"Batch {first} of carla, from this same sheet, still waits." in plan.text


def test_an_undo_brings_every_byte_back(team: Flask, ana: Person) -> None:
    def written() -> bytes:
        with team.app_context():
            found = listings.listings(db.session())
            return exporter.sheet(exporter.by_place({**facts, "id": key} for key, facts in found.items()), "csv")

    before = written()
    approve(team, _propose(ana, number(send(ana, good(8), new_name="food-boston"))))
    assert written() != before
    page = ana.get("sheets")
    assert "Done: 8" in page.text
    assert "Say in a few words why" in ana.press(page, "Propose to take it back").text
    page = ana.press(page, "Propose to take it back", reason="the wrong file")
    assert "Takes batch" in page.text
    with team.app_context():
        undo = db.session.query(Batch).filter_by(kind="undo").one().id
    approve(team, undo)
    assert written() == before


def test_a_listing_of_another_sheet_cannot_be_taken_over(ana: Person) -> None:
    page = send(ana, as_csv(["id", "organization", "category", "phone", "source"], [
        ["oakland001", "Example Impostor", "legal", "(617) 555-0101", "test-list"]]), new_name="food-boston")
    page = ana.press(page, "Save and check again", **{"cell.2.legal_credential": "attorney"})
    assert "This id belongs to the sheet “legal”." in page.text
    page = ana.press(page, "Leave these rows out") if "Leave these rows out" in page.text else page
    assert "Example Impostor" in page.text and "Propose all of this" not in page.text


@pytest.mark.parametrize(("name", "raw", "said"), [
    ("empty.csv", b"", "The file is empty."),
    ("picture.csv", b"\x89PNG\r\n\0\0", "no sheet"),
    ("cut.xlsx", b"PK\x03\x04" + b"x" * 100, "damaged"),
    ("locked.xls", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
])
def test_a_bad_file_is_refused_in_words_and_leaves_nothing(team: Flask, ana: Person, name: str, raw: bytes,
                                                           said: str) -> None:
    page = send(ana, raw, name, new_name="food-boston")
    assert page.status == 422 and said in page.text and drafts(team) == 0
    assert 'value="food-boston"' in page.html, "what was typed is kept"


def test_too_large_a_file_is_refused_in_words(team: Flask, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BYTES", 100)
    assert RULES[team.view_functions["team.sheets"]].largest > 2 * 20_000_000
    page = send(ana, b"organization\n" * 10, new_name="food-boston")
    assert page.status == 422 and "The file is larger than 0 MB. Split it into smaller sheets." in page.text
    assert drafts(team) == 0


def test_a_bomb_is_refused(team: Flask, ana: Person) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 100_000_000)
    page = send(ana, file.getvalue(), "bomb.xlsx", new_name="food-boston")
    assert page.status == 422 and "unpacks to far more than a sheet holds" in page.text and drafts(team) == 0


@pytest.mark.parametrize(("form", "said"), [
    ({"new_name": "Food Boston"}, "small letters, digits and hyphens"), ({}, "Choose the sheet that this file"),
    ({"new_name": "legal"}, "There is a sheet of this name already."), ({"sheet": "../etc"}, "Choose the sheet"),
])
def test_a_sheet_needs_a_name(team: Flask, ana: Person, form: dict[str, str], said: str) -> None:
    page = send(ana, good(1), **form)
    assert page.status == 422 and said in page.text and drafts(team) == 0


def test_no_file_is_said(ana: Person) -> None:
    assert "No file was chosen." in ana.post("sheets", {"new_name": "food-boston"}).text


def test_cells_that_would_be_code_are_words(ana: Person) -> None:
    nasty = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "javascript:alert(1)",
             "\u202etxt", "=HYPERLINK(1)", "a\x07b"]
    header = ["organization", "category", "phone", "hours", "website", "services", "state", '"><script>x</script>']
    page = send(ana, "\n".join([",".join('"' + each.replace('"', '""') + '"' for each in header),
                                *(",".join('"' + each.replace('"', '""') + '"' for _ in header) for each in nasty)])
                .encode(), new_name="food-boston")
    draft = number(page)
    for path in ("", "/columns", *(f"/row/{line}" for line in range(2, 8))):
        shown = ana.get(f"sheets/{draft}{path}")
        assert shown.status == 200 and not shown.all("script") and not shown.all("img")
    assert "49" not in page.text


def test_a_large_sheet_is_checked_beside_the_request_and_says_how_far_it_is(
        team: Flask, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = []
    monkeypatch.setattr(checks, "AT_ONCE", 10)
    monkeypatch.setattr(checks.Thread, "start", lambda thread: kept.append(thread))
    page = send(ana, good(40), new_name="food-boston")
    assert "0 of 40 rows are checked." in page.text and "Look again" in page.text
    assert "Check it again" not in page.text
    with team.app_context():
        changes.move(db.session(), number(page), 1, 12)
        db.session.commit()
    assert "12 of 40 rows are checked." in ana.get(f"sheets/{number(page)}").text
    assert ana.client.get(f"/en/team/sheets/{number(page)}/plan").status_code == 303
    clock.fix(clock.now() + timedelta(minutes=1))
    stopped = ana.get(f"sheets/{number(page)}")
    assert "The check has stopped." in stopped.text and "watch.js" not in stopped.html
    ana.press(stopped, "Check it again")
    for each in kept:
        each.run()
    assert "40 rows, and all are good." in ana.get(f"sheets/{number(page)}").text


def test_a_check_that_ends_late_is_dropped(team: Flask, ana: Person) -> None:
    draft = number(send(ana, as_csv(["organization", "category"], [["Example", "food"]]), new_name="food-boston"))
    with team.app_context():
        session = db.session()
        changes.check_again(session, draft, "ana")
        changes.correct(session, draft, "ana", {(2, "phone"): "(617) 555-0101"})
        session.commit()
        found = queries.upload(session, draft, since=clock.now() - changes.KEPT, heavy=("findings",))
        assert found
        empty = changes.Sheet("food-boston")
        changes.end_check(session, draft, found.turn - 1, empty)
        session.commit()
        session.expire_all()
        assert found.state == "checking"


def test_drafts_are_kept_for_a_week(team: Flask, ana: Person) -> None:
    draft = number(send(ana, good(1), new_name="food-boston"))
    clock.fix(clock.now() + timedelta(days=8))
    late = Person(team, "carla", ["curator"])
    assert late.get("sheets").status == 200
    assert drafts(team) == 0
    assert late.get(f"sheets/{draft}").status == 404


def test_an_erasure_reaches_drafts_and_they_can_still_be_read(team: Flask, ana: Person) -> None:
    approve(team, _propose(ana, number(send(ana, good(2), new_name="food-boston"))))
    draft = number(send(ana, good(3), sheet="food-boston"))
    with team.app_context():
        erasing.erase(db.session(), "invented0001", ["phone"], by="ana", approver="ben", reason="they asked")
        db.session.commit()
        kept = queries.upload(db.session(), draft, since=clock.now() - changes.KEPT, heavy=("cells", "rows"))
        assert kept and "555-0101" not in kept.cells + kept.rows and "555-0102" in kept.cells
    assert "3 rows" in ana.get(f"sheets/{draft}").text
    assert ana.get(f"sheets/{draft}/plan").status == 200


def test_the_address_of_a_secret_place_is_kept_nowhere_while_its_row_waits(team: Flask, ana: Person) -> None:
    """Not in a draft, not in a row that must be mended, and not once a person says that it must stay secret."""
    header = ["organization", "category", "address_1", "city", "state", "postal_code", "Hidden?", "phone", "source"]
    rows = [["Example Care Line", "food", "12 Quietwillow Street", "Oakland", "CA", "94601", "Y", "?", "test-list"],
            ["Example House for women", "food", "7 Hushfield Road", "Oakland", "CA", "94601", "", "(510) 555-0141",
             "test-list"],
            ["Example Pantry", "food", "1 Openly Street", "Oakland", "CA", "94601", "no", "(510) 555-0142",
             "test-list"]]

    def kept() -> str:
        with team.app_context():
            found = queries.upload(db.session(), draft, since=clock.now() - changes.KEPT,
                                   heavy=("cells", "findings", "rows"))
            assert found
            return found.cells + found.findings + found.rows + found.corrections

    draft = number(send(ana, as_csv(header, rows), new_name="food-oakland"))
    assert "Quietwillow" in kept(), "nobody can know yet what the title means"
    ana.press(ana.get(f"sheets/{draft}/columns"), "Save and check again", **{"title.0": "address_confidential"})
    assert "Quietwillow" not in kept() and "Hushfield" in kept() and "Openly" in kept()
    ana.post(f"sheets/{draft}/mend", {"cell.3.address_confidential": "yes", "cell.3.address_1": "7 Hushfield Road"})
    assert "Hushfield" not in kept() and "Openly" in kept()
    again = number(send(ana, as_csv(header, rows), sheet="", new_name="food-oakland"))
    assert again != draft
    draft = again
    assert "Quietwillow" not in kept(), "what the title means is remembered, so nothing is written down at all"


def test_a_draft_is_thrown_away(team: Flask, ana: Person) -> None:
    page = ana.press(send(ana, good(1), new_name="food-boston"), "Throw this draft away")
    assert "Sheets in work" not in page.text and drafts(team) == 0


def test_sheets_go_out(ana: Person) -> None:
    page = ana.get("sheets")
    form = ana.client.post("/en/team/sheets/listings", data={
        "form_token": next(each.get("value") for each in page.all("input") if each.get("name") == "form_token"),
        "what": "all", "sheet": "legal", "category": "legal", "state": "CA", "kind": "csv"})
    assert form.status_code == 303
    raw = ana.client.get(form.location)
    lines = raw.get_data(as_text=True).splitlines()
    assert raw.mimetype == "text/csv" and len(lines) > 2 and all(",legal," in line for line in lines[1:])
    due = ana.client.get("/en/team/sheets/listings/due/-/-/-/listings.csv").get_data(as_text=True).splitlines()
    every = ana.client.get("/en/team/sheets/listings/all/-/-/-/listings.csv").get_data(as_text=True).splitlines()
    assert 1 < len(due) < len(every)
    for path in ("template.xlsx", "listings/all/-/-/-/listings.xlsx"):
        assert ana.client.get(f"/en/team/sheets/{path}").data.startswith(b"PK")
    again = send(ana, ana.client.get("/en/team/sheets/listings/all/legal/-/-/listings.xlsx").data, "legal.xlsx",
                 sheet="legal")
    assert "There is nothing to propose." in ana.get(f"sheets/{number(again)}/plan").text
