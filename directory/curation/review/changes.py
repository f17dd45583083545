"""Decides on proposals, and writes down what belongs to a decision. The caller commits.

Listings are written by register/changes.py alone; the rules here come on top of those there and in the database.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.review import queries
from directory.curation.review.models import OUTCOMES, Approval, Callback, Draw, answered
from directory.curation.review.obstacles import numbers_to_call, obstacle
from directory.db import begin_write, insert_many, update_many
from directory.register import changes as register
from directory.register.changes import MERGE, Refused, person
from directory.register.models import Batch, Change

#: (code, data) of each change that lacks something.
Held = tuple[tuple[str, dict[str, object]], ...]


class Decided(NamedTuple):
    """What an approval did: listings changed; changes that now have their first of two approvals; what still waits.

    `held` are changes that lack something, `conflicts` listings that moved meanwhile.
    """

    applied: int
    first: int
    held: Held
    conflicts: tuple[str, ...]


def approve(session: Session, batch_id: int, *, by: str, chosen: Collection[int] | None = None,
            over: bool = False) -> Decided:
    """Approve what waits in a batch, or only the changes chosen; what lacks something stays and is told.

    `over`: somebody looked at the conflicts, and the proposal wins. A mass batch is applied by its second approver.
    A merge is approved whole or not at all. Raises Refused: no-batch, own-approval, tied, nothing-waits, whole,
    whole-moved, and what all of it lacks.
    """
    batch = _to_decide(session, batch_id, by)
    waiting = [each for each in queries.waiting(session, batch_id) if chosen is None or each.id in chosen]
    if not waiting:
        raise Refused("nothing-waits", batch=batch_id)
    ready, held = _sort_out(session, batch_id, waiting)
    if not ready or (held and batch.kind == MERGE):
        code, data = held[0]
        raise Refused(code, **data)
    if batch.mass:
        return _one_of_two(session, batch_id, ready, held, by=by, over=over)
    applied, conflicts = _apply(session, batch_id, {each.id: each.listing_id for each in ready}, (by,), over=over)
    return Decided(applied, 0, held, conflicts)


def _to_decide(session: Session, batch_id: int, by: str) -> Batch:
    """Return a batch that this person may decide on, with the write lock held."""
    begin_write(session)
    batch = queries.batch(session, batch_id)
    if batch is None:
        raise Refused("no-batch", batch=batch_id)
    if refusal := refusal_of(session, batch, by):
        raise refusal
    return batch


def refusal_of(session: Session, batch: Batch, by: str) -> Refused | None:
    """Return why somebody may not decide on a batch: it is their own (own-approval), or of one whom an invitation ties
    to them (tied). None where they may.
    """
    behind = queries.behind(session, batch)
    if person(by) in map(person, behind):
        return Refused("own-approval", author=batch.author)
    tied = queries.tied(session, by, behind)
    return Refused("tied", author=min(tied)) if tied else None


def _sort_out(session: Session, batch_id: int,
              waiting: list[Change]) -> tuple[list[Change], Held]:
    now = queries.current(session, (each.listing_id for each in waiting))
    calls: dict[str, list[Callback]] = {}
    for call in queries.callbacks(session, batch_id):
        calls.setdefault(call.listing_id, []).append(call)
    ready, held = [], []
    for each in waiting:
        called = answered(calls.get(each.listing_id, ()))
        lack = obstacle(each.before, each.after, now.get(each.listing_id), called=called)
        if lack is None or each.kind == "agree":
            ready.append(each)
        else:
            held.append(lack)
    return ready, tuple(held)


def _apply(session: Session, batch_id: int, ready: Mapping[int, str], names: tuple[str, ...], *,
           over: bool) -> tuple[int, tuple[str, ...]]:
    """Carry out changes (number -> listing)."""
    done = register.apply(session, batch_id, approvers=names, parts=ready, only=ready.values() if over else None)
    return done.applied, done.conflicts


def _one_of_two(session: Session, batch_id: int, ready: list[Change], held: Held, *, by: str,
                over: bool) -> Decided:
    digests = {each.id: digest(each) for each in ready}
    left = {each.id: each.listing_id for each in ready}
    approvals = queries.approvals(session, batch_id)
    tied = queries.tied(session, by, {each.by for each in approvals})
    others: dict[str, list[int]] = {}
    own = set()
    for approval in approvals:
        if approval.digest != digests.get(approval.change_id) or approval.by in tied:
            continue
        if person(approval.by) == person(by):
            own.add(approval.change_id)
        else:
            others.setdefault(approval.by, []).append(approval.change_id)
    applied = 0
    conflicts: list[str] = []
    for first, numbers in others.items():
        agreed = {number: left.pop(number) for number in numbers if number in left}
        if agreed:
            count, clash = _apply(session, batch_id, agreed, (first, by), over=over)
            applied += count
            conflicts += clash
    new = sorted(left.keys() - own)
    _note_approvals(session, batch_id, {number: digests[number] for number in new}, by=by)
    return Decided(applied, len(new), held, tuple(conflicts))


def _note_approvals(session: Session, batch_id: int, digests: Mapping[int, str], *, by: str) -> None:
    """Write down first approvals (number of a change -> digest), in place of older ones of the same person."""
    old = {each.change_id for each in queries.approvals(session, batch_id) if each.by == by}
    rows = [{"change_id": number, "by": by, "digest": said, "at": clock.now()} for number, said in digests.items()]
    insert_many(session, Approval, [row for row in rows if row["change_id"] not in old])
    update_many(session, Approval, [row for row in rows if row["change_id"] in old])


def digest(change: Change) -> str:
    """Return what an approval stands for: it counts for no other change, nor for this one once it is another."""
    said = json.dumps([change.listing_id, change.kind, change.before, change.after], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def send_back(session: Session, batch_id: int, *, by: str, reason: str, chosen: Collection[int] | None = None) -> int:
    """Give what waits in a batch, or only what is chosen, back to its author with a reason; return how many."""
    _to_decide(session, batch_id, by)
    return register.send_back(session, batch_id, approver=by, reason=reason, parts=chosen)


def reject(session: Session, batch_id: int, *, by: str, reason: str, chosen: Collection[int] | None = None) -> int:
    """Turn down what waits in a batch, or only what is chosen; return how many. Raises Refused('reason-needed')."""
    if not reason.strip():
        raise Refused("reason-needed")
    _to_decide(session, batch_id, by)
    return register.reject(session, batch_id, approver=by, reason=reason, parts=chosen)


def take_back(session: Session, batch_id: int, *, by: str) -> int:
    """Let an author take back what waits of a proposal; return how many. Raises Refused('not-yours')."""
    begin_write(session)
    batch = queries.batch(session, batch_id)
    if batch is None or person(batch.author) != person(by):
        raise Refused("not-yours")
    return register.reject(session, batch_id, approver=by)


def split(session: Session, change_id: int, names: Iterable[str], *, by: str) -> int:
    """Divide a change, so that some fields can be decided apart; return its batch. Raises Refused as the register."""
    begin_write(session)
    change = session.get(Change, change_id)
    if change is None:
        raise Refused("no-change", change=change_id)
    _to_decide(session, change.batch_id, by)
    return register.split(session, change_id, names).batch_id


def note_callback(session: Session, change_id: int, *, number: str, outcome: str, note: str, by: str) -> int:
    """Write down what was heard at an old number; return the batch. Raises Refused: no-change, callback-incomplete."""
    begin_write(session)
    change = session.get(Change, change_id)
    if change is None or change.state != "proposed":
        raise Refused("no-change", change=change_id)
    _to_decide(session, change.batch_id, by)
    now = queries.current(session, [change.listing_id]).get(change.listing_id)
    if outcome not in OUTCOMES or not note.strip() or number not in numbers_to_call(change.before, change.after, now):
        raise Refused("callback-incomplete")
    session.add(Callback(batch_id=change.batch_id, listing_id=change.listing_id, number=number, outcome=outcome,
                         note=note.strip()[:1000], by=by, at=clock.now()))
    return change.batch_id


def forget(session: Session, listing_id: str) -> None:
    """Drop first approvals of changes of a listing: their digests are of facts that were erased."""
    begin_write(session)
    numbers = select(Change.id).where(Change.listing_id == listing_id)
    session.execute(delete(Approval).where(Approval.change_id.in_(numbers)))


def note_draw(session: Session, batch_id: int, *, share: int, drawn: bool) -> None:
    """Write down how the lot fell."""
    session.add(Draw(batch_id=batch_id, share=share, drawn=drawn))
    session.flush()
