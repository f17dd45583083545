"""Folding of names, and reading what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places import naming
from directory.places.fold import fold, slug


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("St. Louis", "st louis"),
        ("SAINT-LOUIS", "st louis"),
        ("San José", "san jose"),
        ("Prince George\u2019s County", "prince georges county"),
        ("Washington, D.C.", "washington dc"),
        ("Fort Worth", "ft worth"),
        ("Mount Vernon", "mt vernon"),
        ("Coeur d'Alene", "coeur dalene"),
        ("\uff19\uff14\uff16\uff10\uff11", "94601"),
        ("\u0669\u0664\u0666\u0660\u0661", "94601"),
        ("Hag\u00e5t\u00f1a", "hagatna"),
        ("Winston_Salem", "winston salem"),
        ("\x00\ud800!", ""),
    ],
)
def test_names_fold_as_people_type_them(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text(st.characters()))
def test_folding_any_text_leaves_words_and_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert "\x00" not in folded
    folded.encode()
    assert fold(folded) == folded


def test_a_slug_is_for_links_and_shortens_nothing() -> None:
    assert slug("Fort Worth") == "fort-worth"
    assert slug("Cañon City") == "canon-city"


def test_a_house_number_is_not_the_zip_code() -> None:
    assert naming.read("12345 Main St, Oakland CA 94601-1234").zip_code == "94601"


def test_a_state_may_be_written_after_the_name_in_full_or_in_two_letters() -> None:
    for text in ("Oakland, CA", "oakland california", "OAKLAND, California, USA"):
        assert naming.Reading("oakland", "CA") in naming.read(text).readings


def test_only_the_first_hundred_characters_are_read() -> None:
    assert naming.read("x" * 100 + " 94601").zip_code == ""
