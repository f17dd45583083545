"""Whether a translated description still says what the English says. Pure.

Two texts are the same where only spaces, punctuation or capitals differ: such an edit makes no translation old.
"""

import hashlib
import re
from collections.abc import Collection, Mapping

from directory.i18n.languages import LANGUAGES, Language

#: Languages into which descriptions are translated.
TONGUES: tuple[Language, ...] = tuple(each for each in LANGUAGES if each.code != "en")
CURRENT, OUTDATED, MISSING = "current", "outdated", "missing"
STATES = (OUTDATED, MISSING, CURRENT)
#: Words, and signs that change what is said: $5 is not 5 %.
_SAID = re.compile(r"[\w$€£%+=<>@&#]+")


def column(language: str) -> str:
    """Return the column that holds the description in a language: description_zh_Hans for zh-Hans."""
    return "description_" + language.replace("-", "_")


def mark(text: str) -> str:
    """Return what is kept of a text: enough to know it again, spaces, punctuation and capitals aside."""
    return hashlib.sha256(" ".join(_SAID.findall(text.casefold())).encode()).hexdigest()[:32]


def of(facts: Mapping[str, str], language: str, made_from: Collection[str]) -> str:
    """Return the state of one language's description: `made_from` are marks of the English texts that it fits."""
    if not facts.get(column(language)):
        return MISSING
    return CURRENT if mark(facts.get("description", "")) in made_from else OUTDATED
