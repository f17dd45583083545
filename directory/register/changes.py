"""The only writer of listings: propose, split, apply, reject, send back, undo.

Every change has an author, a time, a reason, what was before and what came after. Nobody approves their own
change; the first import into an empty register is the one act of a single person. The database refuses the same,
and what is applied gets a place in the chain of all changes (see chain.py). The caller commits.
"""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from directory import clock
from directory.db import Row, begin_write, insert_many, update_many
from directory.listings import columns
from directory.listings.models import Listing
from directory.register import chain, merge
from directory.register.models import BOOTSTRAP, SAMPLING, Batch, Change, SheetRow

Facts = Mapping[str, str]
#: Which sheet, and which listing: what its memory is kept by.
Key = tuple[str, str]
#: The kind of batch that is one decision: all that waits in it is approved or turned down together.
MERGE = "merge"


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
    not_reserved(author)


def not_reserved(name: str) -> None:
    """Refuse the names under which the program itself approves. Raises Refused('reserved-name')."""
    if person(name) in (BOOTSTRAP, SAMPLING):
        raise Refused("reserved-name", name=person(name))


def named(name: str) -> str:
    """Return the name of who proposes or decides, without spaces around it. Raises Refused: name-needed, reserved-name.
    """
    if not name.strip():
        raise Refused("name-needed")
    not_reserved(name)
    return name.strip()


