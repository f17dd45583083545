"""All sources, one source with its history, and adding or changing one."""

from collections.abc import Sequence

from flask import abort, request
from flask.typing import ResponseReturnValue

from directory.curation.facts import Shown
from directory.curation.review import queries as review
from directory.curation.site import blueprint, go, may, me, page, said, settings, store
from directory.curation.sources import changes, queries, show
from directory.curation.sources.forms import SourceForm
from directory.curation.sources.queries import Standing
from directory.listings.cells import Invalid, read_source_code
from directory.listings.sources import Source
from directory.places.finder import area_keys, zip_finder
from directory.register import queries as register
from directory.register import sources as writer
from directory.register.changes import Refused, person
from directory.register.models import SourceRow
from directory.reports.message import showable
from directory.sheets import reference
from directory.sheets.problems import Problem


@blueprint.get("/sources")
@may("look")
def sources() -> str:
    """Show all sources that count, and what waits."""
    counts, ours = register.by_source(store()), queries.in_file(settings().amparo_data)
    rows = [show.Row(each, counts.get(code, 0), code in ours)
            for code, each in sorted(queries.known(store(), settings().amparo_data).items())]
    return page("team/sources/sources.html", rows=rows, waiting=queries.waiting(store()),
                returned=queries.returned(store(), me().name))


def _standing(code: str) -> Standing:
    found = queries.standing(store(), settings().amparo_data, code)
    if found.now is None and not found.rows:
        abort(404)
    return found


@blueprint.get("/sources/<code>")
@may("look")
def source(code: str) -> str:
    """Show one source, what waits of it, and what was proposed before."""
    return _source(_standing(code))


def _source(found: Standing, wrong: str = "") -> str:
    waits, code = found.waiting, (found.now or found.rows[0].source).code
    is_mine = waits is not None and person(waits.author) == person(me().name)
    may_decide = waits is not None and me().may("review") and not is_mine and not review.tied(
        store(), me().name, {waits.author})
    return page("team/sources/source.html", found=found, code=code, wrong=wrong, reason=said("reason"),
                says=show.differences(None, found.now) if found.now else [],
                waits=waits, differences=show.differences(found.now, waits.source) if waits else [],
                is_mine=is_mine, may_decide=may_decide, may_edit=me().may("edit"),
                returned=found.returned(me().name), past=show.history(found.rows),
                listings=register.by_source(store()).get(code, 0))


@blueprint.route("/new-source", methods=["GET", "POST"])
@may("edit")
def new_source() -> ResponseReturnValue:
    """Add a source. `called` is what a sheet called it."""
    if request.method == "POST":
        return _sent("")
    called = showable(request.args.get("called", ""))[:300]
    try:
        known = {"code": read_source_code(called)}
    except Invalid:
        known = {"title": called}
    return _form("", {**known, "complete": "no"})


@blueprint.route("/sources/<code>/change", methods=["GET", "POST"])
@may("edit")
def change_source(code: str) -> ResponseReturnValue:
    """Propose another wording of a source, or what came back to one."""
    found = _standing(code)
    if found.ours or not (found.approved or found.rows[0].author == me().name):
        abort(404)
    if request.method == "POST":
        return _sent(code)
    began = found.returned(me().name) or found.approved or found.rows[0]
    return _form(code, began.source.cells, seen=found.approved.id if found.approved else 0)


def _sent(code: str) -> ResponseReturnValue:
    """Propose what was typed, or show it again with what is wrong. `code` is '' for a new source."""
    form = SourceForm(request.form)
    typed = {name: form[name].data or "" for name in show.LABELS} | ({"code": code} if code else {})
    typed["covers"] = area_keys(typed["covers"])
    made, problems = reference.read_source(typed, find_place=zip_finder())
    seen = form.seen.data or 0
    if problems:
        return _form(code, typed, problems, show.refused(Refused("errors")), seen=seen), 422
    try:
        changes.propose(store(), settings().amparo_data, made, author=me().name, seen=seen if code else 0)
    except Refused as error:
        store().rollback()
        return _clash(code, typed, made, error), 409
    store().commit()
    return go("source", code=made.code)


def _clash(code: str, typed: dict[str, str], made: Source, error: Refused) -> str:
    """Show what was typed beside what somebody else did with the same code."""
    found = queries.standing(store(), settings().amparo_data, made.code)
    theirs = found.waiting.source if found.waiting and error.code == "source-waits" else found.now
    return _form(code, typed, wrong=show.refused(error), seen=found.approved.id if found.approved else 0,
                 other=made.code, beside=show.differences(theirs, made) if theirs else [])


def _form(code: str, typed: dict[str, str], problems: Sequence[Problem] = (), wrong: str = "", *, seen: int = 0,
          other: str = "", beside: Sequence[Shown] = ()) -> str:
    return page("team/sources/edit.html", code=code, boxes=show.boxes(typed, problems, is_new=not code), wrong=wrong,
                seen=seen, other=other, beside=beside)


@blueprint.post("/sources/proposals/<int:number>/<any('approve', 'back'):step>")
@may("review")
def decide_source(number: int, step: str) -> ResponseReturnValue:
    """Let a source count, or send it back with a reason."""
    try:
        row = changes.approve(store(), settings().amparo_data, number, by=me().name) if step == "approve" \
            else changes.send_back(store(), number, by=me().name, reason=said("reason"))
    except Refused as error:
        return _refused(number, error)
    return _decided(row)


@blueprint.post("/sources/proposals/<int:number>/take-back")
@may("edit")
def take_source_back(number: int) -> ResponseReturnValue:
    """Take back one's own proposal."""
    try:
        row = writer.take_back(store(), number, author=me().name)
    except Refused as error:
        return _refused(number, error)
    return _decided(row)


def _decided(row: SourceRow) -> ResponseReturnValue:
    code = row.code
    store().commit()
    return go("source", code=code)


def _refused(number: int, error: Refused) -> ResponseReturnValue:
    store().rollback()
    row = store().get(SourceRow, number) or abort(404)
    return _source(_standing(row.code), show.refused(error)), 409
