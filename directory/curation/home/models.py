"""Addresses of feeds."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.curation.people.models import Account
from directory.db import Base, Moment


class FeedLink(Base):
    """The secret address of one person's feed; a new one takes the place of the old. Only a digest of it is kept."""

    __tablename__ = "feed_link"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)

    account: Mapped[Account] = relationship()
