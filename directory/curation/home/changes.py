"""The only writer of addresses of feeds."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.home.models import FeedLink
from directory.curation.people import secrets
from directory.db import begin_write


def new_feed(session: Session, account_id: int) -> str:
    """Return the token of a new address; the old one ends. The caller commits."""
    end_feed(session, account_id)
    token = secrets.new_token()
    session.add(FeedLink(account_id=account_id, digest=secrets.digest(token), made_at=clock.now()))
    return token


def end_feed(session: Session, account_id: int) -> None:
    """Let the address of somebody's feed count no more. The caller commits."""
    begin_write(session)
    session.execute(delete(FeedLink).where(FeedLink.account_id == account_id))
