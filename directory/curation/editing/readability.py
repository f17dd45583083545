"""How easy an English text is to read. A nudge for whoever writes, never a hurdle. Pure.

Grade after Kincaid et al. 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59; 6 means sixth grade.
"""

import re
from typing import NamedTuple

#: The grade that we write for.
WANTED = 6
_LEAST_WORDS = 8
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^laeiouytd]ed|[^laeiouy]e)$")


class Readability(NamedTuple):
    """Grade, words, sentences, and the longest sentence with its number of words."""

    grade: int
    words: int
    sentences: int
    longest: str
    longest_words: int

    @property
    def is_easy(self) -> bool:
        """Say whether the text needs no second thought."""
        return self.grade <= WANTED


def of(text: str) -> Readability | None:
    """Return how easy a text is; None for one too short to tell."""
    sentences = [each for each in re.split(r"(?<=[.!?])\s+|\n+", text.strip()) if _WORD.search(each)]
    words = _WORD.findall(text)
    if len(words) < _LEAST_WORDS:
        return None
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59
    longest = max(sentences, key=lambda each: len(_WORD.findall(each)))
    return Readability(max(0, round(grade)), len(words), len(sentences), longest, len(_WORD.findall(longest)))


def _syllables(word: str) -> int:
    word = word.lower().replace("’", "'").removesuffix("'s")
    return max(1, len(re.findall(r"[aeiouy]+", _SILENT.sub("", word))))
