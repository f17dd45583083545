"""Looks the whole history through: nothing was altered, taken out or slipped in, and the listings are what it says.

Every applied change is hashed anew and carried out anew, on nothing; then listings and the memory of the sheets must
be what came of it. That the end was not cut off is known from what editions remember (`anchors`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from directory.db import begin_write
from directory.listings.models import Listing
from directory.register import chain, merge, queries
from directory.register.models import Batch, SheetRow
from directory.register.queries import Row

Facts = dict[str, str]


class _Wrong(Exception):
    """The first place that is not as it was written: `code` names what is wrong with it, `data` says where it is."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many changes were found sound, and the first that is not: `code` is '' when all is well."""

    changes: int
    code: str = ""
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class _Replayed:
    """A listing as it comes of its changes."""

    sheet: str
    facts: Facts
    gone: bool
    version: int
    changed_at: object

    @property
    def current(self) -> Facts | None:
        """Return its facts, None while it is gone."""
        return None if self.gone else self.facts


@dataclass(slots=True)
class _Replay:
    """What comes of all changes so far."""

    listings: dict[str, _Replayed] = field(default_factory=dict)
    sheets: dict[tuple[str, str], Facts] = field(default_factory=dict)
    batches: set[int] = field(default_factory=set)
    digest: str = chain.START
    count: int = 0


def verify(session: Session, *, anchors: Mapping[str, str] | None = None) -> Verdict:
    """Return whether the history is whole. `anchors` are ends of the chain that others remember, by their names.

    Nobody can write meanwhile.
    """
    begin_write(session)
    replay = _Replay()
    try:
        _walk(session, replay, dict(anchors or {}))
        _compare(session, replay)
    except _Wrong as wrong:
        return Verdict(replay.count, wrong.code, wrong.data)
    except DBAPIError:
        return Verdict(replay.count, "unreadable", {"place": replay.count + 1})
    return Verdict(replay.count)


def _walk(session: Session, replay: _Replay, anchors: Mapping[str, str]) -> None:
    """Hash and carry out every change, and look at the ends that others remember."""
    batches = {row["id"]: row for row in queries.as_stored(session, Batch)}
    digests: dict[object, str] = {}
    unseen = dict(anchors)
    _meet(replay, unseen)
    for row in queries.chain_as_stored(session):
        if row["sequence"] != replay.count + 1:
            raise _Wrong("missing", place=replay.count + 1)
        batch = batches.get(row["batch_id"])
        facts = _recompute(row, batch, digests, replay)
        _carry_out(row, facts, replay)
        replay.batches.add(row["batch_id"])
        replay.count, replay.digest = row["sequence"], row["digest"]
        _meet(replay, unseen)
    if unseen:
        raise _Wrong("edition", edition=min(unseen), place=replay.count)
    for number, batch in batches.items():
        if batch["state"] == "applied" and number not in replay.batches:
            raise _Wrong("batch", batch=number)


def _meet(replay: _Replay, unseen: dict[str, str]) -> None:
    end = f"{replay.count} {replay.digest}"
    for name in [name for name, remembered in unseen.items() if remembered == end]:
        del unseen[name]


def _recompute(row: Row, batch: Row | None, digests: dict[object, str],
               replay: _Replay) -> dict[str, Facts | None]:
    """Return the facts of a change whose digest is right."""
    wrong = _Wrong("change", place=replay.count + 1, change=row["id"], listing=row["listing_id"])
    if batch is None:
        raise wrong
    if row["batch_id"] not in digests:
        digests[row["batch_id"]] = chain.batch_digest(batch)
    try:
        facts = {side: _facts(row[side]) for side in chain.SIDES}
        commitments = chain.commitments(chain.sides(facts, batch["reason"]), salt=row["salt"],
                                        opened=_opened(row["opened"]))
    except (ValueError, TypeError, AttributeError) as error:
        raise wrong from error
    if chain.digest(replay.digest, row, digests[row["batch_id"]], commitments) != row["digest"]:
        raise wrong
    return facts


def _facts(stored: str | None) -> Facts | None:
    """Read facts just as they are written. Raises ValueError for any other writing."""
    if stored is None:
        return None
    facts: Facts = _written(stored)
    if not _is_flat(facts):
        raise ValueError
    return facts


def _opened(stored: str | None) -> chain.Opened | None:
    if stored is None:
        return None
    opened: chain.Opened = _written(stored)
    if opened.keys() != {"salts", "erased"} or not all(_is_flat(each) for part in opened.values()
                                                       for each in part.values()):
        raise ValueError
    return opened


def _written(stored: str) -> Any:
    value = json.loads(stored)
    if json.dumps(value) != stored:
        raise ValueError
    return value


def _is_flat(facts: object) -> bool:
    return isinstance(facts, dict) and all(isinstance(text, str) for text in facts.values())


def _carry_out(row: Row, facts: Mapping[str, Facts | None], replay: _Replay) -> None:
    key, listing = row["listing_id"], replay.listings.get(row["listing_id"])
    before, after = facts["before"], facts["after"]
    if row["kind"] != "agree":
        if before != (listing.current if listing else None):
            raise _Wrong("follows", place=row["sequence"], change=row["id"], listing=key)
        facts_now = after if after is not None else before or {}
        replay.listings[key] = _Replayed(listing.sheet if listing else row["sheet"], facts_now, after is None,
                                         listing.version + 1 if listing else 1, row["applied_at"])
    said, says = facts["sheet_before"], facts["sheet_after"]
    if says is not None:
        known = replay.sheets.get((row["sheet"], key))
        replay.sheets[row["sheet"], key] = says if known is None else merge.move(known, said or {}, says)
    elif said is not None:
        replay.sheets.pop((row["sheet"], key), None)


def _compare(session: Session, replay: _Replay) -> None:
    """Compare the tables with what came of the history."""
    for row in queries.as_stored(session, Listing):
        expected = replay.listings.pop(row["id"], None)
        if expected is None or (row["sheet"], row["gone"], row["version"], row["changed_at"]) != (
                expected.sheet, expected.gone, expected.version, expected.changed_at) \
                or not _says(row["facts"], expected.facts):
            raise _Wrong("listing", listing=row["id"])
    for row in queries.as_stored(session, SheetRow):
        facts = replay.sheets.pop((row["sheet"], row["listing_id"]), None)
        if facts is None or not _says(row["facts"], facts):
            raise _Wrong("sheet", sheet=row["sheet"], listing=row["listing_id"])
    for key in replay.listings:
        raise _Wrong("listing", listing=key)
    for sheet, key in replay.sheets:
        raise _Wrong("sheet", sheet=sheet, listing=key)


def _says(stored: str, facts: Facts) -> bool:
    try:
        return _facts(stored) == facts
    except (ValueError, TypeError):
        return False
