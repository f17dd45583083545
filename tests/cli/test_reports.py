"""`amparo reports`: from the box into the register, answered, and gone: no byte of it stays."""

import csv
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from directory import clock
from directory.register import reports
from directory.reports.spool import Spool
from tests.cli.conftest import Amparo
from tests.conftest import MOMENT
from tests.edition.small_places import small_data  # noqa: F401
from tests.reports.made_up import REPORT, SUGGESTION, report

SECRET = "Contesta Doña Perpetua"


@pytest.fixture
def box(tmp_path: Path) -> Spool:
    """The box of the site."""
    return Spool(tmp_path / "home" / "spool")


def bytes_of(folder: Path) -> bytes:
    """Return every byte of every file of the site."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_reports_are_collected_once_and_shown_newest_first(amparo: Amparo, own_data: Path, box: Spool) -> None:
    amparo("import", own_data)
    box.put(report(day="2026-09-14"), once="a")
    box.put(SUGGESTION, once="b")
    said = amparo("reports")
    assert said.lines == [
        "2 new.",
        "2  2026-09-16 (en)  suggests Example Kitchen: Legal help, Food",
        "    | where: Oakland, CA", "    | phone or web site: (510) 555-0123", "    | My sister works there.",
        "1  2026-09-14 (es)  oakland001 Example Legal Center: The phone number is wrong",
        "    | Contesta otra gente.", "    | Es 555-0123.", "    | ask back: ana@example.org"]
    assert amparo("reports").lines == said.lines[1:]
    assert amparo("reports", "--listing", "oakland001").lines == said.lines[5:]
    assert amparo("reports", "--listing", "oakland002").lines == ["Nothing waits."]


def test_closing_deletes_every_byte_of_what_was_written(amparo: Amparo, tmp_path: Path, box: Spool) -> None:
    box.put(report(text=SECRET * 20, contact="perpetua@example.org"), once="a")
    assert SECRET in amparo("reports").text
    assert SECRET.encode() in bytes_of(tmp_path / "home")
    said = amparo("reports", "close", "1", "--by", "ana", "--note", "called")
    assert said.code == 0
    assert amparo("reports").lines == ["Nothing waits."]
    kept = bytes_of(tmp_path / "home")
    assert SECRET.encode() not in kept and b"perpetua@example.org" not in kept
    assert b"called" in kept


@pytest.mark.parametrize("words", [("7", "--by", "ana"), ("1", "--by", " ")])
def test_closing_says_what_is_wrong(amparo: Amparo, box: Spool, words: tuple[str, ...]) -> None:
    box.put(REPORT, once="a")
    amparo("reports")
    said = amparo("reports", "close", *words)
    assert said.code == 1 and said.lines[0].startswith("Error: ")
    assert len(amparo("reports").lines) == 4
    assert amparo("reports", "close", "1", "--by", "ana").code == 0
    assert "There is no open report 1." in amparo("reports", "close", "1", "--by", "ben").text


def test_after_thirty_days_nothing_is_left_answered_or_not(amparo: Amparo, tmp_path: Path, box: Spool) -> None:
    for day, text in (("2026-09-16", SECRET), ("2026-09-16", "answered"), ("2026-09-17", "younger")):
        box.put(report(day=day, text=text, listing_id="oakland002"), once=text)
    lines = amparo("reports").lines
    number = lines[lines.index("    | answered") - 1].split()[0]
    amparo("reports", "close", number, "--by", "ana", "--note", "noted")
    clock.fix(MOMENT + timedelta(days=29))
    assert amparo("reports", "purge").lines == []
    clock.fix(MOMENT + timedelta(days=30))
    assert amparo("reports", "purge").lines == [
        "2 were 30 days old and are deleted; nobody had answered 1 of them."]
    kept = bytes_of(tmp_path / "home")
    assert SECRET.encode() not in kept and b"noted" not in kept and b"younger" in kept


def test_what_lay_in_the_box_for_thirty_days_goes_too(amparo: Amparo, tmp_path: Path, box: Spool) -> None:
    box.put(report(text=SECRET), once="a")
    clock.fix(MOMENT + timedelta(days=40))
    assert amparo("reports").lines[-1] == "Nothing waits."
    assert SECRET.encode() not in bytes_of(tmp_path / "home")


def test_a_file_that_holds_no_message_is_deleted_and_told(amparo: Amparo, tmp_path: Path, box: Spool) -> None:
    box.put(REPORT, once="a")
    (tmp_path / "home" / "spool" / f"2026-09-16-{'0' * 24}.json").write_text("{}")
    assert amparo("reports").lines[:2] == ["1 new.", "1 files in the box held no message and were deleted."]


def test_killed_between_register_and_box_nothing_comes_twice(
    amparo: Amparo, box: Spool, monkeypatch: pytest.MonkeyPatch,
) -> None:
    box.put(REPORT, once="a")

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", dies)
        amparo("reports")
    assert "new" not in amparo("reports").text
    assert len(amparo("reports").lines) == 4


def test_reported_listings_are_due_first(amparo: Amparo, own_data: Path, tmp_path: Path, box: Spool) -> None:
    amparo("import", own_data)
    for choice, listing in (("phone", "statewide1"), ("money", "statewide1"), ("hours", "closed0001")):
        box.put(report(choice=choice, listing_id=listing), once=choice)
    box.put(replace(SUGGESTION, name="Elsewhere"), once="s")
    amparo("reports")
    sheet = tmp_path / "due.csv"
    amparo("due", "--csv", sheet)
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["why"]) for row in rows[:2]] == [
        ("closed0001", "somebody reported: The hours are wrong"),
        ("statewide1", "somebody reported: They charged money, or it felt like a fraud; The phone number is wrong")]
    assert not rows[2]["why"].startswith("somebody")
    assert "somebody reported" in amparo("due", "--limit", "1").lines[1]
    for number in ("1", "2", "3", "4"):
        amparo("reports", "close", number, "--by", "ana")
    assert "somebody reported" not in amparo("due").text


def test_thirty_days_are_what_the_pages_promise() -> None:
    assert timedelta(days=30) == reports.KEPT
