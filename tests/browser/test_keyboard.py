"""Everything by keyboard, in an order that makes sense, and never out of sight."""

import pytest
from playwright.sync_api import Page

from tests.browser.places import visit

FOCUSED = """() => {
    const now = document.activeElement, box = now.getBoundingClientRect()
    const bar = document.querySelector(".bar").getBoundingClientRect()
    const hidden = !now.closest(".bar") && (box.bottom <= bar.bottom && box.top >= bar.top || box.bottom < 0
        || box.top > innerHeight)
    const style = getComputedStyle(now)
    return {name: now.className || now.id || now.tagName, hidden, outline: style.outlineStyle != "none"}
}"""


def test_the_first_stops_are_skip_home_and_exit(page: Page, address: str) -> None:
    page.goto(f"{address}/en/")
    stops = []
    for _ in range(3):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED)["name"])
    assert stops == ["skip", "brand", "exit"]


def test_the_skip_link_can_be_seen_and_leads_to_the_main_part(page: Page, address: str) -> None:
    page.goto(f"{address}/es/")
    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    assert box and box["x"] >= 0 and box["height"] >= 44
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_search_is_sent_with_enter(page: Page, address: str) -> None:
    page.goto(f"{address}/en/")
    page.locator("input[name=category]").first.focus()
    page.keyboard.press("ArrowDown")
    page.locator("#place").focus()
    page.keyboard.type("94601")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/r/*")
    assert page.locator("h1").inner_text() == "Medical care near 94601, Oakland, CA"


@pytest.mark.parametrize("kind", ["home", "results with filters", "listing", "place unknown", "report",
                                  "suggest"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_stop_is_in_sight_and_marked(page: Page, address: str, kind: str, language: str) -> None:
    visit(page, address, kind, language)
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    seen = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["name"] == "BODY":
            break
        assert not stop["hidden"] and stop["outline"], stop
        seen.add(stop["name"])
    assert {"skip", "brand", "exit"} <= seen and len(seen) > 4
