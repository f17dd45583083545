"""A dirty sheet in a real browser, on a phone and on a desk: from the file to what a family reads, by the messages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from directory.cli.editions import put_up
from directory.config import Settings
from directory.db import db
from directory.register import queries
from tests.browser.places import follow
from tests.curation.team import make_account, start_session
from tests.curation.upload.conftest import approve
from tests.curation.upload.made_up import as_csv

_AXE = Axe()
SCREENS = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}


@pytest.fixture(params=SCREENS)
def page(request: pytest.FixtureRequest, browser: Browser, team: Flask, team_address: str) -> Iterator[Page]:
    """A browser in which ana is signed in."""
    make_account(team, "ana", ["curator"])
    context = browser.new_context(viewport=SCREENS[request.param], bypass_csp=True)
    context.add_cookies([{"name": "amparo-local", "value": start_session(team, "ana"), "url": team_address}])
    opened = context.new_page()
    opened.goto(f"{team_address}/en/team/sheets")
    yield opened
    context.close()


def _look(page: Page) -> None:
    """Assert that a page fits the screen, and that axe finds nothing wrong with it."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    found = _AXE.run(page).response["violations"]
    assert not [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found], page.url


def _press(page: Page, words: str) -> None:
    follow(page.get_by_role("button", name=words, exact=True))
    _look(page)


def _fill(page: Page, column: str, choice: str) -> None:
    """Choose what stands in a column of all rows, above the rows."""
    box = page.locator(".fill").filter(has_text=f"{column} for all")
    box.get_by_role("combobox").select_option(choice)
    follow(box.get_by_role("button"))
    _look(page)


def test_from_a_dirty_file_to_what_a_family_reads(page: Page, team_address: str, team: Flask,
                                                  team_settings: Settings, tmp_path: Path) -> None:
    _look(page)
    (tmp_path / "list.csv").write_bytes(as_csv())
    page.get_by_label("The file").set_input_files(tmp_path / "list.csv")
    page.get_by_label("Name of a new sheet").fill("food-boston")
    _press(page, "Send it in")
    follow(page.get_by_role("link", name="Say what the columns mean").first)
    _look(page)
    for title, column in (("name", "organization"), ("Who may come?", "eligibility_note"), ("scraper_id", "-")):
        page.get_by_label(title, exact=True).select_option(column)
    _press(page, "Save and check again")
    _press(page, "Row 6 is no listing: leave it out")
    _fill(page, "category", "food")
    _fill(page, "source", "test-list")
    _fill(page, "services", "food-pantry")
    for offer in ("Write phone: “617-555-0102” and phone_2: “617-555-0103” (row 3)",
                  "Move the words to hours_note (row 3)", "Use “hot-meals” (row 4)",
                  "Use “https://example.org/kitchen” (row 4)"):
        _press(page, offer)
    assert "4 rows, and all are good." in page.inner_text("main")
    follow(page.get_by_role("link", name="See what would change"))
    _look(page)
    page.get_by_label("Why?").fill("the list of September")
    _press(page, "Propose all of this")
    assert "Another person looks at it now." in page.inner_text("main")
    number = int(page.inner_text("main").split("Proposed as batch ")[1].split(".")[0])
    approve(team, number)
    with team.app_context():
        put_up(db.session(), team_settings)
        listed = queries.listings(db.session(), sheet="food-boston")
    south = next(key for key, facts in listed.items() if facts["organization"] == "Example Pantry South")
    page.goto(f"{team_address}/en/listing/{south}")
    seen = page.inner_text("main")
    assert "Example Pantry South" in seen and "(617) 555-0102" in seen and "(617) 555-0103" in seen
    assert "By appointment" in seen and "Families with children" in seen
