"""No request leaves us, nothing is stored, and the browser has nothing to complain about (T-02, T-03)."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Outside
from tests.browser.places import KINDS, LANGUAGES, visit

#: Everything a site can leave in a browser.
STORED = """async () => ({
    cookie: document.cookie, local: localStorage.length, session: sessionStorage.length,
    caches: (await caches.keys()).length, databases: (await indexedDB.databases()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    loaded: performance.getEntriesByType("resource").map(each => each.name),
})"""
_EMPTY = {"cookie": "", "local": 0, "session": 0, "caches": 0, "databases": 0, "workers": 0}
_VIOLATIONS = """document.addEventListener("securitypolicyviolation",
    event => console.error("CSP", event.violatedDirective, event.blockedURI))"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_tells_anybody_or_stores_anything(page: Page, address: str, outside: Outside, language: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.add_init_script(_VIOLATIONS)
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    before = len(outside.visitors)
    for kind in KINDS:
        visit(page, address, kind, language)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for link in page.locator("main a").all()[:5]:
            link.hover(force=True, trial=True)
        found = page.evaluate(STORED)
        assert not [url for url in found.pop("loaded") if not url.startswith(f"{address}/static/")], kind
        assert found == _EMPTY, kind
    assert asked and not [url for url in asked if not url.startswith(f"{address}/") and not url.startswith("data:")]
    # The browser itself notes pages that answer with an error status.
    noted = [each for each in said if "the server responded with a status of 4" not in each]
    assert noted == []
    assert page.context.cookies() == []
    assert len(outside.visitors) == before


def test_history_and_titles_tell_neither_place_nor_need(page: Page, address: str) -> None:
    page.goto(f"{address}/es/")
    page.get_by_label("Ayuda legal").check()
    page.locator("#place").fill("94601")
    page.locator("button.main").click()
    page.wait_for_url("**/es/r/*")
    page.get_by_role("link", name="Example Legal Center").first.click()
    page.wait_for_url("**/listing/*")
    history = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    for entry in history:
        for secret in ("94601", "legal", "oakland,", "Example Legal Center", "abogad"):
            assert secret.lower() not in (entry["url"] + entry["title"]).lower()


def test_the_form_remembers_nothing(page: Page, address: str) -> None:
    """No list of ZIP codes typed before, for the next who holds the phone."""
    page.goto(f"{address}/en/")
    assert page.locator("form").first.get_attribute("autocomplete") == "off"
    assert page.locator("#place").get_attribute("autocomplete") == "off"


def test_whoever_follows_a_link_out_tells_not_where_from(page: Page, address: str, outside: Outside) -> None:
    page.goto(f"{address}/en/listing/saltlake01")
    page.evaluate("to => document.querySelector('a.reach.website').href = to", f"{outside.address}/site")
    page.locator("a.reach.website").click()
    page.wait_for_url(f"{outside.address}/site")
    assert "Referer" not in outside.visitors[-1] and "Origin" not in outside.visitors[-1]
