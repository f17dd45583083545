"""The words by which a text gives an erased fact away, however they are written. Pure.

Capitals, accents, signs, spaces, forms of letters and digits, what nobody sees, and the short forms of an address make
no difference: "4711 Quietwillow Lane" is "４７１１ QUIET\u200bWILLOW  ln." too.
"""

import json
import re
from collections.abc import Iterable, Iterator

from directory.i18n import folding
from directory.listings import cells, columns
from directory.places import street_words

#: Words of these columns stand in every list of places, and alone lead nowhere.
_COMMON = ("city", "approximate", "source")
#: And these may stand in other places' texts too: they count only in the texts of the listing itself.
_SHARED = ("address_2", "postal_code", "source_url")
#: What else can tell. Codes, days, hours and languages are words of closed lists: they lead to nobody.
_PHONES = (cells.read_phone, cells.read_text_phone)
_LINKS = (cells.read_url, cells.read_email)
_POINTS = (cells.read_latitude, cells.read_longitude)
_WORDS = (cells.read_text, cells.read_long_text, cells.read_zip)
_SHORTEST = 4
_PHONE = 7

_WORD = re.compile(r"[0-9]+(?:st|nd|rd|th)(?![^\W\d_])|[0-9]+|[^\W\d_]+")
#: What may stand between two words: spaces and signs, as they are or written for a link, a page or a program.
_BETWEEN = r"(?:\\[nrt]|%[0-9a-f]{2}|&[a-z]{2,6};|[\W_])*+"
#: Before a number stands no other, but for the space of a link.
_BEGINS = r"(?:(?<![0-9])|(?<=%[0-9a-f]{2}))"
#: At most so far from the number of a house may its street stand, on either side.
_GAP = r"[^\n]{0,24}?"
_KINDS, _COMPASS, _DOORS = (frozenset(form for forms in each for form in forms)
                            for each in (street_words.KINDS, street_words.COMPASS, street_words.DOORS))
_FORMS = {form: forms for each in (street_words.KINDS, street_words.COMPASS, street_words.DOORS)
          for forms in each for form in forms}
_DOOR = re.compile(rf"[,#]|\b(?:{'|'.join(sorted(_DOORS))})\b", re.IGNORECASE)

#: A pattern of folded text, and a word that stands wherever it fits: most texts have none, and that is soon seen.
_Pattern = tuple[str, str]


class Wording:
    """The telling words of some facts: of a street, a ZIP code, a point, a phone number, a text.

    `alike` are texts that tell the same in other words: they count only as a whole.
    """

    def __init__(self, facts: Iterable[tuple[str, str]], alike: Iterable[str] = ()) -> None:
        self._alike = {_folded(text): text for text in alike}
        near, far, loose, streets = set[_Pattern](), set[_Pattern](), set[_Pattern](), set[_Pattern]()
        for name, text in facts:
            words = _words(name, text)
            near |= words | _said_links(name, text)
            if name not in _SHARED and _is_rare(name, text):
                far |= words
            if name == "address_1" and (beside := _beside(text)):
                loose.add(beside[0])
                streets.add(beside[1])
        self._near, self._far, self._loose, self._streets = map(_Patterns, (near, far, loose, streets))

    def gives_away(self, text: str, *, strictly: bool = False) -> bool:
        """Say whether a text holds one of the words, in any writing, or a house and its street near each other.

        `strictly` counts only words that no other place shares, one behind the other.
        """
        letters = folding.letters(text)
        if strictly:
            return self._far.stand_in(letters)
        return _folded(text) in self._alike or self._near.stand_in(letters) or self._loose.stand_in(letters)

    def may_tell(self, text: str, *, own: bool = False) -> bool:
        """Say whether a text may give a fact away: a house and its street near each other.

        In the listing's `own` texts the street alone is enough.
        """
        letters = folding.letters(text)
        return self._loose.stand_in(letters) or (own and self._streets.stand_in(letters))

    def without(self, text: str, instead: str) -> str:
        """Return a text of somebody else with the words that no other place shares replaced."""
        for folded, whole in self._alike.items():
            if _is_long(whole):
                text = instead if _folded(text) == folded else text.replace(_quoted(whole), _quoted(instead))
        letters, stood = folding.traced(text)
        stood.append(len(text))
        for first, last in reversed(self._far.spans(letters)):
            start, end = stood[first], stood[last]
            start -= text[start - 1:start] == "(" and ")" in text[start:end]  # of a telephone number
            text = text[:start] + instead + text[end:]
        return text

    def in_bytes(self, raw: bytes) -> bool:
        """Say whether the bytes of a file hold one of the words that no other place shares, in UTF-8 or UTF-16."""
        return any(self._far.stand_in(folding.letters(text)) for text in _texts(raw))


