"""What a machine can see in a translated text: numbers, contacts, markup, agreed words. Pure.

A problem keeps the text from being sent in; an advice does not.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from directory.i18n.glossary import Term, missed_terms
from directory.i18n.languages import Language
from directory.listings import columns, validators
from directory.listings.cells import Invalid
from directory.reports.message import tidy

#: English of so few words may be a name or a number, which stays as it is.
_A_NAME = 3
#: Ten digits or eleven, however they are parted: 51-05-55-01-99 rings somewhere too.
_PHONE = re.compile(r"(?<!\d)\d(?:[ ().,/·•_-]{0,3}\d){9,10}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SITE = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s,;)]*)?", re.IGNORECASE | re.ASCII)
_HANDLE = re.compile(r"(?<![\w.])@\w[\w.]{2,}")
_NUMBER = re.compile(r"\d{3,}")
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]*>|&(?:#\w+|[A-Za-z]+);|\[[^\]]*\]\([^)]*\)|\*\*|__")
#: Characters that turn the writing direction without a word.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DIGITS = {ord(digit): str(index % 10) for index, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}


class Finding(NamedTuple):
    """What is odd: a code of show.FOUND, what it is about, and whether the text may be sent in nevertheless."""

    code: str
    what: str
    advice: bool = False


def canonical(column: str, text: str) -> str:
    """Return a text as the register keeps it; only tidied where it cannot be kept so, which `check` then says."""
    try:
        return columns.read(column, tidy(text))
    except Invalid:
        return tidy(text)


def check(facts: Mapping[str, str], column: str, text: str, language: Language,
          glossary: Sequence[Term]) -> list[Finding]:
    """Return what is odd in the translation of one column of a listing, problems first."""
    english = facts[column]
    if not text.strip():
        return [Finding("empty", "")]
    # Nobody's time is for a text that is not kept: some of what follows takes the square of its length.
    if found := _unreadable(column, text):
        return found
    if _MARKUP.search(text) and not _MARKUP.search(english):
        found.append(Finding("markup", _MARKUP.search(text)[0]))  # type: ignore[index]
    if _TURNS.search(text):
        found.append(Finding("turns", ""))
    if facts.get("address_confidential") == "yes":
        found += [Finding("secret", each.value) for each in validators.gives_away({column: text})]
    ours, theirs = _facts(english), _facts(text.translate(_DIGITS))
    found += [Finding("lost", what) for what in (ours - theirs)] + [Finding("added", what) for what in (theirs - ours)]
    if text.strip().casefold() == english.strip().casefold() and len(english.split()) > _A_NAME:
        found.append(Finding("english", ""))
    found += [Finding("glossary", f"{term.term}: {', '.join(_shown(term, language))}", advice=True)
              for term in missed_terms(english, text, language.folder, glossary)]
    return found


def _unreadable(column: str, text: str) -> list[Finding]:
    """Find a text that is longer than the column holds; what else it cannot hold has findings of its own."""
    try:
        columns.read(column, text)
    except Invalid as error:
        return [Finding("too-long", str(error.data["limit"]))] if error.code == "too-long" else []
    return []


def words_for(english: str, language: Language, glossary: Sequence[Term]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the agreed words that apply: (English term, words in the language), the longest first."""
    return [(term.term, _shown(term, language)) for term in missed_terms(english, "", language.folder, glossary)]


def _shown(term: Term, language: Language) -> tuple[str, ...]:
    """Return the agreed words as a person reads them: cercan* stands for every word that begins so."""
    return tuple(word.replace("*", "…") for word in term.words[language.folder])


def _facts(text: str) -> Counter[str]:
    """Return what must come through unchanged: e-mails, web sites, accounts, telephone and other long numbers."""
    found: Counter[str] = Counter()
    for pattern in (_EMAIL, _SITE, _HANDLE):
        found.update(hit.rstrip("./").lower() for hit in pattern.findall(text))
        text = pattern.sub(" ", text)
    found.update("".join(char for char in hit if char.isdigit())[-10:] for hit in _PHONE.findall(text))
    found.update(_NUMBER.findall(_PHONE.sub(" ", text)))
    return found
