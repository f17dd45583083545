"""Whether a translated text still says what the English says. Pure.

Two texts are the same where only spaces, punctuation or capitals differ: such an edit makes no translation old.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping

from directory.i18n.languages import LANGUAGES, Language
from directory.listings import columns

#: Languages into which texts are translated.
TONGUES: tuple[Language, ...] = tuple(each for each in LANGUAGES if each.code != "en")
_CODES = frozenset(each.code for each in TONGUES)
CURRENT, OUTDATED, MISSING = "current", "outdated", "missing"
#: The worst first: words that are not true any more, then words that nobody translated.
STATES = (OUTDATED, MISSING, CURRENT)
#: Words, and signs that change what is said: $5 is not 5 %.
_SAID = re.compile(r"[\w$€£%+=<>@&#]+")


def mark(text: str) -> str:
    """Return what is kept of a text: enough to know it again, spaces, punctuation and capitals aside."""
    return hashlib.sha256(" ".join(_SAID.findall(text.casefold())).encode()).hexdigest()[:32]


def english(facts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns of a listing that hold English words to translate, in the order of the sheet."""
    return tuple(name for name in columns.TRANSLATED if facts.get(name))


def translations(facts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a listing that families may read in their language: column (documents_es) -> text."""
    return {name: text for name, text in facts.items() if text and columns.original(name)[1] in _CODES}


def of(facts: Mapping[str, str], name: str, made_from: Collection[str]) -> str:
    """Return the state of a translation, by its column: `made_from` are marks of the English texts that it fits."""
    return CURRENT if mark(facts.get(columns.original(name)[0], "")) in made_from else OUTDATED


def worst(states: Iterable[str]) -> str:
    """Return the state of several texts together; CURRENT where there is none."""
    return min(states, key=STATES.index, default=CURRENT)