class _Patterns:
    """Patterns that are looked for together."""

    def __init__(self, patterns: Iterable[_Pattern]) -> None:
        self._each = [(word, re.compile(pattern)) for word, pattern in patterns]

    def stand_in(self, letters: str) -> bool:
        """Say whether one of them is in a folded text."""
        return any(word in letters and pattern.search(letters) for word, pattern in self._each)

    def spans(self, letters: str) -> list[tuple[int, int]]:
        """Return where they are in a folded text, in its order; those that overlap are one."""
        found: list[tuple[int, int]] = []
        for start, end in sorted(hit.span() for word, pattern in self._each if word in letters
                                 for hit in pattern.finditer(letters)):
            if found and start < found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
        return found


def _words(name: str, text: str) -> set[_Pattern]:
    """Return what to look for, for a fact; nothing for what leads nowhere."""
    if name in _COMMON or len(text) < _SHORTEST:
        return set()
    read = columns.get(name).read
    if read in _PHONES:
        return {_phone(text)}
    if read in _POINTS and "." in text:
        bare = text.lstrip("-")
        return {(bare, rf"-?\b{re.escape(bare)}[0-9]*")}
    if read in _LINKS:
        folded = folding.letters(text)
        return {(re.sub(r"^https?", "", folded), re.sub("^https?:", "https?:", re.escape(folded)))}
    if read not in _WORDS:
        return set()
    street = _DOOR.split(text)[0]
    each = [text, street] if name == "address_1" and _is_long(street) else [text]
    return {_phrase(words) for part in each if (words := _WORD.findall(folding.letters(part)))}


def _said_links(name: str, text: str) -> set[_Pattern]:
    """Return the web address of a fact as people say it."""
    if columns.get(name).read is not cells.read_url:
        return set()
    bare = re.sub(r"^https?://(?:www\.)?|/$", "", folding.letters(text))
    return {(bare, rf"(?<![@\w-]){re.escape(bare)}(?![\w-])")}


def _phone(text: str) -> _Pattern:
    digits = re.sub(r"\D", "", text.partition(" ext")[0])
    return "", r"[^0-9]{0,5}".join(digits[-10:]) if len(digits) >= _PHONE else rf"(?<![0-9]){digits}(?![0-9])"


def _phrase(words: list[str]) -> _Pattern:
    """Return the pattern of words one behind the other."""
    fixed = [word for word in words if _other_forms(word) == [word]]
    return max(fixed, key=len, default=""), _BETWEEN.join(map(_form, words))


def _form(word: str) -> str:
    """Return the pattern of a word and its other forms. A number is whole, and so is a form that is not the word."""
    if word.isdecimal():
        return rf"{_BEGINS}{word}(?![0-9])"
    forms = [re.escape(form) if form == word else rf"{_BEGINS if form[0].isdecimal() else ''}{form}(?![^\W_])"
             for form in _other_forms(word)]
    return f"(?:{'|'.join(forms)})" if len(forms) > 1 else forms[0]


def _other_forms(word: str) -> list[str]:
    """Return the forms of a word, itself first: lane and ln, fifth and 5th."""
    counted = {number: name for name, number in street_words.NUMBERS.items()}
    if word in street_words.NUMBERS:
        number = street_words.NUMBERS[word]
        return [word, number + {"1": "st", "2": "nd", "3": "rd"}.get(number, "th")]
    if (number := word[:-2]) in counted and word[-2:].isalpha():
        return [word, counted[number]]
    return [word, *(form for form in _FORMS.get(word, ()) if form != word)]


def _beside(address: str) -> tuple[_Pattern, _Pattern] | None:
    """Return the patterns of a house near the name of its street, and of the street alone; None without both."""
    number, *rest = _WORD.findall(folding.letters(_DOOR.split(address)[0])) or [""]
    street = [word for word in rest if word not in _COMPASS]
    names = [word for word in street if word not in _KINDS]
    if not number.isdecimal() or len("".join(names)) < _SHORTEST - any(word[0].isdecimal() for word in names):
        return None
    house, (word, name) = _form(number), _phrase(names)
    return (word, f"{house}{_GAP}{name}|{name}{_GAP}{house}"), _phrase(street)


def _texts(raw: bytes) -> Iterator[str]:
    """Yield what the bytes of a file may say. A program may have written its letters as numbers."""
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda hit: chr(int(hit[1], 16)),
                 raw.replace(b"\0", b"").decode("utf-8", "ignore"))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield raw.decode("utf-16", "ignore")


def _folded(text: str) -> str:
    """Return a text as it is compared as a whole: spaces, signs and capitals aside."""
    return " ".join(_WORD.findall(folding.letters(text)))


def _quoted(text: str) -> str:
    """Return a text as drafts of sheets keep it: in JSON."""
    return json.dumps(text, ensure_ascii=False)


def _is_long(text: str) -> bool:
    return len(text) >= 8


def _is_rare(name: str, text: str) -> bool:
    """Say whether a fact is long enough to mean one thing: not "37.8", not "24/7", not "By appointment"."""
    if re.fullmatch(r"-?\d+\.\d{4,}", text):
        return True
    column = columns.get(name)
    return _is_long(text) and (column.place or column.contact or column.read in _LINKS or not text.isascii()
                               or len(text.split()) > 2 or any(map(str.isdecimal, text)))
