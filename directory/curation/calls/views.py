"""The calling queue, one call, and what came of it."""

from collections.abc import Callable, Container
from datetime import timedelta

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from directory import clock
from directory.curation.calls import changes, queries, script, show
from directory.curation.calls.forms import QueueForm, call_form
from directory.curation.calls.models import Call
from directory.curation.calls.queue import Turn, turns
from directory.curation.calls.script import Heard
from directory.curation.facts import label, options
from directory.curation.sentences import terms
from directory.curation.site import blueprint, go, may, me, over, page, store
from directory.i18n.formats import language_name
from directory.listings.cells import dial
from directory.listings.models import Listing
from directory.listings.vocabulary import CATEGORIES, SPOKEN
from directory.places import states
from directory.register import queries as register
from directory.register.changes import Refused
from directory.register.due import Agenda, agenda
from directory.register.models import Batch
from directory.web.templating import language

#: So many of the queue are shown.
_AHEAD = 5


@blueprint.route("/calls", methods=["GET", "POST"])
@may("call")
def calls() -> ResponseReturnValue:
    """Show how the team gets on and what comes next, and give somebody the next place to call."""
    form = QueueForm(request.form if request.method == "POST" else request.args)
    wanted = {"state": _one_of(form.state.data, states.CODES), "category": _one_of(form.category.data, CATEGORIES),
              "language": _one_of(form.language.data, SPOKEN)}
    every = agenda(store(), clock.today())
    line = _line(every, wanted)
    if request.method == "POST":
        found = changes.claim_next(store(), line, by=me().name)
        store().commit()
        return go("call", call_id=found.id, **_kept(wanted)) if found else go("calls", **_kept(wanted))
    code = language().code
    due = [(each.get("state", ""), each.get("category", "")) for each in map(every.listings.__getitem__, every.urgency)]
    reached = queries.reached(store(), clock.now() - timedelta(days=7))
    return page("team/calls/calls.html", wanted=wanted, line=line, ahead=[
        (every.listings[turn.listing_id], show.reason(turn.reason)) for turn in line[:_AHEAD]],
        mine=_with_title(queries.held(store(), me().name, clock.now())), states=states.CODES,
        categories=options("category"),
        languages=sorted(((each, language_name(code, each, name)) for each, name in SPOKEN.items()),
                         key=lambda pair: pair[1]),
        by_category=show.progress(due, reached, 1), by_state=show.progress(due, reached, 0),
        is_due=bool(line) and line[0].reason != "spare")


def _one_of(typed: str | None, known: Container[str]) -> str:
    return typed if typed and typed in known else ""


def _kept(wanted: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in wanted.items() if value}


def _line(every: Agenda, wanted: dict[str, str]) -> list[Turn]:
    found = every.only(category=wanted["category"] or None, state=wanted["state"] or None)
    return turns(found, skipped=queries.skipped(store()), busy=queries.busy(store(), clock.now()),
                 language=wanted["language"])


def _with_title(call: Call | None) -> tuple[Call, str] | None:
    listing = queries.listing(store(), call.listing_id) if call else None
    return (call, listing.facts.get("organization", "")) if call and listing else None


@blueprint.post("/calls/start/<listing_id>")
@may("call")
def start_call(listing_id: str) -> ResponseReturnValue:
    """Take one place out of its turn: somebody reported it, or it is being edited."""
    if queries.listing(store(), listing_id) is None:
        abort(404)
    reason = "reported" if register.open_reports(store(), listing=listing_id) else "spare"
    try:
        found = changes.claim(store(), Turn(listing_id, reason), by=me().name)
    except Refused as error:
        store().rollback()
        return over(show.refused(error), "calls")
    store().commit()
    return go("call", call_id=found.id)


@blueprint.route("/calls/<int:call_id>", methods=["GET", "POST"])
@may("call")
def call(call_id: int) -> ResponseReturnValue:
    """Show what to ask and take down what was heard; after that, what came of it."""
    found, listing = _call(call_id)
    if found.outcome:
        return page("team/calls/done.html", call=found, listing_id=found.listing_id, outcome=terms(script.OUTCOMES),
                    batch=store().get(Batch, found.batch_id) if found.batch_id else None,
                    title=listing.facts.get("organization", "") if listing else "",
                    checks=[(each, label(each.column)) for each in queries.checks(store(), call_id)])
    if listing is None or found.claimed_by != me().name:
        return over(show.refused(Refused("claimed" if listing else "gone")), "calls")
    if request.method == "GET":
        return _page(found, listing, {})
    facts = listing.facts
    form = call_form(script.asked(facts), facts, request.form)
    if form.seen.data != listing.version:
        return _moved(found, listing)
    heard, wrong = show.read(form, facts, today=clock.today())
    if wrong:
        return _page(found, listing, wrong), 422
    return _finish(call_id, heard, form.seen.data or 0)


def _finish(call_id: int, heard: Heard, seen: int) -> ResponseReturnValue:
    try:
        changes.finish(store(), call_id, heard, seen=seen, by=me().name, trust=me().trust)
    except Refused as error:
        store().rollback()
        found, listing = _call(call_id)
        if listing is not None and error.code == "moved":
            return _moved(found, listing)
        return over(show.refused(error), "calls")
    store().commit()
    return go("call", call_id=call_id)


def _call(call_id: int) -> tuple[Call, Listing | None]:
    found = store().get(Call, call_id)
    if found is None:
        abort(404)
    return found, queries.listing(store(), found.listing_id)


def _moved(found: Call, listing: Listing) -> ResponseReturnValue:
    """Show the listing as somebody changed it meanwhile, and over it only what is marked as different."""
    typed = request.form.copy()
    for question in script.asked(listing.facts):
        if typed.get(f"said-{question.code}") != "changed":
            for name in question.columns:
                known = listing.facts.get(name, "")
                typed.setlist(f"to-{name}", known.split("; ") if name in script.SEVERAL else [known])
    return _page(found, listing, {"seen": show.refused(Refused("moved"))}, typed), 409


def _page(found: Call, listing: Listing, wrong: dict[str, str], typed: object = None) -> str:
    """Return the page of an open call, filled with what was typed."""
    facts = listing.facts
    asked = script.asked(facts)
    form = call_form(asked, facts, typed or (request.form if request.method == "POST" else None))
    return page("team/calls/call.html", call=found, facts=facts, version=listing.version, form=form, wrong=wrong,
                dial=dial(facts["phone"]) if facts.get("phone") else "",
                asked=show.questions(facts, form, wrong), greeting=show.in_both(script.GREETING),
                closing=show.in_both(script.CLOSING), outcomes=terms(script.OUTCOMES), methods=show.methods(),
                reason=show.reason(found.reason),
                reports=register.open_reports(store(), listing=listing.id), reported=show.wrong,
                earlier=queries.earlier(store(), listing.id), tomorrow=clock.today() + timedelta(days=1))


@blueprint.post("/calls/<int:call_id>/skip")
@may("call")
def skip_call(call_id: int) -> ResponseReturnValue:
    """Put a place at the end of its group."""
    return _let_go(changes.skip, call_id)


@blueprint.post("/calls/<int:call_id>/back")
@may("call")
def put_call_back(call_id: int) -> ResponseReturnValue:
    """Give a place back, for whoever comes next."""
    return _let_go(changes.put_back, call_id)


def _let_go(step: Callable[..., None], call_id: int) -> Response:
    try:
        step(store(), call_id, by=me().name)
    except Refused:
        store().rollback()
    store().commit()
    return go("calls")
