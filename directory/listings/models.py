"""The listing as the register keeps it."""

from datetime import datetime

from sqlalchemy import JSON, DateTime, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base


class Listing(Base):
    """One service at one place: a row of a sheet, as canonical text by column name, blanks left out.

    The columns themselves are declared once, in listings/columns.py; see docs/decisions/0002. A listing that was
    taken out of its sheet stays with `gone` set, so that its page can say so and the change can be undone.
    Written by register/changes.py only.
    """

    __tablename__ = "listing"

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    sheet: Mapped[str] = mapped_column(String(80), index=True)
    facts: Mapped[dict[str, str]] = mapped_column(JSON)
    gone: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
