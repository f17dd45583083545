"""The table of languages."""

import pytest
from babel import Locale

from directory.i18n.languages import ENGLISH, LANGUAGES, PSEUDO, Language, language, offered

ALL = (*LANGUAGES, *PSEUDO)


def codes(languages: tuple[Language, ...]) -> list[str]:
    return [item.code for item in languages]


def test_all_twelve_are_offered() -> None:
    assert codes(offered()) == codes(LANGUAGES)
    assert len(offered()) == 12


def test_made_up_languages_are_offered_only_to_tests() -> None:
    assert codes(offered(pseudo=True)) == [*codes(LANGUAGES), "en-XA", "ar-XB"]
    assert not any(item.offered for item in PSEUDO)


def test_only_english_claims_to_be_reviewed() -> None:
    assert [item for item in ALL if item.reviewed] == [ENGLISH]


@pytest.mark.parametrize("item", ALL, ids=lambda item: item.code)
def test_each_language_is_found_by_its_code_and_known_to_babel(item: Language) -> None:
    assert language(item.code) is item
    assert Locale.parse(item.babel)
    assert item.parent is None or language(item.parent)
    assert item.endonym and item.tag == item.code


@pytest.mark.parametrize("item", LANGUAGES, ids=lambda item: item.code)
def test_directions_are_those_of_the_locale_data(item: Language) -> None:
    assert item.direction == Locale.parse(item.babel).text_direction


def test_folders_are_spelt_as_gettext_does() -> None:
    assert language("zh-Hans").folder == "zh_Hans"
    assert language("pt-BR").folder == "pt_BR"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        language("tlh")
