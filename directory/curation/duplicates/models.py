"""What was decided about pairs that look like one place."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, Moment


class Merged(Base):
    """A merge that was proposed: `old_id` goes, `new_id` stays. It leads visitors on once `batch_id` is applied."""

    __tablename__ = "merged"

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    old_id: Mapped[str] = mapped_column(String(24), index=True)
    new_id: Mapped[str] = mapped_column(String(24))


class NotSame(Base):
    """Two places that somebody looked at and found to be two, `first` < `second`.

    `digest` is of their names, phones and addresses then: when these change, somebody must look again.
    """

    __tablename__ = "not_same"

    first: Mapped[str] = mapped_column(String(24), primary_key=True)
    second: Mapped[str] = mapped_column(String(24), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


class PairCount(Base):
    """How many pairs waited when they were counted last: one row, because counting takes seconds."""

    __tablename__ = "pair_count"
    __table_args__ = (CheckConstraint("id = 1", "one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    pairs: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
