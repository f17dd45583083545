"""Erasing: facts that became dangerous to keep leave the register and its history, and the history still verifies.

An address that became confidential is the case in point. Every other correction is a change (see changes.py), which
keeps what was. Here nothing is kept but that somebody erased which fields, when, why, and with whose consent; a
commitment stays in the chain, from which the fact cannot be guessed (see chain.py).

Files outside the register are rewritten while it still knows what to look for, and after it took the erasure: what it
refuses touches no file, and an erasure that dies half-way is simply run again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.db import begin_write
from directory.listings import cells, columns, validators
from directory.listings.models import Listing
from directory.register import chain, changes, sweep
from directory.register.changes import Draft, Facts, Refused, not_reserved, person
from directory.register.models import Batch, Change, SheetRow
from directory.register.wording import Wording

#: Without these a listing is none: what they say cannot be erased, only changed.
_NEEDED = ("id", "organization", "category", "status", "state")
#: Columns in whose words an address may stand.
_WORDS = (cells.read_text, cells.read_long_text, cells.read_url, cells.read_email)


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is to go from one listing, and what comes in its place.

    `fields` go altogether, in every language; `telling` are the words by which other texts would give them away;
    `given` are facts that the listing gets at the same time. `done`: the register was rid of it before, only files
    may be left.
    """

    listing: str
    fields: frozenset[str]
    telling: Wording
    given: Facts = field(default_factory=dict)
    done: bool = False

    def rid(self, facts: Facts) -> dict[str, str]:
        """Return facts without what is to go, and without every other text that gives it away."""
        return {name: text for name, text in facts.items() if not _is_of(name, self.fields) and not (
            name not in _NEEDED and columns.get(name).read in _WORDS and self.telling.gives_away(text))}

    def rewritten(self, facts: Facts) -> dict[str, str]:
        """Return facts as they are from now on."""
        return {**self.rid(facts), **self.given}


def erase(session: Session, listing: str, fields: Iterable[str], *, by: str, approver: str, reason: str,
          given: Facts | None = None, find_place: validators.FindPlace | None = None,
          elsewhere: Callable[[Erasure], None] = lambda _: None) -> list[str]:
    """Erase fields of a listing for good; return what else was erased, as lines for the one who asked.

    A field of the address takes all of it along. `elsewhere` gets the erasure and rewrites what lies outside the
    register, before the register forgets. Raises Refused before that. The caller commits, then calls `compact`.
    """
    erasure = plan(session, listing, fields, by=by, approver=approver, reason=reason, given=given or {},
                   find_place=find_place)
    told = [] if erasure.done else _carry_out(session, erasure, by=by, approver=approver, reason=reason)
    session.flush()
    elsewhere(erasure)
    return told


def look(session: Session, erasure: Erasure) -> list[str]:
    """Return, once it is erased, which records still say it or may, for a person to look at."""
    return list(sweep.look(session.connection(), erasure.telling, erasure.listing))


def plan(session: Session, listing: str, fields: Iterable[str], *, by: str, approver: str, reason: str,
         given: Facts, find_place: validators.FindPlace | None) -> Erasure:
    """Return what an erasure would do, with the write lock held. Raises Refused."""
    wanted = _fields(fields)
    _two_people(by, approver, reason)
    begin_write(session)
    row = session.get(Listing, listing, populate_existing=True)
    if row is None:
        raise Refused("no-listing", listing=listing)
    every = [facts for each in _changes(session, listing) for side in chain.SIDES if (facts := getattr(each, side))]
    every += [row.facts, *(memory.facts for memory in _memories(session, listing))]
    found = [(name, text) for facts in every for name, text in facts.items() if _is_of(name, wanted)]
    telling, done = Wording(found, _alike(every, Wording(found), wanted)), not found
    if done and not any(_is_of(name, wanted) for each in _changes(session, listing)
                        for erased in (each.opened or {"erased": {}})["erased"].values() for name in erased):
        raise Refused("nothing-to-erase", listing=listing, fields=", ".join(sorted(wanted)))
    if telling.gives_away(reason):
        raise Refused("reason-tells")
    if row.gone and given:
        raise Refused("gone-listing", listing=listing)
    erasure = Erasure(listing, wanted, telling, dict(given), done)
    _may_stand(erasure, row, find_place)
    return erasure


def _is_of(name: str, fields: frozenset[str]) -> bool:
    """Say whether a column is one of the fields, or holds one in another language."""
    return name in fields or columns.original(name)[0] in fields


def _alike(every: Iterable[Facts], telling: Wording, fields: frozenset[str]) -> set[str]:
    """Return the texts that stood beside one that gives the fields away, in other languages of the same column.

    They say the same, and no search for words can tell: "4711 Quietwillow Lane" is "calle Quietwillow 4711" there.
    """
    found: set[str] = set()
    for facts in every:
        telltale = {columns.original(name)[0] for name, text in facts.items()
                    if columns.original(name)[0] in columns.TRANSLATED and not _is_of(name, fields)
                    and telling.gives_away(text)}
        found |= {text for name, text in facts.items() if columns.original(name)[0] in telltale}
    return found


def _fields(names: Iterable[str]) -> frozenset[str]:
    wanted = set(names)
    for name in wanted:
        try:
            columns.get(name)
        except KeyError:
            raise Refused("no-column", column=name) from None
        if name in _NEEDED:
            raise Refused("needed-column", column=name)
    return frozenset(wanted | set(columns.PLACE) if wanted & set(columns.PLACE) else wanted)


