"""The only writer of sources that the team proposes: propose, approve, send back, take back.

Two different people stand behind each source that counts: families read its title, publisher and address on listings,
and that a list is complete is a promise. What stands in the operator's sources.csv is not written here.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.db import begin_write
from directory.listings.sources import Source
from directory.register.changes import Refused, named, person
from directory.register.models import SourceRow


def propose(session: Session, source: Source, *, author: str, seen: int) -> SourceRow:
    """Write a source down that waits for another person, new or as a change of an approved one. The caller commits.

    `seen` is the number of the approved row from which its author began, 0 where there was none. Raises Refused:
    source-waits (one of this code waits already; `author` says whose), source-exists or source-moved (another one is
    approved now), nothing-changed.
    """
    name = named(author)
    begin_write(session)
    if waiting := session.scalar(select(SourceRow).where(SourceRow.code == source.code, SourceRow.state == "proposed")):
        raise Refused("source-waits", source=source.code, author=waiting.author)
    now = session.scalar(select(SourceRow).where(SourceRow.code == source.code, SourceRow.state == "approved")
                         .order_by(SourceRow.id.desc()).limit(1))
    if (now.id if now else 0) != seen:
        raise Refused("source-moved" if seen else "source-exists", source=source.code)
    if now and now.source == source:
        raise Refused("nothing-changed")
    row = SourceRow(**source.cells, author=name, proposed_at=clock.now())
    session.add(row)
    session.flush()
    return row


def approve(session: Session, number: int, *, approver: str) -> SourceRow:
    """Let a source count that somebody else proposed. The caller commits.

    Raises Refused: own-approval, no-source (it waits no more).
    """
    return _decide(session, number, "approved", by=approver)


def send_back(session: Session, number: int, *, approver: str, reason: str) -> SourceRow:
    """Give a source back to its author. The caller commits. Raises Refused as `approve` does, and reason-needed."""
    if not reason.strip():
        raise Refused("reason-needed")
    return _decide(session, number, "returned", by=approver, note=reason.strip())


def take_back(session: Session, number: int, *, author: str) -> SourceRow:
    """Let an author take back what waits. The caller commits. Raises Refused: not-yours, no-source."""
    return _decide(session, number, "withdrawn", by=author)


def _decide(session: Session, number: int, state: str, *, by: str, note: str = "") -> SourceRow:
    name = named(by)
    begin_write(session)
    row = session.get(SourceRow, number, with_for_update=True, populate_existing=True)
    if row is None or row.state != "proposed":
        raise Refused("no-source")
    is_own = person(name) == person(row.author)
    if is_own != (state == "withdrawn"):
        raise Refused("own-approval" if is_own else "not-yours", author=row.author)
    row.state, row.decided_by, row.decided_at, row.decision_note = state, name, clock.now(), note
    session.flush()
    return row
