"""The languages we know, and which of them a reader may choose. Pure data: knows nothing of messages or of
Babel."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface.

    `code` is its part of our URLs, `tag` the BCP 47 tag for `lang` attributes, `endonym` its name in itself,
    `babel` the CLDR locale of its numbers and dates, `parent` the code whose messages fill gaps. `reviewed`:
    a native speaker has read every message. `offered`: families may choose it.
    """

    code: str
    tag: str
    endonym: str
    direction: Literal["ltr", "rtl"]
    babel: str
    parent: str | None
    reviewed: bool
    offered: bool

    @property
    def folder(self) -> str:
        """Return the name of its folder under `translations`, as gettext spells it."""
        return self.code.replace("-", "_")


def _language(
    code: str, endonym: str, babel: str, direction: Literal["ltr", "rtl"] = "ltr", *, offered: bool = False
) -> Language:
    return Language(code, code, endonym, direction, babel, "en", reviewed=False, offered=offered)


ENGLISH = Language("en", "en", "English", "ltr", "en_US", None, reviewed=True, offered=True)

# CLDR has United States locales for English and Spanish only; the others keep the habits of the whole
# language.
LANGUAGES: tuple[Language, ...] = (
    ENGLISH,
    _language("es", "Español", "es_US", offered=True),
    _language("ar", "العربية", "ar", "rtl", offered=True),
    _language("zh-Hans", "简体中文", "zh_Hans", offered=True),
    _language("zh-Hant", "繁體中文", "zh_Hant", offered=True),
    _language("vi", "Tiếng Việt", "vi", offered=True),
    _language("ko", "한국어", "ko", offered=True),
    _language("fil", "Filipino", "fil", offered=True),
    _language("ht", "Kreyòl ayisyen", "ht", offered=True),
    _language("pt-BR", "Português", "pt_BR", offered=True),
    _language("fr", "Français", "fr", offered=True),
    _language("ru", "Русский", "ru", offered=True),
)

#: Made-up languages for tests: a long one, and one that runs from right to left. See `pseudo`.
PSEUDO: tuple[Language, ...] = (
    _language("en-XA", "[Éñĝļîšĥ long]", "en_US"),
    _language("ar-XB", "غرشداهس", "en_US", "rtl"),
)

_BY_CODE = {language.code: language for language in (*LANGUAGES, *PSEUDO)}
_OFFERED = tuple(language for language in LANGUAGES if language.offered)


def offered(*, pseudo: bool = False) -> tuple[Language, ...]:
    """Return the languages a reader may choose, English first; with `pseudo`, those for tests after them."""
    return _OFFERED + PSEUDO if pseudo else _OFFERED


def spoken_codes(code: str) -> tuple[str, ...]:
    """Return the ISO 639 codes of what readers of one of our languages speak: for Chinese one of two."""
    return ("cmn", "yue") if code.startswith("zh") else (code.partition("-")[0],)


def language(code: str) -> Language:
    """Return the language of a code, offered or not. Raises KeyError."""
    return _BY_CODE[code]
