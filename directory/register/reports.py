"""What visitors told us, in the register: taken in from the box, closed when answered, gone after 30 days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from directory import clock
from directory.db import begin_write
from directory.register.changes import Refused
from directory.register.models import Report

#: What the pages promise at most.
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Purged:
    """How many reports were deleted for their age, and how many of them nobody had answered."""

    reports: int
    unanswered: int


def add(session: Session, messages: Mapping[str, Mapping[str, str]]) -> int:
    """Take in messages by the name of their file, those known already left out; return how many. The caller commits."""
    begin_write(session)
    known = set(session.scalars(select(Report.file).where(Report.file.in_(messages))))
    rows = [{**said, "file": file, "day": date.fromisoformat(said["day"]), "note": ""}
            for file, said in messages.items() if file not in known]
    if rows:
        session.execute(insert(Report), rows)
    return len(rows)


def close(session: Session, report_id: int, *, by: str, note: str) -> None:
    """Mark a report as answered and delete all that the visitor wrote. Raises Refused. The caller commits."""
    if not by.strip():
        raise Refused("who-closes")
    begin_write(session)
    wanted = update(Report).where(Report.id == report_id, Report.closed_by.is_(None))
    emptied = dict.fromkeys(("name", "place", "reach", "text", "contact"), "")
    done = session.execute(wanted.values(closed_by=by.strip(), note=note.strip(), **emptied))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise Refused("no-report", report=report_id)


def purge(session: Session) -> Purged:
    """Delete every report that is 30 days old, answered or not. The caller commits."""
    begin_write(session)
    old = Report.day <= clock.today() - KEPT
    unanswered = session.scalar(select(func.count()).select_from(Report).where(old, Report.closed_by.is_(None))) or 0
    return Purged(int(session.execute(delete(Report).where(old)).rowcount), unanswered)  # type: ignore[attr-defined]
