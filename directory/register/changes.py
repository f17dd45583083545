"""The only writer of listings: propose, apply, reject, undo.

Every change has an author, a time, a reason, what was before and what came after. Nobody approves their own
change; the first import into an empty register is the one act of a single person.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from directory import clock
from directory.db import begin_write
from directory.listings.models import Listing
from directory.register.models import BOOTSTRAP, Batch, Change, SheetRow

Facts = Mapping[str, str]


class Refused(ValueError):
    """A step that the rules forbid: `code` names the rule, `data` fills the sentence."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True)
class Draft:
    """One change to propose. Facts are None where there is no listing (before a new one, after a gone one)."""

    listing_id: str
    kind: str
    before: Facts | None
    after: Facts | None
    sheet: str = ""
    sheet_before: Facts | None = None
    sheet_after: Facts | None = None
    conflict: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What applying a batch did: listings changed, and ids that conflict and so still wait."""

    applied: int
    conflicts: tuple[str, ...]


def is_empty(session: Session) -> bool:
    """Say whether nothing was ever put into this register."""
    return session.scalar(select(Batch.id).limit(1)) is None


def propose(session: Session, drafts: Sequence[Draft], *, kind: str, author: str, reason: str, sheet: str = "",
            mass: bool = False, undo_of: int | None = None) -> Batch:
    """Write down changes that wait for another person. Takes the place of an older waiting import of the sheet."""
    _named(author, reason)
    begin_write(session)
    return _write_down(session, drafts, kind=kind, author=author.strip(), reason=reason.strip(), sheet=sheet,
                       mass=mass, undo_of=undo_of)


def _named(author: str, reason: str) -> None:
    if not author.strip() or not reason.strip():
        raise Refused("author-and-reason")
    if person(author) == BOOTSTRAP:
        raise Refused("reserved-name", name=BOOTSTRAP)


def person(name: str) -> str:
    """Return a name as it is compared: Ana, ANA and " ana " are one person."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _write_down(session: Session, drafts: Sequence[Draft], **facts: object) -> Batch:
    batch = Batch(created_at=clock.now(), state="proposed", **facts)
    if batch.kind == "import":
        _supersede(session, batch.sheet)
    session.add(batch)
    session.flush()
    if drafts:
        session.execute(insert(Change), [
            {"batch_id": batch.id, "listing_id": draft.listing_id, "kind": draft.kind, "sheet": draft.sheet,
             "before": draft.before, "after": draft.after, "sheet_before": draft.sheet_before,
             "sheet_after": draft.sheet_after, "conflict": " ".join(draft.conflict), "state": "proposed"}
            for draft in drafts])
    return batch


def supersede(session: Session, sheet: str) -> int:
    """Take back what waits of older imports of a sheet that says nothing new now; return how many changes."""
    begin_write(session)
    return _supersede(session, sheet)


def _supersede(session: Session, sheet: str) -> int:
    older = select(Batch.id).where(Batch.kind == "import", Batch.sheet == sheet)
    count = session.execute(update(Change).where(Change.batch_id.in_(older), Change.state == "proposed")
                            .values(state="superseded")).rowcount  # type: ignore[attr-defined]
    session.execute(update(Batch).where(Batch.id.in_(older), Batch.state == "proposed").values(state="superseded"))
    return int(count)


def bootstrap(session: Session, sheets: Mapping[str, Sequence[Draft]], *, waiting: Mapping[str, Sequence[Draft]],
              reason: str) -> list[Batch]:
    """Fill an empty register in one transaction; `waiting` drafts become proposals. Raises Refused('not-empty').

    The caller commits.
    """
    begin_write(session)
    if not is_empty(session):
        raise Refused("not-empty")
    batches = []
    for sheet, drafts in sheets.items():
        batch = _write_down(session, drafts, kind="import", author=BOOTSTRAP, reason=reason, sheet=sheet)
        _decide(session, batch, (BOOTSTRAP,))
        batches.append(batch)
    for sheet, drafts in waiting.items():
        batches.append(_write_down(session, drafts, kind="waiting", author=BOOTSTRAP, reason=reason, sheet=sheet))
    return batches


