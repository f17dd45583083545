"""Listings, drafts and what waits, read."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from directory.curation.editing.models import EditDraft
from directory.listings import freshness
from directory.listings.models import Listing
from directory.register import queries
from directory.register.models import Batch, Change, Report

Facts = dict[str, str]
#: Listings on a page.
PAGE = 50


class Asked(NamedTuple):
    """What to look for: words of name, city or phone, or an id; state; sheet; stage of freshness; only one's own."""

    words: str = ""
    state: str = ""
    sheet: str = ""
    stage: str = ""
    mine: str = ""


def find(session: Session, asked: Asked, *, today: date, start: int) -> tuple[list[Listing], int]:
    """Return a page of the listings that are asked for, from place `start` on, by name, and how many there are in all.

    `asked.mine` is the name of the person whose edits count, '' for anybody's.
    """
    wanted = _wanted(asked).order_by(func.lower(Listing.facts["organization"].as_string()), Listing.id)
    if asked.stage:
        # How fresh facts are is decided in one place, in Python.
        rows = session.execute(wanted.with_only_columns(Listing.id, Listing.facts).where(Listing.gone.is_(False)))
        ids = [row.id for row in rows if _stage(row.facts, today) == asked.stage]
        shown = {each.id: each for each in session.scalars(
            select(Listing).where(Listing.id.in_(ids[start:start + PAGE])))}
        return [shown[each] for each in ids[start:start + PAGE]], len(ids)
    count = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    return list(session.scalars(wanted.limit(PAGE).offset(start))), count


def _stage(facts: Facts, today: date) -> str:
    fresh = freshness.of(facts)
    return "unasked" if not fresh.asked else "due" if today >= fresh.marked else "fresh"


def _wanted(asked: Asked) -> Select[Listing]:
    wanted = select(Listing)
    for word in asked.words.casefold().split():
        wanted = wanted.where(or_(Listing.id == word, *(
            func.lower(Listing.facts[name].as_string()).contains(word, autoescape=True)
            for name in ("organization", "name", "city", "phone", "phone_2"))))
    if asked.state:
        wanted = wanted.where(Listing.facts["state"].as_string() == asked.state)
    if asked.sheet:
        wanted = wanted.where(Listing.sheet == asked.sheet)
    if asked.mine:
        wanted = wanted.where(Listing.id.in_(
            select(Change.listing_id).join(Change.batch).where(Batch.author == asked.mine)))
    return wanted


def listing(session: Session, listing_id: str) -> Listing | None:
    """Return a listing as it is now, gone or not."""
    return session.scalar(select(Listing).where(Listing.id == listing_id).execution_options(populate_existing=True))


def facts_at(session: Session, listing_id: str, version: int) -> Facts | None:
    """Return a listing as it was at a version; None when it was gone, or there was no such version."""
    found = queries.history(session, listing_id)
    return found[version - 1][1].after if 0 < version <= len(found) else None


def version_with(session: Session, listing_id: str, facts: Mapping[str, str] | None) -> int:
    """Return the newest version of a listing that said just this; 0 when none did."""
    found = queries.history(session, listing_id)
    return max((at for at, (_, change) in enumerate(found, 1) if change.after == facts), default=0)


def waiting(session: Session, listing_id: str) -> list[tuple[Batch, Change]]:
    """Return what waits for a decision on a listing, the oldest first."""
    rows = session.execute(select(Batch, Change).join(Change.batch).where(
        Change.listing_id == listing_id, Change.state == "proposed", Change.kind != "agree").order_by(Change.id))
    return [(row.Batch, row.Change) for row in rows]


def counts(session: Session, ids: Collection[str]) -> dict[str, int]:
    """Return how many proposals wait on each of these listings."""
    rows = session.execute(select(Change.listing_id, func.count()).where(
        Change.listing_id.in_(ids), Change.state == "proposed", Change.kind != "agree").group_by(Change.listing_id))
    return {row[0]: row[1] for row in rows}


def sizes(session: Session, batches: Collection[int]) -> dict[int, int]:
    """Return how many changes of each of these batches were applied."""
    rows = session.execute(select(Change.batch_id, func.count()).where(
        Change.batch_id.in_(batches), Change.state == "applied", Change.kind != "agree").group_by(Change.batch_id))
    return {row[0]: row[1] for row in rows}


def draft(session: Session, author: str, listing_id: str) -> EditDraft | None:
    """Return somebody's own draft of a listing."""
    return session.scalar(select(EditDraft).where(EditDraft.author == author, EditDraft.listing_id == listing_id))


def drafts(session: Session, author: str) -> list[EditDraft]:
    """Return somebody's own drafts, the newest first."""
    return list(session.scalars(select(EditDraft).where(EditDraft.author == author)
                                .order_by(EditDraft.saved_at.desc())))


def names(session: Session, ids: Collection[str]) -> dict[str, str]:
    """Return the organizations of these listings by id."""
    rows = session.execute(select(Listing.id, Listing.facts["organization"].as_string()).where(Listing.id.in_(ids)))
    return {row[0]: row[1] or "" for row in rows}


def report(session: Session, number: int) -> Report | None:
    """Return a message of a visitor that nobody has answered yet."""
    return session.scalar(select(Report).where(Report.id == number, Report.closed_by.is_(None)))


def change(session: Session, number: int) -> Change | None:
    """Return one change of the register."""
    return session.get(Change, number)
