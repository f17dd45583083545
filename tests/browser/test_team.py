"""The pages of the team in a real browser: axe finds nothing, a phone never scrolls sideways, a keyboard is enough."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext

from directory import clock, create_app
from directory.config import Settings
from directory.curation.confirm.models import ConfirmLink
from directory.curation.people.secrets import digest
from directory.curation.upload.models import Upload
from directory.db import db
from directory.listings.sources import Source
from directory.register import changes, queries, sources
from directory.register.changes import Draft
from tests.browser.conftest import PHONE, serve
from tests.conftest import DATA
from tests.curation.team import make_account, start_session

#: A link that an organization has.
TOKEN = "organization"
#: Name -> address below /<language>/team of a page of somebody who may do everything.
PAGES = {
    "what to do": "", "account": "account", "people": "people", "person": "people/ben", "calls": "calls",
    "listings": "listings", "listing": "listings/oakland001", "edit": "listings/oakland001/edit",
    "new listing": "new-listing", "history": "listings/oakland001/history", "ask the organization":
    "listing/oakland001/ask", "sheets": "sheets", "review": "review", "proposals": "proposals", "proposal":
    "proposals/{batch}", "messages": "reports", "duplicates": "duplicates", "sources":
    "sources", "new source": "new-source", "a source": "sources/example-list", "change a source":
    "sources/example-list/change", "a source of the file": "sources/legal-list", "translations": "translations",
    "translations into a language": "translations/es", "a text": "translations/vi/text/oakland002",
    "no such listing": "listings/nothing001", "an organization answers": f"confirm/{TOKEN}",
    "a sheet that is being checked": "sheets/1",
}
_AXE = Axe()


@pytest.fixture(scope="module")
def site(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str, int]]:
    """The team's site on a copy of the invented register, its address, and the number of a proposal."""
    own = tmp_path_factory.mktemp("team") / "home"
    shutil.copytree(home, own, symlinks=True)
    app = create_app(Settings(amparo_home=own, amparo_data=DATA, operator_name="Example Operator",
                              operator_contact="hello@example.org"), pseudo_languages=True)
    make_account(app, "ana", ["curator", "reviewer", "translator", "admin"])
    make_account(app, "ben", ["curator"])
    with app.app_context():
        facts = queries.listings(db.session())["oakland001"]
        changed = Draft("oakland001", "change", facts, {**facts, "phone": "(415) 555-0177", "description": "Call now!"},
                        "legal")
        for author, approver in (("ana", "ben"), ("ben", "")):
            row = sources.propose(db.session(), Source("example-list", f"Invented list of {author}", "Example County",
                                                       "2026-07", "https://example.org/list", "CC0", "food",
                                                       ("county:06001", "state:NV"), "yes", ""),
                                  author=author, seen=1 if not approver else 0)
            if approver:
                sources.approve(db.session(), row.id, approver=approver)
        batch = changes.propose(db.session(), [changed], kind="edit", author="ben", reason="they moved").id
        now = clock.now()
        db.session.add(ConfirmLink(listing_id="oakland001", digest=digest(TOKEN), made_at=now, made_by="ana",
                                   expires_at=now + timedelta(days=30)))
        db.session.add(Upload(owner="ana", sheet="food", file_name="list.csv", made_at=now, turn=1, done=700,
                              total=2000, moved_at=now + timedelta(days=1), mapping={}, cells="[]"))
        db.session.commit()
    server = serve(app)
    yield app, f"http://127.0.0.1:{server.server_port}", batch
    server.shutdown()
    server.server_close()
    with app.app_context():
        db.engine.dispose()
    edition = app.extensions["amparo_store"].edition()
    if edition is not None:
        edition.engine.dispose()


def _signed_in(browser: Browser, app: Flask, address: str, **options: object) -> BrowserContext:
    context = browser.new_context(viewport=PHONE, **options)
    context.add_cookies([{"name": "amparo-local", "value": start_session(app, "ana"), "url": address}])
    return context


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_axe_finds_nothing(browser: Browser, site: tuple[Flask, str, int], language: str, scheme: str) -> None:
    app, address, batch = site
    context = _signed_in(browser, app, address, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = {}
    for name, way in PAGES.items():
        answer = page.goto(f"{address}/{language}/team/{way.format(batch=batch)}")
        assert answer and answer.status == (404 if name == "no such listing" else 200), name
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        wrong = [(each["id"], [node["target"] for node in each["nodes"]][:3])
                 for each in _AXE.run(page).response["violations"]]
        if wrong:
            found[name] = wrong
    context.close()
    assert not found


@pytest.mark.parametrize("language", ["en", "es", "en-XA", "ar-XB"])
def test_no_page_scrolls_sideways_on_a_small_phone(browser: Browser, site: tuple[Flask, str, int],
                                                   language: str) -> None:
    app, address, batch = site
    context = _signed_in(browser, app, address)
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for name, way in PAGES.items():
        page.goto(f"{address}/{language}/team/{way.format(batch=batch)}")
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            wide[name] = width
    context.close()
    assert not wide


def test_a_page_looks_again_by_itself_only_while_somebody_wants_it(browser: Browser,
                                                                   site: tuple[Flask, str, int]) -> None:
    """Who reads it slowly, or hears it read, is not thrown to its beginning again and again."""
    app, address, _ = site
    context = _signed_in(browser, app, address)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{address}/en/team/sheets/1")
    page.evaluate("document.title = 'not loaded anew'")
    page.clock.run_for(60_000)
    assert page.title() == "not loaded anew"
    with page.expect_navigation(url="**/sheets/1#watch", wait_until="load"):
        page.get_by_role("link", name="Look again every few seconds").click()
        page.clock.run_for(5_000)
    page.get_by_role("link", name="Stop looking again").click()
    page.evaluate("document.title = 'not loaded anew'")
    page.clock.run_for(60_000)
    assert page.title() == "not loaded anew"
    context.close()


def test_signing_out_leaves_nothing_in_the_browser(browser: Browser, site: tuple[Flask, str, int]) -> None:
    """And the Back button shows no page of the team again."""
    app, address, _ = site
    context = _signed_in(browser, app, address)
    page = context.new_page()
    page.goto(f"{address}/en/team/people")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    assert context.cookies() == []
    page.go_back()
    assert page.get_by_role("heading", name="Invite somebody").count() == 0
    context.close()
