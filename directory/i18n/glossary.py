"""The agreed words of each language, from `translations/glossary.csv`, and whether a translation keeps to
them. Pure.

A cell holds the agreed words with `|` between them, the preferred one first. `llam*` stands for every word
that begins so. Arabic is compared without vowel marks and without what is written onto a word (the article,
"and", "for", "her").
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ARABIC_LETTERS = str.maketrans("أإآٱىةئؤ", "ااااي" + "هيو")
# و ف + ب ك ل س + ال, and ل + ل for "for the".
_ARABIC_PREFIX = r"[وف]?[بكلس]?(?:ال|ل)?"
_ARABIC_SUFFIX = r"(?:ي|ه|ها|هم|نا|ك|كم|ا|ات|ان|ين|ون|تك|تكم|ته|تها|تهم|تنا|يه)?"


@dataclass(frozen=True, slots=True)
class Term:
    """One English term and, by language folder (`es`, `zh_Hans`), the words agreed for it."""

    term: str
    note: str
    words: Mapping[str, tuple[str, ...]]


def read_glossary(path: Path) -> tuple[Term, ...]:
    """Read a glossary sheet, longest terms first so that "food pantry" is found before "food"."""
    terms = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            term, note = row.pop("term").strip(), (row.pop("note") or "").strip()
            words = {folder: _alternatives(cell) for folder, cell in row.items() if cell and cell.strip()}
            terms.append(Term(term, note, words))
    return tuple(sorted(terms, key=lambda item: (-len(item.term), item.term)))


def missed_terms(english: str, translation: str, folder: str, glossary: Iterable[Term]) -> list[Term]:
    """Return the terms whose English is in a message and none of whose agreed words is in its translation.

    A term inside a longer one that was found does not count again. Placeholders and tags must be gone from
    both texts.
    """
    missed = []
    left = english
    for item in glossary:
        left, found = _english_pattern(item.term).subn(" ", left)
        words = item.words.get(folder)
        if found and words and not any(_holds(folder, word, translation) for word in words):
            missed.append(item)
    return missed


def _alternatives(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split("|") if word.strip())


@lru_cache(maxsize=1024)
def _english_pattern(term: str) -> re.Pattern[str]:
    """Match the term as whole words, also in the plural."""
    return re.compile(rf"(?<![\w-]){re.escape(term)}(?:e?s)?(?![\w-])", re.IGNORECASE)


def _holds(folder: str, word: str, translation: str) -> bool:
    if folder == "ar":
        translation = _plain_arabic(translation)
    return _word_pattern(folder, word).search(translation) is not None


@lru_cache(maxsize=4096)
def _word_pattern(folder: str, word: str) -> re.Pattern[str]:
    """Match one agreed word: whole, but in scripts without spaces anywhere."""
    if folder in ("zh_Hans", "zh_Hant", "ko"):
        return re.compile(re.escape(word))
    if folder == "ar":
        parts = [_arabic_part(part) for part in _plain_arabic(word).split()]
        return _whole_words(parts)
    parts = [re.escape(part).replace(r"\*", r"\w*") for part in word.split()]
    return _whole_words(parts)


def _whole_words(parts: Iterable[str]) -> re.Pattern[str]:
    together = r"\s+".join(parts)
    return re.compile(rf"(?<!\w){together}(?!\w)", re.IGNORECASE)


def _arabic_part(part: str) -> str:
    if not re.search("[\u0600-\u06ff]", part):
        return re.escape(part)
    stem = part.removesuffix("*").removeprefix("ال")
    # Before an ending, a final taa marbuta (by now a haa) is written as a taa.
    ending = r"\w*" if part.endswith("*") else _ARABIC_SUFFIX
    stem = f"{re.escape(stem[:-1])}[هت]" if stem.endswith("ه") else re.escape(stem)
    return f"{_ARABIC_PREFIX}{stem}{ending}"


def _plain_arabic(text: str) -> str:
    return _ARABIC_MARKS.sub("", text).translate(_ARABIC_LETTERS)
