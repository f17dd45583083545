"""Decide on a pair: propose to make one of two, or remember that they are two. The caller commits."""

from datetime import timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.duplicates import queries
from directory.curation.duplicates.likeness import Facts, digest
from directory.curation.duplicates.models import Merged, NotSame, PairCount
from directory.curation.duplicates.queries import Side
from directory.db import begin_write
from directory.register import changes
from directory.register.changes import Draft, Refused

#: A count of pairs that is younger and says the same is not written again.
_COUNT_HOLDS = timedelta(hours=1)


def both(session: Session, first: str, second: str, seen: str) -> tuple[Side, Side]:
    """Return a pair as it stood on the page. Raises Refused: gone, moved (somebody changed one meanwhile)."""
    begin_write(session)
    one, other = queries.side(session, first), queries.side(session, second)
    if one is None or other is None:
        raise Refused("gone")
    if seen != f"{one.digest} {other.digest}":
        raise Refused("moved")
    return one, other


def merge(session: Session, stays: Side, goes: Side, after: Facts, *, by: str, note: str) -> int | None:
    """Propose that one of two stays with these facts and the other leads to it; return the batch.

    Both changes are one proposal. What only waits to become a listing is turned down at once instead, which a
    reviewer may do; None where nothing else changes then. Raises Refused('merging') if one is being merged already.
    """
    if {stays.id, goes.id} & queries.merging(session):
        raise Refused("merging")
    drafts = [Draft(stays.id, "change", dict(stays.facts), dict(after))] if after != stays.facts else []
    if goes.waits is None:
        drafts.append(Draft(goes.id, "gone", dict(goes.facts), None))
    reason = " ".join(filter(None, (f"The same place twice: {goes.id} goes into {stays.id}.", note)))
    if goes.waits is not None:
        changes.reject(session, goes.waits, approver=by, only=[goes.id], reason=reason)
    if not drafts:
        return None
    batch = changes.propose(session, drafts, kind=changes.MERGE, author=by, reason=reason)
    if goes.waits is None:
        session.add(Merged(batch_id=batch.id, old_id=goes.id, new_id=stays.id))
    return batch.id


def tell_apart(session: Session, one: Side, other: Side, *, by: str) -> None:
    """Remember that two places are two, as long as their names, phones and addresses stay."""
    first, second = sorted((one, other), key=lambda side: side.id)
    found = session.get(NotSame, (first.id, second.id)) or NotSame(first=first.id, second=second.id)
    found.digest, found.by, found.at = both_digests(first, second), by, clock.now()
    session.add(found)


def note_count(session: Session, pairs: int) -> None:
    """Remember how many pairs wait, and that they were counted now, for pages that do not count themselves."""
    found = queries.counted(session)
    if found is None or found.pairs != pairs or found.at < clock.now() - _COUNT_HOLDS:
        begin_write(session)
        session.merge(PairCount(id=1, pairs=pairs, at=clock.now()))


def forget(session: Session, listing_id: str) -> None:
    """Drop what was decided on pairs of a listing: its digest is of an address that was erased. The caller commits."""
    begin_write(session)
    session.execute(delete(NotSame).where(or_(NotSame.first == listing_id, NotSame.second == listing_id)))


def both_digests(one: Side, other: Side) -> str:
    """Return what of a pair must stay for a decision to hold."""
    return "".join(digest(each.facts)[:32] for each in sorted((one, other), key=lambda side: side.id))
