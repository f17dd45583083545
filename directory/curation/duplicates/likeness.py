"""Which listings look like the same place twice: by name, phone, address and distance. Pure.

A list seldom holds one place twice, and an organization with many offices often gives one phone number for all. So
within one source nearly all must be the same; of two sources, which write names and services each in their own way,
a like name and one thing more is enough.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from math import cos, hypot, radians

from directory.places import street_words

Facts = Mapping[str, str]

#: Metres within which two exact points can be one door.
NEAR = 150
#: From here on two names are alike: the share of words that they have in common. Within one list: nearly the same.
ALIKE, SAME = 0.6, 0.8
_STREETS = 0.5  # of the words of a street: Blue Hill is Blue Hills
_METRES = 111_320  # a degree of latitude
_CELL = 0.002  # degrees; more than NEAR on every latitude of the USA but the far north, where few live
#: Words that say nothing about who it is, or how a street goes on.
_EMPTY = frozenset({"inc", "the", "of", "and", "for", "a", "at", "llc", "incorporated", "corp", "co", "in", "dba"})
_STREET = frozenset(form for forms in (*street_words.KINDS, *street_words.COMPASS) for form in forms)
_SUITE = re.compile(r"(?:\b(?:suite|ste|unit|floor|fl|room|rm|building|bldg|apt)\b|#)(.*)", re.IGNORECASE)
_BOX = re.compile(r"\bp\.?\s?o\.?\s?box\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a listing is compared.

    `street` is the house number and the words of the street; () for a secret place, a post office box or none at all.
    `suite` is '' where none is named. `towns` are its ZIP code and its city.
    """

    id: str
    category: str
    source: str
    services: frozenset[str]
    words: frozenset[str]
    own_words: frozenset[str]
    phones: frozenset[str]
    street: tuple[str, frozenset[str]] | tuple[()]
    suite: str
    towns: frozenset[str]
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two listings that look like one place, `first` < `second`; what is the same, and how sure that is (0 to 100)."""

    first: str
    second: str
    same: tuple[str, ...]
    score: int


def traits(listing_id: str, facts: Facts) -> Traits:
    """Return what of a listing is compared."""
    secret = facts.get("address_confidential") == "yes"
    street = "" if secret else facts.get("address_1", "")
    exact = "latitude" in facts and "longitude" in facts and facts.get("approximate") != "yes" and not secret
    towns = {facts.get("postal_code", "")[:5], f"{facts.get('city', '').lower()} {facts.get('state', '')}"}
    return Traits(
        listing_id, facts.get("category", ""), facts.get("source", ""),
        frozenset(filter(None, facts.get("services", "").split("; "))),
        _words(facts.get("organization", "")), _words(facts.get("name", "")),
        frozenset(_digits(facts[name]) for name in ("phone", "phone_2", "text_phone") if name in facts),
        _street(street), _suite(street, facts), frozenset(towns) - {"", " "},
        (float(facts["latitude"]), float(facts["longitude"])) if exact else None)


def _words(name: str) -> frozenset[str]:
    return frozenset(_plain(name)) - _EMPTY


def _plain(text: str) -> list[str]:
    """Return the words of a text without accents and signs: St. Mary's is st mary s."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.findall(r"\w+", text.lower())


def _digits(phone: str) -> str:
    return "".join(char for char in phone.partition("ext")[0] if char.isdigit())


def _street(text: str) -> tuple[str, frozenset[str]] | tuple[()]:
    if _BOX.search(text):
        return ()
    parts = [re.sub(r"^(\d+)(st|nd|rd|th)$", r"\1", street_words.NUMBERS.get(part, part))
             for part in _plain(_SUITE.sub("", text)) if part not in _STREET]
    number = next((part for part in parts if part[0].isdigit()), "")
    return (number, frozenset(parts) - {number}) if number else ()


def _suite(street: str, facts: Facts) -> str:
    found = _SUITE.search(street)
    return " ".join(_plain(found[1] if found else facts.get("address_2", ""))[-1:])


def digest(facts: Facts) -> str:
    """Return what changes whenever the name, phone or address of a listing does."""
    names = ("organization", "name", "phone", "address_1", "city", "state", "postal_code")
    return sha256("\n".join(facts.get(name, "") for name in names).encode()).hexdigest()


def compare(one: Traits, other: Traits) -> Pair | None:
    """Return how alike two listings are, or None where they are two."""
    if one.category != other.category:
        return None
    phone, address, near = bool(one.phones & other.phones), _same_street(one, other), _are_near(one, other)
    if one.source == other.source:
        name = _share(one.words | one.own_words, other.words | other.own_words)
        is_one = name >= SAME and address and (phone or not (one.phones and other.phones)) and not (
            _differ(one.services, other.services) or one.suite != other.suite or _are_numbered(one, other))
    else:
        name = _inside(one.words, other.words)
        is_one = name >= ALIKE and (phone or address or near) or bool(phone and one.towns & other.towns and name)
    if not is_one:
        return None
    same = tuple(code for code, holds in (("name", name >= ALIKE), ("phone", phone), ("address", address),
                                          ("near", near)) if holds)
    score = round(50 * name) + 20 * phone + 20 * address + 10 * near
    return Pair(min(one.id, other.id), max(one.id, other.id), same, score)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _inside(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the shorter name is in the longer: HIAS is all in Hebrew Immigrant Aid Society (HIAS)."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def _are_numbered(one: Traits, other: Traits) -> bool:
    """Say whether two names end in different numbers or letters, as houses and floors of one place do: 1B and 2A."""
    mine, theirs = one.words | one.own_words, other.words | other.own_words
    return bool(mine - theirs and theirs - mine) and any(
        len(word) == 1 or not word.isalpha() for word in mine ^ theirs)


def _same_street(one: Traits, other: Traits) -> bool:
    if not one.street or not other.street or not one.towns & other.towns:
        return False
    return one.street[0] == other.street[0] and (
        one.street[1] == other.street[1] or _inside(one.street[1], other.street[1]) >= _STREETS)


def _are_near(one: Traits, other: Traits) -> bool:
    if one.point is None or other.point is None:
        return False
    north = (one.point[0] - other.point[0]) * _METRES
    east = (one.point[1] - other.point[1]) * _METRES * cos(radians(one.point[0]))
    return hypot(north, east) < NEAR


def find(listings: Iterable[Traits]) -> list[Pair]:
    """Return every pair that looks like one place, the surest first."""
    blocks: dict[object, list[Traits]] = defaultdict(list)
    for each in listings:
        for key in _keys(each):
            blocks[key].append(each)
    found: dict[tuple[str, str], Pair] = {}
    for block in blocks.values():
        for one, other in combinations(block, 2):
            if (pair := compare(one, other)) is not None:
                found[pair.first, pair.second] = pair
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.first, pair.second))


def _keys(each: Traits) -> Iterator[object]:
    """Yield what two listings have in common at least, if they are one: who shares none is never compared."""
    for phone in each.phones:
        yield "phone", phone
    if each.street:
        for town in each.towns:
            yield "street", each.street[0], town
    if each.point:
        row, column = int(each.point[0] // _CELL), int(each.point[1] // _CELL)
        for north in (0, 1):
            for east in (0, 1):
                yield "near", row + north, column + east
