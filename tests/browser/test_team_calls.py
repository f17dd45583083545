"""Calls, messages and duplicates in a real browser: axe finds nothing, and 320 px are enough, by day and by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from sqlalchemy.orm import Session

from directory.config import Settings
from directory.db import db
from directory.reports.spool import Spool
from tests.browser.places import follow
from tests.curation.duplicates.test_pairs import add
from tests.curation.team import make_account, start_session
from tests.reports.made_up import SUGGESTION, report

_AXE = Axe()


@pytest.fixture
def address(team: Flask, team_settings: Settings, team_address: str) -> str:
    """The site with a pair, two messages and a curator."""
    with team.app_context():
        engine = db.engine
    with Session(engine) as session:
        add(session, "twin000001", hours="Mon 9am-5pm", phone="(408) 555-0199", source="other-list")
    box = Spool(team_settings.spool)
    box.put(report(listing_id="pantry0020"), once="a")
    box.put(SUGGESTION, once="b")
    make_account(team, "ana", ["curator"])
    return team_address


def _signed_in(browser: Browser, team: Flask, address: str, width: int, scheme: str) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 740}, bypass_csp=True,
                                  color_scheme=scheme)  # type: ignore[arg-type]
    context.add_cookies([{"name": "amparo-local", "value": start_session(team, "ana"), "url": address}])
    return context


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (360, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_is_cut_off(browser: Browser, team: Flask, address: str, width: int,
                                                  scheme: str) -> None:
    context = _signed_in(browser, team, address, width, scheme)
    page = context.new_page()
    found = {}
    for way in ("calls", "reports", "duplicates", "duplicates/pantry0020/twin000001", "call"):
        if way == "call":
            page.goto(f"{address}/en/team/reports")
            follow(page.get_by_role("button", name="Call them"))
            follow(page.get_by_role("button", name="Save what I heard"))  # with its mistakes
        else:
            page.goto(f"{address}/en/team/{way}")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        wrong = [(each["id"], [node["target"] for node in each["nodes"]][:3])
                 for each in _AXE.run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(("scroll", []))
        if wrong:
            found[way] = wrong
    context.close()
    assert not found


def test_a_call_by_keyboard_alone(browser: Browser, team: Flask, address: str) -> None:
    """From the queue to the end, in the order of the page: the first tab leads to the main part."""
    context = _signed_in(browser, team, address, 360, "light")
    page = context.new_page()
    page.goto(f"{address}/en/team/calls")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_role("button", name="Take the next one").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/calls/1*")
    page.locator("input[name=outcome]").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("input[name=outcome]:checked").get_attribute("value") == "no-answer"
    page.get_by_role("button", name="Save what I heard").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The call is over").wait_for()
    context.close()
