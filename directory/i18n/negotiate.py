"""Which of our languages a browser asks for. Pure: reads one header, never fails.

Babel and Werkzeug match `zh-TW` and `tl` to nothing; hence our own (RFC 4647 lookup with a few families of
languages).
"""

import re
from collections.abc import Sequence

from directory.i18n.languages import ENGLISH, Language

_LONGEST = 1000
_QUALITY = r"0(?:\.[0-9]*)?|1(?:\.0*)?|\.[0-9]+"
_RANGE = re.compile(rf"\s*([A-Za-z0-9_-]+)\s*(?:;\s*q\s*=\s*({_QUALITY})\s*)?\Z", re.ASCII)
_OLD_NAMES = {"iw": "he", "in": "id", "ji": "yi", "tl": "fil", "cmn": "zh", "yue": "zh-hant"}
_TRADITIONAL = {"hant", "tw", "hk", "mo"}


def choose(accept_language: str, offered: Sequence[Language]) -> Language:
    """Return the offered language that an Accept-Language header wants most; English if it wants none of
    them."""
    ours = {key: language for language in reversed(offered) for key in _keys(language)}
    for tag in _wanted(accept_language):
        if tag in ours:
            return ours[tag]
        parts = tag.split("-")
        if parts[0] == "zh":
            script = "hant" if _TRADITIONAL.intersection(parts) and "hans" not in parts else "hans"
            parts = ["zh", script]
        for length in range(len(parts), 0, -1):
            found = ours.get("-".join(parts[:length]))
            if found:
                return found
    return ENGLISH


def _keys(language: Language) -> tuple[str, ...]:
    """Return what a browser may call one of our languages. A made-up language answers to its full name
    only."""
    whole = language.code.lower()
    alone = whole.split("-")[0]
    return (whole,) if whole.endswith(("-xa", "-xb")) or alone == "zh" else (whole, alone)


def _wanted(header: str) -> list[str]:
    """Return the tags of a header in lower case, most wanted first."""
    found = []
    for piece in header[:_LONGEST].split(","):
        match = _RANGE.match(piece)
        quality = float(match[2] or 1) if match else 0
        if match and quality > 0:
            name, *rest = match[1].lower().replace("_", "-").split("-")
            found.append((quality, "-".join([_OLD_NAMES.get(name, name), *rest])))
    found.sort(key=lambda item: -item[0])
    return [tag for _, tag in found]
