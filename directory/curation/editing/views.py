"""Find a listing, edit it or write a new one, see it as a family would, read its history, undo."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from directory import clock
from directory.curation.editing import changes, desk, forms, queries, show
from directory.curation.editing.changes import Moved
from directory.curation.editing.desk import Desk
from directory.curation.editing.queries import Asked
from directory.curation.facts import differences, label
from directory.curation.facts import read as in_words
from directory.curation.review import known
from directory.curation.review import show as review
from directory.curation.sentences import terms
from directory.curation.site import LARGEST_NUMBER, blueprint, edition, go, may, me, page, part, said, settings, store
from directory.curation.sources import queries as sources
from directory.curation.translations import changes as translations
from directory.curation.translations.state import translations as translated
from directory.edition.store import Edition
from directory.listings import columns
from directory.listings.cells import Invalid
from directory.listings.models import Listing
from directory.places import states
from directory.register import queries as register
from directory.register.changes import Refused
from directory.register.models import Report
from directory.reports.message import showable
from directory.search.show import View
from directory.sheets.plan import new_id

#: The sheet of listings that were written here, where no other is chosen.
OWN_SHEET = "team"
_BUTTONS = ("form_token", "preview", "save", "draft", "again")


@blueprint.get("/listings")
@may("look")
def listings() -> str:
    """Show listings by what one looks for."""
    sent = {name: request.args.get(name, "").replace("\0", "").strip()[:100] for name in Asked._fields}
    asked = Asked(**sent)._replace(mine=me().name if sent["mine"] else "")
    found, count = queries.find(store(), asked, today=clock.today(), start=part(queries.PAGE).start)
    waits = queries.counts(store(), [each.id for each in found])
    return page("team/editing/listings.html", asked=asked, found=found, count=count, waits=waits,
                states=states.CODES, sheets=register.sheets(store()), stages=terms(show.STAGES),
                part=part(queries.PAGE, count), sent={name: value for name, value in sent.items() if value},
                drafts=_drafts(), may_edit=me().may("edit"))


def _drafts() -> list[tuple[object, str]]:
    found = queries.drafts(store(), me().name)
    names = queries.names(store(), [each.listing_id for each in found])
    return [(each, names.get(each.listing_id) or each.typed.get("organization", "")) for each in found]


@blueprint.get("/listings/<listing_id>")
@may("look")
def listing(listing_id: str) -> str:
    """Show one listing as the register has it, and what waits on it."""
    found = _listing(listing_id)
    waits = [(batch, change, differences(change.before, change.after))
             for batch, change in queries.waiting(store(), listing_id)]
    facts = differences(None, found.facts)
    return page("team/editing/listing.html", listing=found, facts=facts, waits=waits, may_edit=me().may("edit"),
                may_call=me().may("call") and not found.gone,
                reports=register.open_reports(store(), listing=listing_id) if me().may("reports") else [])


@blueprint.route("/listings/<listing_id>/edit", methods=["GET", "POST"])
@may("edit")
def edit(listing_id: str) -> ResponseReturnValue:
    """Edit one listing: the form, its draft, its preview, and saving it."""
    found = _listing(listing_id)
    if request.method == "GET":
        kept = queries.draft(store(), me().name, listing_id)
        laid = _lay(found, kept.version if kept else found.version, kept.typed if kept else desk.opened(found))
        return _form(laid, "draft" if kept else "")
    return _sent(found, *_typed(found))


@blueprint.route("/new-listing", methods=["GET", "POST"])
@may("edit")
def new() -> ResponseReturnValue:
    """Write a new listing: empty, or from what a visitor suggested."""
    if request.method == "GET":
        kept = queries.draft(store(), me().name, "")
        typed = kept.typed if kept else _suggested()
        return _form(_lay(None, 0, typed, new_id()), "draft" if kept else "")
    return _sent(None, forms.typed(request.form, {}), 0, "")


@blueprint.get("/changes/<int:change_id>/again")
@may("edit")
def edit_again(change_id: int) -> ResponseReturnValue:
    """Show the form with what one proposed before and got back, beside what others changed since."""
    change = queries.change(store(), change_id)
    if change is None or change.author != me().name or change.after is None:
        abort(404)
    found = queries.listing(store(), change.listing_id)
    typed = desk.opened(found) if found else {}
    moved = [each for each in differences(change.before, change.after) if each.column in forms.ASKED]
    typed |= {each.column: each.new for each in moved}
    opened = found and (queries.version_with(store(), found.id, change.before) or found.version)
    laid = _lay(found, opened or 0, typed, change.listing_id)
    return _form(laid, "moved" if laid.both else "")


def _listing(listing_id: str) -> Listing:
    found = queries.listing(store(), listing_id)
    if found is None:
        abort(404)
    return found


def _lay(found: Listing | None, opened: int, typed: dict[str, str], listing_id: str = "") -> Desk:
    return desk.lay(store(), edition(), found, author=me().name, opened=opened, typed=typed,
                    sources=sources.known(store(), settings().amparo_data), listing_id=listing_id)


def _typed(found: Listing) -> tuple[dict[str, str], int, str]:
    """Return what was typed, the version with which the edit began, and what is undecided between two people."""
    taken = {name: request.form.get(f"take_{name}", "") for name in request.form.getlist("clash")}
    typed = desk.chosen(forms.typed(request.form, found.facts), found.facts, taken)
    opened = request.form.get("opened", 0, type=int)
    undecided = "choose" if any(which not in ("mine", "theirs") for which in taken.values()) else ""
    return typed, opened, undecided


def _sent(found: Listing | None, typed: dict[str, str], opened: int, undecided: str) -> ResponseReturnValue:
    """Carry out what somebody pressed."""
    laid = _lay(found, opened, typed, _own_id())
    if "again" in request.form:
        return _form(laid, undecided)
    if "draft" in request.form:
        try:
            changes.save_draft(store(), me().name, found.id if found else "", typed, version=opened)
        except Refused as error:
            return _form(laid, error.code), 422
        store().commit()
        return go("edit", listing_id=found.id) if found else go("new")
    if "preview" in request.form and (current := edition()):
        return _preview(laid, current)
    seen = request.form.get("version", 0, type=int)
    if laid.version != seen:
        moved = _lay(found, opened, desk.with_theirs(typed, laid.both), laid.id)
        return _form(moved, "moved"), 409
    if undecided or not laid.read.is_sound:
        return _form(laid, undecided or "errors"), 422
    if not laid.alarms <= set(request.form.get("warned", "").split()):
        return _form(laid, "look"), 422
    return _save(laid, seen)


def _own_id() -> str:
    """Return the id that the form gave a new listing, or another one."""
    try:
        return columns.read("id", request.form.get("id", "")) or new_id()
    except Invalid:
        return new_id()


def _save(laid: Desk, version: int) -> ResponseReturnValue:
    reason = said("reason")
    # The reviewer sees what the author says of translations, and decides on both.
    reason = f"{reason} (the English says the same as before)" if reason and _is_minor(laid) else reason
    who = {"author": me().name, "trust": me().trust, "reason": reason}
    try:
        if laid.listing is None:
            sheet = request.form.get("sheet", OWN_SHEET)
            sheet = sheet if sheet in register.sheets(store()) else OWN_SHEET
            changes.add(store(), laid.read.facts, sheet=sheet, **who)  # type: ignore[arg-type]
        else:
            facts = {name: value for name, value in laid.read.facts.items()
                     if name != "id" or "id" in laid.listing.facts}
            changes.save(store(), laid.id, facts, version=version, seen=request.form.get("seen", 0, type=int),
                         **who)  # type: ignore[arg-type]
    except Moved:
        return _form(_again(laid), "moved"), 409
    except Refused as error:
        store().rollback()
        return _form(_again(laid), error.code), 422
    if _is_minor(laid):
        translations.note_minor(store(), laid.id, laid.read.facts, by=me().name)
    store().commit()
    return go("saved", listing_id=laid.id)


def _is_minor(laid: Desk) -> bool:
    """Say whether its author says that the English words change in spelling or style only."""
    return laid.listing is not None and "minor" in request.form


def _again(laid: Desk) -> Desk:
    """Lay the desk anew: the listing may be another one since it was locked."""
    found = queries.listing(store(), laid.id)
    again = _lay(found, laid.opened, laid.typed, laid.id)
    return _lay(found, laid.opened, desk.with_theirs(laid.typed, again.both), laid.id)


def _form(laid: Desk, why: str) -> str:
    both = [(each, label(each.column), in_words(each.column, each.theirs)) for each in laid.both]
    waits = [(batch, change, differences(change.before, change.after)) for batch, change in laid.waits]
    problems = laid.read.problems if why and why != "draft" else ()
    return page("team/editing/edit.html", desk=laid, wrong=show.wrong(why), is_draft=why == "draft",
                groups=show.groups(laid.typed, problems, laid.warnings, laid.sources), both=both, waits=waits,
                warnings=review.all_warnings(laid.warnings), warned=" ".join(sorted(laid.alarms)),
                nudge=show.nudge(laid.typed.get("description", "")), reason=said("reason"),
                sheet=request.form.get("sheet", OWN_SHEET), sheets=register.sheets(store()), report=_report(),
                can_preview=edition() is not None, minor="minor" in request.form,
                may_be_minor=laid.listing is not None and bool(translated(laid.listing.facts)))


def _preview(laid: Desk, current: Edition) -> str:
    sent = [(name, showable(value)) for name, values in request.form.lists() for value in values
            if name not in _BUTTONS]
    return page("team/editing/preview.html", listing=known.preview(current, laid.id, laid.read.facts), desk=laid,
                view=View(current), sent=sent)


def _report() -> Report | None:
    number = request.values.get("report", 0, type=int)
    known = 0 < number <= LARGEST_NUMBER and me().may("reports")
    return queries.report(store(), number) if known else None


def _suggested() -> dict[str, str]:
    """Return what a suggestion fills in: never how to reach the place, which somebody must find out."""
    found = _report()
    if found is None or found.kind != "suggestion":
        return {}
    kinds = set(found.choice.split()) & {"legal", "medical", "food"}
    return {"organization": found.name, **({"category": kinds.pop()} if len(kinds) == 1 else {})}


@blueprint.get("/listings/<listing_id>/saved")
@may("edit")
def saved(listing_id: str) -> str:
    """Say what became of an edit that was just sent."""
    waits = [each for each in queries.waiting(store(), listing_id) if each[0].author == me().name]
    return page("team/editing/saved.html", listing_id=listing_id, batch=waits[-1][0] if waits else None,
                outcome=show.outcome(applied=not waits), known=queries.listing(store(), listing_id) is not None)


@blueprint.post("/draft/drop")
@may("edit")
def drop_draft() -> ResponseReturnValue:
    """Throw one's own draft away."""
    listing_id = showable(request.form.get("listing", ""))
    changes.drop_draft(store(), me().name, listing_id)
    store().commit()
    return go("edit", listing_id=listing_id) if queries.listing(store(), listing_id) else go("new")


@blueprint.get("/listings/<listing_id>/history")
@may("look")
def history(listing_id: str) -> str:
    """Tell what was done to a listing, by whom and why."""
    return _history(listing_id, "")


def _history(listing_id: str, wrong: str) -> str:
    found = register.history(store(), listing_id)
    sizes = queries.sizes(store(), {batch.id for batch, _ in found})
    return page("team/editing/history.html", listing=_listing(listing_id), past=show.history(found, sizes),
                may_edit=me().may("edit"), wrong=show.wrong(wrong))


@blueprint.post("/changes/<int:change_id>/undo")
@may("edit")
def undo(change_id: int) -> ResponseReturnValue:
    """Propose to take back one change, or with `whole` all that came with it."""
    change = queries.change(store(), change_id)
    if change is None:
        abort(404)
    listing_id, batch_id = change.listing_id, change.batch_id
    try:
        if request.form.get("whole"):
            changes.undo_all(store(), batch_id, author=me().name, reason=said("reason"))
        else:
            changes.undo(store(), change_id, author=me().name, trust=me().trust, reason=said("reason"))
    except Refused as error:
        store().rollback()
        return _history(listing_id, error.code), 422
    store().commit()
    return go("saved", listing_id=listing_id)
