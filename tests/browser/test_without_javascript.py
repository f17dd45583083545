"""The whole way without JavaScript, as in a browser that has it switched off."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from directory import clock
from tests.browser.conftest import PHONE, Outside


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A tab that runs no script."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_family_finds_help_without_javascript(plain: Page, address: str, outside: Outside) -> None:
    plain.goto(f"{address}/")
    assert plain.url == f"{address}/en/"
    plain.get_by_text("Legal help", exact=True).first.click()
    plain.get_by_label("ZIP code, or city and state").fill("94601")
    plain.get_by_role("button", name="Find help").click()
    assert "/en/r/" in plain.url
    assert plain.locator(".card h2").first.inner_text() == "Example Legal Center"

    plain.locator(".filters summary").click()
    plain.get_by_label("social security number").first.check()
    plain.get_by_role("button", name="Show these places").click()
    assert plain.locator(".filters .count").inner_text() == "1 filter is on"

    plain.locator(".languages summary").click()
    plain.get_by_role("link", name="Español").click()
    assert plain.locator("html").get_attribute("lang") == "es"
    assert plain.locator(".card h2").first.inner_text() == "Example Legal Center"
    plain.locator(".card h2 a").first.click()
    assert plain.locator("a.reach.call").first.get_attribute("href") == "tel:+1-510-555-0101"
    plain.go_back()
    assert plain.locator(".card h2").first.inner_text() == "Example Legal Center"

    plain.locator("a.exit").click()
    assert plain.url == f"{outside.address}/"
    assert "Referer" not in outside.visitors[-1]


def test_where_exit_cannot_guard_the_back_button_the_page_says_so(plain: Page, address: str, outside: Outside) -> None:
    plain.goto(f"{address}/en/privacy/phone")
    assert plain.get_by_text("If JavaScript is off in this browser, the Back button still comes back").is_visible()
    plain.locator("a.exit").click()
    plain.wait_for_url(f"{outside.address}/")
    plain.go_back()
    assert plain.url == f"{address}/en/privacy/phone", "what it says is true"


def test_pages_and_suggestions_work_without_javascript(plain: Page, address: str) -> None:
    plain.goto(f"{address}/en/")
    plain.locator("#place").fill("Oaklnd, CA")
    plain.locator("button.main").click()
    plain.locator(".suggestions a").first.click()
    assert plain.locator("h1").inner_text().startswith("Help near")
    plain.goto(f"{address}/en/")
    plain.get_by_text("Food", exact=True).first.click()
    plain.locator("#place").fill("95112")
    plain.locator("button.main").click()
    plain.get_by_role("link", name="Next page").click()
    assert "Page 2 of" in plain.locator(".pages").inner_text()


def test_a_mistake_is_reported_without_javascript(plain: Page, address: str) -> None:
    plain.goto(f"{address}/en/listing/oakland001")
    plain.get_by_role("link", name="Is something wrong here? Tell us.").click()
    plain.get_by_label("What do you know? What is right?").fill("A bakery answers.")
    assert plain.locator("#topic").is_hidden()
    plain.get_by_role("button", name="Send").click()
    plain.get_by_role("link", name="Choose what is wrong.").click()
    assert plain.url.endswith("#choice")
    plain.get_by_label("The phone number is wrong").check()
    plain.get_by_role("button", name="Send").click()
    assert plain.get_by_role("alert").locator("h2").inner_text() == "Please press “Send” once more", "the clock stands"
    clock.fix(clock.now() + timedelta(seconds=30))
    assert plain.get_by_label("What do you know? What is right?").input_value() == "A bakery answers."
    plain.get_by_role("button", name="Send").click()
    assert plain.locator("h1").inner_text() == "Thank you. Your message was sent."
    plain.get_by_role("link", name="Back to this place").click()
    assert plain.url == f"{address}/en/listing/oakland001"


def test_the_keyboard_goes_first_to_what_went_wrong(page: Page, address: str) -> None:
    page.goto(f"{address}/ar/suggest")
    page.get_by_role("button", name="Send").or_(page.locator("button[type=submit]")).click()
    page.wait_for_selector("[role=alert]:focus")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#choice"
