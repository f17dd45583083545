"""Takes the pictures of docs/screenshots from a running site: `python docs/pictures.py http://127.0.0.1:8000`.

Home, results, a listing, a state and a map, in four languages, on a phone and on a desk. With `--team` instead of an
address, the pictures of the curators' guide: see docs/team_pictures.py. Look at each before you keep it. Needs what the
tests need (Playwright and Chromium).
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
LANGUAGES = ("en", "es", "ar", "zh-Hans")
SCREENS = {"phone": (360, 740), "desk": (1280, 900)}


def results(page: Page, site: str, language: str, kind: str = "legal") -> None:
    """Search for help near 94601 as a family does, without a script."""
    page.goto(f"{site}/{language}/")
    page.locator(f"input[name=category][value={kind}]").check()
    page.locator("#place").fill("94601")
    page.locator("form.search button").click()
    page.wait_for_url("**/r/*")


def first_listing(page: Page, site: str, language: str) -> None:
    """Open the first place of the results."""
    results(page, site, language)
    page.locator(".card a[href*='/listing/']").first.click()
    page.wait_for_url("**/listing/*")


def on_a_map(page: Page, site: str, language: str) -> None:
    """Open the map of the results."""
    results(page, site, language, "medical")
    page.goto(f"{page.url}/map")


PAGES = {"home": lambda page, site, language: page.goto(f"{site}/{language}/"), "results": results,
         "listing": first_listing, "state": lambda page, site, language: page.goto(f"{site}/{language}/ca"),
         "map": on_a_map}


def take(browser: Browser, site: str) -> None:
    """Take every picture, a new context each, so that nothing of one shows in another."""
    for screen, (width, height) in SCREENS.items():
        for language in LANGUAGES:
            for name, open_page in PAGES.items():
                context = browser.new_context(viewport={"width": width, "height": height})
                page = context.new_page()
                open_page(page, site, language)
                page.screenshot(path=FOLDER / f"{name}-{language}-{screen}.png")
                context.close()


if __name__ == "__main__":
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        if sys.argv[1] == "--team":
            import team_pictures  # it needs the tests
            team_pictures.take(chromium)
        else:
            take(chromium, sys.argv[1].rstrip("/"))