def person(name: str) -> str:
    """Return a name as it is compared: Ana, ANA and " ana " are one person."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _write_down(session: Session, drafts: Sequence[Draft], **facts: object) -> Batch:
    batch = Batch(created_at=clock.now(), state="proposed", **facts)
    if batch.kind == "import":
        _supersede(session, batch.sheet)
    session.add(batch)
    session.flush()
    insert_many(session, Change, [
        {"batch_id": batch.id, "listing_id": draft.listing_id, "kind": draft.kind, "sheet": draft.sheet,
         "author": batch.author, "before": draft.before, "after": draft.after,
         "sheet_before": draft.sheet_before, "sheet_after": draft.sheet_after,
         "conflict": " ".join(draft.conflict), "state": "proposed"}
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
    """Fill an empty register in one transaction; `waiting` drafts become proposals. Raises Refused('not-empty')."""
    begin_write(session)
    if not is_empty(session):
        raise Refused("not-empty")
    batches = []
    for sheet, drafts in sheets.items():
        batch = _write_down(session, drafts, kind="import", author=BOOTSTRAP, reason=reason, sheet=sheet)
        _decide(session, batch, _waiting(session, batch), (BOOTSTRAP,))
        batches.append(batch)
    for sheet, drafts in waiting.items():
        batches.append(_write_down(session, drafts, kind="waiting", author=BOOTSTRAP, reason=reason, sheet=sheet))
    return batches


def apply(session: Session, batch_id: int, *, approvers: Sequence[str], only: Iterable[str] | None = None,
          parts: Iterable[int] | None = None) -> Outcome:
    """Carry out what waits in a batch, or only the listings named in `only`, or the changes numbered in `parts`.

    A change made for a listing that has moved meanwhile is merged column by column; where both moved the same
    column it stays a proposal, marked. Listings named in `only` are applied over a conflict: somebody looked.
    Raises Refused when the approver is the author, or a mass change has no second approver; for a merge when it is
    not all of it (whole), or one of its listings has moved (whole-moved): then nothing may be committed.
    """
    batch = _batch(session, batch_id)
    names = tuple(name.strip() for name in approvers if name.strip())
    if not names:
        raise Refused("approver-needed")
    people = {person(name) for name in names}
    if people & {BOOTSTRAP, SAMPLING, person(batch.author)} or len(people) < len(names):
        raise Refused("own-approval", author=batch.author)
    if len(names) > 2:
        raise Refused("too-many-approvers")
    if batch.mass and len(names) < 2:
        raise Refused("second-approver")
    done = _decide(session, batch, _waiting(session, batch, only, parts), names, force=only is not None)
    if batch.kind == MERGE and done.conflicts:
        raise Refused("whole-moved", batch=batch_id)
    return done


def apply_by_rule(session: Session, batch_id: int) -> Outcome:
    """Carry out a batch of small facts without a second person: the caller knows that its author may do that.

    All that waits in it must change known listings, in columns that are `small`. Raises Refused('needs-reviewer').
    """
    batch = _batch(session, batch_id)
    waiting = _waiting(session, batch)
    if batch.mass or not all(_is_small(change) for change in waiting):
        raise Refused("needs-reviewer", batch=batch_id)
    return _decide(session, batch, waiting, (SAMPLING,))


def _is_small(change: Change) -> bool:
    return (change.kind == "change" and change.before is not None and change.after is not None
            and set(merge.moved(change.before, change.after)) <= set(columns.SMALL))


def _batch(session: Session, batch_id: int) -> Batch:
    """Return a batch, with the write lock held."""
    begin_write(session)
    batch = session.get(Batch, batch_id, with_for_update=True, populate_existing=True)
    if batch is None:
        raise Refused("no-batch", batch=batch_id)
    return batch


def _waiting(session: Session, batch: Batch, only: Iterable[str] | None = None,
             parts: Iterable[int] | None = None) -> Sequence[Change]:
    """Return what waits in a batch, or only some of it. Raises Refused: nothing-waits, whole."""
    every = session.scalars(select(Change).where(Change.batch_id == batch.id, Change.state == "proposed")
                            .order_by(Change.id)).all()
    listings = None if only is None else set(only)
    numbers = None if parts is None else set(parts)
    waiting = [change for change in every if (listings is None or change.listing_id in listings)
               and (numbers is None or change.id in numbers)]
    if not waiting:
        raise Refused("nothing-waits", batch=batch.id)
    if batch.kind == MERGE and len(waiting) < len(every):
        raise Refused("whole", batch=batch.id)
    return waiting


def _decide(session: Session, batch: Batch, waiting: Sequence[Change], names: Sequence[str], *,
            force: bool = False) -> Outcome:
    """Carry out what waits, all listings of it in a few statements. What was loaded before is then read anew."""
    approver, second = names[0], names[1] if len(names) > 1 else None
    listings, memory = _locked(session, waiting), _memory(session, waiting)
    known, said = dict(listings), dict(memory)
    end = _end(session)
    now = clock.now()
    done: list[Change] = []
    conflicts = []
    for change in waiting:
        listing = listings.get(change.listing_id)
        clash = merge.bring_up(change, None if listing is None or listing["gone"] else listing["facts"], force=force)
        if clash:
            change.conflict = " ".join(clash)
            conflicts.append(change.listing_id)
            continue
        if change.kind != "agree":
            listings[change.listing_id] = {
                "id": change.listing_id, "sheet": listing["sheet"] if listing else change.sheet,
                "facts": change.after if change.after is not None else change.before or {},
                "gone": change.after is None, "version": listing["version"] + 1 if listing else 1, "changed_at": now}
        _remember(memory, change)
        done.append(change)
    outcome = Outcome(sum(1 for change in done if change.kind != "agree"), tuple(conflicts))
    if done and batch.state == "proposed":
        batch.approver, batch.second_approver = approver, second
        batch.state, batch.decided_at = "applied", now
    sealed = _sealed(batch, done, end, {"state": "applied", "applied_at": now, "approver": approver,
                                        "second_approver": second})
    session.flush()
    _write(session, Listing, known, listings)
    _write(session, SheetRow, said, memory)
    update_many(session, Change, sealed)
    session.expire_all()
    return outcome


def _locked(session: Session, waiting: Iterable[Change]) -> dict[str, Row]:
    """Return the listings of changes as they stand, locked."""
    found: dict[str, Row] = {}
    for ids in _parts({change.listing_id for change in waiting}):
        rows = session.execute(select(*Listing.__table__.columns).where(Listing.id.in_(ids)).with_for_update())
        found |= {row["id"]: row for row in rows.mappings()}
    return found


def _memory(session: Session, waiting: Iterable[Change]) -> dict[Key, Row]:
    """Return what sheets said of the listings of changes, as far as the changes move it."""
    found: dict[Key, Row] = {}
    for these in _said({(change.sheet, change.listing_id) for change in waiting if _speaks(change)}):
        rows = session.execute(select(*SheetRow.__table__.columns).where(*these))
        found |= {(row["sheet"], row["listing_id"]): row for row in rows.mappings()}
    return found


def _said(keys: Collection[Key]) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """Yield conditions that together find these rows of the sheets' memory."""
    for sheet in sorted({sheet for sheet, _ in keys}):
        for ids in _parts({listing_id for name, listing_id in keys if name == sheet}):
            yield SheetRow.sheet == sheet, SheetRow.listing_id.in_(ids)