def _two_people(by: str, approver: str, reason: str) -> None:
    if not by.strip() or not reason.strip():
        raise Refused("author-and-reason")
    if not approver.strip():
        raise Refused("approver-needed")
    for name in (by, approver):
        not_reserved(name)
    if person(by) == person(approver):
        raise Refused("own-approval", author=by.strip())


def _may_stand(erasure: Erasure, row: Listing, find_place: validators.FindPlace | None) -> None:
    """Refuse what would leave a listing that breaks a rule which it does not break now, or that tells in its name."""
    after = erasure.rewritten(row.facts)
    now = validators.check(row.facts, find_zip=find_place)
    for finding in validators.check(after, find_zip=find_place):
        if finding.level == "error" and finding not in now and not row.gone:
            raise Refused("breaks-a-rule", column=finding.column, rule=finding.code)
    for name in _NEEDED:
        if erasure.telling.gives_away(after.get(name, "")):
            raise Refused("breaks-a-rule", column=name, rule="gives it away")


def _changes(session: Session, listing: str) -> list[Change]:
    return list(session.scalars(select(Change).where(Change.listing_id == listing).order_by(Change.id)))


def _memories(session: Session, listing: str) -> list[SheetRow]:
    return list(session.scalars(select(SheetRow).where(SheetRow.listing_id == listing)))


def _carry_out(session: Session, erasure: Erasure, *, by: str, approver: str, reason: str) -> list[str]:
    told: dict[str, None] = {}
    for change in _changes(session, erasure.listing):
        _strip(change, erasure, told)
    _strip_reasons(session, erasure, told)
    for memory in _memories(session, erasure.listing):
        memory.facts = erasure.rid(memory.facts)
    row = session.get_one(Listing, erasure.listing)
    row.facts = erasure.rid(row.facts)
    session.flush()
    told |= dict.fromkeys(sweep.sweep(session.connection(), erasure.telling))
    own = session.get(SheetRow, (row.sheet, row.id))
    before = None if row.gone else dict(row.facts)
    after = None if before is None else {**before, **erasure.given}
    known = None if own is None or row.gone else dict(own.facts)
    draft = Draft(row.id, "agree" if row.gone else "change", before, after, row.sheet, known,
                  None if known is None else {**known, **erasure.given})
    batch = changes.propose(session, [draft], kind="erase", author=by, reason=reason, sheet=row.sheet)
    changes.apply(session, batch.id, approvers=[approver])
    return list(told)


def _strip(change: Change, erasure: Erasure, told: dict[str, None]) -> None:
    """Take the facts out of one change; where it is in the chain, leave commitments."""
    said = {side: getattr(change, side) for side in chain.SIDES}
    left = {side: facts if facts is None else erasure.rid(facts) for side, facts in said.items()}
    gone = {side: facts.keys() - (left[side] or {}).keys() for side, facts in said.items() if facts}
    if erasure.telling.gives_away(change.decision_note):
        change.decision_note = chain.ERASED
        told["a note of a reviewer"] = None
    if not any(gone.values()):
        return
    told |= dict.fromkeys(f"{name} of the listing, which said it too" for names in gone.values()
                          for name in sorted(names - erasure.fields))
    _open(change, gone, change.batch.reason)
    if change.state == "proposed":  # a text that is not proposed any more is not proposed to be deleted
        for old, new in (("before", "after"), ("sheet_before", "sheet_after")):
            kept, proposed = left[old], left[new]
            if kept and proposed is not None:
                left[new] = {**{name: kept[name] for name in gone.get(new, set()) & kept.keys()}, **proposed}
    for side, facts in left.items():
        setattr(change, side, facts)


def _open(change: Change, gone: Mapping[str, Iterable[str]], reason: str) -> None:
    """Put own salts and commitments in the place of a change's salt."""
    if change.state != "applied":
        return
    said = chain.sides({side: getattr(change, side) for side in chain.SIDES}, reason)
    opened = chain.open_without({side: set(names) for side, names in gone.items()}, said, salt=change.salt,
                                opened=change.opened)
    change.salt, change.opened = "", {part: {side: dict(facts) for side, facts in sides.items()}
                                      for part, sides in opened.items()}


def _strip_reasons(session: Session, erasure: Erasure, told: dict[str, None]) -> None:
    for batch in session.scalars(select(Batch)):
        if erasure.telling.gives_away(batch.reason, strictly=True):
            told[f"the reason of batch {batch.id}"] = None
            for change in batch.changes:
                _open(change, {"words": ["reason"]}, batch.reason)
            batch.reason = chain.ERASED


def compact(session: Session) -> bool:
    """Write the register's file anew, so that no byte of what was deleted is left. Say whether that was possible.

    False while somebody else reads or writes: try again. On PostgreSQL the tables and what the server counted of them
    are written anew; the server's own log and backups are the operator's.
    """
    engine = session.get_bind().engine
    session.close()
    raw = engine.raw_connection()
    try:
        driver: Any = raw.driver_connection
        if engine.dialect.name == "sqlite":
            driver.execute("VACUUM")
            return not driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        driver.autocommit = True
        driver.execute("ANALYZE")  # its statistics hold values of columns as they were
        driver.execute("VACUUM FULL")
        driver.autocommit = False
        return True
    finally:
        raw.close()
