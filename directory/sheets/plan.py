"""What an import would do, decided purely: last import of this sheet, the new sheet, the register.

The plan is data: the dry run prints it, the import carries it out, tests look at it.
"""

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from directory.listings import columns
from directory.register.changes import Draft
from directory.sheets.reader import Row, same_listing

Facts = Mapping[str, str]
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_ID_LENGTH = 10


def new_id() -> str:
    """Return a new listing id: 10 letters and digits that nobody can mistake or guess."""
    number = secrets.randbelow(len(_ALPHABET) ** _ID_LENGTH)
    return "".join(_ALPHABET[number // len(_ALPHABET) ** place % len(_ALPHABET)] for place in range(_ID_LENGTH))


@dataclass(frozen=True, slots=True)
class Plan:
    """What one sheet would change. `drafts` holds all of it; the rest are ids for the report."""

    sheet: str
    drafts: tuple[Draft, ...]
    unchanged: int
    known: int
    contacts_known: int

    def of(self, kind: str) -> list[Draft]:
        """Return the drafts of one kind that do not conflict."""
        return [draft for draft in self.drafts if draft.kind == kind and not draft.conflict]

    @property
    def conflicts(self) -> list[Draft]:
        """Return the drafts where sheet and register both moved."""
        return [draft for draft in self.drafts if draft.conflict]

    @property
    def contacts_changed(self) -> int:
        """Count contact cells of known listings that would change or go."""
        return sum(1 for draft in self.drafts if draft.kind == "change" and draft.before and draft.after is not None
                   for name in columns.CONTACTS
                   if name in draft.before and draft.before.get(name) != draft.after.get(name))

    @property
    def leaving(self) -> int:
        """Count listings that families would no longer find: taken out of the sheet, or closed in it."""
        closed = sum(1 for draft in self.of("change") if draft.before and draft.after
                     and draft.after.get("status") == "closed" != draft.before.get("status"))
        return len(self.of("gone")) + closed

    @property
    def is_mass(self) -> bool:
        """Say whether so much goes or changes that two people must agree: over 10 % of rows or 5 % of contacts."""
        return (self.leaving * 10 > self.known) or (self.contacts_changed * 20 > self.contacts_known)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing at all would be written."""
        return not self.drafts


def plan(sheet: str, rows: Iterable[Row], *, last: Mapping[str, Facts], register: Mapping[str, Facts],
         make_id: Callable[[], str] = new_id, rows_left_out: bool = False) -> Plan:
    """Compare a sheet with its last import and the register; return what to do.

    `last` and `register` are of this sheet alone. Rows without an id are matched, by what makes them the same
    listing, to listings that no other row of the sheet names, else they get an id. With `rows_left_out` (bad rows
    were passed over) no listing counts as gone, since the row that is missing may be one of the bad ones.
    """
    rows = list(rows)
    seen = {row.facts["id"] for row in rows if "id" in row.facts}
    by_mark = _marks(last, register, taken=seen)
    drafts: list[Draft] = []
    unchanged = 0
    for row in rows:
        facts = dict(row.facts)
        known = by_mark.get(same_listing(facts), "")
        listing_id = facts.get("id") or (known if known not in seen else "") or make_id()
        facts["id"] = listing_id
        seen.add(listing_id)
        draft = _compare(sheet, listing_id, facts, last.get(listing_id), register.get(listing_id))
        if draft is None:
            unchanged += 1
        else:
            drafts.append(draft)
    if not rows_left_out:
        drafts += [_gone(sheet, listing_id, last[listing_id], register.get(listing_id))
                   for listing_id in last if listing_id not in seen]
    contacts = sum(1 for facts in register.values() for name in columns.CONTACTS if name in facts)
    return Plan(sheet, tuple(drafts), unchanged, len(register), contacts)


def _marks(last: Mapping[str, Facts], register: Mapping[str, Facts], *,
           taken: Collection[str]) -> dict[tuple[str, ...], str]:
    return {same_listing(facts): listing_id for source in (register, last)
            for listing_id, facts in source.items() if listing_id not in taken}


def _compare(sheet: str, listing_id: str, facts: Facts, last: Facts | None, current: Facts | None) -> Draft | None:
    """Return what to do with one row, or None when neither the listing nor the sheet's memory moves."""
    if current is None:
        if last is not None:  # taken out of the register by somebody, but the sheet still has it
            if facts == last:
                return None
            return Draft(listing_id, "back", None, facts, sheet, last, facts, ("gone",))
        return Draft(listing_id, "new", None, facts, sheet, None, facts)
    if last is None:
        last = {}
    edited = [name for name in {**last, **facts} if last.get(name) != facts.get(name)]
    if not edited:
        return None
    clash = tuple(sorted(name for name in edited
                         if current.get(name) not in (last.get(name), facts.get(name))))
    after = dict(current)
    for name in edited:
        if name in facts:
            after[name] = facts[name]
        else:
            after.pop(name, None)
    if after == current:
        return Draft(listing_id, "agree", current, current, sheet, last or None, facts)
    return Draft(listing_id, "change", current, after, sheet, last or None, facts, clash)


def _gone(sheet: str, listing_id: str, last: Facts, current: Facts | None) -> Draft:
    if current is None:
        return Draft(listing_id, "agree", None, None, sheet, last, None)
    moved = tuple(sorted(name for name in {**last, **current} if last.get(name) != current.get(name)))
    return Draft(listing_id, "gone", current, None, sheet, last, None, moved)
