"""What the tables of calls hold, read."""

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.curation.calls.models import Call, FieldCheck
from directory.listings.models import Listing
from directory.register.models import Report


def held(session: Session, who: str, now: datetime) -> Call | None:
    """Return the call that somebody has taken and not finished, or None."""
    return session.scalar(select(Call).where(Call.outcome == "", Call.claimed_by == who, Call.claim_until > now))


def open_call(session: Session, listing_id: str) -> Call | None:
    """Return the open turn of a listing, or None."""
    return session.scalar(select(Call).where(Call.outcome == "", Call.listing_id == listing_id))


def skipped(session: Session) -> dict[str, datetime]:
    """Return when each listing that is still open was put off."""
    found = session.execute(select(Call.listing_id, Call.skipped_at).where(
        Call.outcome == "", Call.skipped_at.is_not(None)))
    return {row.listing_id: row.skipped_at for row in found}


def busy(session: Session, now: datetime) -> set[str]:
    """Return the listings that somebody has now, and those that rest after a call.

    A listing that a visitor reported on a later day than its last call does not rest.
    """
    taken = session.scalars(select(Call.listing_id).where(Call.outcome == "", Call.claim_until > now))
    resting = session.execute(select(Call.listing_id, func.max(Call.done_at).label("done_at")).where(
        Call.outcome != "", Call.not_before > now).group_by(Call.listing_id))
    told = {row.listing_id: row.day for row in session.execute(
        select(Report.listing_id, func.max(Report.day).label("day")).where(
            Report.closed_by.is_(None), Report.kind == "report").group_by(Report.listing_id))}
    return {*taken, *(row.listing_id for row in resting
                      if row.listing_id not in told or told[row.listing_id] <= row.done_at.date())}


def earlier(session: Session, listing_id: str) -> list[Call]:
    """Return the calls to a place that are over, the newest first."""
    return list(session.scalars(select(Call).where(Call.listing_id == listing_id, Call.outcome != "")
                                .order_by(Call.done_at.desc())))


def checks(session: Session, call_id: int) -> list[FieldCheck]:
    """Return the facts that were asked in a call."""
    return list(session.scalars(select(FieldCheck).where(FieldCheck.call_id == call_id).order_by(FieldCheck.id)))


def reached(session: Session, since: datetime) -> Counter[tuple[str, str]]:
    """Return, by state and category, how many places were reached since a moment. By whom is nobody's business."""
    found = session.execute(select(Call.state, Call.category, func.count().label("calls")).where(
        Call.outcome == "reached", Call.done_at >= since).group_by(Call.state, Call.category))
    return Counter({(row.state, row.category): row.calls for row in found})


def listing(session: Session, listing_id: str) -> Listing | None:
    """Return a listing that is not gone."""
    return session.scalar(select(Listing).where(Listing.id == listing_id, Listing.gone.is_(False)))
