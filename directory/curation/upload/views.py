"""A sheet comes in, is mended, shows its plan and is proposed; sheets go out. See changes.py for who may do what."""

from datetime import datetime

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from directory import clock
from directory.curation.review.show import who
from directory.curation.site import blueprint, file, go, may, me, page, part, said, settings, store
from directory.curation.sources import queries as sources
from directory.curation.upload import changes, checks, drafts, mending, outgoing, queries, show
from directory.curation.upload.forms import DownloadForm, UploadForm
from directory.curation.upload.models import Upload
from directory.db import db
from directory.listings import columns
from directory.listings.vocabulary import CATEGORIES
from directory.places import states
from directory.register import changes as register
from directory.register import queries as listings
from directory.register.changes import Refused
from directory.reports.message import showable
from directory.sheets import tables
from directory.sheets.exporter import Kind
from directory.sheets.tables import Unreadable

#: More than the largest file: who sends one that is too large reads how to fix it.
_LARGEST = 3 * tables.MAX_BYTES
#: Rows or listings on a page.
_PAGE = 50
#: So many batches of sheets are listed.
_BATCHES = 20


@blueprint.route("/sheets", methods=["GET", "POST"])
@may("sheets", largest=_LARGEST)
def sheets() -> ResponseReturnValue:
    """Show the sheets somebody is working on, and take one in."""
    if request.method == "GET":
        if queries.has_old(store(), since=_since()):
            changes.purge(store())
            store().commit()
        return _sheets()
    sent = request.files.get("file")
    form = UploadForm(request.form)
    name = form.new_name.data or form.sheet.data or ""
    try:
        if sent is None or not sent.filename:
            raise Refused("no-file")
        if form.new_name.data and name in listings.sheets(store()):
            raise Refused("sheet-exists")
        found = tables.parse(sent.read(tables.MAX_BYTES + 1))
        made = changes.keep(store(), found, owner=me().name, sheet=name, file_name=showable(sent.filename))
    except (Refused, Unreadable) as error:
        store().rollback()
        return _sheets(form, show.went_wrong(error)), 422
    return _to_check(made)


def _sheets(form: UploadForm | None = None, wrong: str = "") -> str:
    mine = queries.uploads(store(), owner=None if me().may("review") else me().name, since=_since())
    batches = queries.batches(store(), most=_BATCHES)
    states_of = queries.counts(store(), [each.id for each in batches])
    names = [each for each in listings.sheets(store()) if each]
    return page("team/upload/sheets.html", mine=mine, form=form or UploadForm(), wrong=wrong, sheets=names,
                categories=list(CATEGORIES), states=sorted(states.CODES),
                who=who,
                batches=[(each, show.counts(states_of[each.id])) for each in batches])


def _since() -> datetime:
    return clock.now() - changes.KEPT


def _sources() -> frozenset[str]:
    return frozenset(sources.known(store(), settings().amparo_data))


def _to_check(found: Upload) -> Response:
    """Commit a draft that is to be checked, check it, and lead to it."""
    store().commit()
    checks.start(db.engine, found, _sources())
    return go("sheet", upload_id=found.id)


def _draft(upload_id: int, *heavy: str) -> Upload:
    """Return a draft that is one's own, or that a reviewer looks at."""
    found = queries.upload(store(), upload_id, since=_since(), heavy=heavy)
    if found is None or not (found.owner == me().name or me().may("review")):
        abort(404)
    return found


@blueprint.get("/sheets/<int:upload_id>")
@may("sheets")
def sheet(upload_id: int) -> ResponseReturnValue:
    """Show what is wrong in a sheet, in the sheet itself; or how far the check is; or where the proposal waits."""
    found = _draft(upload_id, "findings")
    if found.state == "checking":
        return page("team/upload/checking.html", draft=found, stopped=checks.has_stopped(found))
    if found.state == "proposed":
        return page("team/upload/proposed.html", draft=found, counts=_counts(found))
    return _problems(found)


