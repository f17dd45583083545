"""What is known of proposals besides the change itself: the draw, the call to the old number, the first approval."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, Moment

#: What was heard at the old number. The last one speaks against the change.
OUTCOMES = ("reached", "dead", "no-answer", "denied")


class Draw(Base):
    """Whether a batch of small facts was drawn to be looked at: `share` in percent, by its author's trust."""

    __tablename__ = "draw"
    __table_args__ = (CheckConstraint("share BETWEEN 0 AND 100", "share"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    share: Mapped[int]
    drawn: Mapped[bool]


class Callback(Base):
    """A call to the number that a listing had before somebody changed it, and what was heard."""

    __tablename__ = "callback"
    __table_args__ = (CheckConstraint(f"outcome IN {OUTCOMES}", "outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    listing_id: Mapped[str] = mapped_column(String(24))
    number: Mapped[str] = mapped_column(String(80))
    outcome: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


class Approval(Base):
    """The first of two approvals of a change in a mass batch. `digest` is of what was approved, and of nothing else."""

    __tablename__ = "approval"

    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), primary_key=True)
    by: Mapped[str] = mapped_column(String(40), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)


def answered(calls: Iterable[Callback]) -> set[str]:
    """Return the numbers that were called and do not speak against a change; the last call to each counts."""
    return {number for number, outcome in {call.number: call.outcome for call in calls}.items() if outcome != "denied"}
