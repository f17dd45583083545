"""The two pages by which a visitor tells us something, and the thanks. No account, no cookie, no script is needed."""

import logging
from dataclasses import dataclass, field

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for

from directory import clock
from directory.listings.listing import Listing
from directory.reports import message as messages
from directory.reports import show, stamps
from directory.reports.forms import ReportForm, SuggestionForm
from directory.reports.message import Message
from directory.reports.spool import Full, Spool
from directory.search import engine
from directory.search.show import View
from directory.search.views import edition, links
from directory.web import private_log
from directory.web.senders import Senders, is_from_elsewhere
from directory.web.templating import language, render

blueprint = Blueprint("reports", __name__)
_log = logging.getLogger(__name__)

_STATUS = {"": 200, "mistakes": 422, "again": 422, "limit": 429, "full": 503, "failed": 503}


@dataclass(frozen=True)
class Reply:
    """What became of a form: sent, '' when it was only opened, or why it comes back with all that was typed."""

    code: str
    mistakes: dict[str, str] = field(default_factory=dict)


@blueprint.route("/listing/<listing_id>/report", methods=["GET", "POST"])
def report(listing_id: str) -> Response | tuple[str, int]:
    """Let a visitor say what is wrong with a listing; a closed one too, for it may have opened again."""
    found = _listing(listing_id)
    form = ReportForm(request.form)
    reply = _receive(form, "report", listing_id)
    if reply.code == "sent":
        return _go(url_for("reports.report_sent", listing_id=listing_id))
    return render("reports/report.html", listing=found, view=View(edition()), form=form, reply=reply,
                  stamp=_stamp(form), choices=show.options(messages.WRONG)), _STATUS[reply.code]


@blueprint.get("/listing/<listing_id>/report/sent")
def report_sent(listing_id: str) -> str:
    """Say thank you, and lead back to the listing."""
    return render("reports/sent.html", listing=_listing(listing_id))


@blueprint.route("/suggest", methods=["GET", "POST"])
def suggest() -> Response | tuple[str, int]:
    """Let a visitor suggest a place."""
    form = SuggestionForm(request.form)
    reply = _receive(form, "suggestion")
    if reply.code == "sent":
        return _go(url_for("reports.suggestion_sent"))
    return render("reports/suggest.html", form=form, reply=reply, stamp=_stamp(form),
                  choices=show.options(messages.HELP)), _STATUS[reply.code]


@blueprint.get("/suggest/sent")
def suggestion_sent() -> str:
    """Say thank you, and lead back to the start."""
    return render("reports/sent.html", listing=None)


def _listing(listing_id: str) -> Listing:
    found = engine.get(edition(), listing_id)
    if found is None:
        abort(404)
    return found


def _go(url: str) -> Response:
    response: Response = redirect(url, 303)  # type: ignore[assignment]
    return response


def _stamp(form: ReportForm | SuggestionForm) -> str:
    """Return the stamp that came with a form, so that its time goes on; a new one when it has none that is good."""
    sent: str = form.stamp.data or ""
    return sent if stamps.age(links(), sent) is not None else stamps.make(links())


def _receive(form: ReportForm | SuggestionForm, kind: str, listing_id: str = "") -> Reply:
    """Take a form in, or say why not. A robot that fills in what no person sees hears the same thanks as a person."""
    box: Spool = current_app.extensions["amparo_spool"]
    if request.method != "POST":
        return Reply("full" if box.is_full() else "")
    if is_from_elsewhere(request):
        abort(403)
    if form.topic.data:
        return Reply("sent")
    message = messages.make(kind, day=clock.today().isoformat(), language=language().code, listing_id=listing_id,
                            typed=form.typed)
    if problems := messages.problems(message):
        return Reply("mistakes", show.mistakes(problems))
    age = stamps.age(links(), form.stamp.data or "")
    if age is None or age < stamps.SOONEST:
        return Reply("again")
    return Reply(_keep(box, message, once=form.stamp.data))


def _keep(box: Spool, message: Message, *, once: str) -> str:
    senders: Senders = current_app.extensions["amparo_senders"]
    if senders.wrote_too_often(request):
        return "limit"
    try:
        box.put(message, once=once)
    except Full:
        return "full"
    except OSError as error:
        _log.error(private_log.Public(f"A message could not be kept: {private_log.describe(error)}"))
        return "failed"
    senders.count(request)
    return "sent"
