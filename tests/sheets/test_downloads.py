"""Workbooks out: easy to fill in, harmless to open, and the same again when they come back."""

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings import cells, columns
from directory.listings.cells import Invalid
from directory.listings.vocabulary import SERVICES, SPOKEN
from directory.register.due import decide
from directory.sheets import exporter, reader, tables
from tests.effort import effort
from tests.register.made_up import listing, listings
from tests.sheets.lookalikes.converting import FILES, converted

TEMPLATE = openpyxl.load_workbook(io.BytesIO(exporter.template("xlsx")))
SHEET = TEMPLATE["Listings"]
TITLES = [cell.value for cell in SHEET[1]]
DROP_DOWNS = {str(each.sqref): each for each in SHEET.data_validations.dataValidation}


def drop_down(name: str) -> str:
    """Return where the drop-down of a column stands."""
    letter = SHEET.cell(1, TITLES.index(name) + 1).column_letter
    return f"{letter}2:{letter}1048576"


def test_the_template_has_every_column_that_a_volunteer_fills_in() -> None:
    assert set(TITLES) == set(columns.BY_NAME) - {"internal_note"}
    assert columns.in_order(TITLES) == TITLES
    assert exporter.template("csv").decode().strip().split(",") == TITLES
    assert SHEET.freeze_panes == "A2"


@pytest.mark.parametrize("column", [column for column in columns.COLUMNS if column.choices and not column.many],
                         ids=lambda column: column.name)
def test_a_column_of_one_code_has_a_drop_down(column: columns.Column) -> None:
    made = DROP_DOWNS[drop_down(column.name)]
    assert made.formula1 == f'"{",".join(column.choices)}"'
    assert len(made.formula1) <= 257, "Excel allows 255 characters between the quotation marks"
    assert not made.showDropDown, "this hides the arrow"


def test_a_column_of_several_codes_has_none_and_its_codes_are_explained() -> None:
    assert len(DROP_DOWNS) == sum(1 for column in columns.COLUMNS if column.choices and not column.many)
    rows = {(row[0].value, row[1].value): row[2].value for row in TEMPLATE["Codes"].iter_rows(min_row=2)}
    assert rows["services", "bond"] == f"{SERVICES['bond'].name}. {SERVICES['bond'].explanation}"
    assert rows["languages", "mam"] == rows["phone_languages", "mam"] == SPOKEN["mam"]
    assert {name for name, _ in rows} >= {column.name for column in columns.COLUMNS if column.many}


def test_every_title_says_what_the_column_means_and_groups_differ_in_colour() -> None:
    colours = {}
    for cell, name in zip(SHEET[1], TITLES, strict=True):
        column = columns.BY_NAME[name]
        assert cell.comment and column.meaning in cell.comment.text and column.example in cell.comment.text
        colours.setdefault(column.group, set()).add(cell.fill.fgColor.rgb)
    assert all(len(each) == 1 for each in colours.values())
    assert len(set.union(*colours.values())) == len(colours)


def test_every_cell_is_text_so_that_zeros_and_hours_stay() -> None:
    raw = exporter.sheet([listing(1, postal_code="02139", hours="Mon 9am-5pm")], "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(raw))["Listings"]
    written = {cell.value: cell for row in sheet for cell in row if cell.value}
    assert {written[value].data_type for value in ("02139", "Mon 9am-5pm")} == {"s"}
    assert {cell.number_format for cell in written.values()} == {"@"}
    assert all(dimension.number_format == "@" for dimension in SHEET.column_dimensions.values())


def test_only_the_sheet_of_listings_is_read_again() -> None:
    sheet = reader.parse(exporter.template("xlsx"), "x")
    assert (sheet.problems, sheet.total) == ((), 0)


def test_the_same_listings_give_the_same_bytes() -> None:
    rows = exporter.by_place(listings(5))
    assert exporter.sheet(rows, "xlsx") == exporter.sheet(rows, "xlsx")
    assert exporter.sheet(exporter.by_place(reversed(rows)), "csv") == exporter.sheet(rows, "csv")


def test_nothing_written_is_a_formula() -> None:
    nasty = ["=1+1", "@SUM(1)", "+1", "-2+3", "＝1", "'=1", "\t=1", "http://example.org", "{=1}", "#REF!", "_x0041_"]
    raw = exporter.sheet([listing(number, description=text) for number, text in enumerate(nasty)], "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(raw))["Listings"]
    assert {cell.data_type for row in sheet for cell in row if cell.value is not None} == {"s"}
    assert not [cell.hyperlink for row in sheet for cell in row if cell.hyperlink]
    at = tables.parse(raw)[0].header.index("description")
    # Only what would be taken for guarded is guarded: nobody sees an apostrophe before a number from abroad.
    assert [row[at] for row in tables.parse(raw)[0].rows] == [
        text.strip().replace("'=1", "''=1") for text in nasty]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("code", FILES)
def test_the_listings_of_every_publisher_come_back_as_they_were(code: str, kind: exporter.Kind) -> None:
    rows = list(converted(code).rows)
    sheet = reader.parse(exporter.sheet(rows, kind), code)
    assert [dict(row.facts) for row in sheet.rows] == rows
    assert sheet.problems == ()


def canonical(text: str) -> str:
    """Return a description as the register holds it, or a word where it may not stand there."""
    try:
        return columns.read("description", text) or "word"
    except Invalid:
        return "word"


CELLS = st.one_of(st.text(max_size=30), st.text(alphabet="'=+-@＝\n ._x0041{}[]\":#\ufeff\u0085", max_size=12))


@effort(max_examples=40)
@given(st.lists(CELLS.map(canonical), min_size=1, max_size=4))
def test_any_words_come_back_as_they_were(words: list[str]) -> None:
    rows = [listing(number, description=text, documents=text) for number, text in enumerate(words, start=1)]
    for kind in ("xlsx", "csv"):
        sheet = reader.parse(exporter.sheet(rows, kind), "x")  # type: ignore[arg-type]
        assert [row.facts for row in sheet.rows] == rows, kind


def test_a_phone_abroad_shows_no_apostrophe_in_a_workbook() -> None:
    raw = exporter.sheet([listing(1, phone="+52 55 5123 4567")], "xlsx")
    assert "+52 55 5123 4567" in tables.parse(raw)[0].rows[0]


def test_what_is_due_comes_in_the_order_of_calling() -> None:
    today = date(2026, 9, 16)
    known = {"fresh": {"category": "food", "assured_date": "2026-09-01", "assured_method": "called"},
             "old": {"category": "food", "assured_date": "2025-01-01", "assured_method": "called"},
             "older": {"category": "food", "assured_date": "2024-01-01", "assured_method": "called"},
             "never": {"category": "food", "source_date": "2026-01", "assured_method": "source-list"},
             "closed": {"category": "food", "status": "closed", "source_date": "2020"}}
    assert decide(known, {}, today).due == ["never", "older", "old"]
    assert decide(known, {"fresh": ["phone"], "closed": ["phone"]}, today).due[:2] == ["closed", "fresh"]


def test_no_noncharacter_gets_into_a_file() -> None:
    assert cells.tidy("a\uffff\ufffeb") == "ab"
