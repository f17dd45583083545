"""What happened to the listings, and what waits: changes, imports of sheets, notices, sources, what visitors report."""

from dataclasses import fields
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base, Moment
from directory.listings.notices import Notice
from directory.listings.sources import Source

Facts = dict[str, str]

#: The one who approves the first import into an empty register, and nothing else.
BOOTSTRAP = "bootstrap"
#: What approves small facts by rule, see changes.apply_by_rule. Nobody bears this name.
SAMPLING = "sampling"


def _people() -> tuple[CheckConstraint, ...]:
    """Return what holds of every batch and change: whoever approves is another person than whoever wrote it."""
    author, approver, second = (f"lower(trim({name}))" for name in ("author", "approver", "second_approver"))
    return (
        CheckConstraint("state <> 'applied' OR approver IS NOT NULL", "approved"),
        CheckConstraint(f"approver IS NULL OR {approver} <> {author} OR author = '{BOOTSTRAP}'", "two_people"),
        CheckConstraint(f"second_approver IS NULL OR (approver IS NOT NULL AND {second} <> {author} "
                        f"AND {second} <> {approver})", "three_people"),
        CheckConstraint(f"{author} <> '{SAMPLING}' AND ({approver} <> '{BOOTSTRAP}' OR author = '{BOOTSTRAP}') "
                        f"AND {second} NOT IN ('{BOOTSTRAP}', '{SAMPLING}')", "reserved_names"),
    )


