"""`amparo gaps`: the worst first, what we do not know apart, and a file with every row."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.search import gaps
from directory.sheets import tables
from tests.cli.conftest import Amparo


@pytest.fixture
def published(amparo: Amparo, own_data: Path) -> Iterator[Amparo]:
    """The command, with the invented sheets published; the legal list covers the whole country."""
    sources = (own_data / "sources.csv").read_text("utf-8")
    (own_data / "sources.csv").write_text(sources.replace("state:CA,yes", "country:US,yes"), "utf-8")
    assert amparo("import", own_data).code == 0
    assert amparo("publish").code == 0
    yield amparo


def test_the_table_tells_what_is_missing_from_what_we_do_not_know(published: Amparo) -> None:
    said = published("gaps", "--by", "zip")
    assert said.code == 0
    assert [line for line in said.lines if not line.startswith(" ")] == [
        f"{kind} within 25 miles" for kind in ("Legal help", "Medical care", "Food")]
    legal, medical, food = said.text.split("\n\n")[:3]
    assert "We have no list" not in legal
    assert "Our lists have none for 2 of the 9 ZIP codes they cover." in legal
    assert "List: Invented list of legal offices, Example Publisher, 2026-07. Complete for its own members" in legal
    assert "02139, Cambridge, MA" in legal and "94601" not in legal
    assert medical.splitlines()[1:] == ["  We have no list for 9 of 9 ZIP codes."]
    assert "We have no list for 8 of 9 ZIP codes." in food


def test_the_worst_come_first(published: Amparo) -> None:
    said = published("gaps", "--by", "zip", "--category", "legal")
    miles = [int(line.split(" miles")[0].split()[-1].replace(",", "")) for line in said.lines if line[2:7].isdigit()]
    assert len(miles) == 2 and miles == sorted(miles, reverse=True)


def test_the_file_has_every_row_in_stable_columns(published: Amparo, tmp_path: Path) -> None:
    said = published("gaps", "--by", "county", "--state", "ca", "--csv", tmp_path / "gaps.csv")
    table = tables.read(tmp_path / "gaps.csv")
    assert table.header == gaps.COLUMNS
    assert len(table.rows) == 58 * 3 and said.lines[-1].endswith("gaps.csv: 174 rows")
    assert {row[2] for row in table.rows} == {"CA"}
    again = tmp_path / "again.csv"
    published("gaps", "--by", "county", "--state", "CA", "--csv", again)
    assert again.read_bytes() == (tmp_path / "gaps.csv").read_bytes()


def test_a_language_asks_for_places_known_to_speak_it(published: Amparo) -> None:
    said = published("gaps", "--category", "legal", "--language", "Spanish", "--language", "mam", "--state", "CA")
    assert said.code == 0
    assert "Legal help in Spanish or Mam within 25 miles" in said.text
    assert "The others may speak it too." in said.text
    assert "complete for what they list" not in said.text, "a list has everybody, not what everybody speaks"


@pytest.mark.parametrize(("arguments", "words"), [
    (("--state", "XX"), "There is no state XX. Write its two letters, like MT."),
    (("--language", "zzz"), "We know no language zzz. Write its ISO code, like es."),
    (("--miles", "0"), "--miles"), (("--category", "any"), "--category"), (("--by", "city"), "--by"),
])
def test_what_is_asked_wrongly_is_said_in_words(amparo: Amparo, arguments: tuple[str, ...], words: str) -> None:
    said = amparo("gaps", *arguments)
    assert said.code == 2
    assert words in said.text


def test_without_an_edition_it_says_what_to_do(amparo: Amparo) -> None:
    said = amparo("gaps")
    assert (said.code, said.text) == (1, "Error: Nothing is published yet. First: amparo publish\n")


def test_a_state_without_a_zip_code_and_a_folder_that_is_not_there(published: Amparo, tmp_path: Path) -> None:
    assert published("gaps", "--state", "MT").text == "Error: There is no ZIP code here.\n"
    said = published("gaps", "--state", "CA", "--csv", tmp_path / "nowhere" / "gaps.csv")
    assert said.code == 1 and "No such file or directory" in said.text
