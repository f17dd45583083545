"""Sends an edit to the register, never over somebody else's, and keeps drafts. The caller commits."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.editing import queries
from directory.curation.editing.models import EditDraft
from directory.curation.review import policy
from directory.curation.review.policy import Submitted
from directory.db import begin_write
from directory.listings import validators
from directory.register import changes
from directory.register.changes import Draft, Refused
from directory.register.models import Batch

Facts = dict[str, str]
DRAFTS_KEPT = timedelta(days=30)
_BACK = {"new": "gone", "gone": "back", "back": "gone", "change": "change"}


class Moved(Exception):
    """Somebody else changed the listing, or proposed a change of it, since this person opened it."""


def save(session: Session, listing_id: str, facts: Facts, *, version: int, seen: int, author: str, trust: int,
         reason: str) -> Submitted:
    """Propose an edit of a listing that was opened at a version, with proposals up to number `seen` in sight.

    Raises Moved, or Refused: author-and-reason, nothing-changed, no-listing.
    """
    begin_write(session)
    listing = queries.listing(session, listing_id)
    if listing is None:
        raise Refused("no-listing")
    newest = max((change.id for batch, change in queries.waiting(session, listing_id)
                  if changes.person(batch.author) != changes.person(author)), default=0)
    if listing.version != version or newest > seen:
        raise Moved
    if facts == listing.facts and not listing.gone:
        raise Refused("nothing-changed")
    draft = Draft(listing_id, "back", None, facts, listing.sheet) if listing.gone else Draft(
        listing_id, "change", dict(listing.facts), facts, listing.sheet)
    done = policy.submit(session, [draft], author=author, trust=trust, reason=reason, kind="edit")
    drop_draft(session, author, listing_id)
    return done


def add(session: Session, facts: Facts, *, sheet: str, author: str, trust: int, reason: str) -> Submitted | None:
    """Propose a new listing; None when just this one was sent before, by a second press of the button.

    Raises Refused('author-and-reason').
    """
    begin_write(session)
    listing_id = facts["id"]
    if queries.listing(session, listing_id) or queries.waiting(session, listing_id):
        return None
    done = policy.submit(session, [Draft(listing_id, "new", None, facts, sheet)], author=author, trust=trust,
                         reason=reason, kind="edit")
    drop_draft(session, author, "")
    return done


def undo(session: Session, change_id: int, *, author: str, trust: int, reason: str) -> Submitted:
    """Propose to take back what one change did to its listing. Raises Refused: no-change, author-and-reason."""
    begin_write(session)
    change = queries.change(session, change_id)
    if change is None or change.state != "applied" or change.kind not in _BACK:
        raise Refused("no-change", change=change_id)
    draft = Draft(change.listing_id, _BACK[change.kind], change.after, change.before, change.sheet)
    return policy.submit(session, [draft], author=author, trust=trust, reason=reason, kind="undo",
                         undo_of=change.batch_id)


def undo_all(session: Session, batch_id: int, *, author: str, reason: str) -> Batch:
    """Propose to take back all that a batch did. Raises Refused: nothing-to-undo, author-and-reason."""
    return changes.undo(session, batch_id, author=author, reason=reason)


def save_draft(session: Session, author: str, listing_id: str, typed: Facts, *, version: int) -> None:
    """Keep what somebody typed, in place of an older draft of the same listing. Raises Refused('tells-where')."""
    if validators.tells_where(typed):
        raise Refused("tells-where")
    begin_write(session)
    purge(session)
    found = queries.draft(session, author, listing_id)
    if found is None:
        found = EditDraft(author=author, listing_id=listing_id)
        session.add(found)
    found.typed, found.version, found.saved_at = typed, version, clock.now()


def drop_draft(session: Session, author: str, listing_id: str) -> None:
    """Throw a draft away."""
    begin_write(session)
    session.execute(delete(EditDraft).where(EditDraft.author == author, EditDraft.listing_id == listing_id))


def purge(session: Session) -> None:
    """Delete drafts that nobody touched for 30 days."""
    begin_write(session)
    session.execute(delete(EditDraft).where(EditDraft.saved_at < clock.now() - DRAFTS_KEPT))
