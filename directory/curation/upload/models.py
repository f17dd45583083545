"""Sheets that somebody is working on, and what the titles of a sheet's columns mean. Never the file itself."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, Moment


class Upload(Base):
    """A draft: the cells of one file, what was corrected in them, and what the last check found.

    `state` is checking, checked or proposed. `turn` counts the checks: an older one that ends late is dropped.
    `done` of `total` rows are read; `moved_at` is when that was last said. `left_out`: rows with problems are
    knowingly left out. `corrections`, `cells`, `findings` and `rows` are compact JSON, see drafts.py; empty once
    proposed.
    """

    __tablename__ = "upload"
    __table_args__ = (CheckConstraint("state IN ('checking', 'checked', 'proposed')", "state"),
                      CheckConstraint("(state = 'proposed') = (batch_id IS NOT NULL)", "proposed"),
                      # A number is never given again: the late check of a draft that is gone must not meet another.
                      {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(40), index=True)
    sheet: Mapped[str] = mapped_column(String(80))
    file_name: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(Moment, index=True)
    state: Mapped[str] = mapped_column(String(12), default="checking")
    turn: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int]
    moved_at: Mapped[datetime] = mapped_column(Moment)
    left_out: Mapped[bool] = mapped_column(default=False)
    mapping: Mapped[dict[str, str]] = mapped_column(JSON)
    corrections: Mapped[str] = mapped_column(Text, default="[]")
    cells: Mapped[str] = mapped_column(Text, deferred=True)
    findings: Mapped[str] = mapped_column(Text, default="", deferred=True)
    rows: Mapped[str] = mapped_column(Text, default="", deferred=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))


class ColumnMap(Base):
    """What one title of a sheet means, once somebody has said so: a column of ours, or '' to leave it out."""

    __tablename__ = "column_map"

    sheet: Mapped[str] = mapped_column(String(80), primary_key=True)
    title: Mapped[str] = mapped_column(String(200), primary_key=True)
    column: Mapped[str] = mapped_column(String(40))
