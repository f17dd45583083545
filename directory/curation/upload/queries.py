"""Drafts of sheets, and what came in by sheets, read."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from directory.curation.upload.models import ColumnMap, Upload
from directory.register.models import Batch, Change


def upload(session: Session, upload_id: int, *, since: datetime, heavy: tuple[str, ...] = ()) -> Upload | None:
    """Return a draft that is not too old, with its heavy parts named: cells, findings, rows."""
    parts = [undefer(getattr(Upload, name)) for name in heavy]
    return session.scalar(select(Upload).options(*parts).where(Upload.id == upload_id, Upload.made_at > since)
                          .execution_options(populate_existing=True))


def uploads(session: Session, *, owner: str | None, since: datetime) -> list[Upload]:
    """Return the drafts of somebody, or of everybody, that are not too old and not proposed, the newest first."""
    wanted = select(Upload).where(Upload.made_at > since, Upload.state != "proposed").order_by(Upload.id.desc())
    return list(session.scalars(wanted if owner is None else wanted.where(Upload.owner == owner)))


def has_old(session: Session, *, since: datetime) -> bool:
    """Say whether there are drafts that are too old to be kept."""
    return session.scalar(select(Upload.id).where(Upload.made_at <= since).limit(1)) is not None


def mapping(session: Session, sheet: str) -> dict[str, str]:
    """Return what the titles of a sheet mean, as it was said before."""
    found = session.execute(select(ColumnMap.title, ColumnMap.column).where(ColumnMap.sheet == sheet))
    return {row.title: row.column for row in found}


def counts(session: Session, batch_ids: list[int]) -> dict[int, dict[str, int]]:
    """Return batch -> state -> how many listings it touches."""
    rows = session.execute(select(Change.batch_id, Change.state, func.count()).where(
        Change.batch_id.in_(batch_ids), Change.kind != "agree").group_by(Change.batch_id, Change.state))
    found: dict[int, dict[str, int]] = {each: {} for each in batch_ids}
    for batch_id, state, count in rows:
        found[batch_id][state] = count
    return found


def batches(session: Session, *, most: int) -> list[Batch]:
    """Return the newest batches that came from sheets, and the newest undos of such."""
    return list(session.scalars(select(Batch).where(Batch.kind.in_(("import", "undo")), Batch.sheet != "")
                                .order_by(Batch.id.desc()).limit(most)))


def waits_already(session: Session, sheet: str) -> list[Batch]:
    """Return older imports of a sheet with changes that nobody has decided on: a new one takes their place."""
    open_ones = select(Change.batch_id).where(Change.state == "proposed", Change.kind != "agree")
    return list(session.scalars(select(Batch).where(Batch.kind == "import", Batch.sheet == sheet,
                                                    Batch.id.in_(open_ones)).order_by(Batch.id)))
