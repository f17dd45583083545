"""The sheet of agreed words, and how words are matched."""

import csv

import pytest

from directory.config import own_folder
from directory.i18n.glossary import Term, missed_terms, read_glossary
from directory.i18n.languages import LANGUAGES

SHEET = own_folder("translations") / "glossary.csv"


def missed(english: str, translation: str, folder: str, **words: str) -> list[str]:
    glossary = [
        Term(term.replace("_", " "), "", {folder: tuple(cell.split("|"))}) for term, cell in words.items()
    ]
    return [item.term for item in missed_terms(english, translation, folder, glossary)]


def test_the_sheet_has_a_full_column_for_every_language() -> None:
    with SHEET.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["term", "note", *(item.folder for item in LANGUAGES if item.code != "en")]
    assert all(cell for row in rows for name, cell in row.items() if name != "note")
    assert len({row["term"] for row in rows}) == len(rows) >= 80


def test_agreed_words_are_clean() -> None:
    for item in read_glossary(SHEET):
        for folder, words in item.words.items():
            assert all(word.strip() == word != "" for word in words), (item.term, folder)
            assert not words[0].startswith("*")


def test_longest_terms_come_first() -> None:
    terms = [item.term for item in read_glossary(SHEET)]
    assert terms.index("deportation defense") < terms.index("deportation")


@pytest.mark.parametrize(
    ("english", "translation", "fine"),
    [
        ("Find a lawyer", "Encuentre un abogado", True),
        ("Find a lawyer", "Encuentre un notario", False),
        ("LAWYERS near you", "Abogados cerca", True),
        ("A lawyerly word", "Una palabra", True),
        ("Find a lawyer", "El abogadillo", False),
    ],
)
def test_spanish_words_are_whole_words(english: str, translation: str, fine: bool) -> None:
    assert missed(english, translation, "es", lawyer="abogado|abogados") == ([] if fine else ["lawyer"])


def test_a_star_allows_every_ending() -> None:
    assert missed("Call first", "Llame primero", "es", call="llam*") == []
    assert missed("Call first", "Telefonee primero", "es", call="llam*") == ["call"]


def test_a_term_inside_a_longer_one_does_not_count() -> None:
    words = {"food_pantry": "despensa de alimentos", "food": "comida"}
    assert missed("A food pantry", "Una despensa de alimentos", "es", **words) == []
    assert missed("A food pantry with food", "Una despensa de alimentos", "es", **words) == ["food"]


def test_a_hyphenated_word_is_another_word() -> None:
    assert missed("A low-cost walk-in", "x", "es", walk="caminar", cost="costo") == []


@pytest.mark.parametrize(
    "translation", ["محكمة الهجرة", "في محكمة الهجرة", "بمحكمةِ الهجرة", "ومحكمة هجرة", "للمحكمة الهجرة"]
)
def test_arabic_articles_prefixes_and_vowel_marks_do_not_matter(translation: str) -> None:
    assert missed("Immigration court", translation, "ar", Immigration_court="محكمة الهجرة") == []


def test_arabic_endings_do_not_matter_but_other_words_do() -> None:
    assert missed("Your clinic", "عيادتك", "ar", clinic="عيادة") == []
    assert missed("Your clinic", "مستشفاك", "ar", clinic="عيادة") == ["clinic"]
    assert missed("Help with WIC", "مساعدة في WIC", "ar", WIC="WIC") == []


def test_scripts_without_spaces_match_anywhere() -> None:
    assert missed("Find a lawyer", "寻找律师帮助", "zh_Hans", lawyer="律师") == []


def test_a_language_without_agreed_words_misses_none() -> None:
    assert missed_terms("Find a lawyer", "x", "eo", read_glossary(SHEET)) == []
