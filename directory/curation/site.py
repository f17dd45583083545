"""The pages of the team: who is signed in, what they may open, and how a page is made.

Every page hangs on `blueprint` and names its permission with `may`; `register` refuses to start with one that does not.
"""

import hmac
import re
from math import ceil
from typing import Any, NamedTuple

from flask import Blueprint, Flask, Response, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from directory import clock
from directory.config import Settings
from directory.curation.people import changes, queries, secrets
from directory.curation.people.models import TeamSession
from directory.curation.people.secrets import Locker
from directory.curation.permissions import ANYONE, RULES, allows, may
from directory.db import db
from directory.edition.store import Edition, Store
from directory.i18n.catalogs import catalog
from directory.i18n.languages import PSEUDO, Language
from directory.i18n.marks import N_
from directory.reports.message import showable, tidy
from directory.web.senders import is_from_elsewhere
from directory.web.templating import language, render

__all__ = ["LARGEST_NUMBER", "Part", "blueprint", "carry_on", "edition", "file", "go", "late_in_form", "locker", "may",
           "me", "over", "page", "part", "register", "said", "settings", "start_session", "store"]

blueprint = Blueprint("team", __name__)

#: The largest number that anything in the register has.
LARGEST_NUMBER = 2**31 - 1
#: The languages of volunteers' pages. The made-up ones are for tests.
LANGUAGES = ("en", "es", *(each.code for each in PSEUDO))
#: Words of the menu, by the endpoint they lead to, in order. A page that is not there is not shown.
_MENU = {
    "team.home": N_("What to do"), "team.calls": N_("Calls"), "team.listings": N_("Listings"),
    "team.sheets": N_("Sheets"), "team.sources": N_("Sources"), "team.review": N_("Review"),
    "team.reports": N_("Messages"), "team.duplicates": N_("Duplicates"), "team.translations": N_("Translations"),
    "team.people": N_("People"),
}
#: Characters of a reason or a note.
_WORDS = 500
_TYPES = {"csv": "text/csv; charset=utf-8",
          "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
#: The one cookie. Its long name makes a browser take it over https only, for this very host, for all paths.
_COOKIE, _LOCAL_COOKIE = "__Host-amparo", "amparo-local"


class Me(NamedTuple):
    """Who is signed in: the account's number, name, roles and trust, and the number of this browser's session."""

    id: int
    name: str
    roles: frozenset[str]
    trust: int
    session: int

    def may(self, permission: str) -> bool:
        """Say whether this person has a permission."""
        return allows(self.roles, permission)


def store() -> Session:
    """Return the session on the register for this request. Who writes also commits."""
    return db.session()


def settings() -> Settings:
    """Return the settings of the site."""
    found: Settings = current_app.extensions["amparo_pages"].settings
    return found


def edition() -> Edition | None:
    """Return what families see now; None while nothing was ever published."""
    kept: Store = current_app.extensions["amparo_store"]
    return kept.edition()


def locker() -> Locker:
    """Return what locks the secrets of authenticators."""
    found: Locker = current_app.extensions["amparo_locker"]
    return found


def me() -> Me:
    """Return who is signed in. Only for pages that are not for anyone."""
    found: Me = g.me
    return found


def page(template: str, **more: Any) -> str:
    """Return a page of the team; `csrf()` in it writes what every form must carry."""
    return render(template, me=g.get("me"), menu=_menu(), csrf=_form_field, tongues=_tongues(),
                  here=request.endpoint, **more)


def over(why: str, back: str) -> ResponseReturnValue:
    """Answer that nothing is left to do here because somebody else was faster: why, and the page that leads back."""
    return page("team/over.html", wrong=why, back=f"team.{back}"), 409


class Part(NamedTuple):
    """One page of a long list: its number (from 1), of how many, and the places in the list of the first and last."""

    number: int
    pages: int
    start: int
    end: int


def part(size: int, count: int = 0) -> Part:
    """Return the page that is asked for (`?page=2`) of a list of `count`, with `size` on a page."""
    number = min(max(1, request.args.get("page", 1, type=int)), 10_000)
    return Part(number, max(1, ceil(count / size)), (number - 1) * size, number * size)


def said(name: str) -> str:
    """Return the few words of a form, a reason or a note, at most 500 characters."""
    return tidy(request.form.get(name, ""))[:_WORDS]


def file(raw: bytes | str, name: str) -> Response:
    """Send a sheet as a file to keep; the end of its name (csv or xlsx) says of which kind it is."""
    return Response(raw, headers={"Content-Type": _TYPES[name.rpartition(".")[2]],
                                  "Content-Disposition": f'attachment; filename="{name}"'})


def go(endpoint: str, **values: Any) -> Response:
    """Answer a form that was carried out: lead on to a page, so that Reload does nothing twice."""
    response: Response = redirect(url_for(f"team.{endpoint}", **values), 303)  # type: ignore[assignment]
    return response


def start_session(response: Response, token: str) -> Response:
    """Give a browser the cookie of a new session, or take it away with ''."""
    secure = request.is_secure or settings().in_production
    name = _COOKIE if secure else _LOCAL_COOKIE
    if token:
        response.set_cookie(name, token, max_age=changes.WHOLE, secure=secure, httponly=True, samesite="Strict")
    else:
        response.delete_cookie(name, secure=secure, httponly=True, samesite="Strict")
    return response


def _cookie() -> str:
    return request.cookies.get(_COOKIE) or (
        "" if settings().in_production else request.cookies.get(_LOCAL_COOKIE, ""))


def _form_token() -> str:
    return secrets.form_token(g.get("new_cookie") or _cookie())


def _form_field() -> Markup:
    """Return the hidden field that every form of somebody who is signed in carries."""
    return Markup('<input type="hidden" name="form_token" value="{}">').format(_form_token())


def _tongues() -> tuple[Language, ...]:
    return tuple(each for each in current_app.extensions["amparo_pages"].languages if each.code in LANGUAGES)


def _menu() -> list[tuple[str, str]]:
    who: Me | None = g.get("me")
    views = current_app.view_functions
    words = catalog(language().code)
    return [(endpoint, words.gettext(label)) for endpoint, label in _MENU.items()
            if who and endpoint in views and who.may(RULES[views[endpoint]].permission)]


@blueprint.before_request
def guard() -> ResponseReturnValue | None:
    """Let nobody through who may not open this page, and no form that this page did not make."""
    g.team = True
    if any(_never_kept(each) for each in (request.view_args or {}).values()):
        abort(404)
    rule = RULES[current_app.view_functions[str(request.endpoint)]]
    request.max_content_length = rule.largest
    if language().code not in LANGUAGES:
        return redirect(url_for(str(request.endpoint), **{**(request.view_args or {}), "lang": "en"}), 302)
    if request.method == "POST" and is_from_elsewhere(request):
        abort(403)
    found = _find_session()
    if found is not None:
        account = found.account
        g.me = Me(account.id, account.name, account.role_set, account.trust, found.id)
        proved_at = found.proved_at
        changes.seen(store(), found)
    if rule.permission == ANYONE:
        return None
    if found is None:
        return _ask_to_sign_in()
    if not g.me.may(rule.permission):
        abort(403)
    if request.method == "POST" and not hmac.compare_digest(request.form.get("form_token", ""), _form_token()):
        return page("team/send_again.html", late=_late()), 403
    if rule.proved and clock.now() - proved_at > changes.PROOF:
        return page("team/people/prove.html", late=_late(), wrong=""), 403
    return None


def _never_kept(named: object) -> bool:
    """Say whether no register can hold what an address names: a number beyond its keys, a text with a zero byte."""
    return "\0" in named if isinstance(named, str) else isinstance(named, int) and named > LARGEST_NUMBER


def _find_session() -> TeamSession | None:
    token = _cookie()
    return queries.signed_in(store(), secrets.digest(token), now=clock.now(), idle=changes.IDLE,
                             whole=changes.WHOLE) if token else None


def _ask_to_sign_in() -> ResponseReturnValue:
    return page("team/people/sign_in.html", wrong="", name="", late=_late()), 401


class Late(NamedTuple):
    """A page that was asked for too early or too late: where it is, and what its form held, to be sent again.

    `sent`: it was a form. `files`: it had files, which must be chosen again.
    """

    way: str
    sent: bool
    values: tuple[tuple[str, str], ...]
    files: bool


#: Pages of the team, and nothing that a forged form could lead to instead.
_OWN_WAY = re.compile(r"/[A-Za-z-]{2,7}/team(/[\w-][\w.-]*)*/?")
#: What is never kept in a form that is sent again.
_NOT_KEPT = ("form_token", "passphrase", "old_passphrase", "code", "late_way", "late_sent", "late_name", "late_value",
             "late_files")
#: A form with more fields is none of ours, and is not kept: whoever sends it would get back many times as much.
_MOST_KEPT = 5000


def _late() -> Late:
    """Return what this request asked for."""
    sent = request.method == "POST"
    values = tuple((name, showable(value)) for name, found in request.form.lists() for value in found
                   if name not in _NOT_KEPT)
    return Late(request.path, sent, values if sent and len(values) <= _MOST_KEPT else (), bool(request.files))


def late_in_form() -> Late | None:
    """Return what waits to be sent again, as the form for signing in carries it."""
    way = request.form.get("late_way", "")
    if not _OWN_WAY.fullmatch(way):
        return None
    names = request.form.getlist("late_name")
    pairs = zip(names if len(names) <= _MOST_KEPT else (), request.form.getlist("late_value"), strict=False)
    return Late(way, bool(request.form.get("late_sent")), tuple((name, showable(value)) for name, value in pairs),
                bool(request.form.get("late_files")))


def carry_on(token: str = "") -> Response:
    """Go on where somebody was stopped; `token` is the cookie of a session that has just begun."""
    late = late_in_form()
    if token:
        g.new_cookie = token
    if late is None or not late.sent:
        found: Response = redirect(late.way, 303) if late else go("home")  # type: ignore[assignment]
    else:
        found = current_app.make_response(page("team/send_again.html", late=late))
    return start_session(found, token) if token else found


def register(app: Flask, own: Settings) -> None:
    """Refuse to start when a page of the team names no permission; called when all its pages are there."""
    app.extensions["amparo_locker"] = Locker(own.lock)
    bare = sorted(name for name, view in app.view_functions.items()
                  if name.startswith("team.") and view not in RULES)
    if bare:
        raise RuntimeError(f"These pages of the team name no permission: {', '.join(bare)}")
