"""Folding of place names, so that 'St. Louis', 'SAINT LOUIS' and 'Saint-Louis' are one. Pure."""

import re
import unicodedata

# All of ASCII in one pass: small letters, digits, and a space for the rest.
_ASCII: dict[int, str | None] = {
    code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)
}
# Typed or left out at will, in "O'Fallon", "Prince George's" and Hawaiian names.
_DROPPED = dict.fromkeys(map(ord, "'’‘ʻʼʹ`"))
_ASCII.update(dict.fromkeys(map(ord, "'`")))
_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
_SEPARATORS = re.compile(r"[\W_]+")
_INITIALS = re.compile(r"\b(\w) (?=\w\b)")


def fold(text: str) -> str:
    """Return the text as names are compared.

    Case-folded, NFKD without marks, any digit as 0 to 9, apostrophes dropped, other punctuation as one space,
    'saint' as 'st' (also 'sainte', 'fort', 'mount'), initials joined ('D.C.' as 'dc'). Any text is fine; ''
    when nothing is left.
    """
    words = _words(text)
    if not _SHORT.keys().isdisjoint(words):
        words = [_SHORT.get(word, word) for word in words]
    folded = " ".join(words)
    return _INITIALS.sub(r"\1", folded) if len(words) > 1 and min(map(len, words)) == 1 else folded


def slug(text: str) -> str:
    """Return the text for a code or a link: 'St. Louis' as 'st-louis', 'Cañon City' as 'canon-city'."""
    return "-".join(_words(text))


def _words(text: str) -> list[str]:
    if text.isascii():
        return text.translate(_ASCII).split()
    plain = "".join(map(_bare, unicodedata.normalize("NFKD", text.casefold().translate(_DROPPED))))
    return _SEPARATORS.sub(" ", plain.casefold()).split()


def _bare(character: str) -> str:
    if unicodedata.category(character).startswith("M"):
        return ""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
