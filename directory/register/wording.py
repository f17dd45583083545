"""The words by which a text gives an erased fact away. Pure."""

import json
import re
from collections.abc import Iterable

#: Words of these columns stand in every list of places, and alone lead nowhere.
_COMMON = ("city", "approximate")
#: And these may stand in other places' texts too: they count only in the texts of the listing itself.
_SHARED = ("address_2", "postal_code")
_SHORTEST = 4
_PHONE = 7


class Wording:
    """The telling words of some facts: of a street, a ZIP code, a point, a phone number, a text.

    `alike` are texts that tell the same in other words: they count only as a whole.
    """

    def __init__(self, facts: Iterable[tuple[str, str]], alike: Iterable[str] = ()) -> None:
        self._alike = {_folded(text): text for text in alike}
        self._near: set[str] = set()
        self._far: set[str] = set()
        for name, text in facts:
            if name not in _COMMON and len(text) >= _SHORTEST and text not in ("yes", "no"):
                self._near.add(text)
                if name not in _SHARED and _is_rare(text):
                    self._far |= {text, _quoted(text)[1:-1]}

    def gives_away(self, text: str, *, strictly: bool = False) -> bool:
        """Say whether a text holds one of the words, whatever its case; a phone number in any writing.

        `strictly` counts only words that no other place shares.
        """
        if _folded(text) in self._alike and not strictly:
            return True
        low, digits = text.casefold(), _digits(text)
        return any(word.casefold() in low or (_is_phone(word) and _digits(word)[-10:] in digits)
                   for word in (self._far if strictly else self._near))

    def without(self, text: str, instead: str) -> str:
        """Return a text of somebody else with the words that no other place shares replaced."""
        for folded, whole in self._alike.items():
            if _is_rare(whole):
                text = instead if _folded(text) == folded else text.replace(_quoted(whole), _quoted(instead))
        for word in sorted(self._far, key=len, reverse=True):
            text = re.sub(re.escape(word), instead, text, flags=re.IGNORECASE)
            if _is_phone(word):
                loose = r"\D{0,3}".join(_digits(word)[-10:])
                text = re.sub(rf"\(?{loose}", instead, text)
        return text

    def in_bytes(self, raw: bytes) -> bool:
        """Say whether the bytes of a file hold one of the words, in UTF-8 or UTF-16."""
        low = raw.lower()
        return any(word.lower().encode(encoding) in low or word.encode(encoding).lower() in low
                   for word in self._far for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def _folded(text: str) -> str:
    """Return a text as it is compared as a whole: spaces and capitals aside."""
    return " ".join(text.split()).casefold()


def _quoted(text: str) -> str:
    """Return a text as drafts of sheets keep it: in JSON."""
    return json.dumps(text, ensure_ascii=False)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _is_phone(word: str) -> bool:
    return len(_digits(word)) >= _PHONE and not re.search(r"[A-Za-z]{2}|\d\.\d", word)


def _is_rare(text: str) -> bool:
    """Say whether a word is long enough to mean one thing: not "37.8", not "24/7"."""
    return len(text) >= 8 or bool(re.fullmatch(r"-?\d+\.\d{4,}", text))
