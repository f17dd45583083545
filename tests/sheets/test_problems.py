"""Every problem that any code can name has words: why, and how to fix it."""

import re
import string
from pathlib import Path

import pytest

import directory
from directory.i18n.catalogs import catalog
from directory.listings.hours import CODES as HOURS_CODES
from directory.sheets import problems
from directory.sheets.problems import MESSAGES, Problem, sentence

PACKAGE = Path(directory.__file__).parent
SOURCE = "\n".join(path.read_text(encoding="utf-8") for folder in ("listings", "sheets")
                   for path in sorted((PACKAGE / folder).glob("*.py")) if path.name != "notices.py")
#: Notices have words of their own (tests/cli/test_notice.py).
#: Every code that stands as the first word of an Invalid, Finding, Problem or Unreadable, and those chosen by an `if`.
CODES = (set(re.findall(r"\b(?:Invalid|Finding|Problem|Unreadable|Refused)\(\s*\"([a-z-]+)\"", SOURCE))
         | set(re.findall(r"Invalid\(\"([a-z-]+)\" if .*? else \"[a-z-]+\"\)", SOURCE))
         | set(re.findall(r"Invalid\(\"[a-z-]+\" if .*? else \"([a-z-]+)\"\)", SOURCE))
         | set(re.findall(r"_degrees\(.*\"([a-z]+)\"\)", SOURCE)) | {"id-twice", "id-same", "file-damaged"}
         | {f"hours-{code}" for code in HOURS_CODES})
#: What each code brings along, so that its sentence can be filled.
DATA = {"limit": 9, "rows": 9, "columns": 9, "line": 9, "near": "near", "other": 9, "sheet": "food", "part": "part",
        "choices": "a, b", "digits": 4, "city": "Oakland", "zip_state": "CA", "state": "NV", "word": "shelter",
        "of": "legal", "category": "food", "read": "Pantries", "others": "“Old”", "base": "hours"}


def test_the_rule_sees_the_codes() -> None:
    assert {"needed", "phone-two", "zip-zero-lost", "latitude", "confidential-text", "file-quotes", "hours-empty",
            "longitude", "same-place", "hours-spreadsheet"} <= CODES
    assert len(CODES) > 55


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_problem_has_words(code: str) -> None:
    for near in ("near", ""):
        why, fix = sentence(Problem(code, 14, "phone", "value", data={**DATA, "near": near}))
        for words in (why, fix):
            assert words.endswith((".", "?", "”.")), words
            assert "%(" not in words


def test_no_words_are_left_over() -> None:
    used = {code.removesuffix("-far").removesuffix("-near") for code in MESSAGES}
    assert used - CODES <= {"hours", "needed-category"}
    assert set(problems.MANY) <= set(MESSAGES)


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_the_words_ask_for_nothing_that_a_problem_does_not_bring(code: str) -> None:
    for words in MESSAGES[code]:
        assert set(re.findall(r"%\((\w+)\)", words)) <= {*DATA, "value"}
        assert "%" not in re.sub(r"%\(\w+\)s", "", words)


def test_a_line_names_where_what_why_and_how() -> None:
    line = problems.line(Problem("phone-area", 14, "phone", "555-0123"))
    assert line == 'Row 14, phone: "555-0123" The area code is missing. Write all ten digits, like (510) 555-0123.'


def test_a_problem_of_the_whole_file_has_no_line() -> None:
    assert problems.line(Problem("file-empty")) == (
        "The file is empty. Open the sheet in a spreadsheet program and save it again.")


def test_a_long_value_is_cut_and_stays_on_one_line() -> None:
    line = problems.line(Problem("phone", 3, "phone", "x\n" * 500))
    assert len(line) < 300
    assert "\n" not in line


@pytest.mark.parametrize("language", ["es", "ar"])
def test_the_words_can_be_translated(language: str) -> None:
    translate = catalog(language).gettext
    for code in CODES:
        why, fix = sentence(Problem(code, 1, data=DATA, value="x"), translate)
        assert why.strip(string.whitespace)
        assert fix.strip(string.whitespace)
