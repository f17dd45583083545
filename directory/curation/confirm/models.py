"""Links by which an organization says whether its listing is right."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, Moment


class ConfirmLink(Base):
    """A link for one listing and one answer. Only a digest of it is kept, and nothing of who opened it.

    `outcome`: '' while it is open, then a code of show.OUTCOMES. `tries` counts what was sent by it. `batch_id` is
    the proposal that the answer became.
    """

    __tablename__ = "confirm_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[str] = mapped_column(String(24), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(40))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(String(12), default="")
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
