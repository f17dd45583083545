"""Sheets into the register and out again, on both engines."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.listings.models import Listing
from directory.register import changes, queries
from directory.register.changes import Refused
from directory.register.models import Batch, SheetRow
from directory.sheets import importer, reader
from tests.conftest import DATA
from tests.register.made_up import (
    SOURCES,
    bring,
    decide,
    edit,
    exported,
    facts,
    listing,
    listings,
    sheet,
    start,
)


def test_an_import_exports_the_same_bytes(session: Session, tmp_path: Path) -> None:
    rows = [*listings(3), listing(4, description='Line one\nline "two"', description_es="Peña; ñ", name="=1+1",
                                  hours="Mon-Fri 9am-5pm", status="closed")]
    path = sheet(tmp_path, rows)
    start(session, path)
    assert exported(session, tmp_path) == path.read_bytes()


def test_a_sheet_without_ids_imported_twice_changes_nothing_the_second_time(session: Session, tmp_path: Path) -> None:
    path = sheet(tmp_path, [facts(number) for number in range(1, 6)])
    start(session, path)
    before = exported(session, tmp_path)
    (plan,) = decide(session, path)
    assert (plan.is_empty, plan.unchanged) == (True, 5)
    copy = tmp_path / "again" / "food.csv"
    copy.parent.mkdir()
    copy.write_bytes(before)
    assert decide(session, copy)[0].is_empty
    assert exported(session, tmp_path) == before


def test_the_first_import_is_applied_by_one_person_and_only_once(session: Session, tmp_path: Path) -> None:
    path = sheet(tmp_path, listings(2))
    (batch,) = start(session, path)
    assert (batch.author, batch.approver, batch.state) == ("bootstrap", "bootstrap", "applied")
    with pytest.raises(Refused, match="not-empty"):
        start(session, path)
    session.rollback()
    assert len(queries.listings(session)) == 2


def test_edits_of_the_sheet_are_applied_and_edits_of_the_register_kept(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(3)))
    edit(session, "invented0001", website="https://example.org")
    edit(session, "invented0002", cost="low")
    outcome = bring(session, sheet(tmp_path, [listing(1, cost="free"), listing(2, cost="low"), listing(3)]))
    assert (outcome.applied, outcome.conflicts) == (1, ())
    assert queries.listings(session) == {
        "invented0001": listing(1, cost="free", website="https://example.org"),
        "invented0002": listing(2, cost="low"), "invented0003": listing(3)}
    assert queries.last_import(session, "food")["invented0002"] == listing(2, cost="low")


def test_a_conflict_waits_and_overwrites_nothing(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(3)))
    edit(session, "invented0001", cost="free")
    outcome = bring(session, sheet(tmp_path, [listing(1, cost="low"), listing(2, cost="low"), listing(3)]))
    assert (outcome.applied, outcome.conflicts) == (1, ("invented0001",))
    assert queries.listings(session)["invented0001"]["cost"] == "free"
    ((batch, waiting),) = queries.waiting(session)
    assert [change.listing_id for change in waiting] == ["invented0001"]
    with_eyes_open = changes.apply(session, batch.id, approvers=["ivo"], only=["invented0001"])
    session.commit()
    assert (with_eyes_open.applied, with_eyes_open.conflicts) == (1, ())
    assert queries.listings(session)["invented0001"] == listing(1, cost="low")
    assert queries.waiting(session) == []


def test_an_edit_made_while_an_import_waits_is_kept(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(20)))
    (plan,) = decide(session, sheet(tmp_path, [listing(1, cost="low"), listing(2, cost="low"), *listings(20)[2:19]]))
    batch = importer.propose(session, plan, author="ana", reason="newer").id
    session.commit()
    edit(session, "invented0001", cost="free")
    edit(session, "invented0002", website="https://example.org")
    edit(session, "invented0020", cost="free")
    outcome = changes.apply(session, batch, approvers=["ben"])
    session.commit()
    assert outcome.conflicts == ("invented0001", "invented0020")
    found = queries.listings(session)
    assert found["invented0001"] == listing(1, cost="free")
    assert found["invented0002"] == listing(2, cost="low", website="https://example.org")
    assert found["invented0020"] == listing(20, cost="free")
    ((_, waiting),) = queries.waiting(session)
    assert [change.conflict for change in waiting] == ["cost", "cost"]


def test_rows_of_other_sheets_are_untouched(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(20)), sheet(tmp_path, [listing(90), listing(91)], "legal-x"))
    other = exported(session, tmp_path, "legal-x")
    bring(session, sheet(tmp_path, listings(18)))
    assert exported(session, tmp_path, "legal-x") == other
    assert set(queries.listings(session, sheet="food")) == {row["id"] for row in listings(18)}
    assert "invented0090" in queries.last_import(session, "legal-x")


def test_an_id_of_another_sheet_is_refused(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(2)), sheet(tmp_path, [listing(90)], "legal-x"))
    read = reader.read(sheet(tmp_path, [*listings(2), listing(90, cost="low")]), sources=SOURCES)
    (plan,), problems = importer.decide(session, [read])
    assert [(name, problem.code, problem.data["sheet"]) for name, problem in problems] == [
        ("food", "id-elsewhere", "legal-x")]
    assert plan.is_empty


def test_an_id_that_stands_in_two_sheets_is_a_problem(tmp_path: Path) -> None:
    shutil.copy(DATA / "sources.csv", tmp_path)
    (tmp_path / "listings").mkdir()
    sheet(tmp_path / "listings", listings(2))
    sheet(tmp_path / "listings", [listing(2)], "other")
    folder = importer.read(tmp_path, find_zip=None)
    assert [(name, problem.code) for name, problem in folder.problems] == [("other", "id-elsewhere")]


def test_a_row_that_left_the_sheet_is_gone_and_may_come_back(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(20)))
    full = exported(session, tmp_path)
    bring(session, sheet(tmp_path, listings(19)))
    assert "invented0020" not in queries.listings(session)
    assert session.get_one(Listing, "invented0020").gone
    assert session.get(SheetRow, ("food", "invented0020")) is None
    bring(session, sheet(tmp_path, listings(20)))
    assert exported(session, tmp_path) == full


def test_a_bad_row_is_not_a_gone_row(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(20)))
    read = reader.read(sheet(tmp_path, [*listings(18), listing(19, phone="call us")]), sources=SOURCES)
    assert len(read.rows) == 18
    (plan,), _ = importer.decide(session, [read])
    assert plan.is_empty


def test_a_newer_import_takes_the_place_of_one_that_waits(session: Session, tmp_path: Path) -> None:
    start(session, sheet(tmp_path, listings(20)))
    for cost in ("low", "free"):
        (plan,) = decide(session, sheet(tmp_path, [listing(1, cost=cost), *listings(20)[1:]]))
        importer.propose(session, plan, author="ana", reason=cost)
        session.commit()
    ((batch, waiting),) = queries.waiting(session)
    assert (batch.reason, len(waiting)) == ("free", 1)
    assert session.scalars(select(Batch.state).order_by(Batch.id)).all() == ["applied", "superseded", "proposed"]
    assert changes.supersede(session, "food") == 1
    assert queries.waiting(session) == []


@pytest.mark.parametrize("what", ["gone", "contacts"])
def test_a_mass_change_needs_two_others(session: Session, tmp_path: Path, what: str) -> None:
    start(session, sheet(tmp_path, listings(20)))
    before = exported(session, tmp_path)
    rows = listings(17) if what == "gone" else [row | {"phone": "211"} for row in listings(20)]
    (plan,) = decide(session, sheet(tmp_path, rows))
    batch = importer.propose(session, plan, author="ana", reason="newer").id
    session.commit()
    for names in (["ben"], ["ben", "ben"], ["ben", " BEN "], ["ben", "ana"], ["ben", "bootstrap"], ["ben", ""]):
        with pytest.raises(Refused):
            changes.apply(session, batch, approvers=names)
        with pytest.raises(Refused):
            changes.apply(session, batch, approvers=names, only=["invented0001", "invented0020"])
        session.rollback()
    assert exported(session, tmp_path) == before
    assert changes.apply(session, batch, approvers=["ben", "cleo"]).applied == (3 if what == "gone" else 20)
    session.commit()
    decided = session.get_one(Batch, batch)
    assert (decided.approver, decided.second_approver, decided.mass) == ("ben", "cleo", True)


def test_rows_that_wait_for_a_person_are_proposals(session: Session, tmp_path: Path) -> None:
    shutil.copy(DATA / "sources.csv", tmp_path)
    (tmp_path / "listings").mkdir()
    (tmp_path / "waiting").mkdir()
    sheet(tmp_path / "listings", listings(2))
    sheet(tmp_path / "waiting", [listing(50), listing(51, source="nobody-knows")])
    folder = importer.read(tmp_path, find_zip=None)
    plans, _ = importer.decide(session, folder.sheets)
    importer.fill(session, folder, plans, reason="first import")
    session.commit()
    ((batch, (change,)),) = queries.waiting(session)
    assert (batch.kind, change.kind, change.listing_id) == ("waiting", "new", "invented0050")
    assert "invented0050" not in queries.listings(session)
    changes.apply(session, batch.id, approvers=["ben"])
    session.commit()
    assert "invented0050" in queries.listings(session, sheet="food")
    assert "invented0050" not in queries.last_import(session, "food")