def apply(session: Session, batch_id: int, *, approvers: Sequence[str], only: Iterable[str] | None = None) -> Outcome:
    """Carry out what waits in a batch, or only the listings named. The caller commits.

    A change made for a listing that has moved meanwhile is merged column by column; where both moved the same
    column it stays a proposal, marked. Listings named in `only` are applied over a conflict: somebody looked.
    Raises Refused when the approver is the author, or a mass change has no second approver.
    """
    begin_write(session)
    batch = session.get(Batch, batch_id, with_for_update=True, populate_existing=True)
    if batch is None:
        raise Refused("no-batch", batch=batch_id)
    names = tuple(name.strip() for name in approvers if name.strip())
    if not names:
        raise Refused("approver-needed")
    people = {person(name) for name in names}
    if people & {BOOTSTRAP, person(batch.author)} or len(people) < len(names):
        raise Refused("own-approval", author=batch.author)
    if batch.mass and len(names) < 2:
        raise Refused("second-approver")
    return _decide(session, batch, names, only)


def _decide(session: Session, batch: Batch, names: Sequence[str], only: Iterable[str] | None = None) -> Outcome:
    wanted = set(only) if only is not None else None
    waiting = session.scalars(select(Change).where(Change.batch_id == batch.id, Change.state == "proposed")
                              .order_by(Change.id)).all()
    if wanted is not None:
        waiting = [change for change in waiting if change.listing_id in wanted]
    if not waiting:
        raise Refused("nothing-waits", batch=batch.id)
    outcome = _apply_all(session, waiting, approved_by=", ".join(names), force=wanted is not None)
    if batch.state == "proposed" and len(outcome.conflicts) < len(waiting):
        batch.approver, batch.second_approver = names[0], names[1] if len(names) > 1 else None
        batch.state, batch.decided_at = "applied", clock.now()
    session.flush()
    return outcome


def _apply_all(session: Session, waiting: Sequence[Change], *, approved_by: str, force: bool) -> Outcome:
    ids = [change.listing_id for change in waiting]
    listings = _locked(session, ids)
    rows = _sheet_rows(session, waiting)
    now = clock.now()
    fresh: dict[str, Listing] = {}
    conflicts = []
    applied = 0
    for change in waiting:
        listing = listings.get(change.listing_id) or fresh.get(change.listing_id)
        clash = _merge(change, listing, force=force)
        if clash:
            change.conflict = " ".join(clash)
            conflicts.append(change.listing_id)
            continue
        if change.kind != "agree":
            if listing is None:
                listing = Listing(id=change.listing_id, sheet=change.sheet, facts={}, version=0, changed_at=now)
                fresh[listing.id] = listing
            listing.facts = dict(change.after if change.after is not None else change.before or {})
            listing.gone = change.after is None
            listing.version += 1
            listing.changed_at = now
            applied += 1
        change.state, change.applied_at, change.approved_by = "applied", now, approved_by
        _remember(session, rows, change)
    session.add_all(fresh.values())
    return Outcome(applied, tuple(conflicts))


def _locked(session: Session, ids: Sequence[str]) -> dict[str, Listing]:
    found: dict[str, Listing] = {}
    ids = sorted(ids)
    for start in range(0, len(ids), 500):
        part = select(Listing).where(Listing.id.in_(ids[start:start + 500])).with_for_update()
        found |= {listing.id: listing for listing in session.scalars(part.execution_options(populate_existing=True))}
    return found


def _sheet_rows(session: Session, waiting: Sequence[Change]) -> dict[tuple[str, str], SheetRow]:
    sheets = {change.sheet for change in waiting if change.sheet}
    found = session.scalars(select(SheetRow).where(SheetRow.sheet.in_(sheets)))
    return {(row.sheet, row.listing_id): row for row in found}


