"""One listing on somebody's desk: what was opened, what was typed, what others did meanwhile. Knows no web."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.curation.editing import forms, queries
from directory.curation.editing.reading import Both, Read, meanwhile, read
from directory.curation.review import known
from directory.curation.review.warnings import NOTES, warnings
from directory.edition.store import Edition
from directory.listings.models import Listing
from directory.listings.sources import Source
from directory.listings.validators import Finding
from directory.register.changes import person
from directory.register.models import Batch, Change

Facts = dict[str, str]


@dataclass(frozen=True)
class Desk:
    """A listing (None: a new one) as one person has it open.

    `opened` is the version with which the edit began, `typed` one text a column. `both` are facts that others changed
    since; `waits` is what others proposed and nobody decided yet. `sources` are all that are known, by code.
    """

    listing: Listing | None
    id: str
    opened: int
    typed: Facts
    read: Read
    warnings: tuple[Finding, ...]
    both: tuple[Both, ...]
    waits: tuple[tuple[Batch, Change], ...]
    sources: Mapping[str, Source]

    @property
    def version(self) -> int:
        """Return the listing's version now."""
        return self.listing.version if self.listing else 0

    @property
    def seen(self) -> int:
        """Return the number of the newest proposal of others."""
        return max((change.id for _, change in self.waits), default=0)

    @property
    def alarms(self) -> set[str]:
        """Return what a person must have looked at before it is sent."""
        return {f"{each.code}:{each.column}" for each in self.warnings if each.code not in NOTES}


def lay(session: Session, edition: Edition | None, listing: Listing | None, *, author: str, opened: int, typed: Facts,
        sources: Mapping[str, Source], listing_id: str = "") -> Desk:
    """Put a listing with what was typed on the desk. `listing_id` is the id that a new one will have."""
    own = listing.id if listing else listing_id
    current = {} if listing is None else dict(listing.facts)
    found = read(typed, current | {"id": own}, find_zip=known.finder(edition), sources=sources)
    what = known.known(session, edition, [found.facts, current | {"id": own}])[own]
    before = current if listing and not listing.gone else None
    both: tuple[Both, ...] = ()
    if listing and opened != listing.version:
        both = meanwhile(queries.facts_at(session, own, opened) or {}, current, found.facts)
    waits = [each for each in queries.waiting(session, own) if person(each[0].author) != person(author)]
    # Of what cannot be read nobody knows yet whether it is odd.
    bad = {each.column for each in found.problems if each.level == "error"}
    odd = tuple(each for each in warnings(found.facts, before, what) if each.column not in bad)
    return Desk(listing, own, opened, typed, found, odd, both, tuple(waits), sources)


def opened(listing: Listing) -> Facts:
    """Return what the form of a listing shows before anybody types."""
    return {name: value for name, value in listing.facts.items() if name in forms.ASKED}


def with_theirs(typed: Facts, both: Collection[Both]) -> Facts:
    """Return what was typed, with all that others changed and this person did not."""
    return {**typed, **{each.column: each.theirs for each in both if not each.clash}}


def chosen(typed: Facts, current: Mapping[str, str], taken: Mapping[str, str]) -> Facts:
    """Return what was typed, with the facts of the others where this person chose them."""
    return {**typed, **{name: current.get(name, "") for name, which in taken.items() if which == "theirs"}}
