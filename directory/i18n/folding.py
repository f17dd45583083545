"""Words as people type them, folded so that accents, script forms and case do not matter. Pure.

Latin and Arabic marks go, đ and ł become plain, Arabic letter forms become one, and scripts without spaces
(Chinese, Japanese, Korean, Thai, Khmer, Burmese, Lao) become pairs of characters.
"""

import re
import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i",
                        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و",
                        "ة": "ه", "ک": "ك", "ـ": "", "’": "'", "ʼ": "'", "‘": "'"})
_PAIRED = ("\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
           "\u3040-\u30ff\uac00-\ud7af"  # kana, Hangul
           "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff")  # Thai, Lao, Burmese, Khmer
_WORD = re.compile(rf"[{_PAIRED}]+|[^\W_{_PAIRED}]+", re.UNICODE)
_IN_PAIRS = re.compile(f"[{_PAIRED}]")
MAX_WORDS = 12


@lru_cache(maxsize=8192)
def _fold_word(word: str) -> str:
    word = unicodedata.normalize("NFKD", word.casefold())
    word = "".join(char for char in word if not unicodedata.combining(char)).translate(_PLAIN)
    word = unicodedata.normalize("NFC", word)
    if len(word) > 4 and word.startswith("ال"):
        word = word[2:]
    return word


def fold(text: str) -> list[str]:
    """Return the words of a text as they stand in the index: letters and digits only, so nothing can be syntax."""
    text = re.sub(r"['’ʼ‘`´]", "", unicodedata.normalize("NFKC", text.encode("utf-8", "ignore").decode()))
    folded: list[str] = []
    for run in _WORD.findall(text):
        word = _fold_word(run)
        if not word:
            continue
        if _IN_PAIRS.match(word) and len(word) > 1:
            folded += [word[at:at + 2] for at in range(len(word) - 1)]
        else:
            folded += _WORD.findall(word)
    return folded


#: Words that say nothing about a place: left out of what is searched, unless nothing else is left.
_EMPTY = frozenset(
    ["a", "an", "and", "the", "of", "in", "on", "at", "for", "to", "near", "me", "my", "i", "need", "want", "with", "help", "de", "la", "el", "los", "las", "un", "una", "y", "o", "en", "cerca", "para", "con", "por", "del"])


def query(text: str) -> list[str]:
    """Return the folded words to search for: at most 12, each once, empty words left out."""
    words = list(dict.fromkeys(fold(text[:200])))
    return ([word for word in words if word not in _EMPTY] or words)[:MAX_WORDS]


def square(latitude: float, longitude: float) -> str:
    """Return the token of the 1 degree square of a point."""
    return f"g{int(latitude + 90)}x{int(longitude + 180)}"


def area_token(area: str) -> str:
    """Return the token of an area key: 'county:06001' -> 'acounty06001'."""
    return "a" + re.sub(r"[^a-z0-9]", "", area.lower())


def match(words: list[str], places: list[str]) -> str:
    """Return an FTS5 query: all words (the last one as a beginning), and any of the place tokens, if given."""
    quoted = [f'"{word}"' for word in words]
    if words and len(words[-1]) > 2 and not _IN_PAIRS.match(words[-1]):
        quoted[-1] += "*"
    wanted = "{words} : (" + " AND ".join(quoted) + ")"
    if places:
        wanted += " AND {place} : (" + " OR ".join(f'"{token}"' for token in places) + ")"
    return wanted
