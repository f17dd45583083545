"""What a curator does, from a bad sheet to the page that families see, and back; a second person always looks."""

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from directory import create_app
from directory.cli import main
from directory.config import Settings
from tests.conftest import DATA
from tests.reader import Reader

pytestmark = pytest.mark.system

COLUMNS = ["organization", "category", "services", "address_1", "city", "state", "postal_code", "phone", "hours",
           "cost", "source", "source_date", "assured_date", "assured_method"]
GOOD = {"organization": "New Example Kitchen", "category": "food", "services": "hot-meals",
        "address_1": "5 Example Plaza", "city": "Helena", "state": "MT", "postal_code": "59601",
        "phone": "(406) 555-0123", "hours": "Mon-Fri 9am-5pm",
        "cost": "free", "source": "test-list", "source_date": "2026-09", "assured_date": "2026-09-01",
        "assured_method": "called"}


class Desk:
    """A curator's desk: the command line, and the public site that reads the same home."""

    def __init__(self, folder: Path) -> None:
        self.home, self.sheet = folder / "home", folder / "helena.csv"
        self.environment = {"AMPARO_HOME": str(self.home), "AMPARO_DATA": str(DATA)}

    def run(self, *words: str | Path, ends_with: int = 0) -> str:
        """Run a command; return what it prints. It never ends with a traceback."""
        result = CliRunner().invoke(main, [str(word) for word in words], env=self.environment)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == ends_with, result.output
        return result.output

    def write(self, **changes: str) -> None:
        """Save the sheet with one row."""
        with self.sheet.open("w", newline="", encoding="utf-8") as stream:
            rows = csv.DictWriter(stream, COLUMNS)
            rows.writeheader()
            rows.writerow({**GOOD, **changes})


@pytest.fixture
def desk(home: Path, tmp_path: Path) -> Desk:
    """A desk with the invented sheets imported and published."""
    desk = Desk(tmp_path)
    shutil.copytree(home, desk.home, symlinks=True)
    shutil.copy(DATA / "sources.csv", tmp_path)
    return desk


@pytest.fixture
def family(desk: Desk, tmp_path: Path) -> Iterator[Reader]:
    """A visitor of the public site, which has no register and runs on through all that the curator does."""
    app: Flask = create_app(Settings(amparo_home=desk.home, directory_role="public",
                                     search_keys=tmp_path / "keys.json"))
    app.testing = True
    yield Reader(app)
    app.extensions["amparo_store"].edition().engine.dispose()


def _sees(family: Reader) -> list[str]:
    return family.search("en", place="59601", category="food", radius="25").titles


def test_a_new_place_comes_to_families_and_goes_again(desk: Desk, family: Reader) -> None:
    assert "New Example Kitchen" not in _sees(family)

    desk.write(postal_code="5960", phone="555-0123", hours="Mon-Fri 9-25")
    said = desk.run("check", desk.sheet, ends_with=1)
    for column in ("postal_code", "phone", "hours"):
        assert re.search(rf"Row 2, {column}: \S", said), said
    assert "Traceback" not in said
    said = desk.run("import", desk.sheet, "--author", "ana", ends_with=1)
    assert "Nothing was imported." in said

    desk.write()
    said = desk.run("import", desk.sheet, "--dry-run")
    assert "1 new, 0 changed, 0 unchanged, 0 gone" in said and "nothing was changed" in said
    assert "Nothing waits" not in desk.run("proposals") or "New Example Kitchen" not in desk.run("proposals")

    said = desk.run("import", desk.sheet, "--author", "ana", "--reason", "called today")
    [batch] = re.findall(r"batch (\d+)", said)[:1]
    assert "New Example Kitchen" in desk.run("proposals")
    desk.run("publish")
    assert "New Example Kitchen" not in _sees(family), "nothing reaches families unseen"

    said = desk.run("approve", batch, "--approver", "ana", ends_with=1)
    assert "Nobody approves their own change" in said
    assert "1 listings changed." in desk.run("approve", batch, "--approver", "ben")
    assert "New Example Kitchen" not in _sees(family), "approved, but not published yet"

    desk.run("publish")
    assert _sees(family)[0] == "New Example Kitchen"
    page = family.search("en", place="59601", category="food", radius="25")
    listing = next(link.get("href") for link in page.all("a") if "/listing/" in link.get("href", ""))
    assert "A volunteer called and asked on September 1, 2026." in family.get(listing).text

    said = desk.run("undo", batch, "--author", "ben", "--approver", "cy", "--reason", "it is not true")
    assert "1 listings are as they were." in said
    desk.run("publish")
    assert "New Example Kitchen" not in _sees(family)
    assert family.get(listing).status in (404, 410)
    history = desk.run("history", "show", listing.rpartition("/")[2])
    assert "by ana, approved by ben (called today" in history
    assert "by ben, approved by cy (it is not true" in history


def test_the_first_import_needs_one_person_and_later_ones_two(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert "Imported into the empty register." in desk.run("import", DATA)
    assert "0 new, 0 changed" in desk.run("import", DATA)
    shutil.copy(DATA / "sources.csv", tmp_path)
    desk.write()
    assert "Say who you are and why" in desk.run("import", desk.sheet, ends_with=1)
    assert "It waits for another person" in desk.run("import", desk.sheet, "--author", "ana")


def test_a_bad_edition_is_rolled_back_at_once_and_stays_back(desk: Desk, family: Reader) -> None:
    desk.write()
    desk.run("import", desk.sheet, "--author", "ana", "--approver", "ben")
    desk.run("publish")
    assert "New Example Kitchen" in _sees(family)
    assert "Publishing is frozen until: amparo release" in desk.run("rollback")
    assert "New Example Kitchen" not in _sees(family)
    assert "Publishing is frozen" in desk.run("publish", ends_with=1)
    assert "Publishing is frozen" in desk.run("editions")
    desk.run("release")
    desk.run("publish")
    assert "New Example Kitchen" in _sees(family)


def test_what_comes_out_goes_in_again_unchanged(desk: Desk, tmp_path: Path) -> None:
    desk.run("export", tmp_path / "out")
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    said = desk.run("import", tmp_path / "out", "--dry-run")
    assert re.findall(r"(\d+) new, (\d+) changed, \d+ unchanged, (\d+) gone", said) == [("0", "0", "0")] * len(first)
    desk.run("export", tmp_path / "again")
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == first


def test_an_empty_template_can_be_filled_in_and_checked(desk: Desk, tmp_path: Path) -> None:
    sheet = tmp_path / "mine.csv"
    desk.run("template", "-o", sheet)
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        columns = next(csv.reader(stream))
    assert set(COLUMNS) <= set(columns)
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.DictWriter(stream, columns)
        rows.writeheader()
        rows.writerow(GOOD)
    assert "1 of 1 rows are good" in desk.run("check", sheet)
    assert "there already" in desk.run("template", "-o", sheet, ends_with=1)


@pytest.mark.parametrize("words", [
    ("check", "nothing.csv"), ("import", "nothing"), ("approve", "999", "--approver", "x"),
    ("undo", "999", "--author", "x"),
    ("history", "show", "nobody"), ("rollback", "nothing"), ("reject", "999", "--approver", "x"),
])
def test_a_mistake_on_the_command_line_is_answered_in_words(desk: Desk, words: tuple[str, ...]) -> None:
    said = desk.run(*words, ends_with=1)
    assert said.strip() and "Traceback" not in said and "Error" not in said.replace("Error: ", "")
