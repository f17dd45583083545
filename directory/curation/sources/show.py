"""What the pages of sources say, in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from directory.curation import sentences
from directory.curation.boxes import Box
from directory.curation.facts import Shown, options, read
from directory.curation.review.show import REFUSED as DECIDING
from directory.curation.sentences import terms
from directory.i18n.catalogs import catalog
from directory.i18n.marks import N_
from directory.listings.sources import Source
from directory.places.finder import zip_finder
from directory.register.changes import Refused
from directory.register.models import SourceRow
from directory.sheets import reference
from directory.sheets.problems import Problem
from directory.web.templating import language

#: What each column of sources.csv is called, in the order in which the form asks.
LABELS = {
    "title": N_("Title of the list"), "publisher": N_("Who publishes it"), "edition": N_("Date of the list"),
    "url": N_("Web address of the list"), "code": N_("Short name (its code)"),
    "licence": N_("What the publisher allows"),
    "category": N_("Kind of help"), "covers": N_("The area it is about"),
    "complete": N_("Does it list every place of its kind in that whole area?"), "note": N_("What it leaves out"),
}
HINTS = {
    "title": N_("As the publisher calls it. Families read it on each listing that comes from it."),
    "publisher": N_("The office or organization, never one person. Families read it."),
    "edition": N_("The day, month or year of the list itself, like 2026-07, not of today."),
    "url": N_("Where anybody can read it, like https://example.org/list. Families can open it. Leave it blank if it is "
              "not on the web."),
    "code": N_("Small letters, digits and hyphens, like food-bank-ohio. It goes into the column source of a sheet, and "
               "stays as it is for good."),
    "licence": N_("Like CC0, or: Public domain (U.S. government work), or: Permission by letter, 2026-11-02. If you do "
                  "not know, ask the publisher first."),
    "covers": N_("Only the area that the publisher names: Lucas County, OH; Wood County, OH, or state:OH, or "
                 "country:US."),
    "complete": N_("Yes is a promise that families read: where we list nobody, they are told that this list has nobody "
                   "there. Say yes only if the publisher says so."),
    "note": N_("Whom the list does not have, and for which part of the area. Families read it where help is missing."),
}
_COMPLETE = {"yes": N_("Yes, the publisher says so"), "no": N_("No, or nobody knows"),
             "": N_("It is about one service only, not a list of places")}
_STATES = {"proposed": N_("Waits for another person"), "approved": N_("Approved"), "returned": N_("Sent back"),
           "withdrawn": N_("Taken back")}
_REFUSED = {
    **DECIDING,
    "errors": N_("Something cannot be read yet. Mend what is marked, then send it again. Nothing is lost."),
    "source-in-file": N_("“%(source)s” stands in the file sources.csv of whoever runs this site. Only they change it. "
                         "For another list, take another code."),
    "source-waits": N_("%(author)s proposed a source with the code “%(source)s” already, and it waits for another "
                       "person. What you typed is still here. Compare the two: is it the same list?"),
    "source-exists": N_("There is a source with the code “%(source)s” already. What you typed is still here. If it is "
                        "the same list, change that one; if not, take another code."),
    "source-moved": N_("Somebody else's change of “%(source)s” was approved while you wrote. What you typed is still "
                       "here. Look at what counts now, then send it again."),
    "nothing-changed": N_("You changed nothing, so nothing was sent."),
    "no-source": N_("Nothing of it waits any more: somebody decided already, or it was taken back."),
}


class Row(NamedTuple):
    """One source that counts: how many listings name it, and whether it stands in the operator's file."""

    source: Source
    listings: int
    is_ours: bool


class Past(NamedTuple):
    """One proposal of a source: what became of it, and what it changed."""

    row: SourceRow
    state: str
    differences: list[Shown]


def refused(error: Refused) -> str:
    """Return why something was not done, and what to do."""
    return sentences.refused(_REFUSED, error)


def boxes(typed: Mapping[str, str], problems: Iterable[Problem], *, is_new: bool) -> list[Box]:
    """Return the form as it is shown. The code of a source that is there is not asked for again."""
    words = catalog(language().code)
    wrong: dict[str, list[str]] = {}
    for each in problems:
        wrong.setdefault(each.column, []).append(sentences.mistake(each))
    offered = {"category": {"": words.gettext(N_("Choose")), **options("category")}, "complete": terms(_COMPLETE)}
    hows = {"category": "one", "complete": "yes-no", "note": "long"}
    return [Box(name, words.gettext(label), hows.get(name, "line"), typed.get(name, ""),
                words.gettext(HINTS[name]) if name in HINTS else "", offered.get(name, {}),
                (typed.get(name, ""),), " ".join(wrong.get(name, ())))
            for name, label in LABELS.items() if is_new or name != "code"]


def differences(before: Source | None, after: Source) -> list[Shown]:
    """Return what differs between two sources; all that the second one says where there is no first."""
    words = catalog(language().code)
    old, new = before.cells if before else {}, after.cells
    return [Shown(name, words.gettext(label), old.get(name, ""), new[name], _read(name, before),
                  _read(name, after), False)
            for name, label in LABELS.items() if old.get(name, "") != new[name] or name == "complete" and not before]


def _read(name: str, source: Source | None) -> str:
    """Return a cell as a person reads it; '' where that is the cell itself."""
    if source is None:
        return ""
    words = catalog(language().code)
    if name == "url":
        return " ".join(map(sentences.mistake, reference.odd_addresses([source])))
    if name == "complete":
        return words.gettext(_COMPLETE.get(source.complete, source.complete))
    if name == "category":
        return read(name, source.category)
    if name == "covers":
        found = [(part, zip_finder()(part)) for part in source.covers]
        return " · ".join(f"{place.name}, {place.state}" if place and place.kind == "county" else part
                          for part, place in found) if any(place for _, place in found) else ""
    return ""


def history(rows: Iterable[SourceRow]) -> list[Past]:
    """Return all that was proposed of one code, the newest first, each beside what counted before it."""
    states = terms(_STATES)
    past: list[Past] = []
    before: Source | None = None
    for row in sorted(rows, key=lambda row: row.id):
        past.insert(0, Past(row, states[row.state], differences(before, row.source)))
        before = row.source if row.state == "approved" else before
    return past