class Batch(Base):
    """Changes that one person proposed together, and who decided on them.

    `state`: proposed, applied, rejected, returned (sent back to its author), superseded (a newer import of the same
    sheet took its place). `mass` marks a batch so large that two approvers are needed. Triggers (see
    migrations/guards.py) keep who wrote it and when, and all of it once it is decided.
    """

    __tablename__ = "batch"
    __table_args__ = (
        *_people(),
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
    had moved meanwhile, separated by spaces. A batch may be decided on in parts, by different people: so each change
    names its own approvers, or in `decided_by` and `decision_note` who turned it down or sent it back, and why.

    `sequence` and `digest` are its place in the chain of all applied changes; `salt` and `opened` keep the facts of
    that place unguessable after an erasure. See chain.py.
    """

    __tablename__ = "change"
    __table_args__ = (
        *_people(),
        CheckConstraint("decided_by IS NULL OR state IN ('rejected', 'returned')", "decided"),
        CheckConstraint("state <> 'returned' OR (decided_by IS NOT NULL AND decision_note <> '' "
                        "AND lower(trim(decided_by)) <> lower(trim(author)))", "returned_by_another"),
        CheckConstraint("(state = 'applied') = (sequence IS NOT NULL) AND (sequence IS NULL) = (digest IS NULL)",
                        "in_the_chain"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    listing_id: Mapped[str] = mapped_column(String(24), index=True)
    sheet: Mapped[str] = mapped_column(String(80), default="")
    kind: Mapped[str] = mapped_column(String(8))
    author: Mapped[str] = mapped_column(String(80))
    before: Mapped[Facts | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[Facts | None] = mapped_column(JSON(none_as_null=True))
    sheet_before: Mapped[Facts | None] = mapped_column(JSON(none_as_null=True))
    sheet_after: Mapped[Facts | None] = mapped_column(JSON(none_as_null=True))
    conflict: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12), default="proposed", index=True)
    applied_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    approver: Mapped[str | None] = mapped_column(String(80))
    second_approver: Mapped[str | None] = mapped_column(String(80))
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decision_note: Mapped[str] = mapped_column(Text, default="")
    sequence: Mapped[int | None] = mapped_column(unique=True)
    digest: Mapped[str | None] = mapped_column(String(64))
    salt: Mapped[str] = mapped_column(String(64), default="")
    opened: Mapped[dict[str, dict[str, Facts]] | None] = mapped_column(JSON(none_as_null=True))

    batch: Mapped[Batch] = relationship(back_populates="changes")

    @property
    def approved_by(self) -> str:
        """Return who agreed to this change, as people read it; "" while nobody has."""
        return ", ".join(filter(None, (self.approver, self.second_approver)))


class SheetRow(Base):
    """What the last import of a sheet said of one listing."""

    __tablename__ = "sheet_row"

    sheet: Mapped[str] = mapped_column(String(80), primary_key=True)
    listing_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    facts: Mapped[Facts] = mapped_column(JSON)


class NoticeRow(Base):
    """One notice (see listings/notices.py), who wrote it and who approved it. It is never changed, only withdrawn.

    What was wrong is withdrawn and proposed anew, so the rows are the history. Days are those of the notice's area.
    """

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("approver IS NULL OR approver <> author", "two_people"),
        CheckConstraint("(approver IS NULL) = (approved_on IS NULL)", "approved"),
        CheckConstraint("approved_on IS NULL OR approved_on <= expires", "in_time"),
        CheckConstraint("starts <= expires", "ends"),
        CheckConstraint("source <> '' AND substr(source_url, 1, 8) = 'https://'", "sourced"),
        CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_on IS NULL)", "withdrawn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(12))
    area: Mapped[str] = mapped_column(String(16))
    timezone: Mapped[str] = mapped_column(String(40))
    starts: Mapped[date]
    expires: Mapped[date]
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(Text)
    source_url: Mapped[str] = mapped_column(Text)
    source_date: Mapped[date]
    more_url: Mapped[str] = mapped_column(Text, default="")
    author: Mapped[str] = mapped_column(String(80))
    proposed_on: Mapped[date]
    approver: Mapped[str | None] = mapped_column(String(80))
    approved_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None] = mapped_column(String(80))
    withdrawn_on: Mapped[date | None]

    @property
    def notice(self) -> Notice:
        """Return what it says, as pages read it."""
        return Notice(**{each.name: getattr(self, each.name) for each in fields(Notice)})


class SourceRow(Base):
    """One source (see listings/sources.py) as somebody proposed it, and who decided on it. It is never changed.

    `state`: proposed, approved, returned (sent back, `decision_note` says why), withdrawn (by its author). The newest
    approved row of a code is what counts, and the rows are the history; one row of a code waits at a time.
    """

    __tablename__ = "source"
    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'approved', 'returned', 'withdrawn')", "state"),
        CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", "decided"),
        CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", "dated"),
        CheckConstraint("state NOT IN ('approved', 'returned') OR lower(trim(decided_by)) <> lower(trim(author))",
                        "two_people"),
        CheckConstraint("state <> 'withdrawn' OR lower(trim(decided_by)) = lower(trim(author))", "withdrawn"),
        CheckConstraint("state <> 'returned' OR decision_note <> ''", "returned"),
        CheckConstraint("code <> '' AND title <> '' AND publisher <> '' AND edition <> '' AND licence <> '' "
                        "AND trim(author) <> ''", "whole"),
        Index("ix_source_waits", "code", unique=True, sqlite_where=text("state = 'proposed'"),
              postgresql_where=text("state = 'proposed'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), index=True)
    title: Mapped[str] = mapped_column(Text)
    publisher: Mapped[str] = mapped_column(Text)
    edition: Mapped[str] = mapped_column(String(10))
    url: Mapped[str] = mapped_column(Text)
    licence: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(12))
    covers: Mapped[str] = mapped_column(Text)
    complete: Mapped[str] = mapped_column(String(3))
    note: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(80))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(12), default="proposed")
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decision_note: Mapped[str] = mapped_column(Text, default="")

    @property
    def source(self) -> Source:
        """Return what it says, as everybody reads it."""
        said = {each.name: getattr(self, each.name) for each in fields(Source)}
        return Source(**{**said, "covers": tuple(part for part in self.covers.split("; ") if part)})


class Report(Base):
    """What a visitor told us, until it is answered, at most 30 days; see reports.message. Nothing says who it was.

    `kind` is report or suggestion, or call: that is of one of the team, who heard bad news on the phone.
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
