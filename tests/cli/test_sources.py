"""Sources that the team approved count for every command, and go out as the file again."""

import csv
import shutil
from pathlib import Path

from directory.cli.session import register as open_register
from directory.edition.store import Store
from directory.listings.sources import Source
from directory.register import sources
from tests.cli.conftest import Amparo

LIST = Source("example-pantries", "Invented list", "Example County", "2026-07", "https://example.org/list", "CC0",
              "food", ("county:06085",), "yes", "Its own members.")


def add(*, approve: bool = True) -> None:
    """Propose an invented source, and approve it."""
    with open_register() as (session, _):
        row = sources.propose(session, LIST, author="ana", seen=0)
        if approve:
            sources.approve(session, row.id, approver="ben")


def named(own_data: Path) -> Path:
    """Return a sheet of pantries that names it."""
    food = own_data / "listings" / "food.csv"
    food.write_text(food.read_text("utf-8").replace(",test-list,", ",example-pantries,"), "utf-8")
    assert "example-pantries" in food.read_text("utf-8")
    return food


def test_check_and_import_know_what_was_approved_and_nothing_that_waits(amparo: Amparo, own_data: Path,
                                                                        tmp_path: Path) -> None:
    food = named(own_data)
    assert amparo("check", own_data).code == 1
    assert not (tmp_path / "home").exists(), "to check makes no register"
    add(approve=False)
    assert "not the code of a source that we know" in amparo("check", food).text
    assert amparo("import", own_data).code == 1
    with open_register() as (session, _):
        sources.approve(session, 1, approver="ben")
    assert amparo("check", own_data).code == amparo("check", food).code == 0
    assert "Imported into the empty register." in amparo("import", own_data).text


def test_approving_one_makes_a_new_edition_that_shows_it(amparo: Amparo, own_data: Path, tmp_path: Path) -> None:
    amparo("import", own_data)
    amparo("publish")
    assert "is current" in amparo("publish", "--if-needed").text
    add()
    assert "is current" not in amparo("publish", "--if-needed").text
    edition = Store(tmp_path / "home" / "editions").edition()
    assert edition and edition.sources["example-pantries"] == LIST.cells
    assert set(edition.sources) == {"test-list", "legal-list", "food-list", "example-pantries"}
    edition.engine.dispose()


def test_all_of_them_go_out_as_the_file_and_in_again(amparo: Amparo, own_data: Path, tmp_path: Path) -> None:
    named(own_data)
    add()
    amparo("import", own_data)
    out = tmp_path / "out" / "sources.csv"
    assert "4 sources" in amparo("sources", "export", "-o", out).text
    first = out.read_bytes()
    amparo("sources", "export", "--out", out)
    assert out.read_bytes() == first
    with out.open(encoding="utf-8", newline="") as file:
        assert [row["code"] for row in csv.DictReader(file)][-1] == "example-pantries"
    shutil.copy(out, own_data / "sources.csv")
    amparo("sources", "export", "-o", out)
    assert out.read_bytes() == first, "what stands in the file now counts once"
    shutil.rmtree(tmp_path / "home")
    assert amparo("check", own_data).code == 0 and amparo("import", own_data).code == 0, "without that register, too"


def test_a_file_with_problems_is_said_and_nothing_is_written(amparo: Amparo, own_data: Path, tmp_path: Path) -> None:
    (own_data / "sources.csv").write_text("code,title\na,\n", "utf-8")
    said = amparo("sources", "export", "-o", tmp_path / "out.csv")
    assert said.code == 1 and "Nothing was written" in said.text and not (tmp_path / "out.csv").exists()
