"""Any text becomes a message that goes out and comes back unchanged, or is refused with what to mend."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.i18n.marks import N_
from directory.reports import message as messages
from directory.reports import show
from directory.reports.message import Message
from tests.reports.made_up import ANY_TEXT, REPORT, SUGGESTION, TYPED, report


@given(kind=st.sampled_from(["report", "suggestion"]), typed=TYPED)
def test_any_text_goes_out_and_back_or_is_refused(kind: str, typed: dict[str, str]) -> None:
    made = messages.make(kind, day="2026-09-16", language="ar", listing_id="oakland001" if kind == "report" else "",
                         typed=typed)
    found = messages.problems(made)
    written = json.dumps(messages.dump(made), ensure_ascii=False).encode()
    assert messages.load(json.loads(written)) == (None if found else made)
    assert all(problem.code in show._PROBLEMS for problem in found), "every problem has a sentence"


@given(text=ANY_TEXT)
def test_tidy_text_stays_as_it_is_and_obeys_nobody(text: str) -> None:
    tidy = messages.tidy(text)
    assert messages.tidy(tidy) == tidy
    assert not [char for char in tidy if char != "\n" and unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    assert not set(tidy) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(text=st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), max_size=1000))
def test_no_letter_or_sign_is_lost(text: str) -> None:
    assert messages.tidy(text) == text


def test_a_copied_number_loses_only_what_turns_it_round() -> None:
    made = messages.make("report", day="2026-09-16", language="en", listing_id="oakland001",
                         typed={"choice": "phone", "text": "\u202a(510) 555-0123\u202c\r\n\r\n\r\n\r\nor\tanother\x00"})
    assert made.text == "(510) 555-0123\n\nor another"


def test_writing_right_to_left_keeps_its_joiners_and_marks() -> None:
    for text in ("می\u200cخواهم", "العنوان \u200f(510)", "👩\u200d👧"):
        assert messages.tidy(text) == text


@pytest.mark.parametrize(("made", "found"), [
    (REPORT, []), (SUGGESTION, []),
    (report(text="", contact=""), []),
    (report(choice=""), [("choice", "wrong")]), (report(choice="no such"), [("choice", "wrong")]),
    (report(choice="other", text=""), [("text", "what")]),
    (report(choice="other"), []),
    (report(text="x" * 1000, contact="x" * 200), []),
    (report(text="x" * 1001, contact="x" * 201, choice=""),
     [("choice", "wrong"), ("text", "too-long"), ("contact", "too-long")]),
    (Message("suggestion", "2026-09-16", "en"), [("choice", "help"), ("name", "name"), ("reach", "reach")]),
    (Message("suggestion", "2026-09-16", "en", choice="food spam", name="A", place="B"), [("choice", "help")]),
    (Message("suggestion", "2026-09-16", "en", choice="food", name="A", reach="B"), []),
])
def test_what_must_be_mended_is_said_in_the_order_of_the_form(made: Message, found: list[tuple[str, str]]) -> None:
    assert [(problem.field, problem.code) for problem in messages.problems(made)] == found


@pytest.mark.parametrize("change", [
    {"day": "2026-9-16"}, {"day": "20260916"}, {"day": "2026-02-30"}, {"day": "2026-09-16T17:00"}, {"kind": "other"},
    {"listing_id": ""}, {"listing_id": "../../etc"}, {"listing_id": "a" * 25}, {"language": "\x1b[31m"},
    {"language": ""}, {"text": "a\x1b[2Jb"}, {"text": "x" * 1001}, {"text": " a"}, {"choice": "money "}, {"text": 5},
    {"address": "198.51.100.7"}, {"contact": None},
])
def test_a_file_that_we_did_not_write_is_no_message(change: dict[str, object]) -> None:
    assert messages.load(messages.dump(REPORT)) == REPORT
    assert messages.load({**messages.dump(REPORT), **change}) is None


@pytest.mark.parametrize("data", [None, [], "x", 1, {}, {"kind": "report"}])
def test_other_json_is_no_message(data: object) -> None:
    assert messages.load(data) is None


def test_every_choice_has_words() -> None:
    assert all(N_(words) for words in (*messages.WRONG.values(), *messages.HELP.values()))
