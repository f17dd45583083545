"""Who calls which place, what came of it, and which facts were asked."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, Moment


class Call(Base):
    """One turn of a listing in the queue, from the first time somebody takes it until there is an outcome.

    `reason`: why it was its turn, see queue.REASONS. `claimed_by` has it until `claim_until`; '' is nobody.
    `skipped_at` puts it at the end of its group. `outcome` is '' while it is open, else a code of script.OUTCOMES;
    then nobody is asked to call again before `not_before`, and `batch_id` is what was proposed. `state` and
    `category` are the listing's, for the count of what was done.
    """

    __tablename__ = "call"
    __table_args__ = (
        Index("uq_call_open", "listing_id", unique=True, sqlite_where=text("outcome = ''"),
              postgresql_where=text("outcome = ''")),
        CheckConstraint("(outcome = '') = (done_at IS NULL)", "done"),
        CheckConstraint("(claimed_by = '') = (claim_until IS NULL)", "claimed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[str] = mapped_column(String(24), index=True)
    reason: Mapped[str] = mapped_column(String(12))
    claimed_by: Mapped[str] = mapped_column(String(40), default="")
    claim_until: Mapped[datetime | None] = mapped_column(Moment)
    skipped_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str] = mapped_column(String(12), default="")
    done_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    by: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    not_before: Mapped[datetime | None] = mapped_column(Moment, index=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    state: Mapped[str] = mapped_column(String(2), default="")
    category: Mapped[str] = mapped_column(String(12), default="")


class FieldCheck(Base):
    """One fact that somebody asked about: "I asked this". `what`: confirmed or corrected."""

    __tablename__ = "field_check"
    __table_args__ = (CheckConstraint("what IN ('confirmed', 'corrected')", "what"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    listing_id: Mapped[str] = mapped_column(String(24), index=True)
    column: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(40))
    method: Mapped[str] = mapped_column(String(12))
    what: Mapped[str] = mapped_column(String(12))
