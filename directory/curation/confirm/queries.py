"""Links of organizations, read."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.confirm.models import ConfirmLink
from directory.listings.models import Listing


def link(session: Session, digest: str) -> ConfirmLink | None:
    """Return the link of a token's digest, if it can still be answered."""
    return session.scalar(select(ConfirmLink).where(
        ConfirmLink.digest == digest, ConfirmLink.outcome == "", ConfirmLink.expires_at > clock.now()))


def links(session: Session, listing_id: str) -> list[ConfirmLink]:
    """Return every link of a listing, the newest first."""
    return list(session.scalars(select(ConfirmLink).where(ConfirmLink.listing_id == listing_id)
                                .order_by(ConfirmLink.id.desc())))


def listing(session: Session, listing_id: str) -> dict[str, str] | None:
    """Return the facts of a listing that families find, or None."""
    return session.scalar(select(Listing.facts).where(Listing.id == listing_id, Listing.gone.is_(False)))
