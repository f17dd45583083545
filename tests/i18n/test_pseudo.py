"""The made-up languages keep what a program fills in, and change all else."""

import re

from hypothesis import given
from hypothesis import strategies as st

from directory.i18n.pseudo import KEPT, disguise, pseudo

CODES = ("en-XA", "ar-XB")
PIECES = st.sampled_from(
    ["Call ", "%(name)s", '<a href="%(url)s">', "</a>", "&nbsp;", "100%%", " first.", "{0}", "?"]
)


def test_placeholders_and_tags_stay_whole() -> None:
    message = "Call <b>%(name)s</b> first."
    assert pseudo("en-XA", message) == "[Çåļļ <b>%(name)s</b> ƒîŕšţ. öñé]"
    assert pseudo("ar-XB", message) == "ثالل <b>%(name)s</b> فيرست."


def test_a_real_language_is_left_alone() -> None:
    assert pseudo("es", "Comida") == "Comida"


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join))
def test_everything_to_be_kept_is_kept_in_order(message: str) -> None:
    for code in CODES:
        assert KEPT.findall(pseudo(code, message)) == KEPT.findall(message)


@given(st.text())
def test_no_latin_letter_is_left_outside_what_is_kept(text: str) -> None:
    for code in CODES:
        assert not re.search("[A-Za-z]", KEPT.sub("", disguise(code, KEPT.sub("", text))))


@given(st.text(alphabet="abcdefgh ", min_size=1, max_size=80))
def test_the_long_language_is_about_forty_percent_longer(text: str) -> None:
    assert 1.4 * len(text) <= len(pseudo("en-XA", text)) <= 1.4 * len(text) + 8


def test_no_invisible_direction_marks_are_used() -> None:
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", pseudo("ar-XB", "Find help near you?"))


def test_one_letter_stands_for_one_letter_so_that_tests_can_find_words() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    for code in CODES:
        assert len(set(disguise(code, letters))) == 26
