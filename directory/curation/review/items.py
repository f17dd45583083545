"""A proposal as a reviewer sees it, change by change: what it does, what speaks against it, what it lacks."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from directory.curation.facts import Shown, differences, in_words, label
from directory.curation.review import known, queries, show
from directory.curation.review.models import Callback, answered
from directory.curation.review.obstacles import numbers_to_call, obstacle
from directory.curation.review.warnings import warnings
from directory.curation.sentences import terms
from directory.edition.store import Edition
from directory.register.models import Change


class Item(NamedTuple):
    """One change of a proposal. `to_call` are old numbers, `lacks` what keeps it from being approved, in words.

    `conflict` are facts that moved in the register meanwhile: label, and what it says now while it waits. `approved_by`
    gave the first approval of two. `source_host` is where the link of its source leads.
    """

    change: Change
    title: str
    kind: str
    state: str
    differences: list[Shown]
    warnings: list[str]
    to_call: list[str]
    calls: list[Callback]
    lacks: str
    conflict: list[tuple[str, str | None]]
    approved_by: list[str]
    source: str
    source_host: str


def items(session: Session, edition: Edition | None, changes: Sequence[Change]) -> list[Item]:
    """Return changes of one batch as they are shown."""
    if not changes:
        return []
    batch_id = changes[0].batch_id
    calls = queries.callbacks(session, batch_id)
    first = queries.approvals(session, batch_id)
    now = queries.current(session, (each.listing_id for each in changes))
    what = known.known(session, edition, [{**(each.after or {}), "id": each.listing_id} for each in changes])
    found = []
    for each in changes:
        current = now.get(each.listing_id)
        heard = [call for call in calls if call.listing_id == each.listing_id]
        lack = obstacle(each.before, each.after, current, called=answered(heard)) if each.state == "proposed" else None
        facts = each.after or each.before or {}
        found.append(Item(
            each, facts.get("organization", each.listing_id), terms(show.KINDS)[each.kind],
            terms(show.STATES)[each.state], differences(each.before, each.after, tuple(each.conflict.split())),
            show.all_warnings(warnings(each.after, each.before, what[each.listing_id])),
            numbers_to_call(each.before, each.after, current), heard, show.why(*lack) if lack else "",
            [_moved(name, current if each.state == "proposed" else None) for name in each.conflict.split()],
            [one.by for one in first if one.change_id == each.id], facts.get("source_url", ""),
            show.host(facts.get("source_url", ""))))
    return found


def _moved(name: str, current: queries.Facts | None) -> tuple[str, str | None]:
    if name in ("gone", "id"):
        return name, None
    return label(name), None if current is None else in_words(name, current.get(name, ""))
