"""Proposes sources and decides on them. They are written by register/sources.py; who may is decided on top of that.

What stands in the operator's sources.csv is the operator's. The caller commits.
"""

from pathlib import Path

from sqlalchemy.orm import Session

from directory.curation.review import queries as review
from directory.curation.sources import queries
from directory.db import begin_write
from directory.listings.sources import Source
from directory.register import sources as register
from directory.register.changes import Refused
from directory.register.models import SourceRow


def propose(session: Session, data: Path, source: Source, *, author: str, seen: int) -> SourceRow:
    """Propose a source. Raises Refused: source-in-file, and as the register does."""
    begin_write(session)
    if source.code in queries.in_file(data):
        raise Refused("source-in-file", source=source.code)
    return register.propose(session, source, author=author, seen=seen)


def approve(session: Session, data: Path, number: int, *, by: str) -> SourceRow:
    """Let a source count. Raises Refused: tied, source-in-file, and as the register does."""
    row = _to_decide(session, number, by)
    if row and row.code in queries.in_file(data):
        raise Refused("source-in-file", source=row.code)
    return register.approve(session, number, approver=by)


def send_back(session: Session, number: int, *, by: str, reason: str) -> SourceRow:
    """Give a source back to its author. Raises Refused: tied, and as the register does."""
    _to_decide(session, number, by)
    return register.send_back(session, number, approver=by, reason=reason)


def _to_decide(session: Session, number: int, by: str) -> SourceRow | None:
    """Return what somebody wants to decide on, with the write lock held. Raises Refused('tied')."""
    begin_write(session)
    row = session.get(SourceRow, number)
    if row and review.tied(session, by, {row.author}):
        raise Refused("tied", author=row.author)
    return row
