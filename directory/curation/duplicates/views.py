"""The list of pairs that look like one place, and the decision on each."""

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue

from directory.curation.duplicates import changes, queries, show
from directory.curation.duplicates.forms import PairForm
from directory.curation.duplicates.queries import Side
from directory.curation.duplicates.show import Finder
from directory.curation.site import blueprint, go, may, me, over, page, part, said, store
from directory.register.changes import Refused

#: Pairs on a page.
_PAGE = 20


def _finder() -> Finder:
    found: Finder = current_app.extensions.setdefault("amparo_pairs", Finder())
    return found


@blueprint.get("/duplicates")
@may("edit")
def duplicates() -> str:
    """Show the pairs that look like one place, the surest first."""
    pairs = _finder().pairs(store())
    changes.note_count(store(), len(pairs))
    store().commit()
    shown = part(_PAGE, len(pairs))
    return page("team/duplicates/duplicates.html", total=len(pairs), part=shown,
                pairs=[(one, other, show.same(pair)) for pair, one, other in pairs[shown.start:shown.end]])


@blueprint.route("/duplicates/<first>/<second>", methods=["GET", "POST"])
@may("edit")
def duplicate(first: str, second: str) -> ResponseReturnValue:
    """Show two listings side by side, and make one of them or remember that they are two."""
    one, other = queries.side(store(), first), queries.side(store(), second)
    if one is None or other is None:
        return _over() if request.method == "POST" else abort(404)
    if first == second or one.waits is not None and other.waits is not None:
        abort(404)
    form = PairForm(request.form)
    if request.method == "GET":
        return _pair(one, other, form, [])
    try:
        one, other = changes.both(store(), first, second, form.seen.data or "")
        wrong = _decide(one, other, form)
    except Refused as error:
        wrong = [show.refused(error)]
    if not wrong:
        store().commit()
        return go("duplicates")
    store().rollback()
    one, other = queries.side(store(), first), queries.side(store(), second)
    if one is None or other is None:
        return _over()
    return _pair(one, other, form, wrong), 422


def _over() -> ResponseReturnValue:
    return over(show.refused(Refused("gone")), "duplicates")


def _decide(one: Side, other: Side, form: PairForm) -> list[str]:
    """Carry out what the form says; return what keeps it from being done."""
    if form.act.data == "apart":
        changes.tell_apart(store(), one, other, by=me().name)
        return []
    if form.stays.data not in ("first", "second"):
        raise Refused("choose")
    stays, goes = (one, other) if form.stays.data == "first" else (other, one)
    if stays.waits is not None or goes.waits is not None and not me().may("review"):
        raise Refused("reviewer")
    after = show.merged(one, other, show.rows(one, other, form.stays.data, _take()))
    if wrong := show.broken(stays.facts, after):
        return wrong
    changes.merge(store(), stays, goes, after, by=me().name, note=said("note"))
    return []


def _take() -> dict[str, str]:
    return {name.removeprefix("take-"): value for name, value in request.form.items() if name.startswith("take-")}


def _pair(one: Side, other: Side, form: PairForm, wrong: list[str]) -> str:
    chosen = form.stays.data in ("first", "second")
    stays = form.stays.data if chosen else "first" if one.waits is None else "second"
    return page("team/duplicates/pair.html", first=one, second=other, form=form, wrong=wrong, stays=stays,
                seen=f"{one.digest} {other.digest}", rows=show.rows(one, other, stays, _take()),
                waits=one.waits is not None or other.waits is not None)