def _parts(ids: Collection[str]) -> Iterator[list[str]]:
    """Yield ids in order, as many at a time as a statement takes."""
    every = sorted(ids)
    return (every[start:start + 500] for start in range(0, len(every), 500))


def _speaks(change: Change) -> bool:
    return change.sheet_before is not None or change.sheet_after is not None


def _remember(memory: dict[Key, Row], change: Change) -> None:
    """Move the sheet's own memory as this change moves what the sheet said."""
    if not _speaks(change):
        return
    key = (change.sheet, change.listing_id)
    if change.sheet_after is None:
        memory.pop(key, None)
        return
    facts = merge.move(memory[key]["facts"], change.sheet_before or {}, change.sheet_after) if key in memory \
        else change.sheet_after
    memory[key] = {"sheet": change.sheet, "listing_id": change.listing_id, "facts": facts}


def _write(session: Session, model: type[Listing | SheetRow], before: Mapping[Any, Row],
           after: Mapping[Any, Row]) -> None:
    """Write down which rows came, moved and went. Only the memory of a sheet ever goes."""
    insert_many(session, model, [row for key, row in after.items() if key not in before])
    update_many(session, model, [row for key, row in after.items() if key in before and row is not before[key]])
    for these in _said(before.keys() - after.keys()):
        session.execute(delete(SheetRow).where(*these), execution_options={"synchronize_session": False})


def _end(session: Session) -> tuple[int, str]:
    """Return the number and digest of the last change of the chain."""
    last = session.execute(select(Change.sequence, Change.digest).where(Change.sequence.is_not(None))
                           .order_by(Change.sequence.desc()).limit(1)).one_or_none()
    return (last.sequence, last.digest) if last else (0, chain.START)


def head(session: Session) -> str:
    """Return where the chain of applied changes ends, as an edition remembers it: number and digest."""
    return "{} {}".format(*_end(session))


def _sealed(batch: Batch, done: Iterable[Change], end: tuple[int, str], decision: Row) -> list[Row]:
    """Return what is written into applied changes: the decision, and their places at the end of the chain, in order."""
    sequence, digest = end
    decided = chain.batch_digest({name: getattr(batch, name) for name in chain.BATCH})
    rows: list[Row] = []
    for change in done:
        sequence += 1
        salt = chain.new_salt()
        row = {"id": change.id, **decision, "sequence": sequence, "salt": salt}
        said = chain.sides({side: getattr(change, side) for side in chain.SIDES}, batch.reason)
        covered = {name: row[name] if name in row else getattr(change, name) for name in chain.CHANGE}
        digest = chain.digest(digest, covered, decided, chain.commitments(said, salt=salt, opened=None))
        rows.append({**row, "digest": digest})
    return rows


def split(session: Session, change_id: int, names: Iterable[str]) -> Change:
    """Divide a waiting change: the columns named become a change of their own, returned; the rest stays in this one.

    Raises Refused('no-change'), or Refused('not-divided') where that would leave nothing on one side.
    """
    begin_write(session)
    change = session.get(Change, change_id, with_for_update=True, populate_existing=True)
    if change is None:
        raise Refused("no-change", change=change_id)
    wanted = set(names)
    if change.state != "proposed" or change.kind != "change" or change.before is None or change.after is None \
            or not 0 < len(wanted & (every := set(merge.moved(change.before, change.after)))) < len(every):
        raise Refused("not-divided", change=change_id)
    named, rest = merge.divide(change.before, change.after, wanted)
    sheet_named, sheet_rest = change.sheet_after, change.sheet_after
    if change.sheet_after is not None:
        sheet_named, sheet_rest = merge.divide(change.sheet_before or {}, change.sheet_after, wanted)
    conflict = change.conflict.split()
    part = Change(batch_id=change.batch_id, listing_id=change.listing_id, sheet=change.sheet, kind=change.kind,
                  author=change.author, before=change.before, after=named, sheet_before=change.sheet_before,
                  sheet_after=sheet_named, conflict=" ".join(name for name in conflict if name in wanted),
                  state="proposed")
    session.add(part)
    change.after, change.sheet_after = rest, sheet_rest
    change.conflict = " ".join(name for name in conflict if name not in wanted)
    session.flush()
    return part


