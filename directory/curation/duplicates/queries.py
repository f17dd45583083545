"""What is compared, and what was decided about pairs."""

import json
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.curation.duplicates.likeness import Facts
from directory.curation.duplicates.models import Merged, NotSame, PairCount
from directory.listings.models import Listing
from directory.register import changes
from directory.register.models import Batch, Change


class Side(NamedTuple):
    """One of a pair: a listing, or a place that waits to become one (`waits` is its batch, else None)."""

    id: str
    facts: Facts
    waits: int | None

    @property
    def digest(self) -> str:
        """Return what changes with any of its facts."""
        return sha256(json.dumps(dict(self.facts), sort_keys=True).encode()).hexdigest()


def sides(session: Session) -> dict[str, Side]:
    """Return every listing that is not gone, and every new one that waits, by id."""
    wanted = select(Listing.id, Listing.facts).where(Listing.gone.is_(False))
    found = {row.id: Side(row.id, row.facts, None) for row in session.execute(wanted)
             if row.facts.get("status") != "closed"}
    new = select(Change.listing_id, Change.after, Change.batch_id).where(Change.state == "proposed",
                                                                       Change.kind == "new")
    return {**{row.listing_id: Side(row.listing_id, row.after, row.batch_id) for row in session.execute(new)}, **found}


def side(session: Session, listing_id: str) -> Side | None:
    """Return one of them."""
    facts = session.scalar(select(Listing.facts).where(Listing.id == listing_id, Listing.gone.is_(False)))
    if facts is not None:
        return Side(listing_id, facts, None)
    new = session.execute(select(Change.after, Change.batch_id).where(
        Change.listing_id == listing_id, Change.state == "proposed", Change.kind == "new")).first()
    return Side(listing_id, new.after, new.batch_id) if new else None


def version(session: Session) -> str:
    """Return what changes whenever listings or new ones that wait do."""
    count, last = session.execute(select(func.count(), func.max(Change.id)).where(
        Change.state == "proposed", Change.kind == "new")).one()
    return f"{changes.version(session)} {count} {last}"


def not_same(session: Session) -> dict[tuple[str, str], str]:
    """Return the pairs that somebody found to be two places, and of what they were found so."""
    return {(row.first, row.second): row.digest for row in session.scalars(select(NotSame))}


def merging(session: Session) -> set[str]:
    """Return the listings of merges that still wait for a reviewer."""
    rows = session.execute(select(Merged.old_id, Merged.new_id).join(Batch, Batch.id == Merged.batch_id).where(
        Batch.state == "proposed"))
    return {listing_id for row in rows for listing_id in row}


def counted(session: Session) -> PairCount | None:
    """Return how many pairs waited when they were counted last; None while nobody has counted."""
    return session.get(PairCount, 1)


def redirects(session: Session) -> dict[str, str]:
    """Return old id -> new id of all merges that were carried out and not undone, for the edition.

    Where the new one was merged again, it is the last one that stays; where that is gone too, there is none.
    """
    rows = session.execute(
        select(Merged.old_id, Merged.new_id)
        .join(Change, (Change.batch_id == Merged.batch_id) & (Change.listing_id == Merged.old_id))
        .join(Listing, Listing.id == Merged.old_id)
        .where(Change.state == "applied", Listing.gone.is_(True)).order_by(Merged.batch_id))
    steps: dict[str, str] = {row.old_id: row.new_id for row in rows}
    ends = {old: _end(steps, old) for old in steps}
    shown = {row.id for row in session.execute(
        select(Listing.id, Listing.facts).where(Listing.id.in_(ends.values()), Listing.gone.is_(False)))
        if row.facts.get("status") != "closed"}
    return {old: new for old, new in ends.items() if new in shown}


def _end(steps: dict[str, str], start: str) -> str:
    seen = {start}
    while (step := steps.get(start)) and step not in seen:
        seen.add(step)
        start = step
    return start