def _problems(found: Upload, wrong: str = "") -> str:
    read, known = drafts.load(found.sheet, found.total, found.findings), _sources()
    only = request.args.get("only", "")
    by_row = list(show.by_row(read, only).items())
    shown = part(_PAGE, len(by_row))
    rows = [show.bad_row(read, line, problems, known) for line, problems in by_row[shown.start:shown.end]]
    waiting = {each.code for each in sources.waiting(store())}
    return page("team/upload/problems.html", draft=found, read=read, kinds=show.kinds(read, known), rows=rows,
                unsourced=show.unsourced(read, known, waiting),
                only=only, part=shown, wrong=wrong, mine=found.owner == me().name,
                bad=len({each.line for each in read.errors if each.line in read.typed}),
                corrected=len(drafts.load_corrections(found.corrections)))


def _counts(found: Upload) -> str:
    return show.counts(queries.counts(store(), [found.batch_id or 0])[found.batch_id or 0])


@blueprint.post("/sheets/<int:upload_id>/mend")
@may("sheets")
def mend_sheet(upload_id: int) -> ResponseReturnValue:
    """Write cells anew, and check the sheet again."""
    found = _draft(upload_id, "findings")
    if found.state != "checked":
        return go("sheet", upload_id=upload_id)
    wanted = mending.wanted(drafts.load(found.sheet, found.total, found.findings), request.form)
    if not wanted:
        return go("sheet", upload_id=upload_id)
    try:
        return _to_check(changes.correct(store(), upload_id, me().name, wanted))
    except Refused as error:
        return _refused(upload_id, error)


def _refused(upload_id: int, error: Refused) -> ResponseReturnValue:
    """Show a draft with why something was not done to it."""
    store().rollback()
    if error.code == "proposed-already":
        return go("sheet", upload_id=upload_id)
    if error.code == "no-draft":
        abort(403)
    return _problems(_draft(upload_id, "findings"), show.refused(error)), 422


@blueprint.get("/sheets/<int:upload_id>/row/<int:line>")
@may("sheets")
def sheet_row(upload_id: int, line: int) -> str:
    """Show a whole row with problems, to be written anew."""
    found = _draft(upload_id, "findings")
    read = drafts.load(found.sheet, found.total, found.findings or "{}") if found.state == "checked" else None
    if read is None or line not in read.typed:
        abort(404)
    row = show.bad_row(read, line, [each for each in read.problems if each.line == line], _sources())
    return page("team/upload/row.html", draft=found, row=row, cells=show.whole_row(read, line),
                mine=found.owner == me().name)


@blueprint.route("/sheets/<int:upload_id>/columns", methods=["GET", "POST"])
@may("sheets")
def sheet_columns(upload_id: int) -> ResponseReturnValue:
    """Say what the titles mean that nobody knows; it is remembered for this sheet."""
    found = _draft(upload_id, "findings")
    if found.state != "checked":
        return go("sheet", upload_id=upload_id)
    read = drafts.load(found.sheet, found.total, found.findings)
    titles = show.titles(read, found.mapping)
    if request.method == "GET":
        return page("team/upload/columns.html", draft=found, titles=titles, mine=found.owner == me().name,
                    known=[column.name for column in columns.COLUMNS])
    meant = show.meant(titles, request.form)
    if not meant:
        return go("sheet", upload_id=upload_id)
    try:
        return _to_check(changes.name_columns(store(), upload_id, me().name, meant))
    except Refused as error:
        return _refused(upload_id, error)


@blueprint.post("/sheets/<int:upload_id>/<any('check', 'leave-out', 'drop'):step>")
@may("sheets")
def sheet_step(upload_id: int, step: str) -> ResponseReturnValue:
    """Check a sheet again whose check stopped; leave its rows with problems out; or throw it away."""
    try:
        if step == "check":
            return _to_check(changes.check_again(store(), upload_id, me().name))
        {"leave-out": changes.leave_out, "drop": changes.drop}[step](store(), upload_id, me().name)
    except Refused as error:
        return _refused(upload_id, error)
    store().commit()
    return go("sheets") if step == "drop" else go("sheet_plan", upload_id=upload_id)


