"""The link for an organization: made by a curator, opened and answered without an account."""

from collections.abc import Mapping

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.curation.confirm import answer, changes, queries, show
from directory.curation.confirm.forms import ConfirmForm
from directory.curation.people import secrets
from directory.curation.permissions import ANYONE
from directory.curation.site import blueprint, go, may, me, page, store
from directory.register.changes import Refused
from directory.reports import stamps
from directory.reports.message import showable
from directory.search.views import links


@blueprint.route("/listing/<listing_id>/ask", methods=["GET", "POST"])
@may("edit")
def ask(listing_id: str) -> str:
    """Show the links of a listing; make a new one, which is shown once."""
    facts = _facts(listing_id)
    letters: dict[str, show.Letter] = {}
    if request.method == "POST":
        token = changes.make(store(), listing_id, by=me().name)
        letters = show.letters({code: url_for("team.confirm", lang=code, token=token, _external=True)
                                for code in show.LETTERS})
        store().commit()
    return page("team/confirm/ask.html", listing_id=listing_id, facts=facts, letters=letters, mail=show.mail(letters),
                links=[(each, show.outcome(each.outcome)) for each in queries.links(store(), listing_id)],
                now=clock.now())


@blueprint.post("/listing/<listing_id>/ask/end")
@may("edit")
def ask_no_more(listing_id: str) -> ResponseReturnValue:
    """End the open link of a listing."""
    changes.end(store(), listing_id)
    store().commit()
    return go("ask", listing_id=listing_id)


def _facts(listing_id: str) -> Mapping[str, str]:
    return queries.listing(store(), listing_id) or abort(404)


@blueprint.route("/confirm/<token>", methods=["GET", "POST"])
@may(ANYONE)
def confirm(token: str) -> ResponseReturnValue:
    """Show an organization its listing, and take its answer in for a person to look at."""
    found = queries.link(store(), secrets.digest(token))
    facts = queries.listing(store(), found.listing_id) if found else None
    if found is None or facts is None:
        return page("team/confirm/over.html", why=show.refused(Refused("link-over"))), 410
    form = ConfirmForm(request.form)
    if request.method == "GET":
        return _form(token, facts, form)
    if form.topic.data:  # only a robot fills in what no person sees; it hears the same thanks
        return page("team/confirm/thanks.html")
    try:
        changes.count_try(store(), token)
        read = answer.read(facts, form.said.data, _typed(), clock.today())
        if wrong := _wrong(form, facts):
            return _form(token, facts, form, wrong=show.refused(wrong)), 422
        if read.problems:
            return _form(token, facts, form, mistakes=show.mistakes(read.problems)), 422
        changes.answer(store(), token, form.said.data, facts, read.after, word=_word(form))
        store().commit()
    except Refused as error:
        store().rollback()
        return page("team/confirm/over.html", why=show.refused(error)), 410
    return page("team/confirm/thanks.html")


def _form(token: str, facts: Mapping[str, str], form: ConfirmForm, *, wrong: str = "",
          mistakes: Mapping[str, str] | None = None) -> str:
    stamp = form.stamp.data or ""
    return page("team/confirm/confirm.html", token=token, boxes=show.boxes(facts, _typed(), mistakes or {}),
                title=facts.get("organization", ""),
                secret=facts.get("address_confidential") == "yes", form=form, wrong=wrong,
                mistakes=mistakes or {}, label=show.label, seen=_seen(facts),
                stamp=stamp if stamps.age(links(), stamp) is not None else stamps.make(links()))


def _typed() -> dict[str, str]:
    return {name.removeprefix(show.FACT): showable(value) for name, value in request.form.items()
            if name.startswith(show.FACT)}


def _seen(facts: Mapping[str, str]) -> str:
    """Return what shows whether the facts are still those that were read."""
    return secrets.digest(repr(sorted(facts.items())))


def _wrong(form: ConfirmForm, facts: Mapping[str, str]) -> Refused | None:
    """Return what keeps an answer from being taken, or None."""
    age = stamps.age(links(), form.stamp.data)
    if form.said.data not in answer.ANSWERS:
        return Refused("choose")
    if len(form.word.data) > answer.LONGEST_WORD:
        return Refused("word-long", most=answer.LONGEST_WORD)
    if age is None or age < stamps.SOONEST:
        return Refused("again")
    return Refused("moved") if form.seen.data != _seen(facts) else None


def _word(form: ConfirmForm) -> str:
    """Return what goes to the reviewer beside the answer."""
    asked = "The organization asks to keep its address secret." if form.secret.data else ""
    return "\n".join(part for part in (asked, form.word.data) if part)
