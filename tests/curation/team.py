"""The team's site on the invented sheets, and people who use it: every page they get is checked."""

import re
from collections.abc import Iterable
from typing import Any

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

from directory import clock
from directory.curation.people import secrets
from directory.curation.people.models import Account, TeamSession
from directory.db import db
from tests.reader import Page, check_headers, check_page


class Person:
    """Somebody in a browser of their own. Signed in without the long way unless `signed_in` is False."""

    def __init__(self, app: Flask, name: str = "", roles: Iterable[str] = (), *, trust: int = 1) -> None:
        self.app = app
        self.name = name
        self.client = app.test_client()
        if name:
            make_account(app, name, roles, trust=trust)
            self.cookie = start_session(app, name)
            self.client.set_cookie("amparo-local", self.cookie, domain="localhost")

    def get(self, path: str) -> Page:
        """Return a page below /en/team, or any page by its whole path, checked."""
        return self._page(self.client.get(_whole(path)), path)

    def post(self, path: str, form: dict[str, Any] | None = None, *, follow: bool = True) -> Page:
        """Send a form with the token that a page would give it; return the page it leads to, checked."""
        token = {"form_token": secrets.form_token(self.cookie)} if self.name else {}
        answer = self.client.post(_whole(path), data={**token, **(form or {})})
        if follow and answer.status_code == 303:
            return self.get(answer.location)
        return self._page(answer, path)

    def press(self, page: Page, button: str, **filled: Any) -> Page:
        """Fill in the form that has a button with these words, and press it: hidden fields and choices are sent too."""
        for form in page.all("form"):
            for each in form.iter("button"):
                if " ".join("".join(each.itertext()).split()) == button:
                    sent = _fields(form)
                    if each.get("name"):
                        sent[each.get("name") or ""] = [each.get("value") or ""]
                    sent |= {name: value if isinstance(value, list) else [value] for name, value in filled.items()}
                    answer = self.client.post(form.get("action") or page.location, data=sent)
                    if answer.status_code == 303:
                        return self.get(answer.location)
                    return self._page(answer, form.get("action") or page.location)
        raise AssertionError(f"there is no button {button!r} on {page.location}: {page.text[:300]}")

    def _page(self, response: TestResponse, path: str) -> Page:
        assert all("HttpOnly" in each and "SameSite=Strict" in each for each in response.headers.getlist("Set-Cookie"))
        response.headers.remove("Set-Cookie")
        check_headers(response)
        assert "Content-Encoding" not in response.headers, "a page with a form's token is never compressed"
        text = response.get_data(as_text=True)
        if response.mimetype != "text/html":
            return Page(response.status_code, text, html5lib.parse("<p>", namespaceHTMLElements=False),
                        response.headers, path)
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
        check_page(tree, text, path)
        return Page(response.status_code, text, tree, response.headers, _whole(path))


def _whole(path: str) -> str:
    return path if path.startswith("/") else f"/en/team/{path}"


def _fields(form: Any) -> dict[str, list[str]]:
    """Return what a browser would send of a form that nobody touched."""
    sent: dict[str, list[str]] = {}
    for each in form.iter():
        name = each.get("name") if isinstance(each.tag, str) else None
        if not name or each.tag == "button":
            continue
        if each.tag == "input" and each.get("type") in ("checkbox", "radio"):
            if each.get("checked") is not None:
                sent.setdefault(name, []).append(each.get("value") or "on")
        elif each.tag == "input" and each.get("type") != "file":
            sent.setdefault(name, []).append(each.get("value") or "")
        elif each.tag == "textarea":
            sent.setdefault(name, []).append(re.sub(r"^\n", "", each.text or ""))
        elif each.tag == "select":
            options = list(each.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None] or options[:1]
            sent.setdefault(name, []).extend(option.get("value", option.text) or "" for option in chosen)
    return sent


def make_account(app: Flask, name: str, roles: Iterable[str], *, trust: int = 1) -> None:
    """Make an account that has taken up its invitation."""
    with app.app_context():
        if db.session.query(Account).filter_by(name=name).first() is None:
            db.session.add(Account(name=name, roles=" ".join(roles), trust=trust, passphrase="kept", made_by="test",
                                   made_at=clock.now()))
            db.session.commit()


def start_session(app: Flask, name: str) -> str:
    """Sign somebody in; return the cookie."""
    token = secrets.new_token()
    with app.app_context():
        found = db.session.query(Account).filter_by(name=name).one()
        now = clock.now()
        db.session.add(TeamSession(digest=secrets.digest(token), account_id=found.id, made_at=now, seen_at=now,
                                   proved_at=now))
        db.session.commit()
    return token
