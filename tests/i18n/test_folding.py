"""Words as people type them: one spelling for all that a family means as one."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.i18n import folding

ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("INMIGRACIÓN", "inmigracion"),
        ("pháp lý", "PHAP LY"),
        ("pháp lý", "phap ly"),
        ("Đặng", "dang"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("الطَّعَام", "طعام"),
        ("الأكل", "اكل"),
        ("مدرسة", "مدرسه"),
        ("غذایی", "غذايي"),
        ("می‌خواهم", "میخواهم"),
        ("Ёлка", "елка"),
        ("ＦＯＯＤ", "food"),
        ("٩٤٦٠١", "94601"),
        ("९४६०१", "94601"),
        ("St. John's", "St Johns"),
        ("St. John’s", "saint johns"),
        ("Mount Zion", "Mt. Zion"),
        ("O'Brien", "OBrien"),
        ("Hawaiʻi", "Hawaii"),
        ("K'iche'", "Kʼicheʼ"),
        ("Qꞌanjobꞌal", "Q'anjob'al"),
        ("ẹ̀kọ́", "eko"),
        ("soft\u00adhyphen", "softhyphen"),
        ("が", "か\u3099"),
        ("한국어", "한국어"),
    ],
)
def test_one_word_is_found_in_all_its_spellings(one: str, other: str) -> None:
    assert folding.fold(one) == folding.fold(other) != []


def test_scripts_without_spaces_are_cut_into_pairs() -> None:
    assert folding.fold("移民法律") == ["移民", "民法", "法律"]
    assert folding.fold("이민 법률") == ["이민", "법률"]
    assert folding.fold("อาหาร") == ["อา", "าห", "หา", "าร"]
    assert folding.fold("法") == ["法"]


def test_marks_of_indian_scripts_do_not_cut_a_word() -> None:
    assert len(folding.fold("हिन्दी भोजन")) == 2
    assert len(folding.fold("বাংলা খাবার")) == 2


def test_every_single_chinese_character_can_be_found() -> None:
    assert {"免费", "费食", "食物", "物"} == set(folding.index("免费食物"))
    assert folding.match(["物"], []) == '{words} : ("物"*)'


def test_the_last_word_is_a_beginning_unless_it_is_very_short() -> None:
    assert folding.match(["free", "groc"], []) == '{words} : ("free" AND "groc"*)'
    assert folding.match(["la"], []) == '{words} : ("la")'
    assert folding.match(["移民"], []) == '{words} : ("移民")'


def test_words_that_say_nothing_are_left_out_unless_nothing_is_left() -> None:
    assert folding.query("I need food near me") == ["food"]
    assert folding.query("necesito comida") == ["comida"]
    assert folding.query("the") == ["the"]


@given(ANY_TEXT)
@example("\ud800\x00\"')(*:^-+ NEAR(a, b) AND OR NOT {words} : x")
def test_any_text_becomes_letters_and_digits(text: str) -> None:
    for word in [*folding.fold(text), *folding.index(text)]:
        assert word
        assert all(char.isalnum() or "\u0e00" <= char <= "\u17ff" or char in "\u3099\u309a" for char in word)
        word.encode()


@given(ANY_TEXT)
def test_all_that_is_looked_for_stands_in_the_index_of_the_same_text(text: str) -> None:
    assert set(folding.fold(text)) <= set(folding.index(text))
    assert len(folding.query(text)) <= folding.MAX_WORDS


@given(st.text(st.characters(categories=["L", "N", "M", "P", "Z"]), max_size=40))
def test_capitals_do_not_matter(text: str) -> None:
    # Not every letter comes back from its capital: ŉ, ΐ and the like become two.
    assert folding.fold(text.upper().lower()) == folding.fold(text.upper())


def test_a_square_holds_the_cells_in_it() -> None:
    assert folding.square(37.99, -122.01) == folding.square(37.0, -122.99)
    assert folding.square(-14.3, -170.7) == "g75x9"
    assert folding.area_token("county:06001") == "acounty06001"


@given(ANY_TEXT)
@example("İ Ꭰꭰ ς Σ ﬁ \u200bA\u0301's ㅤ")
def test_every_letter_is_traced_to_where_it_stood(text: str) -> None:
    letters, stood = folding.traced(text)
    assert letters == folding.letters(text)
    assert len(letters) == len(stood) and stood == sorted(stood)
    assert all(letter in folding.letters(text[at]) for letter, at in zip(letters, stood, strict=True))
