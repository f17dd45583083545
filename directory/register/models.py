"""What happened to the listings and what waits: changes, the last import of each sheet, and what visitors report."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base

Facts = dict[str, str]

#: The one who approves the first import into an empty register, and nothing else.
BOOTSTRAP = "bootstrap"


class Batch(Base):
    """Changes that one person proposed together, and who decided on them.

    `state`: proposed, applied, rejected, superseded (a newer import of the same sheet took its place).
    `mass` marks a batch so large that two approvers are needed.
    """

    __tablename__ = "batch"
    __table_args__ = (
        CheckConstraint(f"approver IS NULL OR approver <> author OR author = '{BOOTSTRAP}'", "two_people"),
        CheckConstraint("second_approver IS NULL OR (second_approver <> author AND second_approver <> approver)",
                        "three_people"),
        CheckConstraint("state <> 'applied' OR approver IS NOT NULL", "approved"),
        CheckConstraint(f"NOT mass OR state <> 'applied' OR second_approver IS NOT NULL OR author = '{BOOTSTRAP}'",
                        "mass_needs_two"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    sheet: Mapped[str] = mapped_column(String(80), default="")
    author: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), default="proposed", index=True)
    mass: Mapped[bool] = mapped_column(default=False)
    approver: Mapped[str | None] = mapped_column(String(80))
    second_approver: Mapped[str | None] = mapped_column(String(80))
    undo_of: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    changes: Mapped[list["Change"]] = relationship(back_populates="batch", order_by="Change.id")


class Change(Base):
    """One listing before and after: a proposal while it waits, history once it is applied.

    `kind`: new, change, gone, back (a gone listing returns) or agree (only the sheet's own memory moves).
    `sheet_before` and `sheet_after` are what the sheet itself said, for the three-way comparison of the next
    import; None when the change does not come from a sheet. `conflict` names the columns in which the register
    had moved meanwhile, separated by spaces. `approved_by` names who agreed to this change: a batch may be decided
    on in parts, by different people.
    """

    __tablename__ = "change"
    __table_args__ = (CheckConstraint("state <> 'applied' OR approved_by IS NOT NULL", "approved"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    listing_id: Mapped[str] = mapped_column(String(24), index=True)
    sheet: Mapped[str] = mapped_column(String(80), default="")
    kind: Mapped[str] = mapped_column(String(8))
    before: Mapped[Facts | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[Facts | None] = mapped_column(JSON(none_as_null=True))
    sheet_before: Mapped[Facts | None] = mapped_column(JSON(none_as_null=True))
    sheet_after: Mapped[Facts | None] = mapped_column(JSON(none_as_null=True))
    conflict: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12), default="proposed", index=True)
    applied_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    approved_by: Mapped[str | None] = mapped_column(Text)

    batch: Mapped[Batch] = relationship(back_populates="changes")


class SheetRow(Base):
    """What the last import of a sheet said of one listing."""

    __tablename__ = "sheet_row"

    sheet: Mapped[str] = mapped_column(String(80), primary_key=True)
    listing_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    facts: Mapped[Facts] = mapped_column(JSON)


class Report(Base):
    """What a visitor told us, until it is answered, at most 30 days; see reports.message. Nothing says who it was.

    `file` is the name it had in the box, so that nothing is taken in twice. Once closed, no word of the visitor stays.
    """

    __tablename__ = "report"
    __table_args__ = (CheckConstraint("closed_by IS NULL OR name || place || reach || text || contact = ''",
                                      "closed_is_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(String(48), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]
    language: Mapped[str] = mapped_column(String(12))
    listing_id: Mapped[str] = mapped_column(String(24), index=True)
    choice: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    reach: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text)
    closed_by: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Text, default="")
