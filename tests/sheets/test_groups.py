"""Problems with one cause are said once: which rows, what is wrong, how to fix it; the worst first."""

from collections.abc import Sequence

from directory.i18n.catalogs import catalog
from directory.sheets import reader
from directory.sheets.problems import Problem, grouped, line
from tests.sheets.made_up import workbook

HEADER = "organization,category,phone,source"
FOUND = [Problem("phone-area", row, "phone", "555-0101") for row in (5, 9, 12)]


def said(problems: Sequence[Problem], **how: object) -> list[str]:
    """Return the sentences of the groups."""
    return [group.sentence for group in grouped(problems, **how)]  # type: ignore[arg-type]


def check(text: str) -> list[str]:
    """Return what is said about a sheet."""
    sheet = reader.parse(text.encode(), "food", sources=frozenset({"test-list"}))
    return said(sheet.problems, columns=sheet.columns, total=sheet.total)


def test_the_rows_and_some_cells_are_named() -> None:
    assert said(FOUND) == ["phone: The area code is missing. Write all ten digits, like (510) 555-0123. "
                           'In 3 rows: 5, 9, 12. For example: "555-0101".']
    many = [Problem("phone", row, "phone", f"call {row}\nus") for row in range(2, 40)]
    assert said(many)[0].endswith('In 38 rows: 2, 3, 4, 5, 6, 7, 8, 9 ... '
                                  'For example: "call 2 us", "call 3 us", "call 4 us".')
    assert said(many, total=38)[0].count("This is so in every row.") == 1


def test_one_problem_alone_is_said_as_ever() -> None:
    assert said(FOUND[:1]) == [line(FOUND[0])]


def test_a_group_holds_its_problems() -> None:
    (group,) = grouped([*FOUND, Problem("phone-area", 5, "phone", "other")])
    assert (group.code, group.column, group.level, group.lines) == ("phone-area", "phone", "error", (5, 9, 12))
    assert len(group.problems) == 4


def test_causes_are_kept_apart() -> None:
    other = [Problem("phone-area", 5, "phone_2", "555-0101"), Problem("phone", 6, "phone", "x"),
             Problem("choice", 7, "services", "x", data={"part": "soup", "near": "", "choices": "a"}),
             Problem("choice", 8, "services", "y", data={"part": "tea", "near": "", "choices": "a"})]
    assert len(grouped([*FOUND, *other])) == 5


def test_sentences_about_one_row_become_one_about_many() -> None:
    zeros = [Problem("zip-zero-lost", row, "postal_code", str(2100 + row),
                     data={"digits": 4, "near": f"0{2100 + row}"}) for row in range(2, 5)]
    assert said(zeros) == [
        "postal_code: These have too few digits. Spreadsheets drop a leading zero. Put the zeros back, so that each "
        "has 5 digits. Format the column as text before you type. "
        'In 3 rows: 2, 3, 4. For example: "2102", "2103", "2104".']
    assert "Did you mean 02102?" in said(zeros[:1])[0]


def test_unknown_columns_are_named_together() -> None:
    assert check(f"{HEADER},county,WIC\nA Office,food,211,test-list,x,1\n") == [
        "“county”, “WIC”: These columns are not known, so they are not read. If one of them holds something that "
        "families need, rename it to one of our columns."]


def test_a_column_that_every_listing_needs_is_said_once_and_first() -> None:
    first, second, third, *_ = check("name,phone,source\n" + "".join(f"Office {row},call,other\n" for row in range(9)))
    assert first == ("The sheet has no column “organization”, and every listing needs it. "
                     "If the column “name” says who runs the place, rename it to “organization”.")
    assert second == ("The sheet has no column “category”, and every listing needs it. "
                      "Add this column, with one of these in each row: legal, medical, food, any.")
    assert third.startswith("phone: This is not a telephone number that can be called.")


def test_what_keeps_most_rows_out_comes_first_and_what_only_needs_a_look_last() -> None:
    rows = [*FOUND, Problem("header-unknown", 1, "adress", data={"near": "address_1"}),
            Problem("zip-unknown", 2, "postal_code", "00000", "warning"), *(
            Problem("url", row, "website", "x") for row in range(2, 9))]
    assert [group.code for group in grouped(rows)] == ["header-unknown", "url", "phone-area", "zip-unknown"]
    file = [*rows, Problem("other-tabs", level="warning", data={"read": "A", "others": "“B”"})]
    assert [group.code for group in grouped(file)][-2:] == ["other-tabs", "zip-unknown"]


def test_the_kind_of_help_is_asked_for_by_its_codes() -> None:
    assert check(f"{HEADER}\nA Office,,211,test-list\nB Office,food,211,test-list\n") == [
        "Row 2, category: The kind of help must be filled in. Write legal, medical, food or any, or delete the row."]


def test_a_group_can_be_said_in_another_language() -> None:
    assert said(FOUND, words=catalog("es"))[0].startswith("phone: ")
    assert all(said(FOUND, words=catalog(code))[0] for code in ("es", "ar"))


def test_what_is_missing_is_said_although_a_cell_is_wrong_too() -> None:
    """Otherwise a volunteer mends 120 cells and then reads that a column is missing."""
    assert check("organization,phone\nA Office,call\n")[0].startswith("The sheet has no column “category”")
    assert [sentence for sentence in check("organization,phone\nA Office,call\n") if "where these facts" in sentence]


def test_data_for_programs_is_no_text_for_families() -> None:
    assert check(f'{HEADER},address\nA Office,food,211,test-list,"[{{""city"": ""Oakland""}}]"\n')[0].startswith(
        'Row 2, address_1: "[{"city": "Oakland"}]" This is data for a program, not words for people.')
    assert check(f"{HEADER},address\nA Office,food,211,test-list,#REF!\n")[0].startswith(
        'Row 2, address_1: "#REF!" A formula of the spreadsheet failed here.')
    assert check(f"{HEADER},address\nA Office,food,211,test-list,#N/A\n") == []


def test_a_wrong_service_names_the_codes_of_that_kind_of_help() -> None:
    (sentence,) = check(f"{HEADER},services\nA Office,food,211,test-list,Clothing closet\n")
    named = sentence.split("Use one of: ")[1].split(".")[0].split(", ")
    assert len(named) <= 12
    assert "food-pantry" in named and "dental" not in named
    assert check(f"{HEADER},services\nA Office,food,211,test-list,Soup Kitchen\n") == []


def test_the_problems_of_a_workbook_use_its_own_row_numbers() -> None:
    raw = workbook({"One": [[], HEADER.split(","), [], ["A", "food", "call", "test-list"]]})
    assert [problem.line for problem in reader.parse(raw, "x").problems] == [4]
