"""`amparo check`: whatever the file, readable lines and an exit code; never a traceback."""

import codecs
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Amparo
from tests.register.made_up import facts, listing, sheet
from tests.sheets.made_up import workbook

HEADER = b"organization,category,phone,source\n"
ROW = b"Example Office,food,(510) 555-0101,test-list\n"
BAD = {
    "empty": (b"", "The file is empty."),
    "only a mark": (codecs.BOM_UTF8, "The file is empty."),
    "half a workbook": (workbook()[:500], "The file is damaged, or only a part of it has arrived."),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This is no sheet."),
    "an open quote": (HEADER + ROW + b'"Other,food,211,test-list\n' + ROW,
                      "The quotation marks do not close after line 3 of the file."),
    "no known column": (b"one,two\n1,2\n", "No column of this sheet is known."),
    "a web page": (b"<!doctype html>\n<title>Pantries</title>\n<p>Hello, you\n", "No column of this sheet is known."),
    "only column names": (HEADER, "There is no row below the column names."),
    "a misspelt column": (b"organisaton,category,phone,source\n" + ROW, "Did you mean “organization”?"),
    "a column twice": (b"organization,category,phone,Telephone\n" + ROW, "This column stands twice"),
    "a long row": (HEADER + ROW[:-1] + b",,extra\n", "Row 2: \"extra\" The row has more cells than the first row."),
    "a short phone": (HEADER + b"Example Office,food,555-0101,test-list\n",
                      'Row 2, phone: "555-0101" The area code is missing.'),
    "no way to reach": (HEADER + b"Example Office,food,,test-list\n", "There is no way to reach this place."),
    "utf-16": (codecs.BOM_UTF16_LE + (HEADER + b"Example,foood,211,test-list\n").decode().encode("utf-16-le"),
               "Did you mean “food”?"),
    "lost letters": (codecs.BOM_UTF8 + HEADER + b"Cl\xednica,food,211,test-list\n", "A letter was lost"),
    "a lone return": ((HEADER + ROW).replace(b"\n", b"\r") + b"Other,food,no,test-list\r", "Row 3, phone:"),
}


@pytest.mark.parametrize("kind", BAD)
def test_every_kind_of_bad_file_ends_in_words(amparo: Amparo, tmp_path: Path, kind: str) -> None:
    raw, words = BAD[kind]
    path = tmp_path / "food.csv"
    path.write_bytes(raw)
    said = amparo("check", path)
    assert said.code == 1
    assert words in said.text
    assert re.match(r"food: \d+ of \d+ rows are good; \d+ to fix, \d+ to look at$", said.lines[0])
    assert all(line.startswith("  ") and len(line) < 400 for line in said.lines[1:])


def test_a_file_that_is_not_there_is_named(amparo: Amparo, tmp_path: Path) -> None:
    said = amparo("check", tmp_path / "nothing.csv")
    assert said.code == 1
    assert "The file cannot be opened. Check its name and folder." in said.text


def test_a_folder_without_sheets_is_named(amparo: Amparo, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = amparo("check", tmp_path / "empty")
    assert (said.code, said.lines) == (1, [f"{tmp_path / 'empty'}: no sheets here (*.csv)."])


def test_good_sheets_are_good(amparo: Amparo, own_data: Path) -> None:
    said = amparo("check", own_data)
    assert said.code == 0
    assert said.lines[-1].startswith("sources: 3 sources; 0 to fix")


def test_one_bad_sheet_of_many_is_enough(amparo: Amparo, own_data: Path) -> None:
    (own_data / "listings" / "zz.csv").write_bytes(HEADER + b"Example Office,food,,test-list\n")
    said = amparo("check", own_data / "listings" / "food.csv", own_data / "listings" / "zz.csv")
    assert said.code == 1
    assert "food: 46 of 46 rows are good; 0 to fix" in said.text


def test_what_only_needs_a_look_is_no_failure(amparo: Amparo, own_data: Path) -> None:
    path = own_data / "listings" / "odd.csv"
    path.write_bytes(b"organization,category,phone,source,zip,colour\nExample Office,food,211,test-list,00000,red\n")
    said = amparo("check", path)
    assert said.code == 0
    assert len([line for line in said.lines if line.startswith("  Look: ")]) == 2


def test_an_id_in_two_sheets_is_found(amparo: Amparo, own_data: Path) -> None:
    sheet(own_data / "listings", [listing(1)], "one")
    sheet(own_data / "listings", [listing(1)], "two")
    said = amparo("check", own_data)
    assert said.code == 1
    assert "This id belongs to the sheet “one”." in said.text


def test_the_sources_are_checked_too(amparo: Amparo, own_data: Path) -> None:
    (own_data / "sources.csv").write_text("code,title,publisher,edition,licence,url\na,A,P,last May,CC0,\n", "utf-8")
    said = amparo("check", own_data / "sources.csv")
    assert said.code == 1
    assert 'Row 2, edition: "last May" This is not a date.' in said.text


def test_many_problems_of_one_cause_are_said_once(amparo: Amparo, own_data: Path) -> None:
    rows = [facts(number, phone="call") for number in range(80)]
    said = amparo("check", sheet(own_data / "listings", [*rows, facts(90)], "many"))
    assert said.code == 1
    assert said.lines[1:] == [
        "  phone: This is not a telephone number that can be called. Write it like (510) 555-0123 or (510) 555-0123 "
        'ext. 12. Put words into phone_note. In 80 rows: 2, 3, 4, 5, 6, 7, 8, 9 ... For example: "call".']


def test_a_workbook_is_checked_like_a_sheet(amparo: Amparo, tmp_path: Path) -> None:
    path = tmp_path / "food.xlsx"
    path.write_bytes(workbook({"Pantries": [["organization", "category", "phone", "source"], [],
                                            ["Example Office", "Food Pantry", 5105550101, "test-list"],
                                            ["Other Office", "food", 5550101, "test-list"]]}))
    said = amparo("check", path)
    assert said.lines == [
        "food: 1 of 2 rows are good; 1 to fix, 0 to look at",
        '  Row 4, phone: "5550101" The area code is missing. Write all ten digits, like (510) 555-0123.']
