"""Words as people type them, folded so that accents, script forms and case do not matter. Pure.

Latin and Arabic marks go, đ and ł become plain, Arabic letter forms become one, 'saint' is 'st', and scripts without
spaces (Chinese, Japanese, Korean, Thai, Khmer, Burmese, Lao) become pairs of characters.

Names of places have a folding of their own (places/fold.py): it makes one string of a name and counts its letters to
find typing errors, so it can neither cut pairs nor take the Arabic article away.
"""

import re
import unicodedata
from collections.abc import Container

_PAIRED = ("\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
           "\u3040-\u30ff\uac00-\ud7af"  # kana, Hangul
           "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff")  # Thai, Lao, Burmese, Khmer
_WORD = re.compile(rf"[{_PAIRED}]+|[^\W_{_PAIRED}]+", re.UNICODE)
_IN_PAIRS = re.compile(f"[{_PAIRED}]")
_LETTERS = {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
            "ٱ": "ا", "ى": "ي", "ی": "ي", "ے": "ي", "ة": "ه", "ہ": "ه", "ە": "ه", "ک": "ك"}
#: Apostrophes of every kind, and what joins letters unseen: typed or left out at will.
_UNSEEN = "'’‘ʻʼʹ`´′ꞌـ\u00ad\u200c\u200d\u2060\ufeff"
_VOICED = "\u3099\u309a"
_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
_ARTICLE = "ال"
MAX_WORDS = 12


class _Bare(dict[int, str]):
    """What becomes of each character once it is decomposed; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kept = char in _VOICED or (_IN_PAIRS.match(char) and not unicodedata.combining(char))
        digit = unicodedata.decimal(char, None)
        if char in _UNSEEN or "\ud800" <= char <= "\udfff" or (unicodedata.category(char)[0] == "M" and not kept):
            self[code] = ""
        else:
            self[code] = _LETTERS.get(char, char) if digit is None else str(digit)
        return self[code]


_BARE = _Bare()
#: Letters by name that nobody sees.
_FILLERS = "\u115f\u1160"


class _Traced(dict[int, str]):
    """What becomes of each character of a text by itself, signs kept; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        bare = unicodedata.normalize("NFKD", chr(code).casefold()).translate(_BARE).casefold()
        self[code] = "".join(char for char in bare if unicodedata.category(char) != "Cf" and char not in _FILLERS)
        return self[code]


_TRACED = _Traced()
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def letters(text: str) -> str:
    """Return a text in small plain letters and digits, its signs and spaces kept. Any text is fine."""
    plain = text.lower().replace("'", "").replace("`", "")
    return plain if plain.isascii() else _FOREIGN.sub(lambda hit: hit[0].translate(_TRACED), plain)


def traced(text: str) -> tuple[str, list[int]]:
    """Return `letters` of a text, and for each of them where the character it came from stands."""
    parts = [_TRACED[ord(char)] for char in text]
    return "".join(parts), [at for at, part in enumerate(parts) for _ in part]


def fold(text: str) -> list[str]:
    """Return the words to look for in a text: letters and digits only, so nothing can be syntax. Any text is fine."""
    return [part for word in _words(text) for part in _pairs(word)]


def index(text: str) -> list[str]:
    """Return the words that stand in the index for a text, each once, so that all that `fold` makes of it is found.

    In scripts without spaces the last character stands there alone too: then every single character can be found.
    """
    words = _words(text)
    ends = (word[-1] for word in words if _IN_PAIRS.match(word))
    return list(dict.fromkeys([*(part for word in words for part in _pairs(word)), *ends]))


def _words(text: str) -> list[str]:
    if not text.isascii():
        bare = unicodedata.normalize("NFKD", text.casefold()).translate(_BARE)
        text = unicodedata.normalize("NFC", bare)
    return [_shorten(word) for word in _WORD.findall(text.translate(_BARE).casefold())]


def _shorten(word: str) -> str:
    if len(word) > 4 and word.startswith(_ARTICLE):
        return word[len(_ARTICLE):]
    return _SHORT.get(word, word)


def _pairs(word: str) -> list[str]:
    if len(word) == 1 or not _IN_PAIRS.match(word):
        return [word]
    return [word[at:at + 2] for at in range(len(word) - 1)]


#: Words that say nothing about a place: left out of what is searched, unless nothing else is left.
_SAY_NOTHING = (
    "a an and the of in on at for to near me my i need want with help "
    "de la el los las un una y o en cerca para con por del necesito quiero busco ayuda donde mi")
_EMPTY = frozenset(_SAY_NOTHING.split())


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


def match(words: list[str], places: list[str], whole: Container[str] = ()) -> str:
    """Return an FTS5 query: all words (the last one as a beginning), and any of the place tokens, if given.

    A word of `whole` is never a beginning: who types "visa" does not mean Visalia.
    A single Chinese or Korean character is the beginning of a pair wherever it stands.
    """
    quoted = [f'"{word}"' + ("*" if len(word) == 1 and _IN_PAIRS.match(word) else "") for word in words]
    if words and len(words[-1]) > 2 and words[-1] not in whole and not _IN_PAIRS.match(words[-1]):
        quoted[-1] += "*"
    wanted = "{words} : (" + " AND ".join(quoted) + ")"
    if places:
        wanted += " AND {place} : (" + " OR ".join(f'"{token}"' for token in places) + ")"
    return wanted
