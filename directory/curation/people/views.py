"""Signing in and out, taking up an invitation, one's own account, and the people of the team."""

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.curation.people import changes, passphrases, queries, secrets, show
from directory.curation.people.forms import PassphraseForm, PersonForm, SignInForm, TakeUpForm
from directory.curation.people.models import Account, TeamSession
from directory.curation.permissions import ANYONE
from directory.curation.site import (
    blueprint,
    carry_on,
    go,
    late_in_form,
    locker,
    may,
    me,
    page,
    start_session,
    store,
)
from directory.register.changes import Refused
from directory.web.qr import code as qr_code

#: So many security events are shown.
_EVENTS = 100


@blueprint.route("/sign-in", methods=["GET", "POST"])
@may(ANYONE)
def sign_in() -> ResponseReturnValue:
    """Let somebody in who knows the passphrase and holds the authenticator."""
    form = SignInForm(request.form)
    if request.method == "GET":
        return page("team/people/sign_in.html", wrong="", name="", late=None)
    try:
        token = changes.sign_in(store(), form.name.data or "", form.passphrase.data or "", form.code.data or "",
                                locker=locker())
    except Refused as error:
        store().commit()
        status = 429 if error.code == "too-many-attempts" else 403
        return page("team/people/sign_in.html", wrong=show.refused(error), name=form.name.data or "",
                    late=late_in_form()), status
    store().commit()
    return carry_on(token)


@blueprint.post("/sign-out")
@may("own")
def sign_out() -> Response:
    """End this session, or with `all` every session of this person."""
    changes.sign_out(store(), me().id, None if request.form.get("all") else me().session)
    store().commit()
    return start_session(go("sign_in"), "")


@blueprint.post("/prove")
@may("own")
def prove() -> ResponseReturnValue:
    """Take a code of the authenticator for the most powerful pages, and go on there."""
    current = next(each for each in _sessions() if each.id == me().session)
    try:
        changes.prove(store(), current, request.form.get("code", ""), locker=locker())
    except Refused as error:
        store().commit()
        return page("team/people/prove.html", late=late_in_form(), wrong=show.refused(error)), 403
    store().commit()
    return carry_on()


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@may(ANYONE)
def take_up(token: str) -> ResponseReturnValue:
    """Let an invited person set a passphrase and an authenticator; show the recovery codes once."""
    found = queries.invitation(store(), secrets.digest(token), now=clock.now())
    if found is None:
        return page("team/people/invitation_over.html"), 410
    form = TakeUpForm(request.form)
    wrong = ""
    if request.method == "POST":
        try:
            account, codes = changes.take_up(store(), token, form.passphrase.data or "", form.code.data or "",
                                             locker=locker())
            store().commit()
            return page("team/people/codes.html", name=account.name, codes=codes)
        except Refused as error:
            store().rollback()
            wrong = show.refused(error)
            found = queries.invitation(store(), secrets.digest(token), now=clock.now())
            if found is None:
                return page("team/people/invitation_over.html"), 410
    secret = locker().open(found.totp_secret, found.account_id)
    address = secrets.totp_address(secret, found.account.name)
    return page("team/people/take_up.html", account=found.account, secret=show.in_fours(secret), code=qr_code(address),
                address=address, passphrase=form.passphrase.data or passphrases.suggest(), wrong=wrong,
                roles=show.roles(found.account.role_set)), 422 if wrong else 200


@blueprint.get("/account")
@may("own")
def account() -> str:
    """Show one's own account."""
    return _account("")


@blueprint.post("/account/passphrase")
@may("own")
def change_passphrase() -> ResponseReturnValue:
    """Set another passphrase; every other browser is signed out."""
    form = PassphraseForm(request.form)
    try:
        changes.change_passphrase(store(), me().id, form.old_passphrase.data or "", form.passphrase.data or "",
                                  keep=me().session)
    except Refused as error:
        store().commit()
        return _account(show.refused(error)), 422
    store().commit()
    return go("account")


