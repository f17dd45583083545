"""Which language a browser gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.i18n.languages import ENGLISH, LANGUAGES, offered
from directory.i18n.negotiate import choose


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("*", "en"),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("es-419", "es"),
        ("en-US,en;q=0.9,es;q=0.8", "en"),
        ("en;q=0.5, ar;q=0.7", "ar"),
        ("ES", "es"),
        ("zh", "zh-Hans"),
        ("zh-CN,zh;q=0.9", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("zh-Hant-CN", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh_TW", "zh-Hant"),
        ("yue-HK", "zh-Hant"),
        ("cmn", "zh-Hans"),
        ("tl", "fil"),
        ("tl-PH,en;q=0.5", "fil"),
        ("fil-PH", "fil"),
        ("pt", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("ht-HT,fr;q=0.5", "ht"),
        ("iw,ru;q=0.1", "ru"),
        ("in", "en"),
        ("de,nl", "en"),
        ("es;q=0,ar;q=0.1", "ar"),
        ("es;q=0", "en"),
        ("es;q=2,ar", "ar"),
        ("fr;q=nonsense,,;;,ko", "ko"),
    ],
)
def test_a_browser_gets_the_language_it_asks_for(header: str, code: str) -> None:
    assert choose(header, LANGUAGES).code == code


def test_a_language_that_is_not_offered_is_passed_over() -> None:
    assert choose("zh-TW,es;q=0.5", offered()).code == "zh-Hant"
    assert choose("zh-TW,es;q=0.5", offered()[:3]).code == "es"


def test_made_up_languages_answer_to_their_full_name_only() -> None:
    assert choose("en-XA", offered(pseudo=True)).code == "en-XA"
    assert choose("en,ar;q=0.9", offered(pseudo=True)).code == "en"
    assert choose("ar", offered(pseudo=True)).code == "ar"


def test_nothing_offered_is_english() -> None:
    assert choose("es", ()) is ENGLISH


@given(st.text() | st.text(alphabet="enzhs-TWar;q=0.1,* \t"))
def test_any_text_gives_an_offered_language(header: str) -> None:
    assert choose(header, offered()) in offered()
