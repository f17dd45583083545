"""The only writer of calls: take a turn, put it off or back, say what was heard. The caller commits.

What was heard changes no listing by itself: it becomes a proposal.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from directory import clock
from directory.curation.calls import queries, script
from directory.curation.calls.models import Call, FieldCheck
from directory.curation.calls.queue import Turn
from directory.curation.calls.script import Heard
from directory.curation.review import policy
from directory.db import begin_write
from directory.listings import validators
from directory.register import queries as register
from directory.register import reports
from directory.register.changes import Draft, Facts, Refused
from directory.reports.message import Message, dump

#: For so long nobody else gets a listing that somebody took.
CLAIM = timedelta(minutes=30)
#: A day in the USA begins about then, UTC.
_MORNING = time(12, tzinfo=UTC)


def claim_next(session: Session, turns: Sequence[Turn], *, by: str) -> Call | None:
    """Give somebody the first turn that nobody has; the one that this person has already, if there is one."""
    begin_write(session)
    now = clock.now()
    if mine := queries.held(session, by, now):
        return mine
    busy = queries.busy(session, now)
    turn = next((turn for turn in turns if turn.listing_id not in busy), None)
    return None if turn is None else _take(session, turn, by)


def claim(session: Session, turn: Turn, *, by: str) -> Call:
    """Give somebody one listing, rested or not; what this person had goes back. Raises Refused('claimed')."""
    begin_write(session)
    mine, now = queries.held(session, by, clock.now()), clock.now()
    if mine and mine.listing_id == turn.listing_id:
        return mine
    found = queries.open_call(session, turn.listing_id)
    if found and found.claimed_by and found.claim_until and found.claim_until > now:
        raise Refused("claimed")
    if mine:
        _free(mine)
    return _take(session, turn, by)


def _take(session: Session, turn: Turn, by: str) -> Call:
    call = queries.open_call(session, turn.listing_id)
    if call is None:
        call = Call(listing_id=turn.listing_id, reason=turn.reason)
        session.add(call)
    call.reason, call.claimed_by, call.claim_until = turn.reason, by, clock.now() + CLAIM
    session.flush()
    return call


def _free(call: Call) -> None:
    call.claimed_by, call.claim_until = "", None


def skip(session: Session, call_id: int, *, by: str) -> None:
    """Put a listing at the end of its group, and give it back. Raises Refused as `finish` does."""
    call = _own(session, call_id, by)
    call.skipped_at = clock.now()
    _free(call)


def put_back(session: Session, call_id: int, *, by: str) -> None:
    """Give a listing back as it was. Raises Refused as `finish` does."""
    _free(_own(session, call_id, by))


def _own(session: Session, call_id: int, by: str) -> Call:
    """Return an open call that is somebody's, or was, and that nobody has taken since."""
    begin_write(session)
    call = session.get(Call, call_id, populate_existing=True)
    if call is None or call.outcome:
        raise Refused("call-over")
    if call.claimed_by != by and (call.claimed_by == "" or call.claim_until and call.claim_until > clock.now()):
        raise Refused("claimed")
    return call


def finish(session: Session, call_id: int, heard: Heard, *, seen: int, by: str, trust: int) -> Call:
    """Write down what came of a call, and propose what follows from it.

    `seen` is the version of the listing that stood on the page. Raises Refused: call-over, claimed (somebody else has
    it now), moved (somebody changed the listing meanwhile), gone.
    """
    call = _own(session, call_id, by)
    listing = queries.listing(session, call.listing_id)
    if listing is None:
        raise Refused("gone")
    if listing.version != seen:
        raise Refused("moved")
    now = clock.now()
    call.outcome, call.done_at, call.by, call.note = heard.outcome, now, by, heard.note
    call.not_before = _not_before(heard, now)
    call.state, call.category = listing.facts.get("state", ""), listing.facts.get("category", "")
    _free(call)
    for what, names in (("confirmed", heard.confirmed), ("corrected", tuple(heard.corrected))):
        session.add_all(FieldCheck(call_id=call.id, listing_id=listing.id, column=name, at=now, by=by,
                                   method=heard.method, what=what) for name in names)
    draft = _draft(listing.id, listing.facts, heard)
    if draft:
        reason = " ".join(filter(None, ("Call:", script.OUTCOMES[heard.outcome], heard.note)))
        call.batch_id = policy.submit(session, [draft], author=by, trust=trust, reason=reason, kind="call").batch.id
    if heard.outcome in script.ALARMS:
        told = Message("call", clock.today().isoformat(), "en", listing.id, script.ALARMS[heard.outcome],
                       text=heard.note)
        reports.add(session, {f"call-{call.id}": dump(told)})
    for report in register.open_reports(session, listing=listing.id):
        if report.id in heard.answered:
            reports.close(session, report.id, by=by, note="called")
    return call


def _not_before(heard: Heard, now: datetime) -> datetime:
    day: date = heard.again or (now + timedelta(days=script.REST_DAYS.get(heard.outcome, 1))).date()
    return datetime.combine(day, _MORNING)


def _draft(listing_id: str, facts: Facts, heard: Heard) -> Draft | None:
    """Return the change that follows from a call; None where nothing does, or nothing that a listing may be."""
    after = script.after(facts, heard, clock.today())
    if after is None:
        return Draft(listing_id, "gone", dict(facts), None)
    if after == facts or validators.broken(facts, after):
        return None
    return Draft(listing_id, "change", dict(facts), after)

