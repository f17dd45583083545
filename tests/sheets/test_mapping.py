"""Titles that nobody knows: a person says once what they mean; and what a person types instead of a cell."""

import pytest

from directory.sheets import reader
from directory.sheets.reader import Sheet, key, suggest
from tests.sheets.made_up import workbook

HEADER = "organization,category,phone,source"
ROW = "A Office,food,211,test-list"


def parse(text: str, **how: object) -> Sheet:
    """Read a sheet of this text."""
    return reader.parse(text.encode(), "food", **how)  # type: ignore[arg-type]


def codes(sheet: Sheet) -> list[tuple[int, str, str]]:
    """Return (line, column, code) of every problem."""
    return [(problem.line, problem.column, problem.code) for problem in sheet.problems]


def test_a_title_is_read_as_a_person_said() -> None:
    text = f"{HEADER},Who Runs It?,电话\n{ROW},B Office,988\n"
    sheet = parse(text, mapping={key("who runs it"): "name", key("电话"): "phone_2"})
    assert codes(sheet) == []
    assert sheet.rows[0].facts["name"] == "B Office"
    assert sheet.rows[0].facts["phone_2"] == "988"
    assert sheet.header[4:] == (("Who Runs It?", "name"), ("电话", "phone_2"))
    assert key("电话") != key("地址"), "titles without a Latin letter are told apart"


def test_a_title_left_out_knowingly_is_no_problem_any_more() -> None:
    sheet = parse(f"{HEADER},colour,adress_1\n{ROW},blue,x\n", mapping={key("colour"): "", key("adress_1"): ""})
    assert codes(sheet) == []
    assert sheet.strange == {}


def test_a_known_title_can_be_read_as_another_column() -> None:
    sheet = parse("name,category,phone,source\nA Office,food,211,test-list\n", mapping={key("name"): "organization"})
    assert codes(sheet) == []
    assert sheet.rows[0].facts["organization"] == "A Office"


def test_titles_below_the_first_row_are_named_on_their_own() -> None:
    raw = workbook({"One": [[], [], ["organization", "colour"], ["A Office", "red"]]})
    assert (3, "colour", "header-foreign") in codes(reader.parse(raw, "x"))


def test_two_titles_cannot_be_one_column() -> None:
    assert codes(parse(f"{HEADER},tel two\n{ROW},988\n", mapping={key("tel two"): "phone"})) == [
        (1, "tel two", "header-twice")]


def test_a_column_without_a_title_goes_by_its_letter() -> None:
    text = f"{HEADER},,\n{ROW},Oakland,\n"
    assert codes(parse(text)) == [(2, "", "row-long")], "blank titles at the end are no columns"
    text = f"organization,,category,phone,source\nA Office,Oakland,{ROW.partition(',')[2]}\n"
    assert parse(text).strange == {"B": ("Oakland",)}
    assert parse(text, mapping={key("B"): "city"}).rows[0].facts["city"] == "Oakland"


def test_a_mapping_to_a_column_that_is_none_is_passed_over() -> None:
    assert codes(parse(f"{HEADER},colour\n{ROW},red\n", mapping={key("colour"): "colour"})) == [
        (1, "colour", "header-foreign")]


def test_a_mapping_makes_a_sheet_of_a_workbook_the_one_that_is_read() -> None:
    raw = workbook({"Notes": [["hello"]], "Liste": [["Wer", "Was"], ["A Office", "food"]]})
    sheet = reader.parse(raw, "x", mapping={key("Wer"): "organization", key("Was"): "category"})
    assert sheet.columns == ("organization", "category")


def test_unknown_columns_come_with_their_first_cells() -> None:
    rows = "".join(f"{ROW} {number},{number % 7}\n" for number in range(40))
    assert parse(f"{HEADER},colour\n{rows}").strange == {"colour": ("0", "1", "2", "3", "4")}


@pytest.mark.parametrize(("title", "cells", "first"), [
    ("Teléfono", ["510-555-0101"], "phone"), ("Contact", ["help@example.org", "info@example.org"], "email"),
    ("Zip Code 5", ["94601", "2139"], "postal_code"), ("Web page", ["www.example.org"], "website"),
    ("B", ["CA", "NV", "TX"], "state"), ("When", ["Mon-Fri 9am-5pm", "NA"], "hours"),
    ("Speaks", ["Spanish", "English; Mam"], "languages"), ("Adress", [], "address_1"),
    ("Organisation Nme", ["Example Office"], "organization"), ("latitud", ["37.7"], "latitude"),
])
def test_what_a_title_may_mean_is_suggested(title: str, cells: list[str], first: str) -> None:
    assert suggest(title, cells)[0] == first


@pytest.mark.parametrize(("title", "cells"), [("test_mode", ["False"]), ("colour", ["blue"]), ("sid", ["80"]),
                                              ("fax", ["510-555-01"]), ("", [])])
def test_nothing_is_suggested_for_what_is_not_ours(title: str, cells: list[str]) -> None:
    assert suggest(title, cells) == []


def test_a_cell_that_a_person_typed_stands_in_place_of_the_files() -> None:
    text = f"{HEADER}\nA Office,foood,call,test-list\nB Office,food,211,test-list\n"
    assert [row.line for row in parse(text).rows] == [3]
    sheet = parse(text, corrections={(2, "category"): "food", (2, "phone"): "988", (2, "cost"): "free"})
    assert codes(sheet) == []
    assert sheet.rows[0].facts == {"organization": "A Office", "category": "food", "phone": "988",
                                   "source": "test-list", "cost": "free"}
    assert sheet.columns == (*HEADER.split(","), "cost")
    assert parse(text, corrections={(3, "phone"): ""}).problems[-1].code == "no-reach"


def test_a_wrong_correction_is_a_problem_of_its_cell() -> None:
    sheet = parse(f"{HEADER}\n{ROW}\n", corrections={(2, "phone"): "call"})
    assert codes(sheet) == [(2, "phone", "phone")]
    assert sheet.typed == {2: {"organization": "A Office", "category": "food", "phone": "call", "source": "test-list"}}


def test_one_value_can_fill_every_blank_cell() -> None:
    text = "organization,type,phone\nA Office,NA,211\nB Office,medical,211\nC Office,,211\n"
    sheet = parse(text, corrections={(0, "category"): "food", (0, "source"): "test-list", (4, "category"): "legal",
                                     (4, "legal_credential"): "attorney"})
    assert [row.facts["category"] for row in sheet.rows] == ["food", "medical", "legal"]
    assert {row.facts["source"] for row in sheet.rows} == {"test-list"}


def test_a_row_can_be_left_out() -> None:
    text = f"{HEADER}\n{ROW}\nTotal,,,\n"
    assert codes(parse(text))
    sheet = parse(text, corrections={(3, ""): ""})
    assert (codes(sheet), sheet.total) == ([], 1)


def test_only_rows_with_problems_are_kept_as_they_were_typed() -> None:
    sheet = parse(f"{HEADER}\n{ROW}\nB Office,food,'=1,test-list\n")
    assert list(sheet.typed) == [3]
    assert sheet.typed[3]["phone"] == "=1"
