"""Our messages in every language, read once into plain dicts: 0.1 us a message, as a page asks for hundreds.

Knows gettext files and plural rules; knows nothing of pages or of which language a reader wants. What a
language has not translated comes from its parent, in the end from the English in the code.
"""

import gettext
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from directory.config import own_folder
from directory.i18n.languages import PSEUDO, Language, language
from directory.i18n.pseudo import pseudo

#: The Plural-Forms line of each language's catalog, from CLDR. Babel's own table lacks fil and ht, and CLDR's
#: "many" of es, fr, pt and ht (whole millions in compact form) has no place in gettext.
PLURAL_FORMS = {
    "en": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=(n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n % 100 >= 3 && n % 100 <= 10 ? 3 : "
    "n % 100 >= 11 && n % 100 <= 99 ? 4 : 5);",
    "zh-Hans": "nplurals=1; plural=0;",
    "zh-Hant": "nplurals=1; plural=0;",
    "vi": "nplurals=1; plural=0;",
    "ko": "nplurals=1; plural=0;",
    "fil": "nplurals=2; plural=(n != 1 && n != 2 && n != 3 && (n % 10 == 4 || n % 10 == 6 || n % 10 == 9));",
    "ht": "nplurals=2; plural=(n > 1);",
    "pt-BR": "nplurals=2; plural=(n > 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ru": "nplurals=3; plural=(n % 10 == 1 && n % 100 != 11 ? 0 : "
    "n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2);",
}  # fmt: skip

#: The catalogs of a language: what everybody sees, then what only the team sees (translated into fewer languages).
DOMAINS = ("messages", "team")
_PSEUDO_CODES = frozenset(item.code for item in PSEUDO)
_Key = tuple[str | None, str]
_Plural = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class _Forms:
    """The plural forms of one message, and the rule that picks one of them."""

    texts: tuple[str, ...]
    rule: _Plural

    def pick(self, n: int) -> str:
        return self.texts[min(self.rule(abs(n)), len(self.texts) - 1)]


class Catalog:
    """The messages of one language, its parent's under them. `code` is the language's."""

    __slots__ = ("_in_context", "_plain", "_plurals", "code")

    def __init__(self, code: str, messages: Mapping[_Key, str], plurals: Mapping[_Key, _Forms]) -> None:
        self.code = code
        self._plain = {message: text for (context, message), text in messages.items() if context is None}
        self._in_context = {key: text for key, text in messages.items() if key[0] is not None}
        self._plurals = dict(plurals)

    def gettext(self, message: str) -> str:
        """Return the message in this language; a message that no catalog has comes back unchanged."""
        return self._plain.get(message, message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the form of a message for n things. The number is not put in."""
        forms = self._plurals.get((None, one))
        return forms.pick(n) if forms else _source(one, many, n)

    def pgettext(self, context: str, message: str) -> str:
        """Return the message as it stands in a context, for words that mean several things."""
        return self._in_context.get((context, message), message)

    def npgettext(self, context: str, one: str, many: str, n: int) -> str:
        """Return the form of a message in a context for n things."""
        forms = self._plurals.get((context, one))
        return forms.pick(n) if forms else _source(one, many, n)


class PseudoCatalog(Catalog):
    """English turned into one of the made-up languages; keeps what it has made."""

    __slots__ = ("_english", "_made")

    def __init__(self, code: str, english: Catalog) -> None:
        super().__init__(code, {}, {})
        self._english = english
        self._made: dict[str, str] = {}

    def _make(self, text: str) -> str:
        made = self._made.get(text)
        if made is None:
            made = self._made[text] = pseudo(self.code, text)
        return made

    def gettext(self, message: str) -> str:
        """Return the English, disguised."""
        return self._make(self._english.gettext(message))

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the English form for n things, disguised."""
        return self._make(self._english.ngettext(one, many, n))

    def pgettext(self, context: str, message: str) -> str:
        """Return the English in a context, disguised."""
        return self._make(self._english.pgettext(context, message))

    def npgettext(self, context: str, one: str, many: str, n: int) -> str:
        """Return the English form in a context, disguised."""
        return self._make(self._english.npgettext(context, one, many, n))


@cache
def catalog(code: str) -> Catalog:
    """Return the messages of a language, read from `translations` the first time. Raises KeyError."""
    return read_catalog(language(code), own_folder("translations"))


def read_catalog(wanted: Language, folder: Path) -> Catalog:
    """Read the catalogs of a language and its parents from a folder, each from its .mo file unless that
    is stale.

    Fuzzy and empty messages do not count. A language without files is all parent.
    """
    if wanted.code in _PSEUDO_CODES:
        return PseudoCatalog(wanted.code, read_catalog(language("en"), folder))
    messages: dict[_Key, str] = {}
    plurals: dict[_Key, _Forms] = {}
    for step in _parents_first(wanted):
        rule = plural_rule(step.code)
        found = (_read_messages(folder / step.folder / "LC_MESSAGES", domain) for domain in DOMAINS)
        for key, texts in chain.from_iterable(found):
            if isinstance(texts, str):
                messages[key] = texts
            else:
                plurals[key] = _Forms(texts, rule)
                # The English of a plural message may also be asked for alone, without a number.
                messages[key] = plurals[key].pick(1)
    return Catalog(wanted.code, messages, plurals)


def plural_rule(code: str) -> _Plural:
    """Return the function from a number, 0 or more, to the index of its plural form. Raises KeyError."""
    expression = PLURAL_FORMS[code].partition("plural=")[2].rstrip(";")
    return gettext.c2py(expression)


def plural_count(code: str) -> int:
    """Return how many plural forms a language has. Raises KeyError."""
    return int(PLURAL_FORMS[code].removeprefix("nplurals=").partition(";")[0])


def _source(one: str, many: str, n: int) -> str:
    return one if n == 1 else many


def _parents_first(wanted: Language) -> list[Language]:
    """Return a language after all it falls back on."""
    steps = [wanted]
    while steps[0].parent is not None:
        steps.insert(0, language(steps[0].parent))
    return steps


def _read_messages(folder: Path, domain: str) -> Iterable[tuple[_Key, str | tuple[str, ...]]]:
    """Yield every finished message of one catalog of a folder."""
    compiled, source = folder / f"{domain}.mo", folder / f"{domain}.po"
    if compiled.is_file() and not (source.is_file() and source.stat().st_mtime > compiled.stat().st_mtime):
        with compiled.open("rb") as file:
            found = read_mo(file)
    elif source.is_file():
        with source.open("rb") as file:
            found = read_po(file)
    else:
        return
    for message in found:
        if not message.id or message.fuzzy:
            continue
        context: Any = message.context
        if isinstance(context, bytes):  # Babel 2.18 forgets to decode contexts of .mo files
            context = context.decode()
        texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if not texts or not all(texts):
            continue
        if isinstance(message.id, str):
            yield (context, message.id), texts[0]
        else:
            yield (context, message.id[0]), texts
