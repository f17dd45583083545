"""What is wrong with a translated catalog, in sentences that say what to do. Used by a test and by
translators.

Pure apart from reading the file. Finds slips that a machine can see; says nothing about whether the words are
good.
"""

import gettext
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from directory.config import own_folder
from directory.i18n.catalogs import plural_count, plural_rule
from directory.i18n.glossary import Term, missed_terms, read_glossary
from directory.i18n.languages import LANGUAGES, Language

#: Names that stay as they are in every language.
NAMES = frozenset(
    {
        "Amparo", "ASL", "CHIP", "CSV", "DACA", "DOJ", "English", "EOIR", "Español", "HRSA", "ICE",
        "Juneteenth", "Medicaid", "OK", "OpenStreetMap", "PDF", "QR", "Signal", "SNAP", "T", "TPS", "U",
        "USCIS", "VAWA", "visa", "WhatsApp", "WIC", "ZIP",
    }
)  # fmt: skip
#: A translator who means it writes this in a comment of the message.
SAME_ON_PURPOSE = "same as English"

_COUNTS = frozenset({"%(num)s", "%(count)s", "%(n)s"})
_PLACEHOLDER = re.compile(r"%\([A-Za-z0-9_]+\)[sdif]|%%")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[A-Za-z]+);")
_BROKEN_PLACEHOLDER = re.compile(r"%(?!\([A-Za-z0-9_]+\)[sdif]|%)")
_LONG_NUMBER = re.compile(r"[0-9]{3,}")
#: A short number that a translation must hold too: 12 hours, 30 days. Ordinals and "24 hours" have words of their own.
_SHORT_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,2}(?![0-9]|st\b|nd\b|rd\b|th\b)")
_ROUND_THE_CLOCK = re.compile(r"\b24 hours\b")
_WORD = re.compile(r"[^\W\d_]+")
_OVERRIDES = re.compile("[\u202a-\u202e]")
_ISOLATES, _ISOLATE_END = "\u2066\u2067\u2068", "\u2069"
_CLOSING = "\"'”’»)]›」』）"
_ENDS = {
    ".": ".", "。": ".", "．": ".", "!": "!", "！": "!", "?": "?", "؟": "?", "？": "?", ":": ":", "：": ":",
    "…": "…", ",": ",", "،": ",", "，": ",", ";": ";", "؛": ";", "；": ";",
}  # fmt: skip
_ARABIC_WITH_LATIN_MARK = re.compile("[\u0620-\u064a\u064b-\u0652]\\s?[?,;]")
_CHINESE_WITH_LATIN_MARK = re.compile("[\u4e00-\u9fff]\\s?[?!,;]")
_DIGITS = {ord(digit): str(index % 10) for index, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_LABEL = 30
_LONGEST_RATIO = 2.2
_ALWAYS_FITS = 24


@dataclass(frozen=True, slots=True)
class _Pair:
    """One English text, its translation, and what of the English the translation may leave out."""

    english: str
    text: str
    may_miss: frozenset[str] = frozenset()


def problems(po: Path, *, glossary: Path | None = None) -> list[str]:
    """Return what is wrong with `<folder>/LC_MESSAGES/messages.po`, one line each; nothing when it can be
    offered.

    Raises KeyError if the folder is not one of our languages.
    """
    folder = po.parent.parent.name
    language = {item.folder: item for item in LANGUAGES}[folder]
    terms = read_glossary(glossary or own_folder("translations") / "glossary.csv")
    with po.open("rb") as file:
        catalog = read_po(file)
    found = list(_header_problems(language, catalog.num_plurals, str(catalog.plural_expr)))
    for message in catalog:
        if message.id:
            line = f"{folder}, line {message.lineno}, {_shown(message)}"
            found += [f"{line}: {problem}" for problem in message_problems(message, language, terms)]
    return found


def message_problems(message: Message, language: Language, terms: Sequence[Term]) -> list[str]:
    """Return what is wrong with one message, each thing once."""
    texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not texts or not all(texts):
        return ["is not translated"]
    if message.fuzzy:
        return ["is marked fuzzy: read it, correct it, and take the mark away"]
    found: list[str] = []
    if not isinstance(message.id, str) and len(texts) != plural_count(language.code):
        found.append(f"has {len(texts)} plural forms, needs {plural_count(language.code)}")
    same_is_fine = any(SAME_ON_PURPOSE in comment for comment in message.user_comments)
    for pair in _pairs(message, texts, language):
        found += _meaning_problems(pair)
        found += _writing_problems(pair, language)
        found += _glossary_problems(pair, language, terms)
        if language.code != "en" and not same_is_fine and _left_english(pair):
            found.append(f'is still English; if that is right, write the comment "# {SAME_ON_PURPOSE}"')
    return list(dict.fromkeys(found))


def _shown(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return f'"{text if len(text) <= 50 else text[:49] + "…"}"'


def _header_problems(language: Language, count: int, expression: str) -> Iterator[str]:
    ours, rule = plural_count(language.code), plural_rule(language.code)
    try:
        theirs = gettext.c2py(expression)
        agrees = count == ours and all(theirs(n) == rule(n) for n in range(200))
    except ValueError:
        agrees = False
    if not agrees:
        yield f"{language.folder}: the header's Plural-Forms is not the one in directory/i18n/catalogs.py"


def _pairs(message: Message, texts: Sequence[str], language: Language) -> Iterator[_Pair]:
    """Pair each form with the English it says; a form for one number only need not show the number."""
    if isinstance(message.id, str):
        yield _Pair(message.id, texts[0])
        return
    one, many = message.id[0], message.id[1]
    rule = plural_rule(language.code)
    for index, text in enumerate(texts):
        numbers = [n for n in range(200) if rule(n) == index]
        may_miss = _COUNTS if len(numbers) == 1 else frozenset()
        yield _Pair(one if numbers == [1] else many, text, may_miss)


def _meaning_problems(pair: _Pair) -> Iterator[str]:
    """Compare what must come through unchanged."""
    ours, theirs = ({match[0] for match in _PLACEHOLDER.finditer(text)} for text in (pair.english, pair.text))
    for name in sorted(ours - theirs - pair.may_miss):
        yield f"has lost {name}"
    for name in sorted(theirs - ours - pair.may_miss):
        yield f"has {name}, which the English has not"
    if _BROKEN_PLACEHOLDER.search(pair.text) and not _BROKEN_PLACEHOLDER.search(pair.english):
        yield "has a broken placeholder: copy it from the English, like %(name)s"
    if Counter(_TAG.findall(pair.english)) != Counter(_TAG.findall(pair.text)):
        yield "has other tags than the English"
    if _numbers(pair.english) != _numbers(pair.text):
        yield "has other numbers than the English"
    short = set(_SHORT_NUMBER.findall(_ROUND_THE_CLOCK.sub("", _bare(pair.english))))
    for number in sorted(short - set(_SHORT_NUMBER.findall(_bare(pair.text).translate(_DIGITS)))):
        yield f"has lost the number {number}"


def _numbers(text: str) -> Counter[str]:
    return Counter(_LONG_NUMBER.findall(_bare(text).translate(_DIGITS)))


def _bare(text: str) -> str:
    """Return the words of a message alone."""
    return _ENTITY.sub(" ", _TAG.sub(" ", _PLACEHOLDER.sub(" ", text)))


def _writing_problems(pair: _Pair, language: Language) -> Iterator[str]:
    """Look at spaces, punctuation, direction marks and length."""
    english, text = pair.english, pair.text
    if (english[:1].isspace(), english[-1:].isspace()) != (text[:1].isspace(), text[-1:].isspace()):
        yield "begins or ends with a space where the English does not"
    if _end(english) != _end(text):
        yield f"ends with “{_end(text)}”, the English with “{_end(english)}”"
    for opening, closing in ("¿?", "¡!"):
        if language.code == "es" and text.count(opening) != text.count(closing):
            yield f"has {closing} without {opening}"
    if language.code == "ar" and _ARABIC_WITH_LATIN_MARK.search(_bare(text)):
        yield "has a Latin ? , or ; after Arabic: use ؟ ، ؛"
    if language.code.startswith("zh") and _CHINESE_WITH_LATIN_MARK.search(_bare(text)):
        yield "has a Latin ? ! , or ; after Chinese: use ？ ！ ， ；"
    if _OVERRIDES.search(text):
        yield "has an invisible direction mark (U+202A to U+202E): take it out"
    if sum(text.count(mark) for mark in _ISOLATES) != text.count(_ISOLATE_END):
        yield "has a direction isolate that is not closed"
    bare, ours = len(_bare(text).strip()), len(_bare(english).strip())
    if 0 < ours <= _LABEL and not _end(english) and bare > max(_ALWAYS_FITS, ours * _LONGEST_RATIO):
        yield f"is too long for a label: {bare} letters for {ours}"


def _end(text: str) -> str:
    """Return the kind of punctuation a text ends with, '' for none; closing quotes and tags do not count."""
    end = _TAG.sub("", text).rstrip().rstrip(_CLOSING).rstrip()
    return _ENDS.get(end[-1:], "")


def _left_english(pair: _Pair) -> bool:
    words = [word for word in _WORD.findall(_bare(pair.english)) if word not in NAMES]
    return bool(words) and pair.text.strip().casefold() == pair.english.strip().casefold()


def _glossary_problems(pair: _Pair, language: Language, terms: Sequence[Term]) -> Iterator[str]:
    for item in missed_terms(_bare(pair.english), _bare(pair.text), language.folder, terms):
        agreed = " or ".join(item.words[language.folder])
        yield f"does not say “{item.term}” as agreed in the glossary: {agreed}"
