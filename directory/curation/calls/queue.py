"""Whose turn it is: reported problems, then what nobody ever checked, then the longest unchecked. Pure.

It never runs dry: where nothing is due come those that were checked, the oldest first. Who skips a listing puts it
at the end of its group.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from directory.i18n.marks import N_
from directory.listings import freshness
from directory.register.due import Agenda

#: Why it is a listing's turn, in the order of the queue.
REASONS = {
    "reported": N_("A visitor says that something is wrong here."),
    "never": N_("Copied from a list. Nobody has called yet."),
    "stale": N_("Checked by a person, but too long ago."),
    "spare": N_("Not due yet. Checked longest ago."),
}
_GROUPS = tuple(REASONS)


class Turn(NamedTuple):
    """A listing and why it is its turn, a code of REASONS."""

    listing_id: str
    reason: str


def turns(agenda: Agenda, *, skipped: Mapping[str, datetime], busy: Collection[str], language: str = "") -> list[Turn]:
    """Return the queue, the next one first.

    `skipped`: when somebody put a listing off. `busy`: ids that somebody has now, or that rest after a call. With a
    `language` (an ISO code) only places where it is spoken.
    """
    found = [(_place(agenda, key, skipped.get(key)), key) for key, facts in agenda.listings.items()
             if key not in busy and (not language or _speaks(facts, language))]
    return [Turn(key, _GROUPS[int(place[0])]) for place, key in sorted(found)]


def _place(agenda: Agenda, key: str, skipped: datetime | None) -> tuple[float, ...]:
    late = skipped.timestamp() if skipped else 0.0
    urgency = agenda.urgency.get(key)
    if urgency is not None:
        return urgency[0] + 1, late, *urgency
    since = freshness.of(agenda.listings[key]).since
    return _GROUPS.index("spare"), late, freshness.last_day(since).toordinal() if since else 0


def _speaks(facts: Mapping[str, str], language: str) -> bool:
    return any(language in facts.get(name, "").split("; ") for name in ("phone_languages", "languages"))
