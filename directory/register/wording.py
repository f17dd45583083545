"""The words by which a text gives an erased fact away, however they are written. Pure.

Capitals, accents, signs, spaces, forms of letters and digits, what nobody sees, and the short forms of an address make
no difference: "4711 Quietwillow Lane" is "４７１１ QUIET\u200bWILLOW  ln." too.
"""

import json
import re
from collections.abc import Iterable

from directory.i18n import folding
from directory.listings import cells, columns
from directory.places import street_words

#: Words of these columns stand in every list of places, and alone lead nowhere.
_COMMON = ("city", "approximate", "source")
#: And these may stand in other places' texts too: they count only in the texts of the listing itself.
_SHARED = ("address_2", "postal_code", "source_url")
_PHONES = (cells.read_phone, cells.read_text_phone)
_LINKS = (cells.read_url, cells.read_email)
_POINTS = (cells.read_latitude, cells.read_longitude)
#: Codes, days, hours and languages are the words of a closed list: they lead to no place and no person.
_WORDS = (cells.read_text, cells.read_long_text, cells.read_zip)
_SHORTEST = 4
_PHONE = 7

_WORD = re.compile(r"[0-9]+(?:st|nd|rd|th)(?![^\W\d_])|[0-9]+|[^\W\d_]+")
#: What may stand between two words: spaces and signs, as they are or written for a link, a page or a program.
_BETWEEN = r"(?:\\[nrt]|%[0-9a-f]{2}|&[a-z]{2,6};|[\W_])*+"
_WHOLE = r"(?![^\W\d_])"
#: At most so far from the number of a house may its street stand, on either side.
_GAP = r"[^\n]{0,24}?"
_FORMS = {form: forms for forms in (*street_words.KINDS, *street_words.COMPASS, *street_words.DOORS) for form in forms}
_KINDS, _COMPASS = (frozenset(form for forms in each for form in forms)
                    for each in (street_words.KINDS, street_words.COMPASS))


class Wording:
    """The telling words of some facts: of a street, a ZIP code, a point, a phone number, a text.

    `alike` are texts that tell the same in other words: they count only as a whole.
    """

    def __init__(self, facts: Iterable[tuple[str, str]], alike: Iterable[str] = ()) -> None:
        self._alike = {_folded(text): text for text in alike}
        near, far, loose, streets = set[str](), set[str](), set[str](), set[str]()
        for name, text in facts:
            if not (words := _words(name, text)):
                continue
            near |= words | _bare_link(name, text)
            if name not in _SHARED and _is_rare(name, text):
                far |= words
            if name == "address_1" and (street := _street(text)):
                loose.add(street[0])
                streets.add(street[1])
        self._near, self._far, self._loose, self._streets = (_any(each) for each in (near, far, loose, streets))

    def gives_away(self, text: str, *, strictly: bool = False) -> bool:
        """Say whether a text holds one of the words, in any writing, or a house and its street near each other.

        `strictly` counts only words that no other place shares, one behind the other.
        """
        if strictly:
            return _in(self._far, text)
        return _folded(text) in self._alike or _in(self._near, text) or _in(self._loose, text)

    def may_tell(self, text: str, *, own: bool = False) -> bool:
        """Say whether a text may give a fact away: a house and its street near each other.

        In the listing's `own` texts the street alone is enough.
        """
        return _in(self._loose, text) or (own and _in(self._streets, text))

    def without(self, text: str, instead: str) -> str:
        """Return a text of somebody else with the words that no other place shares replaced."""
        for folded, whole in self._alike.items():
            if len(whole) >= 8:
                text = instead if _folded(text) == folded else text.replace(_quoted(whole), _quoted(instead))
        if not _in(self._far, text):
            return text
        letters, stood = folding.traced(text)
        stood.append(len(text))
        for hit in reversed(list(self._far.finditer(letters) if self._far else ())):
            start = stood[hit.start()]
            start -= text[start - 1:start] in ("(", "+")  # of a telephone number
            text = text[:start] + instead + text[stood[hit.end()]:]
        return text

    def in_bytes(self, raw: bytes) -> bool:
        """Say whether the bytes of a file hold one of the words that no other place shares, in UTF-8 or UTF-16."""
        return any(_in(self._far, text) for text in _texts(raw))


