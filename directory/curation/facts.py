"""Facts of a listing in the reader's language: what a column is called, what a cell says, and what a change changes."""

from collections.abc import Mapping
from typing import NamedTuple

from directory.curation.labels import LABELS
from directory.i18n.catalogs import catalog
from directory.i18n.formats import language_name
from directory.i18n.marks import N_
from directory.listings import columns, hours_words, vocabulary
from directory.listings import hours as opening
from directory.web.templating import language

Facts = Mapping[str, str]
_YES_NO = {"yes": N_("Yes"), "no": N_("No")}


class Shown(NamedTuple):
    """One fact that changes: its label, the raw cells, and the same as a family reads it, '' where that is no other.

    `clash`: somebody else changed it, too.
    """

    column: str
    label: str
    old: str
    new: str
    old_read: str
    new_read: str
    clash: bool


def differences(before: Facts | None, after: Facts | None, clash: tuple[str, ...] = ()) -> list[Shown]:
    """Return every fact that differs, in the order of the sheet."""
    old, new = before or {}, after or {}
    names = columns.in_order({name for name in {*old, *new} if old.get(name) != new.get(name)} - {"id"})
    return [Shown(name, label(name), old.get(name, ""), new.get(name, ""), read(name, old.get(name, "")),
                  read(name, new.get(name, "")), name in clash) for name in names]


def label(name: str) -> str:
    """Return what a column is called."""
    gettext = catalog(language().code).gettext
    if name in LABELS:
        return gettext(LABELS[name])
    base, code = columns.original(name)
    spoken = language_name(language().code, code, vocabulary.SPOKEN.get(code, code))
    if base == "description":  # its label says that it is in English
        return gettext(N_("Description in %(language)s")) % {"language": spoken}
    return gettext(N_("%(fact)s, in %(language)s")) % {"fact": gettext(LABELS[base]), "language": spoken}


def read(name: str, value: str) -> str:
    """Return a cell as a family reads it; '' where that is the cell itself."""
    words, code = catalog(language().code), language().code
    parts = value.split("; ") if value else []
    if found := options(name):
        return " · ".join(found[part] for part in parts if part in found)
    if name in ("languages", "phone_languages"):
        return " · ".join(language_name(code, each, vocabulary.SPOKEN.get(each, each)) for each in parts)
    if name == "hours" and value:
        return " · ".join(hours_words.lines(opening.parse(value), code, words))
    return ""


def in_words(name: str, value: str) -> str:
    """Return what a cell says: as a family reads it, else the cell itself."""
    return read(name, value) or value


def options(name: str, category: str = "") -> dict[str, str]:
    """Return the codes that a column may hold and their words; of services only those of a category, if it is named."""
    words, column = catalog(language().code), columns.get(name)
    if column.terms:
        return {code: words.gettext(term.name) for code, term in column.terms.items()
                if not category or term.category in ("", "any", category)}
    return {code: words.gettext(_YES_NO[code]) for code in column.choices if code in _YES_NO}
