"""The kinds of page that a browser looks at, and how to come to them."""

from playwright.sync_api import Page

from directory.i18n import languages as tongues

LANGUAGES = tuple(each.code for each in tongues.offered(pseudo=True))

#: Name -> address below the language, or the search that leads there.
KINDS: dict[str, str | dict[str, str]] = {
    "home": "",
    "about": "about",
    "privacy": "privacy",
    "results": {"place": "94601"},
    "results with filters": {"place": "94601", "papers": "asks_ssn", "languages": "es", "category": "legal"},
    "nearest beyond": {"place": "59601", "category": "legal"},
    "nothing found": {"words": "zzzzqqqq"},
    "many results": {"place": "95112", "category": "food"},
    "place unknown": {"place": "00000", "category": "food"},
    "several places": {"place": "Springfield"},
    "listing": "listing/oakland001",
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
}


def visit(page: Page, address: str, kind: str, language: str) -> None:
    """Open a kind of page in a language."""
    way = KINDS[kind]
    if isinstance(way, str):
        page.goto(f"{address}/{language}/{way}")
        return
    answer = page.context.request.post(f"{address}/{language}/search", form=way, max_redirects=0)
    assert answer.status == 303
    page.goto(address + answer.headers["location"])
