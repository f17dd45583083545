"""Listings as a workbook (XLSX) that a volunteer can fill in: colours, drop-downs, what each column means.

Every cell is text, so that zeros stay and 9-5 stays hours; nothing is a formula. What is written here and read again
is the same.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from xlsxwriter import Workbook

from directory.listings import columns
from directory.listings.columns import Column
from directory.listings.vocabulary import SPOKEN
from directory.sheets.guard import guard, unguard

#: One calm colour a group, dark letters on it.
_COLOURS = {"identity": "#D9E8F6", "words": "#E8E3F3", "place": "#DDEFDD", "contact": "#FBEBCF", "languages": "#F6DFE6",
            "when": "#D8EEF0", "papers": "#EFE8D8", "who and cost": "#E3ECD2", "access": "#E2E2F0", "trust": "#E9E6E3"}
#: Always the same, so that the same listings give the same bytes.
_MADE = datetime(2000, 1, 1)
_LAST_ROW = 1_048_575
_SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def as_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook: the sheet "Listings" with these columns and rows, and the sheet "Codes".

    Raises KeyError for a name that is no column of ours.
    """
    file = io.BytesIO()
    with Workbook(file, _SETTINGS) as book:
        book.set_properties({"created": _MADE})
        _listings(book, [columns.get(name) for name in header], rows)
        _codes(book, header)
    return file.getvalue()


def _listings(book: Workbook, header: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    sheet = book.add_worksheet("Listings")
    text = book.add_format({"num_format": "@", "valign": "top"})
    titles = {group: book.add_format({"num_format": "@", "bold": True, "bg_color": colour, "border": 1})
              for group, colour in _COLOURS.items()}
    for at, column in enumerate(header):
        sheet.set_column(at, at, max(14, min(len(column.example) + 2, 40)), text)
        sheet.write_string(0, at, column.name, titles[column.group])
        sheet.write_comment(0, at, _explained(column), {"x_scale": 2})
        if column.choices and not column.many:
            sheet.data_validation(1, at, _LAST_ROW, at, {
                "validate": "list", "source": list(column.choices), "error_title": "Not in the list",
                "error_message": "Choose one from the list, or leave the cell blank when nobody knows."})
    last = 0
    for last, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            if cell:
                sheet.write_string(last, at, _kept(cell), text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, max(len(header) - 1, 0))
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{_LAST_ROW + 1}"})


def _explained(column: Column) -> str:
    said = [column.meaning, *([f"Example: {column.example}"] if column.example else [])]
    if column.many or column.name in _LANGUAGES:
        said.append("Several are written: one; two. They stand in the sheet “Codes”.")
    return "\n".join(said)


def _kept(cell: str) -> str:
    """Guard only what would be taken for guarded: text in a workbook is no formula."""
    return cell if unguard(cell) == cell else guard(cell)


_LANGUAGES = ("languages", "phone_languages")


def _codes(book: Workbook, header: Sequence[str]) -> None:
    """Write what the codes of each column mean. No title here is a column of ours, so it is never read as listings."""
    sheet = book.add_worksheet("Codes")
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"num_format": "@", "bold": True})
    rows = [(name, code, ". ".join(filter(None, (term.name, term.explanation))))
            for name in header for code, term in columns.get(name).terms.items()]
    rows += [(name, code, spoken) for name in header if name in _LANGUAGES for code, spoken in SPOKEN.items()]
    for at, (title, width) in enumerate((("Column", 18), ("Code", 26), ("Meaning", 80))):
        sheet.set_column(at, at, width, text)
        sheet.write_string(0, at, title, bold)
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            sheet.write_string(number, at, cell, text)
    sheet.freeze_panes(1, 0)
