"""Any file in: rows come out, or one reason that a volunteer can act on."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.sheets import tables
from directory.sheets.guard import unguard
from directory.sheets.tables import Table, Unreadable
from tests.effort import effort

PLAIN = "name,city\nClínica Peña,Oakland\n“Ayuda”,San José\n"
ROWS = (("Clínica Peña", "Oakland"), ("“Ayuda”", "San José"))


def refusal(raw: bytes) -> Unreadable:
    """Return why a file is no table."""
    with pytest.raises(Unreadable) as caught:
        tables.parse(raw)
    return caught.value


@pytest.mark.parametrize("raw", [
    PLAIN.encode(), codecs.BOM_UTF8 + PLAIN.encode(), PLAIN.encode("cp1252"),
    codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le"), codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
    PLAIN.encode("utf-16-le"), PLAIN.encode("utf-16-be"),
], ids=["utf-8", "utf-8 with a mark", "cp1252", "utf-16-le", "utf-16-be", "utf-16-le without", "utf-16-be without"])
def test_every_encoding_of_a_spreadsheet_program_is_read(raw: bytes) -> None:
    (table,) = tables.parse(raw)
    assert (table.header, table.rows, table.lines) == (("name", "city"), ROWS, (2, 3))


@pytest.mark.parametrize("separator", ",;\t|")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end_is_read(separator: str, end: str) -> None:
    text = end.join([separator.join(["name", '"what; they, do|\t"', "city"]), separator.join(["A", "B", "C"]), ""])
    (table,) = tables.parse(text.encode())
    assert table.header == ("name", "what; they, do|", "city")
    assert (table.rows, table.lines) == ((("A", "B", "C"),), (2,))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_counted_as_a_spreadsheet_counts_them(end: str) -> None:
    lines = ["", "name,note", "", "A,1", '"B', 'second line', '",2', ",", "C,3"]
    (table,) = tables.parse(end.join(lines).encode())
    assert table.rows == (("A", "1"), ("B\nsecond line", "2"), ("C", "3"))
    assert table.lines == (4, 5, 7)


def test_rows_keep_their_own_length() -> None:
    assert tables.parse(b"a,b,,\n1\n1,2,3,4,5\n")[0].rows == (("1",), ("1", "2", "3", "4", "5"))
    assert tables.parse(b"a,b,,\n1\n")[0].header == ("a", "b")


@pytest.mark.parametrize(("raw", "code"), [
    (b"", "file-empty"), (b" \n\r\n", "file-empty"), (codecs.BOM_UTF8, "file-empty"),
    (b"%PDF-1.7\nname,city\n", "file-binary"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file-binary"), (PLAIN.encode("utf-32"), "file-binary"),
    (b"a," * 300 + b"\n1", "file-too-long"),
])
def test_a_file_that_is_no_table_is_named(raw: bytes, code: str) -> None:
    assert refusal(raw).code == code


def test_a_quotation_mark_that_never_closes_is_found_on_its_line() -> None:
    error = refusal(b'name,city\nA,Oakland\n"B,Oakland\nC,Oakland\n')
    assert (error.code, error.data["line"]) == ("file-quotes", 3)
    error = refusal(b'name,city\nA,Oakland\n"Joe\'s "Diner"",Oakland\n')
    assert (error.code, error.data["line"]) == ("file-quotes", 3)


def test_a_giant_cell_is_no_reason_to_fall_over() -> None:
    assert refusal(b'name\n"' + b"x" * 200_000 + b'"\n').code == "file-quotes"


def test_a_giant_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "giant.csv"
    with path.open("wb") as file:
        file.truncate(tables.MAX_BYTES + 1)
    with pytest.raises(Unreadable, match="file-too-big"):
        tables.read(path)


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 100)
    assert len(tables.parse(b"a\n" + b"1\n" * 100)[0].rows) == 100
    assert refusal(b"a\n" + b"1\n" * 101).code == "file-too-long"


@given(st.one_of(st.binary(max_size=300), st.text(alphabet='a,;|\t"\r\n =\u00e9\ufeff', max_size=80).map(str.encode)))
def test_any_bytes_end_in_rows_or_a_reason(raw: bytes) -> None:
    try:
        (table,) = tables.parse(raw)
    except Unreadable:
        return
    assert len(table.rows) == len(table.lines)
    assert list(table.lines) == sorted(set(table.lines))
    assert all(any(row) for row in table.rows)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=12).map(str.strip)


@effort(max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.getbasetemp() / "written.csv"
    tables.write(path, ["a", "b", "c"], rows)
    table: Table = tables.read(path)
    assert [[unguard(cell) for cell in row] for row in table.rows] == [row for row in rows if any(row)]
