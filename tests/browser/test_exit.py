"""Quick exit on the real pages: one press, and Back never shows them again (T-04)."""

import time

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Outside
from tests.browser.places import visit

_LOOK = """(() => {
    const look = () => {
        const main = document.querySelector("main")
        if (main && main.getClientRects().length && main.innerText.trim()) console.debug("SEEN", Date.now())
        requestAnimationFrame(look)
    }
    look()
})()"""


def _walk(page: Page, address: str) -> None:
    page.goto(f"{address}/es/")
    page.locator("#place").fill("94601")
    page.locator("button.main").click()
    page.wait_for_url("**/es/r/*")
    page.locator(".card a").first.click()
    page.wait_for_url("**/listing/*")


def _press(page: Page, way: str) -> None:
    if way == "button":
        page.locator("a.exit").click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")


@pytest.mark.parametrize("way", ["button", "Escape three times"])
def test_after_exit_back_shows_none_of_our_pages(page: Page, address: str, outside: Outside, way: str) -> None:
    seen: list[int] = []
    page.add_init_script(_LOOK)
    page.on("console", lambda message: seen.append(int(message.text.split()[1])) if message.text.startswith("SEEN")
            else None)
    _walk(page, address)
    assert seen
    _press(page, way)
    page.wait_for_url(f"{outside.address}/")
    assert "Referer" not in outside.visitors[-1]
    gone = time.time() * 1000
    tab = page.context.new_cdp_session(page)
    for _ in range(10):
        history = tab.send("Page.getNavigationHistory")
        if history["currentIndex"] > 0:
            entry = history["entries"][history["currentIndex"] - 1]
            tab.send("Page.navigateToHistoryEntry", {"entryId": entry["id"]})
        page.wait_for_timeout(250)
        page.wait_for_url(lambda url: not url.startswith(address), timeout=5000)
    assert not [moment for moment in seen if moment > gone]
    assert page.context.cookies() == []


@pytest.mark.parametrize("kind", ["home", "results", "listing", "privacy", "no such page", "link ended",
                                  "place unknown"])
def test_exit_leaves_from_every_page(page: Page, address: str, outside: Outside, kind: str) -> None:
    visit(page, address, kind, "ar")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator("a.exit").click()
    page.wait_for_url(f"{outside.address}/")
    assert page.get_by_role("heading", name="Sunny").is_visible()
