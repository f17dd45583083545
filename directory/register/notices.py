"""The only writer of notices: propose, approve, withdraw.

Two different people stand behind each notice that families see; one alone may take it away.
"""

from dataclasses import fields

from sqlalchemy.orm import Session

from directory import clock
from directory.db import begin_write
from directory.listings.notices import Notice
from directory.register.changes import Refused, named, person
from directory.register.models import NoticeRow


def propose(session: Session, notice: Notice, *, author: str) -> NoticeRow:
    """Write down a notice that waits for another person. The caller commits."""
    name = named(author)
    begin_write(session)
    row = NoticeRow(**{each.name: getattr(notice, each.name) for each in fields(Notice)}, author=name,
                    proposed_on=notice.today(clock.now()))
    session.add(row)
    session.flush()
    return row


def approve(session: Session, number: int, *, approver: str) -> NoticeRow:
    """Let families see a notice that somebody else wrote, from the next edition on. The caller commits.

    Raises Refused when the approver is the author, or the notice is over, withdrawn or approved already.
    """
    name = named(approver)
    row = _waiting(session, number)
    if row.approver is not None:
        raise Refused("notice-approved", notice=number, approver=row.approver)
    if person(name) == person(row.author):
        raise Refused("own-approval", author=row.author)
    today = row.notice.today(clock.now())
    if row.expires < today:
        raise Refused("notice-over", notice=number, expires=row.expires)
    row.approver, row.approved_on = name, today
    session.flush()
    return row


def withdraw(session: Session, number: int, *, author: str) -> NoticeRow:
    """Take a notice back, approved or not; one person is enough. The caller commits."""
    name = named(author)
    row = _waiting(session, number)
    row.withdrawn_by, row.withdrawn_on = name, row.notice.today(clock.now())
    session.flush()
    return row


def _waiting(session: Session, number: int) -> NoticeRow:
    """Return a notice that is not withdrawn, with the write lock held."""
    begin_write(session)
    row = session.get(NoticeRow, number, with_for_update=True, populate_existing=True)
    if row is None:
        raise Refused("no-notice", notice=number)
    if row.withdrawn_by is not None:
        raise Refused("notice-withdrawn", notice=number, name=row.withdrawn_by)
    return row
