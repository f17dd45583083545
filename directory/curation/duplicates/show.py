"""What the pages of duplicates say, and which pairs they show."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from directory.curation import sentences
from directory.curation.duplicates import changes, likeness, queries
from directory.curation.duplicates.likeness import Facts, Pair
from directory.curation.duplicates.queries import Side
from directory.curation.facts import in_words, label
from directory.i18n.catalogs import catalog
from directory.i18n.marks import N_
from directory.listings import columns, validators
from directory.register.changes import Refused
from directory.sheets import problems
from directory.web.templating import Formats, language

_SAME = {"name": N_("name"), "phone": N_("phone"), "address": N_("address"), "near": N_("place on the map")}
_REFUSED = {
    "gone": N_("One of the two was taken out meanwhile. Nothing was changed."),
    "moved": N_("Somebody changed one of the two meanwhile. Look at both again, then decide."),
    "merging": N_("One of the two is being merged already. A reviewer looks at it first."),
    "nothing-waits": N_("Somebody has decided on the place that waited. Nothing was changed."),
    "reviewer": N_("One of the two still waits for a reviewer. Only a reviewer can put them together."),
    "choose": N_("Choose which of the two stays."),
}

Pairs = list[tuple[Pair, Side, Side]]


class Row(NamedTuple):
    """One column of a pair: its name, what both say, whether that differs, and whose value is offered."""

    column: str
    label: str
    first: str
    second: str
    differs: bool
    take: str


class Finder:
    """Finds pairs, and keeps what it found until a listing changes: comparing all takes about a second."""

    def __init__(self) -> None:
        self._found: tuple[str, list[Pair]] = ("", [])

    def pairs(self, session: Session) -> Pairs:
        """Return the pairs on which somebody should decide, the surest first."""
        version = queries.version(session)
        sides = queries.sides(session)
        if self._found[0] != version:
            self._found = version, likeness.find(likeness.traits(key, side.facts) for key, side in sides.items())
        apart, merging = queries.not_same(session), queries.merging(session)
        return [(pair, sides[pair.first], sides[pair.second]) for pair in self._found[1]
                if not {pair.first, pair.second} & merging
                and (sides[pair.first].waits is None or sides[pair.second].waits is None)
                and apart.get((pair.first, pair.second)) != changes.both_digests(sides[pair.first],
                                                                                 sides[pair.second])]


def same(pair: Pair) -> str:
    """Say what two listings have in common."""
    words = catalog(language().code)
    return words.gettext(N_("The same: %(what)s")) % {
        "what": Formats(language().code).list_and(words.gettext(_SAME[code]) for code in pair.same)}


def rows(first: Side, second: Side, stays: str, take: Mapping[str, str]) -> list[Row]:
    """Return both sides by column.

    Offered is what the one that stays says, or the other where it says nothing; never where those facts are from.
    """
    found = []
    for column in columns.in_order({*first.facts, *second.facts} - {"id"}):
        one, other = first.facts.get(column, ""), second.facts.get(column, "")
        known = columns.get(column).group == "trust" or (one if stays == "first" else other)
        offered = stays if known else "second" if other else "first"
        found.append(Row(column, label(column), in_words(column, one), in_words(column, other), one != other,
                         take.get(column) if take.get(column) in ("first", "second") else offered))  # type: ignore[arg-type]
    return found


def merged(first: Side, second: Side, chosen: list[Row]) -> dict[str, str]:
    """Return the facts of the one that stays."""
    found = {row.column: (first if row.take == "first" else second).facts.get(row.column, "") for row in chosen}
    if not any(all(found.get(name, "") == side.facts.get(name, "") for name in ("address_1", "latitude", "longitude"))
               for side in (first, second)):
        found |= dict.fromkeys(("latitude", "longitude", "approximate"), "")  # the point of another street
    return {column: text for column, text in found.items() if text}


def broken(stays: Facts, after: Facts) -> list[str]:
    """Return the rules that the merged listing would break and the one that stays does not."""
    words = catalog(language().code).gettext
    return [" ".join((f"{label(each.column)}:", *problems.sentence(problems.from_finding(each, 0), words)))
            for each in validators.broken(stays, after)]


def refused(error: Refused) -> str:
    """Return why nothing was written."""
    return sentences.refused(_REFUSED, error)
