"""The only writer of links for organizations. What they answer is a proposal; nothing goes up by itself."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.confirm import queries
from directory.curation.confirm.models import ConfirmLink
from directory.curation.people import secrets
from directory.db import begin_write
from directory.register import changes
from directory.register.changes import Draft, Refused

LIFE = timedelta(days=30)
#: So often something may be sent by one link: mistakes are mended in fewer.
MOST_TRIES = 20
#: The author of what came by a link. No account may have this name.
AUTHOR = "org-link"


def make(session: Session, listing_id: str, *, by: str) -> str:
    """Return the token of a new link for a listing; older ones end. The caller commits. Raises Refused: no-listing."""
    begin_write(session)
    if queries.listing(session, listing_id) is None:
        raise Refused("no-listing")
    end(session, listing_id)
    token = secrets.new_token()
    now = clock.now()
    session.add(ConfirmLink(listing_id=listing_id, digest=secrets.digest(token), made_at=now, made_by=by,
                            expires_at=now + LIFE))
    session.flush()
    return token


def end(session: Session, listing_id: str) -> None:
    """Let no link of a listing count any more. The caller commits."""
    begin_write(session)
    session.execute(update(ConfirmLink).where(ConfirmLink.listing_id == listing_id, ConfirmLink.outcome == "")
                    .values(outcome="revoked", closed_at=clock.now()))


def count_try(session: Session, token: str) -> None:
    """Count what is sent by a link, and commit. Raises Refused: link-over."""
    begin_write(session)
    found = queries.link(session, secrets.digest(token))
    if found is None or found.tries >= MOST_TRIES:
        session.rollback()
        raise Refused("link-over")
    found.tries += 1
    session.commit()


def answer(session: Session, token: str, said: str, before: Mapping[str, str], after: Mapping[str, str] | None, *,
           word: str) -> None:
    """Propose what an organization answered, and use the link up. The caller commits.

    `before` are the facts that it saw. Raises Refused: link-over, no-listing.
    """
    begin_write(session)
    found = queries.link(session, secrets.digest(token))
    if found is None:
        raise Refused("link-over")
    if queries.listing(session, found.listing_id) is None:
        raise Refused("no-listing")
    draft = Draft(found.listing_id, "gone" if after is None else "change", before, after)
    reason = f"the organization answered: {said}" + (f"\n{word}" if word else "")
    batch = changes.propose(session, [draft], kind="confirm", author=AUTHOR, reason=reason)
    found.outcome, found.closed_at, found.batch_id = said, clock.now(), batch.id
    session.flush()