def _remember(session: Session, rows: dict[tuple[str, str], SheetRow], change: Change) -> None:
    """Move the sheet's own memory to what the sheet said in this change."""
    if change.sheet_before is None and change.sheet_after is None:
        return
    key = (change.sheet, change.listing_id)
    row = rows.get(key)
    if change.sheet_after is None:
        if row is not None:
            session.delete(row)
            del rows[key]
    elif row is not None:
        row.facts = dict(change.sheet_after)
    else:
        rows[key] = SheetRow(sheet=change.sheet, listing_id=change.listing_id, facts=dict(change.sheet_after))
        session.add(rows[key])


def _merge(change: Change, listing: Listing | None, *, force: bool) -> list[str]:
    """Bring a change up to the listing as it is now; return the columns in which both moved.

    Sets change.before and change.after to what really stands before and after.
    """
    current = None if listing is None or listing.gone else listing.facts
    if change.conflict and not force:
        return change.conflict.split()
    if current == change.before or change.kind == "agree":
        return []
    if current is None and change.after is None:  # somebody took it out already: nothing is left to do
        change.kind = "agree"
        return []
    if current is None or change.before is None or change.after is None:
        if not force:
            return ["gone"] if current is None else ["id"] if change.before is None else _moved(change.before, current)
        change.before = dict(current) if current is not None else None
        return []
    moved = _moved(change.before, change.after)
    clash = sorted(name for name in moved
                   if current.get(name) not in (change.before.get(name), change.after.get(name)))
    if clash and not force:
        return clash
    after = dict(current)
    for name in moved:
        if name in change.after:
            after[name] = change.after[name]
        else:
            after.pop(name, None)
    change.before, change.after = dict(current), after
    return []


def _moved(before: Facts, after: Facts) -> list[str]:
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def reject(session: Session, batch_id: int, *, approver: str, only: Iterable[str] | None = None) -> int:
    """Turn down what waits in a batch, or only the listings named; return how many. The caller commits."""
    begin_write(session)
    batch = session.get(Batch, batch_id, with_for_update=True, populate_existing=True)
    if batch is None:
        raise Refused("no-batch", batch=batch_id)
    if not approver.strip():
        raise Refused("approver-needed")
    chosen = update(Change).where(Change.batch_id == batch_id, Change.state == "proposed")
    if only is not None:
        chosen = chosen.where(Change.listing_id.in_(list(only)))
    count = int(session.execute(chosen.values(state="rejected")).rowcount)  # type: ignore[attr-defined]
    if not count:
        raise Refused("nothing-waits", batch=batch_id)
    left = session.scalar(select(Change.id).where(Change.batch_id == batch_id, Change.state == "proposed").limit(1))
    if batch.state == "proposed" and left is None:
        batch.state, batch.decided_at = "rejected", clock.now()
        if approver.strip() != batch.author:
            batch.approver = approver.strip()
    return count


def undo(session: Session, batch_id: int, *, author: str, reason: str) -> Batch:
    """Propose to take back all that a batch did: the undo is a batch of changes itself. The caller commits."""
    _named(author, reason)
    begin_write(session)
    done = session.scalars(select(Change).where(Change.batch_id == batch_id, Change.state == "applied")
                           .order_by(Change.id.desc())).all()
    if not done:
        raise Refused("nothing-to-undo", batch=batch_id)
    back = {"new": "gone", "gone": "back", "back": "gone", "change": "change", "agree": "agree"}
    drafts = [Draft(change.listing_id, back[change.kind], change.after, change.before, change.sheet,
                    change.sheet_after, change.sheet_before) for change in done]
    mass = any(draft.kind == "gone" for draft in drafts) and len(drafts) > 10
    return _write_down(session, drafts, kind="undo", author=author.strip(), reason=reason.strip(), undo_of=batch_id,
                       sheet=done[0].sheet, mass=mass)


def version(session: Session) -> str:
    """Return what changes whenever the listings change: how many changes were ever applied, and when the last was."""
    count, last = session.execute(select(func.count(), func.max(Change.applied_at)).where(
        Change.state == "applied", Change.kind != "agree")).one()
    return f"{count} {last:%Y-%m-%dT%H:%M:%S.%f}" if last else "0"
