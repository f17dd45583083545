"""The chain of all applied changes: every digest covers the one before it, so nothing can be altered unseen.

The facts of a change stand in its digest as commitments: each a hash of the fact and a salt of its own, which comes
from the one salt of the change. To erase a fact, the salt of the change is thrown away and the own salts of all other
facts are kept instead (`opened`). Then the digest can still be made, and nobody can find the erased fact by trying out
every street of a town. Pure: plain values in, text out.
"""

import hashlib
import json
import secrets
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

Facts = Mapping[str, str]
#: What a change says, by where it says it: the columns of facts, and the words about the change.
Sides = Mapping[str, Facts | None]
#: "salts": side -> field -> own salt; "erased": side -> field -> commitment.
Opened = Mapping[str, Mapping[str, Mapping[str, str]]]

SIDES = ("before", "after", "sheet_before", "sheet_after")
#: What a reason or note says once it is erased.
ERASED = "(erased)"
#: What the first digest covers instead of one before it. A new way to make digests needs a new name.
START = "amparo history 1"
#: The columns that a digest covers word for word.
CHANGE = ("sequence", "id", "batch_id", "listing_id", "sheet", "kind", "author", "conflict", "state", "applied_at",
          "approver", "second_approver", "decided_by", "decision_note")
BATCH = ("id", "kind", "sheet", "author", "state", "mass", "approver", "second_approver", "undo_of", "created_at",
         "decided_at")


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), check_circular=False, default=str)


class Unsound(ValueError):
    """A change that cannot have been written like this: salts are missing or too many."""


def new_salt() -> str:
    """Return the salt of one change: 256 random bits as hex."""
    return secrets.token_hex(32)


def sides(facts: Sides, reason: str) -> dict[str, Facts | None]:
    """Return all that is committed to: facts of the four columns, and the reason unless it is erased."""
    return {**facts, "words": {} if reason == ERASED else {"reason": reason}}


def digest(previous: str, change: Mapping[str, Any], batch: str, commitments: Mapping[str, Facts | None]) -> str:
    """Return the digest of a change behind `previous`, as 64 hex digits.

    `change` holds the columns named in CHANGE; `batch` is the digest of its batch. A moment without a zone is UTC.
    """
    return _hash([previous, [_plain(change[name]) for name in CHANGE], batch, commitments])


def batch_digest(batch: Mapping[str, Any]) -> str:
    """Return the digest of what a batch says in the columns named in BATCH, which all its changes share."""
    return _hash([_plain(batch[name]) for name in BATCH])


def _hash(covered: object) -> str:
    return hashlib.sha256(_ENCODER.encode(covered).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        moment = value.astimezone(UTC) if value.tzinfo else value
        return moment.strftime("%Y-%m-%d %H:%M:%S.%f")
    return int(value) if isinstance(value, bool) else value


def commitments(said: Sides, *, salt: str, opened: Opened | None) -> dict[str, Facts | None]:
    """Return side -> field -> commitment, those of erased facts included. Raises Unsound."""
    if bool(salt) == bool(opened):
        raise Unsound
    if opened:
        return _opened_commitments(said, opened["salts"], opened["erased"])
    key = _key(salt)
    known: dict[tuple[str, str], str] = {}  # most facts stand on several sides, unchanged
    for facts in said.values():
        for fact in () if facts is None else facts.items():
            if fact not in known:
                known[fact] = _commit(_own_salt(key, *fact), fact[1])
    return {side: None if facts is None else {field: known[field, text] for field, text in facts.items()}
            for side, facts in said.items()}


def _opened_commitments(said: Sides, salts: Mapping[str, Facts],
                        erased: Mapping[str, Facts]) -> dict[str, Facts | None]:
    made: dict[str, Facts | None] = {}
    for side, facts in said.items():
        own, bare = salts.get(side, {}), erased.get(side, {})
        if own.keys() != (facts or {}).keys() or own.keys() & bare.keys() or (facts is None and bare):
            raise Unsound
        if any(len(salt) != 32 for salt in own.values()):  # else a salt could lend its end to a fact
            raise Unsound
        kept = {field: _commit(own[field], text) for field, text in (facts or {}).items()}
        made[side] = None if facts is None else {**kept, **bare}
    if not salts.keys() | erased.keys() <= said.keys() or not all((*salts.values(), *erased.values())):
        raise Unsound
    return made


def _key(salt: str) -> bytes:
    """Return the salt as bytes; it has only one way to be written."""
    key = bytes.fromhex(salt)
    if key.hex() != salt or len(key) != 32:
        raise Unsound
    return key


def _own_salt(key: bytes, field: str, text: str) -> str:
    """Return the salt of one fact. It differs with the fact, so that an old value stays safe beside a new one."""
    return hashlib.blake2b(f"{field}\0{text}".encode(), key=key, digest_size=16).hexdigest()


def _commit(own_salt: str, text: str) -> str:
    return hashlib.sha256(f"{own_salt}{text}".encode()).hexdigest()


def open_without(erased: Mapping[str, Collection[str]], said: Sides, *, salt: str, opened: Opened | None) -> Opened:
    """Return what is kept in place of the salt once these fields (by side) are erased.

    `said` is what the change said until now. What was erased before stays so.
    """
    every = commitments(said, salt=salt, opened=opened)
    key = b"" if opened else _key(salt)
    salts: dict[str, dict[str, str]] = {}
    bare: dict[str, dict[str, str]] = {}
    for side, facts in said.items():
        for field, text in (facts or {}).items():
            if field not in erased.get(side, ()):
                own = opened["salts"][side][field] if opened else _own_salt(key, field, text)
                salts.setdefault(side, {})[field] = own
        for field, commitment in (every[side] or {}).items():
            if field not in salts.get(side, {}):
                bare.setdefault(side, {})[field] = commitment
    return {"salts": salts, "erased": bare}
