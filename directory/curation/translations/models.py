"""From which English a translation was made."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, Moment


class TranslationFits(Base):
    """Somebody's word that a translated text says what an English text says. It never becomes untrue.

    `text` and `english` are marks (see state.py), so the word holds whichever of the two families see today. A text of
    which nobody said anything came in a sheet: then it is its history that tells the English beside it.
    """

    __tablename__ = "translation_fits"
    __table_args__ = (UniqueConstraint("listing_id", "language", "text", "english"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[str] = mapped_column(String(24), index=True)
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(String(32))
    english: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(40))
