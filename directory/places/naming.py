"""Reading what a person typed as a place: a ZIP code, part of one, or the ways a name can be meant. Pure."""

import re
from dataclasses import dataclass

from directory.places import states
from directory.places.fold import fold

# How a place comes by a name: its own; another one, or a state's two letters; a county's without 'County'.
OWN_NAME, OTHER_NAME, SHORT_NAME = range(3)

_LONGEST = 100
_LONGEST_STATE_NAME = 4
_ZIP = re.compile(r"(?<!\S)\d{5}(?!\S)")
_COUNTRY = {"usa", "us", "united states", "estados unidos"}
_COUNTY_OF = re.compile(r"^(?:condado de|county of) (.+)$")


def _state_names() -> dict[str, str]:
    found = {}
    for code in states.CODES:
        for name in (code, states.state_name(code), *states.OTHER_NAMES.get(code, ())):
            found[fold(name)] = code
    return found


STATE_OF_NAME = _state_names()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name, folded, in a state ('' for any)."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: a five-digit ZIP code, other digits alone, or readings of a name, likeliest first."""

    zip_code: str
    part_of_zip: str
    readings: tuple[Reading, ...]


def read(text: str) -> Typed:
    """Read what a person typed, up to 100 characters of it; digits of any script count."""
    folded = fold(text[:_LONGEST])
    digits = folded.replace(" ", "")
    if digits.isdigit() and len(digits) == 9:
        return Typed(digits[:5], "", ())
    codes = _ZIP.findall(folded)
    if codes:
        # A house number comes before the ZIP code.
        return Typed(codes[-1], "", ())
    if digits.isdigit():
        return Typed("", digits, ())
    return Typed("", "", tuple(_readings(folded.split())))


def _readings(words: list[str]) -> list[Reading]:
    while len(words) > 1 and words[-1].isdigit():
        words = words[:-1]
    for size in (1, 2):
        if len(words) > size and " ".join(words[-size:]) in _COUNTRY:
            words = words[:-size]
    if not words:
        return []
    found = [Reading(_as_county(" ".join(words)), "")]
    for size in range(1, min(_LONGEST_STATE_NAME, len(words) - 1) + 1):
        state = STATE_OF_NAME.get(" ".join(words[-size:]))
        if state:
            found.append(Reading(_as_county(" ".join(words[:-size])), state))
    return found


def _as_county(name: str) -> str:
    """Turn 'condado de alameda' into 'alameda county'."""
    return _COUNTY_OF.sub(r"\1 county", name)
