"""XLSX, XLS and ODS in: cells as a person means them, on the rows that the spreadsheet shows."""

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from directory.sheets import reader, sandbox, tables
from directory.sheets.tables import Unreadable
from tests.sheets.made_up import GOOD_XML, ods, ods_row, raw_workbook, shared, workbook

FILES = Path(__file__).with_name("files")
HEADER = ["organization", "category", "phone", "source"]
ROW = ["Example Office", "food", "(510) 555-0101", "test-list"]


@pytest.mark.parametrize(("cell", "text"), [
    (94601.0, "94601"), (2139.0, "2139"), (5105550123.0, "5105550123"), (7, "7"), (-122.2187, "-122.2187"),
    (0.1 + 0.2, "0.3"), (0.5, "0.5"), (0.0, "0"), (1e-7, "1e-07"), (True, "yes"), (False, "no"),
    (date(2026, 9, 5), "2026-09-05"), (datetime(2026, 9, 5), "2026-09-05"),
    (datetime(2026, 9, 5, 10, 30), "2026-09-05 10:30"), (time(9), "09:00"), (timedelta(days=1, hours=2), "26:00"),
    ("  two words\n", "two words"), ("", ""), ("=1+1", "=1+1"),
])
def test_a_cell_is_read_as_a_person_means_it(cell: sandbox.Cell, text: str) -> None:
    assert sandbox.text(cell) == text


def test_a_workbook_is_read_on_the_rows_that_it_shows() -> None:
    raw = workbook({"Pantries": [[], HEADER, [], ["Example Office", "Food Pantry", 5105550101, "test-list"], [None, ""],
                                 ["Other Office", "food", "=1+1", "test-list", True, date(2026, 9, 1), 94601]]})
    (table,) = tables.parse(raw)
    assert (table.name, table.header, table.lines) == ("Pantries", tuple(HEADER), (4, 6))
    assert table.rows == (("Example Office", "Food Pantry", "5105550101", "test-list"),
                          ("Other Office", "food", "", "test-list", "yes", "2026-09-01", "94601"))


def test_the_result_of_a_formula_is_read_and_the_formula_is_not() -> None:
    rows = "<row r='1'><c r='A1' t='str'><f>A9&amp;\"x\"</f><v>organization</v></c></row>" \
           "<row r='2'><c r='A2'><f>1+1</f><v>2</v></c></row>"
    assert tables.parse(raw_workbook(rows))[0].rows == (("2",),)


def test_columns_before_the_first_filled_one_keep_their_letters() -> None:
    sheet = reader.parse(workbook({"One": [[None, "organization", None], [None, "Example Office", "lost"]]}), "x")
    assert sheet.header == (("A", ""), ("organization", "organization"))
    assert ("row-long", 2) in [(problem.code, problem.line) for problem in sheet.problems]


def test_an_old_workbook_is_read() -> None:
    sheet = reader.read(FILES / "old.xls", sources=frozenset({"test-list"}))
    assert sheet.problems == ()
    assert [(row.line, row.facts) for row in sheet.rows] == [(3, {
        "organization": "Example Peña Pantry", "category": "food", "phone": "(510) 555-0101", "postal_code": "94601",
        "source": "test-list", "assured_date": "2026-09-01", "assured_method": "called", "asks_ssn": "no"})]


def test_an_open_document_is_read_with_the_blank_rows_that_it_repeats() -> None:
    blank = "<table:table-row table:number-rows-repeated='%s'><table:table-cell/></table:table-row>"
    (table,) = tables.parse(ods(ods_row(*HEADER) + blank % 3 + ods_row(*ROW) + blank % 1_048_570))
    assert (table.header, table.rows, table.lines) == (tuple(HEADER), (tuple(ROW),), (5,))


def test_macros_are_not_run_and_the_values_are_read() -> None:
    raw = raw_workbook(GOOD_XML, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(2000)})
    assert tables.parse(raw)[0].rows == (("Example Office", "food"),)


def test_the_first_sheet_with_a_title_that_we_know_is_read_and_the_others_are_named() -> None:
    raw = workbook({"Read me": [["Pantries of 2026"]], "Pantries": [HEADER, ROW], "Numbers": [["total"], [7]],
                    "Old": [HEADER, ["Old Office", *ROW[1:]]]})
    sheet = reader.parse(raw, "food", sources=frozenset({"test-list"}))
    assert [row.facts["organization"] for row in sheet.rows] == ["Example Office"]
    (problem,) = sheet.problems
    assert (problem.code, problem.level, problem.line) == ("other-tabs", "warning", 0)
    assert problem.data == {"read": "Pantries", "others": "“Old”"}


def test_a_sheet_that_nobody_sees_is_not_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Hidden": [HEADER, ROW], "Seen": [HEADER, ROW]})))
    book["Hidden"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    assert [table.name for table in tables.parse(file.getvalue())] == ["Seen"]


def test_a_workbook_without_any_cell_is_empty() -> None:
    for raw in (workbook({"One": [], "Two": [[""]]}), ods("")):
        with pytest.raises(Unreadable, match="file-empty"):
            tables.parse(raw)


def test_the_other_small_sheets_can_be_workbooks_too(tmp_path: Path) -> None:
    path = tmp_path / "any.xlsx"
    path.write_bytes(workbook({"One": [["code", "title"], ["a", "A"]], "Two": [["z"]]}))
    assert tables.read(path).rows == (("a", "A"),)


def test_shared_texts_are_read() -> None:
    raw = raw_workbook("<row r='1'><c r='A1' t='s'><v>0</v></c></row><row r='2'><c r='A2' t='s'><v>0</v></c></row>",
                       {"xl/sharedStrings.xml": shared("organization")})
    assert tables.parse(raw)[0].header == ("organization",)


def test_hours_that_a_spreadsheet_made_a_day_are_asked_about() -> None:
    raw = workbook({"One": [[*HEADER, "hours"], [*ROW, datetime(2026, 9, 5)]]})
    (problem,) = reader.parse(raw, "food").problems
    assert (problem.code, problem.column, problem.value) == ("hours-spreadsheet", "hours", "2026-09-05")
