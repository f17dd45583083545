"""The queue of what waits for a second person, one proposal, and deciding on it."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from directory.curation.review import changes, items, queries, show
from directory.curation.review.changes import Decided
from directory.curation.sentences import terms
from directory.curation.site import blueprint, edition, go, may, me, page, part, said, store
from directory.listings.cells import dial
from directory.register.changes import Refused, person
from directory.register.models import Batch

#: Changes on a page.
_PAGE = 20
_STEPS = ("approve", "over", "back", "reject")


@blueprint.get("/review")
@may("review")
def review() -> str:
    """Show what waits, what visitors reported first, then the oldest."""
    return page("team/review/queue.html", queue=queries.queue(store()), is_mine=_is_mine, who=show.who)


def _is_mine(batch: Batch) -> bool:
    return person(batch.author) == person(me().name)


@blueprint.get("/proposals")
@may("edit")
def proposals() -> str:
    """Show what one proposed: what came back, and what waits."""
    return page("team/review/mine.html", waiting=queries.queue(store(), author=me().name),
                returned=queries.sent_back(store(), me().name))


@blueprint.get("/proposals/<int:batch_id>")
@may("look")
def proposal(batch_id: int) -> str:
    """Show one proposal, change by change."""
    return _proposal(batch_id)


def _proposal(batch_id: int, wrong: str = "", done: tuple[str, ...] = ()) -> str:
    batch = queries.batch(store(), batch_id)
    if batch is None:
        abort(404)
    counts = queries.how_many(store(), batch_id)
    shown = part(_PAGE, sum(counts.values()))
    found = queries.changes(store(), batch_id, start=shown.start, most=_PAGE)
    ids = [each.listing_id for each in found if each.state == "proposed"]
    reviewer = me().may("review") and changes.refusal_of(store(), batch, me().name) is None
    return page("team/review/proposal.html", batch=batch, items=items.items(store(), edition(), found), part=shown,
                counts=counts, states=terms(show.STATES), dial=dial,
                beside=queries.beside(store(), batch_id, ids),
                waits=counts.get("proposed", 0), may_decide=reviewer, is_mine=_is_mine(batch), wrong=wrong, done=done,
                outcomes=terms(show.OUTCOMES), author=show.who(batch.author), reason=said("reason"),
                approved=show.approved(batch) if batch.state == "applied" else "")


@blueprint.post("/proposals/<int:batch_id>/decide")
@may("review")
def decide(batch_id: int) -> ResponseReturnValue:
    """Approve, send back or turn down what waits in a proposal, or what is chosen of it."""
    batch = queries.batch(store(), batch_id)
    if batch is not None and batch.mass:
        abort(403)
    return _decide(batch_id)


@blueprint.post("/proposals/<int:batch_id>/decide-mass")
@may("review", proved=True)
def decide_mass(batch_id: int) -> ResponseReturnValue:
    """Do the same with a proposal so large that two reviewers must agree: both have just typed a code."""
    return _decide(batch_id)


def _decide(batch_id: int) -> ResponseReturnValue:
    step = next((name for name in _STEPS if name in request.form), "")
    chosen = None if request.form.get("all") else [int(each) for each in request.form.getlist("change")
                                                   if each.isascii() and each.isdigit() and len(each) < 16]
    try:
        if not step or chosen == []:
            raise Refused("choose-some")
        done = _carry_out(batch_id, step, chosen, said("reason"))
    except Refused as error:
        store().rollback()
        return _proposal(batch_id, wrong=show.refused(error)), 409 if error.code == "own-approval" else 422
    store().commit()
    if done is None or not (done.held or done.conflicts or done.first):
        return go("proposal", batch_id=batch_id)
    return _proposal(batch_id, done=show.decided(done))


def _carry_out(batch_id: int, step: str, chosen: list[int] | None, reason: str) -> Decided | None:
    who = me().name
    if step in ("approve", "over"):
        return changes.approve(store(), batch_id, by=who, chosen=chosen, over=step == "over")
    carry = changes.send_back if step == "back" else changes.reject
    carry(store(), batch_id, by=who, reason=reason, chosen=chosen)
    return None


@blueprint.post("/proposals/<int:batch_id>/take-back")
@may("edit")
def take_back(batch_id: int) -> ResponseReturnValue:
    """Take back one's own proposal."""
    try:
        changes.take_back(store(), batch_id, by=me().name)
    except Refused as error:
        store().rollback()
        return _proposal(batch_id, wrong=show.refused(error)), 422
    store().commit()
    return go("proposals")


@blueprint.post("/proposals/<int:batch_id>/changes/<int:change_id>/split")
@may("review")
def split(batch_id: int, change_id: int) -> ResponseReturnValue:
    """Divide a change, so that its fields can be decided apart."""
    try:
        changes.split(store(), change_id, request.form.getlist("column"), by=me().name)
    except Refused as error:
        store().rollback()
        return _proposal(batch_id, wrong=show.refused(error)), 422
    store().commit()
    return go("proposal", batch_id=batch_id)


@blueprint.post("/proposals/<int:batch_id>/changes/<int:change_id>/callback")
@may("review")
def callback(batch_id: int, change_id: int) -> ResponseReturnValue:
    """Write down what was heard at the old number."""
    form = request.form
    try:
        changes.note_callback(store(), change_id, number=form.get("number", ""), outcome=form.get("outcome", ""),
                              note=said("note"), by=me().name)
    except Refused as error:
        store().rollback()
        return _proposal(batch_id, wrong=show.refused(error)), 422
    store().commit()
    return go("proposal", batch_id=batch_id)
