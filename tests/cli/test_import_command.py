"""`amparo import` and its sisters: nothing changes unseen, and every refusal is said in words."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

import directory
from directory.cli import session as words
from directory.config import own_folder
from directory.sheets import reader, tables
from tests.cli.conftest import Amparo
from tests.register.made_up import listings, sheet
from tests.sheets.made_up import raw_workbook

pytestmark = pytest.mark.system


def tables_of(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all that stands in a register."""
    engine = sa.create_engine(f"sqlite:///{home / 'register.sqlite'}")
    with engine.connect() as connection:
        found = {name: [tuple(row) for row in connection.execute(sa.text(f"SELECT * FROM {name}"))]
                 for name in ("batch", "change", "listing", "sheet_row")}
    engine.dispose()
    return found


def first_cell(path: Path, old: str, new: str) -> None:
    """Change a sheet by hand."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def batch_of(text: str) -> str:
    """Return the batch that a command named."""
    found = re.search(r"batch (\d+)", text)
    assert found
    return found[1]


def test_a_dry_run_changes_nothing(amparo: Amparo, tmp_path: Path, own_data: Path) -> None:
    said = amparo("import", own_data, "--dry-run")
    assert said.code == 0
    assert said.lines[-1] == "Dry run: nothing was changed."
    assert "food: 46 new, 0 changed, 0 unchanged, 0 gone, 0 in conflict" in said.lines
    assert not any(tables_of(tmp_path / "home").values())
    amparo("import", own_data)
    before = tables_of(tmp_path / "home")
    first_cell(own_data / "listings" / "food.csv", "Example Pantry 20", "Another Pantry 20")
    said = amparo("import", own_data, "--dry-run", "--author", "ana", "--approver", "ben")
    assert "    organization: 'Example Pantry 20' -> 'Another Pantry 20'" in said.lines
    assert tables_of(tmp_path / "home") == before


def test_our_sheets_imported_twice_change_nothing_the_second_time(amparo: Amparo, tmp_path: Path,
                                                                  own_data: Path) -> None:
    assert amparo("import", own_data).lines[-1] == "Imported into the empty register."
    before = tables_of(tmp_path / "home")
    said = amparo("import", own_data, "--author", "ana", "--approver", "ben")
    assert said.code == 0
    assert all(" 0 new, 0 changed, " in line for line in said.lines)
    assert tables_of(tmp_path / "home") == before


@pytest.mark.slow
def test_the_sheets_we_ship_are_imported_twice(amparo: Amparo, tmp_path: Path) -> None:
    assert amparo("import", own_folder("data")).code == 0
    before = tables_of(tmp_path / "home")
    assert amparo("import", own_folder("data"), "--author", "ana").code == 0
    assert tables_of(tmp_path / "home") == before


def test_an_export_is_its_own_import(amparo: Amparo, tmp_path: Path, own_data: Path) -> None:
    amparo("import", own_data)
    assert amparo("export", tmp_path / "one").code == 0
    exported = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert set(exported) == {"food.csv", "legal.csv", "medical.csv", "national.csv"}
    # Their source stands in the sources.csv of our own data folder.
    said = amparo("import", tmp_path / "one", "--author", "ana", "--approver", "ben")
    assert (said.code, [line for line in said.lines if "0 new, 0 changed" not in line]) == (0, [])
    amparo("export", tmp_path / "three")
    assert {path.name: path.read_bytes() for path in (tmp_path / "three").iterdir()} == exported


def test_one_bad_row_imports_nothing_unless_good_rows_is_said(amparo: Amparo, tmp_path: Path, own_data: Path) -> None:
    first_cell(own_data / "listings" / "food.csv", "(408) 555-0121", "call us")
    said = amparo("import", own_data)
    assert said.code == 1
    assert said.lines[-1] == "Error: Nothing was imported. Fix the rows above, or use --good-rows."
    assert not (tmp_path / "home" / "register.sqlite").exists()
    assert amparo("import", own_data, "--good-rows").code == 0
    assert len(tables_of(tmp_path / "home")["listing"]) == 61
    first_cell(own_data / "listings" / "food.csv", "call us", "(408) 555-0121")
    first_cell(own_data / "listings" / "food.csv", "(408) 555-0122", "call us")
    said = amparo("import", own_data, "--good-rows", "--author", "ana", "--approver", "ben")
    assert "food: 1 new, 0 changed, 44 unchanged, 0 gone, 0 in conflict" in said.lines
    assert len(tables_of(tmp_path / "home")["listing"]) == 62


def test_a_later_import_waits_for_another_person(amparo: Amparo, own_data: Path) -> None:
    amparo("import", own_data)
    first_cell(own_data / "listings" / "food.csv", "Example Pantry 20", "Another Pantry 20")
    said = amparo("import", own_data)
    assert (said.code, said.lines[-1]) == (1, "Error: Say who you are and why: --author NAME --reason TEXT.")
    said = amparo("import", own_data, "--author", "ana")
    batch = batch_of(said.text)
    assert said.lines[-1] == f"  It waits for another person: amparo approve {batch} --approver NAME"
    assert "batch " + batch in amparo("proposals").text
    said = amparo("approve", batch, "--approver", "Ana")
    assert (said.code, said.lines[-1]) == (
        1, "Error: Nobody approves their own change: the approver must be another person than ana.")
    assert amparo("approve", batch, "--approver", "ben").lines == ["1 listings changed."]
    assert amparo("proposals").lines == ["Nothing waits."]
    history = amparo("history", "show", "pantry0020")
    assert "new by bootstrap, approved by bootstrap" in history.lines[0]
    assert any("change by ana, approved by ben" in line for line in history.lines)


def test_a_sheet_set_right_again_takes_its_proposal_back(amparo: Amparo, own_data: Path) -> None:
    amparo("import", own_data)
    first_cell(own_data / "listings" / "food.csv", "Example Pantry 20", "Another Pantry 20")
    amparo("import", own_data, "--author", "ana")
    first_cell(own_data / "listings" / "food.csv", "Another Pantry 20", "Example Pantry 20")
    said = amparo("import", own_data, "--author", "ana")
    assert any("1 older proposals go" in line for line in said.lines)
    assert amparo("proposals").lines == ["Nothing waits."]


def test_a_mass_change_waits_for_two_and_can_be_undone(amparo: Amparo, tmp_path: Path, own_data: Path) -> None:
    amparo("import", own_data)
    amparo("export", tmp_path / "before")
    food = own_data / "listings" / "food.csv"
    lines = food.read_text(encoding="utf-8").splitlines(keepends=True)
    food.write_text("".join(lines[:30]), encoding="utf-8")
    said = amparo("import", own_data, "--author", "ana", "--approver", "ben")
    assert "so many rows go or contacts change that two people must approve" in said.text
    batch = batch_of(said.text)
    assert "needs two approvers" in amparo("proposals").text
    said = amparo("approve", batch, "--approver", "ben")
    assert said.lines[-1].startswith("Error: So much changes at once that two people must approve")
    assert amparo("approve", batch, "--approver", "ben", "--approver", "cleo").lines == ["17 listings changed."]
    said = amparo("undo", batch, "--author", "ana")
    assert "It waits for another person" in said.text
    said = amparo("approve", batch_of(said.text), "--approver", "ben", "--approver", "dan")
    assert said.lines == ["17 listings changed."]
    amparo("export", tmp_path / "after")
    assert [path.read_bytes() for path in sorted((tmp_path / "after").iterdir())] == [
        path.read_bytes() for path in sorted((tmp_path / "before").iterdir())]


def test_what_was_undone_at_once_is_done_and_what_was_turned_down_is_over(amparo: Amparo, own_data: Path) -> None:
    amparo("import", own_data)
    food = own_data / "listings" / "food.csv"
    first_cell(food, "Example Pantry 20", "First Name")
    batch = batch_of(amparo("import", own_data, "--author", "ana", "--approver", "ben").text)
    said = amparo("undo", batch, "--author", "dora", "--approver", "dora")
    assert said.lines[-1].startswith("Error: Nobody approves their own change")
    said = amparo("undo", batch, "--author", "dora", "--approver", "emil", "--reason", "the old name is right")
    assert said.lines == ["1 listings are as they were."]
    history = amparo("history", "show", "pantry0020").text
    assert "change by dora, approved by emil (the old name is right; batch 6)" in history
    batch = batch_of(amparo("import", own_data, "--author", "ana").text)
    assert amparo("reject", batch, "--approver", "ben").lines == ["1 changes turned down."]
    assert amparo("reject", batch, "--approver", "ben").lines == [
        f"Error: Nothing waits in batch {batch}. See: amparo proposals."]
    assert amparo("proposals").lines == ["Nothing waits."]


@pytest.mark.parametrize("arguments", [("approve", "99", "--approver", "ben"), ("reject", "99", "--approver", "ben"),
                                       ("undo", "99", "--author", "ana"), ("history", "show", "nobody0001"),
                                       ("export", "out", "--sheet", "nothing"), ("rollback",), ("rollback", "1999")])
def test_what_is_not_there_is_named(amparo: Amparo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
                                    arguments: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    said = amparo(*arguments)
    assert said.code == 1
    assert said.lines[-1].startswith("Error: ")
    assert not (tmp_path / "out" / "nothing.csv").exists()


def test_a_new_edition_an_old_one_and_a_new_one_again(amparo: Amparo, own_data: Path) -> None:
    amparo("import", own_data)
    first = amparo("publish").text.split(":")[0]
    assert "is current: 61 listings" in amparo("publish", "--if-needed").text
    second = amparo("publish").text.split(":")[0]
    assert amparo("editions").lines == [f"  {first}", f"* {second}"]
    assert first in amparo("rollback").text
    said = amparo("publish")
    assert said.code == 1
    assert said.text.startswith("Error: Publishing is frozen (rolled back to")
    assert "Publishing is frozen" in amparo("editions").lines[-1]
    assert amparo("release").lines == ["Publishing goes on."]
    assert amparo("release").lines == ["Publishing was not frozen."]
    assert amparo("publish").code == 0


def test_an_edited_register_is_published_when_needed(amparo: Amparo, own_data: Path) -> None:
    amparo("import", own_data)
    amparo("publish")
    first_cell(own_data / "listings" / "food.csv", "Example Pantry 20", "Another Pantry 20")
    amparo("import", own_data, "--author", "ana", "--approver", "ben")
    assert "is current" not in amparo("publish", "--if-needed").text
    assert "is current" in amparo("publish", "--if-needed").text


def test_a_template_is_an_empty_sheet_that_check_understands(amparo: Amparo, tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    assert amparo("template", "-o", path).code == 0
    assert "internal_note" not in path.read_text(encoding="utf-8")
    assert "ends in .xlsx or .csv" in amparo("template", "-o", tmp_path / "new.doc").text
    assert "There is no row below the column names." in amparo("check", path).text
    said = amparo("template", "-o", path)
    assert (said.code, "is there already" in said.text) == (1, True)
    said = amparo("template", "-o", tmp_path / "no" / "such" / "folder.csv")
    assert (said.code, said.text) == (1, "Error: No such file or directory: nothing was changed.\n")


def test_a_workbook_goes_out_and_comes_in_again(amparo: Amparo, tmp_path: Path, own_data: Path) -> None:
    amparo("import", own_data)
    out = tmp_path / "out" / "food.xlsx"
    assert amparo("export", "-o", out, "--sheet", "food").lines == [f"{out}: 46 listings"]
    before = out.read_bytes()
    said = amparo("import", out, "--author", "ana")
    assert (said.code, said.lines) == (0, ["food: 0 new, 0 changed, 46 unchanged, 0 gone, 0 in conflict"])
    amparo("export", "--out", out, "--sheet", "food")
    assert out.read_bytes() == before
    assert [path.name for path in out.parent.iterdir()] == ["food.xlsx"]


def test_all_listings_or_only_what_is_due_go_into_one_file(amparo: Amparo, tmp_path: Path, own_data: Path) -> None:
    amparo("import", own_data)
    amparo("export", "-o", tmp_path / "all.csv")
    amparo("export", "-o", tmp_path / "due.xlsx", "--due")
    everything = reader.read(tmp_path / "all.csv").rows
    due = [row.facts["id"] for row in reader.read(tmp_path / "due.xlsx").rows]
    amparo("due", "--csv", tmp_path / "list.csv")
    assert due == [row[0] for row in tables.read(tmp_path / "list.csv").rows]
    assert 0 < len(due) <= len(everything)
    for wrong in (("export",), ("export", tmp_path, "-o", tmp_path / "x.csv"), ("export", tmp_path, "--due"),
                  ("export", "-o", tmp_path / "x.doc")):
        assert amparo(*wrong).code == 2


def test_a_sheet_with_an_unknown_title_is_not_imported_in_part(amparo: Amparo, tmp_path: Path, own_data: Path) -> None:
    """Its good rows would lose what stands in that column."""
    amparo("import", own_data)
    before = tables_of(tmp_path / "home")
    first_cell(own_data / "listings" / "food.csv", ",phone,", ",phonne,")
    said = amparo("import", own_data / "listings" / "food.csv", "--author", "ana", "--approver", "ben", "--good-rows")
    assert (said.code, said.lines[-1]) == (1, "Error: Nothing was imported. Fix the file or its column names first.")
    assert tables_of(tmp_path / "home") == before


@pytest.mark.parametrize("kind", ["half a workbook", "a bomb"])
def test_a_file_that_is_refused_changes_nothing(amparo: Amparo, tmp_path: Path, own_data: Path, kind: str) -> None:
    amparo("import", own_data)
    before = tables_of(tmp_path / "home")
    path = tmp_path / "food.xlsx"
    path.write_bytes(raw_workbook()[:400] if kind == "half a workbook" else
                     raw_workbook(more={"xl/media/a.bin": bytes(30_000_000)}))
    said = amparo("import", path, "--author", "ana", "--approver", "ben", "--approver", "cleo", "--good-rows")
    assert said.code == 1
    assert tables_of(tmp_path / "home") == before


@pytest.mark.parametrize("command", [("proposals",), ("publish",), ("export", "out")])
@pytest.mark.parametrize("url", ["sqlite:////proc/no/such/folder/register.sqlite",
                                 "postgresql://amparo@127.0.0.1:1/amparo?connect_timeout=1"])
def test_a_register_that_cannot_be_opened_is_said_in_words(amparo: Amparo, monkeypatch: pytest.MonkeyPatch,
                                                           tmp_path: Path, url: str, command: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    said = amparo(*command)
    assert said.code == 1
    assert said.lines[-1].startswith("Error: The register cannot be opened or written (")


def test_a_register_that_is_no_database_is_said_in_words(amparo: Amparo, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "register.sqlite").write_bytes(b"not a database at all" * 100)
    said = amparo("proposals")
    assert (said.code, said.lines[-1].startswith("Error: The register ")) == (1, True)


def test_an_import_of_a_folder_with_two_sheets_is_all_or_nothing(amparo: Amparo, tmp_path: Path,
                                                                 own_data: Path) -> None:
    amparo("import", own_data)
    before = tables_of(tmp_path / "home")
    first_cell(own_data / "listings" / "food.csv", "Example Pantry 20", "Another Pantry 20")
    sheet(own_data / "listings", listings(3), "new")
    said = amparo("import", own_data, "--author", "ana", "--approver", "ben", "--approver", "ana")
    assert said.code == 1
    assert tables_of(tmp_path / "home") == before


def test_every_refusal_has_words() -> None:
    package = Path(directory.__file__).parent
    refused = [code for name in ("changes", "erase", "notices", "reports") for code in re.findall(
        r"Refused\(\"([a-z-]+)\"", (package / "register" / f"{name}.py").read_text("utf-8"))]
    stopped = re.findall(r"NotPublished\(\"([a-z-]+)\"", (package / "edition" / "publish.py").read_text("utf-8"))
    assert len(set(refused)) > 7
    assert len(set(stopped)) > 6
    assert set(refused) == set(words._REFUSED)
    assert set(stopped) == set(words._NOT_PUBLISHED)