@blueprint.get("/sheets/<int:upload_id>/plan")
@may("sheets")
def sheet_plan(upload_id: int) -> ResponseReturnValue:
    """Show what a sheet would change: new, changed with old and new side by side, gone, in conflict."""
    found = _draft(upload_id, "findings", "rows")
    if found.state != "checked":
        return go("sheet", upload_id=upload_id)
    try:
        return _plan(found)
    except Refused as error:
        return _refused(upload_id, error)


def _plan(found: Upload, wrong: str = "") -> str:
    plan = changes.decide(store(), found)
    drafted = show.entries(plan)
    shown = part(_PAGE, len(drafted))
    entries = [show.entry(each) for each in drafted[shown.start:shown.end]]
    return page("team/upload/plan.html", draft=found, plan=plan, entries=entries, part=shown,
                seen=drafts.mark(plan), wrong=wrong, reason=said("reason"), mine=found.owner == me().name,
                something=changes.shows_something(plan), waiting=queries.waits_already(store(), found.sheet))


@blueprint.post("/sheets/<int:upload_id>/plan")
@may("sheets")
def propose_sheet(upload_id: int) -> ResponseReturnValue:
    """Propose the plan that was on the screen, or show the new one when the listings have moved since."""
    try:
        changes.propose(store(), upload_id, me().name, seen=request.form.get("seen", ""), reason=said("reason"))
        store().commit()
        return go("sheet", upload_id=upload_id)
    except Refused as error:
        store().rollback()
        if error.code in ("plan-moved", "author-and-reason", "nothing-new"):
            found = _draft(upload_id, "findings", "rows")
            return _plan(found, show.refused(error)), 409
        return _refused(upload_id, error)


@blueprint.post("/sheets/batches/<int:batch_id>/undo")
@may("sheets")
def undo_sheet(batch_id: int) -> ResponseReturnValue:
    """Propose to take back all that a sheet changed."""
    try:
        register.undo(store(), batch_id, author=me().name, reason=said("reason"))
        store().commit()
        return go("sheets")
    except Refused as error:
        store().rollback()
        return _sheets(wrong=show.refused(error)), 422


@blueprint.get("/sheets/<int:upload_id>/corrected.<any(csv, xlsx):kind>")
@may("sheets")
def corrected_sheet(upload_id: int, kind: Kind) -> Response:
    """Send the sheet with its corrections in it."""
    found = _draft(upload_id, "cells", "findings")
    if found.state != "checked":
        abort(404)
    return file(outgoing.corrected(found, kind), f"{found.sheet}.{kind}")


@blueprint.get("/sheets/template.<any(csv, xlsx):kind>")
@may("sheets")
def sheet_template(kind: Kind) -> Response:
    """Send an empty sheet with every column."""
    return file(outgoing.template(kind), f"template.{kind}")


@blueprint.post("/sheets/listings")
@may("sheets")
def choose_listings() -> ResponseReturnValue:
    """Lead to the sheet of the listings that were chosen."""
    form = DownloadForm(request.form)
    if not form.validate() or form.sheet.data not in ("", *listings.sheets(store())):
        abort(400)
    return go("listings_sheet", what=form.what.data, sheet=form.sheet.data or "-", kind=form.kind.data,
              category=form.category.data or "-", state=form.state.data or "-")


@blueprint.get("/sheets/listings/<any(all, due):what>/<sheet>/<category>/<state>/listings.<any(csv, xlsx):kind>")
@may("sheets")
def listings_sheet(what: str, sheet: str, category: str, state: str, kind: Kind) -> Response:
    """Send listings as a sheet: all or only what is due, of one sheet, one kind of help, one state; '-' for any."""
    if sheet not in ("-", *listings.sheets(store())) or category not in ("-", *CATEGORIES) or state not in (
            "-", *states.CODES):
        abort(404)
    raw = outgoing.listings(store(), due=what == "due", sheet=sheet.strip("-"), category=category.strip("-"),
                            state=state.strip("-"), kind=kind)
    return file(raw, f"{'-'.join(each for each in (what, sheet, category, state) if each != '-')}.{kind}")
