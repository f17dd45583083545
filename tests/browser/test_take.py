"""Taking a place along: what needs a script is hidden without one, and the phone itself does the rest."""

from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE
from tests.browser.places import visit

TEXT = "Example Legal Center\nCall (510) 555-0101\nGo there: 1 Example Street, Oakland, CA 94601\n"


def test_without_javascript_there_is_no_button_that_does_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    visit(page, address, "listing", "en")
    assert not page.locator("[data-copy]").is_visible()
    page.get_by_text("Show the text to send").click()
    assert page.locator(".shared").inner_text().startswith(TEXT)
    assert page.get_by_role("link", name="Send by text message").is_visible()
    visit(page, address, "list to print", "en")
    assert not page.locator("[data-print]").is_visible()
    assert page.get_by_text("To print, open the menu of your browser").is_visible()
    context.close()


def test_print_prints(page: Page, address: str) -> None:
    page.add_init_script("window.print = () => { window.printed = true }")
    visit(page, address, "list in large print", "en")
    assert not page.locator(".by-hand").is_visible()
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")


def test_copy_copies_the_text_and_says_so(page: Page, address: str) -> None:
    asked: list[str] = []
    visit(page, address, "listing", "en")
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Copy").click()
    assert page.get_by_role("status").inner_text() == "Copied."
    shown = page.locator(".shared").inner_text()
    page.goto("about:blank")
    page.set_content("<textarea></textarea>")
    page.locator("textarea").focus()
    page.keyboard.press("Control+V")
    assert page.locator("textarea").input_value() == shown
    assert shown.startswith(TEXT) and asked in ([], ["about:blank"])