def reject(session: Session, batch_id: int, *, approver: str, reason: str = "", only: Iterable[str] | None = None,
           parts: Iterable[int] | None = None) -> int:
    """Turn down what waits in a batch, or some of it (see `apply`); return how many. An author may take back."""
    return _turn_down(session, _batch(session, batch_id), "rejected", approver, reason, only, parts)


def send_back(session: Session, batch_id: int, *, approver: str, reason: str, only: Iterable[str] | None = None,
              parts: Iterable[int] | None = None) -> int:
    """Give what waits in a batch, or some of it, back to its author, who reads the reason; return how many."""
    batch = _batch(session, batch_id)
    if not reason.strip():
        raise Refused("reason-needed")
    if person(approver) == person(batch.author):
        raise Refused("own-approval", author=batch.author)
    return _turn_down(session, batch, "returned", approver, reason, only, parts)


def _turn_down(session: Session, batch: Batch, state: str, approver: str, reason: str, only: Iterable[str] | None,
               parts: Iterable[int] | None) -> int:
    if not approver.strip():
        raise Refused("approver-needed")
    not_reserved(approver)
    waiting = _waiting(session, batch, only, parts)
    for change in waiting:
        change.state, change.decided_by, change.decision_note = state, approver.strip(), reason.strip()
    session.flush()
    left = session.scalar(select(Change.id).where(Change.batch_id == batch.id, Change.state == "proposed").limit(1))
    if batch.state == "proposed" and left is None:
        batch.state, batch.decided_at = state, clock.now()
        if person(approver) != person(batch.author):
            batch.approver = approver.strip()
        session.flush()
    return len(waiting)


def undo(session: Session, batch_id: int, *, author: str, reason: str) -> Batch:
    """Propose to take back all that a batch did: the undo is a batch of changes itself.

    Raises Refused: nothing-to-undo, or undo-waits where all of it is proposed to be taken back already.
    """
    _named(author, reason)
    begin_write(session)
    done = session.scalars(select(Change).where(Change.batch_id == batch_id, Change.state == "applied")
                           .order_by(Change.sequence.desc())).all()
    if not done:
        raise Refused("nothing-to-undo", batch=batch_id)
    waiting = select(Change.batch_id).join(Change.batch).where(Batch.undo_of == batch_id, Change.state == "proposed")
    if session.scalar(waiting.group_by(Change.batch_id).having(func.count() == len(done))) is not None:
        raise Refused("undo-waits", batch=batch_id)
    back = {"new": "gone", "gone": "back", "back": "gone", "change": "change", "agree": "agree"}
    drafts = [Draft(change.listing_id, back[change.kind], change.after, change.before, change.sheet,
                    change.sheet_after, change.sheet_before) for change in done]
    mass = done[0].batch.mass or (any(draft.kind == "gone" for draft in drafts) and len(drafts) > 10)
    return _write_down(session, drafts, kind="undo", author=author.strip(), reason=reason.strip(), undo_of=batch_id,
                       sheet=done[0].sheet, mass=mass)


def version(session: Session) -> str:
    """Return what changes whenever the listings change: how many changes were ever applied, and when the last was."""
    count, last = session.execute(select(func.count(), func.max(Change.applied_at)).where(
        Change.state == "applied", Change.kind != "agree")).one()
    return f"{count} {last:%Y-%m-%dT%H:%M:%S.%f}" if last else "0"
