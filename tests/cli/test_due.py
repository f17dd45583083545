"""`amparo due`: what nobody ever checked comes first, then what was checked longest ago."""

import csv
from pathlib import Path

from tests.cli.conftest import Amparo
from tests.edition.small_places import small_data  # noqa: F401


def test_due_lists_first_what_nobody_checked(amparo: Amparo, own_data: Path, tmp_path: Path) -> None:
    amparo("import", own_data)
    sheet = tmp_path / "due.csv"
    said = amparo("due", "--csv", sheet)
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    whys = [row["why"] for row in rows]
    assert whys == sorted(whys, key=lambda why: why.startswith("checked"))
    assert {row["category"] for row in rows if row["why"].startswith("copied")} >= {"legal", "medical", "food"}
    assert rows[0]["category"] == "legal", "legal help changes fastest"
    never = [row for row in rows if row["why"].startswith("copied") and row["category"] == "medical"]
    assert [row["facts_of"] for row in never] == sorted(row["facts_of"] for row in never), "the oldest list first"
    assert said.lines[0].endswith(f"{len(rows)} to check now.")
    assert not {"secret0001"} & {row["id"] for row in rows if row["facts_of"] >= "2026-06"}


def test_due_can_be_narrowed_and_says_how_much_is_left(amparo: Amparo, own_data: Path) -> None:
    amparo("import", own_data)
    said = amparo("due", "--category", "food", "--state", "ca", "--limit", "2")
    assert len(said.lines) == 4
    assert said.lines[3].endswith("more: --limit, or --csv FILE for all")
    assert all("CA" in line for line in said.lines[1:3])
    assert amparo("due", "--state", "VT").lines == ["0 listings: 0 checked by a person, 0 to check now."]
    assert amparo("due", "--category", "shelter").code == 2
