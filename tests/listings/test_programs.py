"""What a page may say of a state's program: never more than its source did, and never that it is safe."""

from datetime import date

import pytest

from directory.listings.programs import Program

ROW = {"code": "x", "state": "CA", "kind": "health", "who": "any-child", "status": "in-force", "as_of": "2026-03",
       "source": "Example", "source_url": "https://example.org", "expires": "2026-09-01"}
NOTES = {f"{note}_{part}": value for note in ("public_charge", "data_sharing")
         for part, value in (("note", "A note."), ("expires", "2026-06-01"))}


def on(day: str, **facts: str) -> tuple[str, tuple[str, ...]]:
    program, today = Program({**ROW, **facts}), date.fromisoformat(day)
    return program.said(today), program.notes(today)


@pytest.mark.parametrize(("day", "words"), [
    ("2026-05-01", "This program is running, as of"), ("2026-08-31", "This program is running, as of"),
    ("2026-09-01", "This program was running as of"), ("2027-01-01", "This program was running as of")])
def test_old_facts_are_told_in_the_past(day: str, words: str) -> None:
    assert on(day)[0].startswith(words)


def test_half_a_year_is_old_whatever_the_row_says() -> None:
    assert on("2026-10-02", expires="2030-01-01")[0].startswith("This program was running as of")


@pytest.mark.parametrize("day", ["2026-04-01", "2030-01-01"])
def test_what_has_ended_is_never_said_to_be_there(day: str) -> None:
    assert on(day, status="ended")[0].startswith("Ended")
    assert "running" not in on(day, status="frozen")[0].lower()


def test_both_notes_show_or_none_does() -> None:
    assert on("2026-05-01", **NOTES)[1] == ("public_charge", "data_sharing")
    assert on("2026-06-30", **NOTES)[1] == (), "expired"
    assert on("2026-05-01", **{name: text for name, text in NOTES.items() if "data" not in name})[1] == ()
    assert on("2026-05-01")[1] == ()
