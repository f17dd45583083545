"""The kinds of page that a browser looks at, and how to come to them."""

from playwright.sync_api import Locator, Page

from directory.i18n import languages as tongues

LANGUAGES = tuple(each.code for each in tongues.offered(pseudo=True))

#: Name -> address below the language, or the search that leads there. "!": and its form is sent empty.
KINDS: dict[str, str | dict[str, str]] = {
    "home": "",
    "about": "about",
    "privacy": "privacy",
    "patterns": "patterns",
    "leaving no traces": "privacy/phone",
    "detained": "first-steps",
    "where help is missing": "gaps",
    "where help is missing in a state": "gaps/ca",
    "results": {"place": "94601"},
    "results with filters": {"place": "94601", "papers": "asks_ssn", "languages": "es", "category": "legal"},
    "nearest beyond": {"place": "59601", "category": "legal"},
    "nothing found": {"words": "zzzzqqqq"},
    "many results": {"place": "95112", "category": "food"},
    "map": {"place": "94601"},
    "map with streets": {"place": "95112", "category": "food"},
    "map of a state": {"place": "California"},
    "place unknown": {"place": "00000", "category": "food"},
    "several places": {"place": "Springfield"},
    "list to print": {"place": "94601"},
    "list in large print": {"place": "95112", "category": "food"},
    "listing": "listing/oakland001",
    "listing in large print": "listing/statewide1/print/large",
    "listing with everything": "listing/statewide1",
    "secret listing": "listing/secret0001",
    "old listing": "listing/clinic0001",
    "listing without a phone": "listing/overnight1",
    "closed listing": "listing/closed0001",
    "states": "places",
    "state": "ca",
    "county": "ca/alameda-county/legal",
    "city": "ca/oakland",
    "city unknown": "ca/oaklnd",
    "link ended": "r/AAAA",
    "no such page": "nothing",
    "report": "listing/secret0001/report",
    "report with mistakes": "listing/oakland001/report!",
    "suggest": "suggest",
    "suggest with mistakes": "suggest!",
    "sent": "suggest/sent",
}

#: What follows the address of the answer to a search, for the kinds made for paper.
PAPER = {"list to print": "/print", "list in large print": "/print/large"}


def visit(page: Page, address: str, kind: str, language: str) -> None:
    """Open a kind of page in a language."""
    way = KINDS[kind]
    if isinstance(way, str):
        page.goto(f"{address}/{language}/{way.removesuffix('!')}")
        if way.endswith("!"):
            follow(page.locator("button[type=submit]"))
            page.wait_for_selector("[role=alert]")
        return
    answer = page.context.request.post(f"{address}/{language}/search", form=way, max_redirects=0)
    assert answer.status == 303
    page.goto(address + answer.headers["location"] + PAPER.get(kind, "/map" if kind.startswith("map") else ""))


def follow(leading: Locator) -> None:
    """Press what leads to another page, and wait until that page is there whole.

    A click alone returns when the answer begins: what one then asks of the page may find it empty.
    """
    with leading.page.expect_navigation():
        leading.click()
