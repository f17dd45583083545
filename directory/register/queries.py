"""What the register holds, read."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    String,
    Text,
    cast,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from directory.db import Base
from directory.listings.models import Listing
from directory.listings.notices import Notice
from directory.listings.sources import Source
from directory.register.models import Batch, Change, NoticeRow, Report, SheetRow, SourceRow

Facts = dict[str, str]
Row = dict[str, Any]


def listings(session: Session, *, sheet: str | None = None) -> dict[str, Facts]:
    """Return the facts of every listing that is not gone, by id."""
    wanted = select(Listing.id, Listing.facts).where(Listing.gone.is_(False))
    if sheet is not None:
        wanted = wanted.where(Listing.sheet == sheet)
    return {row.id: row.facts for row in session.execute(wanted)}


def all_listings(session: Session) -> list[tuple[str, Facts, bool]]:
    """Return (id, facts, gone) of every listing, gone ones too, by id."""
    return [(row.id, row.facts, row.gone)
            for row in session.execute(select(Listing.id, Listing.facts, Listing.gone).order_by(Listing.id))]


def every_fact(session: Session, listing_id: str) -> Facts:
    """Return the facts of one listing, gone or not; nothing where there is none."""
    return session.scalar(select(Listing.facts).where(Listing.id == listing_id)) or {}


def sheets(session: Session) -> list[str]:
    """Return the names of all sheets that have listings."""
    wanted = select(Listing.sheet).where(Listing.gone.is_(False)).distinct().order_by(Listing.sheet)
    return list(session.scalars(wanted))


def owners(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Return the sheet to which each of these ids belongs, gone ones too."""
    wanted = list(ids)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), 500):
        part = select(Listing.id, Listing.sheet).where(Listing.id.in_(wanted[start:start + 500]))
        found |= {row.id: row.sheet for row in session.execute(part)}
    return found


def titles(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Return the organization of each of these listings that is not gone."""
    found = session.execute(select(Listing.id, Listing.facts).where(Listing.id.in_(list(ids)), Listing.gone.is_(False)))
    return {row.id: row.facts.get("organization", "") for row in found}


def last_import(session: Session, sheet: str) -> dict[str, Facts]:
    """Return what the last import of a sheet said, by id."""
    rows = session.execute(select(SheetRow.listing_id, SheetRow.facts).where(SheetRow.sheet == sheet))
    return {row.listing_id: row.facts for row in rows}


def waiting(session: Session) -> list[tuple[Batch, list[Change]]]:
    """Return every batch with changes that wait for a decision, oldest first."""
    changes = session.scalars(select(Change).where(Change.state == "proposed", Change.kind != "agree")
                              .order_by(Change.batch_id, Change.id))
    grouped: dict[int, list[Change]] = {}
    for change in changes:
        grouped.setdefault(change.batch_id, []).append(change)
    return [(batch, grouped[batch.id])
            for batch in session.scalars(select(Batch).where(Batch.id.in_(grouped)).order_by(Batch.id))]


def history(session: Session, listing_id: str) -> list[tuple[Batch, Change]]:
    """Return what was done to a listing, oldest first."""
    rows = session.execute(select(Batch, Change).join(Change.batch).where(
        Change.listing_id == listing_id, Change.state == "applied", Change.kind != "agree")
        .order_by(Change.applied_at, Change.id))
    return [(row.Batch, row.Change) for row in rows]


def as_stored(session: Session, model: type[Base]) -> Iterator[Row]:
    """Return every row of a table by its key, just as the database keeps it: facts as their JSON text, unread."""
    return _stored(session, _as_stored(model).order_by(*model.__table__.primary_key))


def chain_as_stored(session: Session) -> Iterator[Row]:
    """Return every change that is applied or has a place in the chain, in the chain's order; see `as_stored`."""
    chained = _as_stored(Change).where(or_(Change.state == "applied", Change.sequence.is_not(None)))
    return _stored(session, chained.order_by(func.coalesce(Change.sequence, 0), Change.id))


def _stored(session: Session, wanted: Select[Any]) -> Iterator[Row]:
    with session.execute(wanted, execution_options={"yield_per": 1000}) as rows:
        yield from map(dict, rows.mappings())


def _as_stored(model: type[Base]) -> Select[Any]:
    kinds = {DateTime: String, Boolean: Integer}
    stored = []
    for column in model.__table__.columns:
        kind = type(column.type)
        raw: ColumnElement[Any] = cast(column, Text) if kind is JSON else type_coerce(column, kinds.get(kind, kind))
        stored.append(raw.label(column.name))
    return select(*stored)


def notices(session: Session) -> list[NoticeRow]:
    """Return every notice that was ever proposed, the newest first."""
    return list(session.scalars(select(NoticeRow).order_by(NoticeRow.id.desc())))


def public_notices(session: Session, now: datetime) -> list[Notice]:
    """Return what families may see: notices that are approved, not withdrawn, and not over at an aware moment."""
    approved = select(NoticeRow).where(NoticeRow.approver.is_not(None), NoticeRow.withdrawn_by.is_(None))
    found = [row.notice for row in session.scalars(approved.order_by(NoticeRow.id))]
    return [notice for notice in found if notice.today(now) <= notice.expires]


def notices_version(session: Session) -> str:
    """Return what changes whenever a notice is approved or withdrawn."""
    counted = select(func.count(NoticeRow.approver), func.count(NoticeRow.withdrawn_by))
    approved, withdrawn = session.execute(counted).one()
    return f"{approved} {withdrawn}"


def sources(session: Session) -> list[Source]:
    """Return the sources that the team approved, by code, each as it was approved last."""
    newest = select(func.max(SourceRow.id)).where(SourceRow.state == "approved").group_by(SourceRow.code)
    rows = session.scalars(select(SourceRow).where(SourceRow.id.in_(newest)).order_by(SourceRow.code))
    return [row.source for row in rows]


def source_rows(session: Session, code: str | None = None) -> list[SourceRow]:
    """Return every source that was ever proposed, the newest first; only those of one code if it is named."""
    wanted = select(SourceRow).order_by(SourceRow.id.desc())
    return list(session.scalars(wanted if code is None else wanted.where(SourceRow.code == code)))


def sources_version(session: Session) -> str:
    """Return what changes whenever a source is approved."""
    return str(session.scalar(select(func.count()).where(SourceRow.state == "approved")))


def by_source(session: Session) -> dict[str, int]:
    """Return code of a source -> how many listings that are not gone name it."""
    code = Listing.facts["source"].as_string()
    rows = session.execute(select(code, func.count()).where(Listing.gone.is_(False), code.is_not(None)).group_by(code))
    return {row[0]: row[1] for row in rows}


def open_reports(session: Session, *, listing: str | None = None) -> list[Report]:
    """Return what visitors told us and nobody has answered, newest first; only about one listing if it is named."""
    wanted = select(Report).where(Report.closed_by.is_(None)).order_by(Report.day.desc(), Report.id.desc())
    return list(session.scalars(wanted if listing is None else wanted.where(Report.listing_id == listing)))


def reported(session: Session) -> dict[str, list[str]]:
    """Return listing -> codes of what visitors say is wrong with it, each once, while nobody has answered."""
    wanted = select(Report.listing_id, Report.choice).where(Report.closed_by.is_(None), Report.kind == "report")
    found: dict[str, list[str]] = {}
    for row in session.execute(wanted.distinct().order_by(Report.listing_id, Report.choice)):
        found.setdefault(row.listing_id, []).append(row.choice)
    return found
