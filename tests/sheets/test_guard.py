"""No cell that we write can run as a formula, and nothing is lost by that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.sheets.guard import guard, unguard

TEXT = st.one_of(st.text(max_size=20), st.text(alphabet="'=+-@\t\r\n\0＝＋－＠1.a", max_size=6))


@given(TEXT)
def test_every_cell_comes_back_as_it_was(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@given(TEXT)
def test_no_cell_that_we_write_is_a_formula(cell: str) -> None:
    written = guard(cell)
    assert written[:1] not in set("=+@\t\r\n\0＝＋－＠")
    assert written[:1] != "-" or float(written) <= 0


@pytest.mark.parametrize(("cell", "written"), [
    ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("@SUM(1)", "'@SUM(1)"), ("+52 55 5123 4567", "'+52 55 5123 4567"),
    ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"), ("-122.2187", "-122.2187"), ("'", "''"), ("", ""),
    ("a=b", "a=b"),
])
def test_only_what_a_spreadsheet_would_run_is_changed(cell: str, written: str) -> None:
    assert guard(cell) == written


def test_an_apostrophe_before_a_word_stays() -> None:
    assert unguard("'Aʻala Clinic") == "'Aʻala Clinic"
    assert unguard("'-122.2187") == "-122.2187"