@blueprint.post("/account/codes")
@may("own", proved=True)
def new_codes() -> str:
    """Show new recovery codes, once; the old ones no longer count."""
    codes = changes.new_codes(store(), store().get_one(Account, me().id))
    store().commit()
    return page("team/people/codes.html", name=me().name, codes=codes)


@blueprint.post("/account/sessions/<int:session_id>/end")
@may("own")
def end_session(session_id: int) -> Response:
    """Sign one other browser of one's own out."""
    changes.sign_out(store(), me().id, session_id)
    store().commit()
    return go("account")


def _sessions() -> list[TeamSession]:
    return queries.sessions(store(), me().id, since=clock.now() - changes.WHOLE)


def _account(wrong: str) -> str:
    return page("team/people/account.html", sessions=_sessions(), left=queries.codes_left(store(), me().id),
                wrong=wrong, roles=show.roles(me().roles), suggested=passphrases.suggest())


@blueprint.route("/people", methods=["GET", "POST"])
@may("people", proved=True)
def people() -> ResponseReturnValue:
    """Show who is in the team, and invite somebody."""
    form = PersonForm(request.form)
    wrong = ""
    if request.method == "POST":
        try:
            token = changes.invite(store(), form.name.data or "", form.roles.data or [], by=me().name,
                                   locker=locker(), trust=_level(form))
            store().commit()
            return page("team/people/invited.html", link=_link(token), name=(form.name.data or "").strip().lower())
        except Refused as error:
            store().rollback()
            wrong = show.refused(error)
    return page("team/people/people.html", people=queries.accounts(store()), form=form, wrong=wrong,
                roles=show.all_roles(), short=show.role_names, levels=show.levels(),
                events=[(event, name, show.event(event.what))
                        for event, name in queries.events(store(), most=_EVENTS)]), 422 if wrong else 200


@blueprint.route("/people/<name>", methods=["GET", "POST"])
@may("people", proved=True)
def person(name: str) -> ResponseReturnValue:
    """Show one person's roles, and change them."""
    found = _person(name)
    form = PersonForm(request.form, roles=list(found.role_set), trust=str(found.trust))
    wrong = ""
    if request.method == "POST":
        try:
            changes.set_roles(store(), found.id, form.roles.data or [], _level(form), by=me().name)
            store().commit()
            return go("people")
        except Refused as error:
            store().rollback()
            wrong, found = show.refused(error), _person(name)
    return page("team/people/person.html", person=found, form=form, wrong=wrong, roles=show.all_roles(),
                levels=show.levels()), 422 if wrong else 200


@blueprint.post("/people/<name>/link")
@may("people", proved=True)
def new_link(name: str) -> str:
    """Make a new link for somebody who lost the passphrase or the phone."""
    found = _person(name)
    if found.ended_at is not None or found.id == me().id:
        abort(409)
    token = changes.invite_again(store(), found, by=me().name, locker=locker())
    store().commit()
    return page("team/people/invited.html", link=_link(token), name=name)


@blueprint.post("/people/<name>/end")
@may("people", proved=True)
def end_person(name: str) -> ResponseReturnValue:
    """End somebody's account."""
    found = _person(name)
    try:
        changes.end(store(), found.id, by=me().name)
    except Refused as error:
        store().rollback()
        found = _person(name)
        return page("team/people/person.html", person=found, wrong=show.refused(error), roles=show.all_roles(),
                    form=PersonForm(roles=list(found.role_set), trust=str(found.trust)), levels=show.levels()), 422
    store().commit()
    return go("people")


def _person(name: str) -> Account:
    found = queries.account(store(), name)
    if found is None:
        abort(404)
    return found


def _level(form: PersonForm) -> int:
    return int(form.trust.data) if form.trust.data in ("1", "2", "3") else 1


def _link(token: str) -> str:
    return url_for("team.take_up", token=token, _external=True)
