"""What somebody typed and has not sent yet."""

from datetime import datetime

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, Moment


class EditDraft(Base):
    """One person's unfinished edit of one listing, or of a new one ('' for the listing), kept 30 days.

    `version` is the listing's when the edit began. Nobody but its author sees it.
    """

    __tablename__ = "edit_draft"
    __table_args__ = (UniqueConstraint("author", "listing_id", name="uq_edit_draft_author"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    author: Mapped[str] = mapped_column(String(40))
    listing_id: Mapped[str] = mapped_column(String(24))
    version: Mapped[int]
    typed: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Moment, index=True)