def _words(name: str, text: str) -> set[str]:
    """Return what to look for, for a fact, as patterns of folded text; nothing for what leads nowhere."""
    if name in _COMMON or len(text) < _SHORTEST:
        return set()
    read = columns.get(name).read
    if read in _PHONES:
        return {_phone(text)}
    if read in _POINTS:
        return {rf"-?\b{re.escape(text.lstrip('-'))}[0-9]*"} if "." in text else set()
    if read in _LINKS:
        return {re.sub(r"^https?:", "https?:", re.escape(folding.letters(text)))}
    return {_phrase(_WORD.findall(folding.letters(text)))} - {""} if read in _WORDS else set()


def _bare_link(name: str, text: str) -> set[str]:
    """Return the pattern of a web address as people say it."""
    if columns.get(name).read is not cells.read_url:
        return set()
    bare = re.sub(r"^https?://(?:www\.)?|/$", "", folding.letters(text))
    return {rf"(?<![@\w-]){re.escape(bare)}(?![\w-])"}


def _phone(text: str) -> str:
    digits = re.sub(r"\D", "", text.partition(" ext")[0])
    return r"[^0-9]{0,5}".join(digits[-10:]) if len(digits) >= _PHONE else rf"(?<![0-9]){digits}(?![0-9])"


def _phrase(words: Iterable[str]) -> str:
    """Return the pattern of words one behind the other."""
    return _BETWEEN.join(map(_forms, words))


def _forms(word: str) -> str:
    """Return the pattern of a word and of its other forms."""
    if word.isdecimal():
        return rf"(?<![0-9]){word}(?![0-9])"
    if counted := street_words.NUMBERS.get(word) or (word[0].isdecimal() and re.sub(r"\D", "", word)):
        named = [each for each, number in street_words.NUMBERS.items() if number == counted]
        return "(?:" + "|".join([*named, rf"(?<![0-9]){counted}(?:st|nd|rd|th)"]) + ")"
    if word not in _FORMS:
        return re.escape(word)
    return "(?:" + "|".join(re.escape(word) if form == word else form + _WHOLE
                            for form in sorted(_FORMS[word], key=len, reverse=True)) + ")"


def _street(address: str) -> tuple[str, str] | None:
    """Return the patterns of a house beside the name of its street, and of the street alone; None without both."""
    number, *rest = _WORD.findall(folding.letters(re.split("[,#]", address)[0])) or [""]
    street = [word for word in rest if word not in _COMPASS]
    names = [word for word in street if word not in _KINDS]
    if not number.isdecimal() or len("".join(names)) < _SHORTEST - any(word[0].isdecimal() for word in names):
        return None
    house, name = _forms(number), _phrase(names)
    return f"{house}{_GAP}{name}|{name}{_GAP}{house}", _phrase(street)


def _any(patterns: Iterable[str]) -> re.Pattern[str] | None:
    found = sorted(patterns, key=len, reverse=True)
    return re.compile("|".join(f"(?:{each})" for each in found)) if found else None


def _in(pattern: re.Pattern[str] | None, text: str) -> bool:
    return pattern is not None and pattern.search(folding.letters(text)) is not None


def _texts(raw: bytes) -> Iterable[str]:
    """Yield what the bytes of a file may say. A program may have written its letters as numbers."""
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda hit: chr(int(hit[1], 16)), raw.decode("utf-8", "ignore"))
    if not raw.startswith(b"SQLite format 3"):
        yield from (raw[start:].decode(encoding, "ignore") for encoding in ("utf-16-le", "utf-16-be")
                    for start in (0, 1))


def _folded(text: str) -> str:
    """Return a text as it is compared as a whole: spaces, signs and capitals aside."""
    return " ".join(_WORD.findall(folding.letters(text)))


def _quoted(text: str) -> str:
    """Return a text as drafts of sheets keep it: in JSON."""
    return json.dumps(text, ensure_ascii=False)


def _is_rare(name: str, text: str) -> bool:
    """Say whether a fact is long enough to mean one thing: not "37.8", not "24/7", not "By appointment"."""
    if re.fullmatch(r"-?\d+\.\d{4,}", text):
        return True
    column = columns.get(name)
    return len(text) >= 8 and (column.place or column.contact or column.read in _LINKS or not text.isascii()
                               or len(text.split()) > 2 or any(map(str.isdecimal, text)))
