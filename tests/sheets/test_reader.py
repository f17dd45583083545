"""A sheet in: forgiving to read, strict to accept, and every problem says where, what, why and how to fix it."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings import columns
from directory.places.place import Place
from directory.sheets import exporter, problems, reader, tables
from directory.sheets.reader import Sheet
from tests.effort import effort
from tests.register.made_up import facts, listing

HEADER = "organization,category,phone,source"


def read(tmp_path: Path, text: str | bytes, **how: object) -> Sheet:
    """Read a sheet of this text."""
    path = tmp_path / "food.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return reader.read(path, **how)  # type: ignore[arg-type]


def codes(sheet: Sheet) -> list[tuple[int, str, str]]:
    """Return (line, column, code) of every problem."""
    return [(problem.line, problem.column, problem.code) for problem in sheet.problems]


def boston(code: str) -> Place | None:
    """Know one ZIP code."""
    return Place("zip", code, "Cambridge", "MA", ("25017",), 42.4, -71.1, "UTC") if code == "02139" else None


def test_columns_may_stand_in_any_order_under_any_known_name(tmp_path: Path) -> None:
    sheet = read(tmp_path, "Phone Number;SOURCE;Kind;Agency Name\n510-555-0101;test-list;Food Pantry;Example Office\n")
    assert codes(sheet) == []
    assert sheet.rows[0].facts == {"phone": "(510) 555-0101", "source": "test-list", "category": "food",
                                   "organization": "Example Office"}


def test_an_unknown_column_is_named_and_a_misspelt_one_must_be_mended(tmp_path: Path) -> None:
    sheet = read(tmp_path, f"{HEADER},favourite colour,adress_1,,\nA Office,food,211,test-list,blue,1 Street,x,\n")
    assert codes(sheet) == [(1, "favourite colour", "header-foreign"), (1, "adress_1", "header-unknown"),
                            (2, "", "row-long")]
    assert "address_1" in problems.line(sheet.problems[1])


def test_a_translation_of_what_stands_in_english_only_is_a_problem_that_says_so(tmp_path: Path) -> None:
    sheet = read(tmp_path, f"{HEADER},hours_es,documents_es\nA Office,food,211,test-list,Lunes,Una carta\n")
    assert codes(sheet) == [(1, "hours_es", "header-english")]
    said = problems.line(sheet.problems[0])
    assert "“hours” stands in English only" in said and "documents, transit_note" in said
    assert codes(read(tmp_path, f"{HEADER},organization_id\nA Office,food,211,test-list,7\n")) == [
        (1, "organization_id", "header-unknown")]


def test_translations_go_out_and_come_back_as_the_same_bytes(tmp_path: Path) -> None:
    rows = [listing(1, **{columns.in_language(name, code): f"{code}: {name}, “así”"
                          for name in columns.TRANSLATED for code in ("es", "zh-Hans", "pt-BR")})]
    for kind in ("csv", "xlsx"):
        out = exporter.sheet(rows, kind)  # type: ignore[arg-type]
        sheet = reader.parse(out, "food")
        assert not sheet.problems and [row.facts for row in sheet.rows] == rows
        assert exporter.sheet([row.facts for row in sheet.rows], kind) == out  # type: ignore[arg-type]


def test_a_column_without_a_name_is_not_lost_silently(tmp_path: Path) -> None:
    sheet = read(tmp_path, "organization,,category,phone,source\nA Office,secret,food,211,test-list\n")
    assert codes(sheet) == [(1, "B", "header-foreign")]
    assert len(sheet.rows) == 1
    assert codes(read(tmp_path, "organization,,category,phone,source\nA Office,,food,211,test-list\n")) == []


def test_a_column_that_stands_twice_is_a_problem(tmp_path: Path) -> None:
    assert codes(read(tmp_path, f"{HEADER},Telephone\nA Office,food,211,test-list,988\n")) == [
        (1, "Telephone", "header-twice")]


def test_a_sheet_without_any_known_column_says_so(tmp_path: Path) -> None:
    sheet = read(tmp_path, "Pantries of 2026,,\nfoo,bar\n")
    assert [code for _, _, code in codes(sheet)] == ["header-foreign", "header-missing"]


def test_a_row_with_too_many_cells_is_a_problem_on_its_line(tmp_path: Path) -> None:
    sheet = read(tmp_path, f'{HEADER}\nA Office,food,211,test-list,,\n"B\nOffice",food,211,test-list,extra\n')
    assert codes(sheet) == [(3, "", "row-long")]
    assert [row.line for row in sheet.rows] == [2]


def test_a_short_row_leaves_the_rest_unknown(tmp_path: Path) -> None:
    sheet = read(tmp_path, f"{HEADER},cost,asks_ssn\nA Office,food,211,test-list\n")
    assert codes(sheet) == []
    assert "asks_ssn" not in sheet.rows[0].facts


def test_a_lost_zero_is_mended_where_the_state_leaves_no_doubt(tmp_path: Path) -> None:
    def row(zip_code: str, state: str, **how: object) -> Sheet:
        return read(tmp_path, f"{HEADER},zip,state\nA Office,food,211,test-list,{zip_code},{state}\n", **how)

    assert row("2139", "MA", find_zip=boston).rows[0].facts["postal_code"] == "02139"
    assert row("2139.0", "Massachusetts", find_zip=boston).rows[0].facts["postal_code"] == "02139"
    assert row("2139-0012", "MA", find_zip=boston).rows[0].facts["postal_code"] == "02139-0012"
    for zip_code, state, how in [("2139", "NY", {"find_zip": boston}), ("2139", "", {"find_zip": boston}),
                                 ("2138", "MA", {"find_zip": boston}), ("2139", "MA", {})]:
        sheet = row(zip_code, state, **how)
        assert codes(sheet) == [(2, "postal_code", "zip-zero-lost")]
    assert problems.line(row("2139", "").problems[0]) == (
        'Row 2, postal_code: "2139" It has 4 digits. Spreadsheets drop a leading zero. '
        "Did you mean 02139? Format the column as text before you type it.")


def test_a_longitude_without_its_minus_is_asked_about(tmp_path: Path) -> None:
    sheet = read(tmp_path, f"{HEADER},address,lat,lng\nA Office,food,211,test-list,1 Street,37.7,122.2\n")
    assert codes(sheet) == [(2, "longitude", "longitude")]
    assert "Did you mean -122.2?" in problems.line(sheet.problems[0])


def test_the_same_id_twice_keeps_the_second_row_out(tmp_path: Path) -> None:
    rows = [listing(1), listing(2) | {"id": listing(1)["id"]}]
    text = "id," + HEADER + "\n" + "".join(f"{row['id']},{row['organization']},food,211,test-list\n" for row in rows)
    sheet = read(tmp_path, text)
    assert codes(sheet) == [(3, "id", "id-twice")]
    assert [row.line for row in sheet.rows] == [2]


def test_rows_that_nothing_tells_apart_are_a_problem(tmp_path: Path) -> None:
    assert codes(read(tmp_path, f"{HEADER}\nA Office,food,211,test-list\nA  OFFICE,food,988,test-list\n")) == [
        (3, "organization", "id-same")]


def test_a_row_without_an_id_that_looks_like_another_is_pointed_out(tmp_path: Path) -> None:
    sheet = read(tmp_path, f"id,{HEADER}\n,A Office,food,988,test-list\ninvented01,A Office,food,211,test-list\n")
    assert codes(sheet) == [(2, "organization", "same-place")]
    assert len(sheet.rows) == 2


def test_a_source_that_is_not_listed_is_a_problem(tmp_path: Path) -> None:
    text = f"{HEADER},assured_date,assured_method\nA Office,food,211,other,,\nB Office,food,211,,2026-09,called\n"
    assert codes(read(tmp_path, text, sources=frozenset({"test-list"}))) == [(2, "source", "source-unknown")]
    assert codes(read(tmp_path, text, sources=frozenset())) == [(2, "source", "source-unknown")]


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    assert [problem.code for problem in reader.read(tmp_path / "nothing.csv").problems] == ["file-missing"]
    assert [problem.code for problem in reader.read(tmp_path).problems] == ["file-missing"]


def test_a_guarded_cell_is_read_as_what_it_holds(tmp_path: Path) -> None:
    sheet = read(tmp_path, f"{HEADER},description\nA Office,food,'+52 55 5123 4567,test-list,'=1+1\n")
    assert sheet.rows[0].facts["phone"] == "+52 55 5123 4567"
    assert sheet.rows[0].facts["description"] == "=1+1"


def test_a_report_cannot_steer_a_terminal(tmp_path: Path) -> None:
    sheet = read(tmp_path, f"{HEADER}\nA Office,food,\x1b[2Jcall \x9b31m me,test-list\n")
    line = problems.line(sheet.problems[0])
    assert not [char for char in line if ord(char) < 32 or 0x7f <= ord(char) < 0xa0]


HEADERS = st.one_of(st.sampled_from([name for column in columns.COLUMNS for name in (column.name, *column.aliases)]),
                    st.text(max_size=8))
TYPED = st.one_of(st.text(max_size=20), st.sampled_from([column.example for column in columns.COLUMNS]),
                  st.sampled_from(["yes", "no", "unknown", "2139", "122.2", "5-Sep", "'=1", "\u202e"]))


@effort(max_examples=60)
@given(st.lists(st.lists(TYPED, max_size=8), max_size=5), st.lists(HEADERS, max_size=8))
def test_any_table_of_cells_ends_in_rows_and_readable_problems(
        tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], header: list[str]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    raw = text.getvalue().encode("utf-8", "replace")
    sheet = read(tmp_path_factory.getbasetemp(), raw, find_zip=boston, sources=frozenset({"eoir-pro-bono"}))
    for problem in sheet.problems:
        assert problems.line(problem)
    for row in sheet.rows:
        for name, value in row.facts.items():
            assert columns.read(name, value) == value != ""


@effort(max_examples=60)
@given(st.binary(max_size=200))
def test_the_reader_never_raises(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    for text in (raw, HEADER.encode() + b"\n" + raw):
        sheet = read(tmp_path_factory.getbasetemp(), text)
        assert [problems.line(problem) for problem in sheet.problems] or sheet.rows or not sheet.total


def test_our_own_template_is_read_without_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "food.csv"
    tables.write(path, [column.name for column in columns.COLUMNS], [])
    assert reader.read(path).problems == ()


def test_an_exported_sheet_holds_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "food.csv"
    rows = [listing(1, description="=1+1", organization="@home", name="-x", phone="+52 55 5123 4567",
                    latitude="37.7", longitude="-122.2", address_1="＝1")]
    exporter.write(path, rows)
    with path.open(encoding="utf-8", newline="") as file:
        written = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in written if cell[:1] in set("=+@＝") or (cell[:1] == "-" and cell != "-122.2")]
    assert reader.read(path).rows[0].facts == rows[0]


def test_facts_that_break_a_rule_keep_the_row_out_and_warnings_do_not(tmp_path: Path) -> None:
    path = tmp_path / "food.csv"
    exporter.write(path, [facts(1, organization="Example Shelter"), facts(2, postal_code="99999"), facts(3)])
    sheet = reader.read(path, find_zip=boston)
    assert sorted(problem.code for problem in sheet.problems) == ["survivors", "zip-unknown"]
    assert sorted(row.facts["organization"] for row in sheet.rows) == ["Example Office 2", "Example Office 3"]
