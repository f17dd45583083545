"""Quick exit in a real Chromium: one press, and Back never shows our pages again (T-04).

GOV.UK's button (`location.href`) and a plain `location.replace` both leave our other pages one Back away.
In exit.js, `leave(a)` works because a link, read as text, is its address.
"""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, Response, redirect
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright
from werkzeug.serving import make_server

from directory.web import headers, static
from tests.machine import chromium

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-default-apps", "--disable-sync", "--no-first-run", "--disable-dev-shm-usage",
]

pytestmark = [
    pytest.mark.browser,
    # Chromium is driven over a socket pair that Playwright leaves to the garbage collector.
    pytest.mark.filterwarnings("default::ResourceWarning"),
]


class Site:
    """A web server on a free port of this machine, for as long as a `with` block lasts."""

    def __init__(self, app: Flask) -> None:
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "Site":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _outside() -> Flask:
    app = Flask("outside", static_folder=None)
    app.add_url_rule("/", "home", lambda: "<!doctype html><title>Weather</title><h1>Sunny</h1>")

    @app.get("/slow")
    def slow() -> str:
        time.sleep(1.5)
        return "<!doctype html><title>News</title>"

    return app


def _inside(exit_url: str) -> Flask:
    """Return pages with two exit links. The second is reached by POST and redirect; page 3 may be kept."""
    app = Flask("inside", static_folder=None)
    static.register(app)
    app.after_request(lambda response: headers.add(response, secure=False))
    script = static.asset("exit.js")

    def page(number: int) -> str:
        return (
            f'<!doctype html><html lang="en"><head>'
            f'<script src="{script.url_path}" integrity="{script.integrity}"></script>'
            f'<title>Help</title></head>'
            f'<body><a id="top" data-exit href="{exit_url}"><b>Exit</b></a>'
            f'<h1>Shelter for the night {number}</h1>'
            f'<form action="/search" method="post"><button>Search</button></form><input>'
            f'<a id="next" href="/{number + 1}">Next</a>'
            f'<a id="low" data-exit href="{exit_url}">Exit</a></body></html>'
        )

    @app.get("/<int:number>")
    def show(number: int) -> Response:
        response = Response(page(number))
        if number == 3:
            response.headers["Cache-Control"] = "private, max-age=60"
        return response

    app.add_url_rule("/search", "search", lambda: redirect("/2", 303), methods=["POST"])
    return app


@pytest.fixture(scope="module")
def sites() -> Iterator[tuple[str, str]]:
    with Site(_outside()) as outside, Site(_inside(f"{outside.address}/")) as inside:
        yield inside.address, outside.address


@pytest.fixture(scope="module", params=["reloads on Back", "keeps pages for Back"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    # Playwright switches Chromium's back/forward cache off unless told not to.
    kept = ["--disable-back-forward-cache"] if request.param == "keeps pages for Back" else None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=QUIET, ignore_default_args=kept)
        yield browser
        browser.close()


class Watched:
    """A tab that notes each frame in which our text could be seen, and what the browser complains about."""

    LOOK = """
        const look = () => {
          const heading = document.querySelector("h1")
          if (heading && heading.innerText.includes("Shelter") && heading.getClientRects().length)
            console.debug("SEEN", Date.now())
          requestAnimationFrame(look)
        }
        look()
        addEventListener("pageshow", e => e.persisted && console.debug(
          "KEPT", document.documentElement.style.display == "none" ? "hidden" : "open", Date.now()))
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._browser = page.context.new_cdp_session(page)
        self.sightings: list[int] = []
        self.kept: list[str] = []
        self.complaints: list[str] = []
        page.add_init_script(self.LOOK)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        if message.text.startswith("SEEN"):
            self.sightings.append(int(message.text.split()[1]))
        elif message.text.startswith("KEPT"):
            self.kept.append(message.text.split()[1])
        elif message.type in ("error", "warning") and "favicon" not in message.location["url"]:
            self.complaints.append(message.text)

    def seen_since(self, moment: float) -> int:
        """Count the frames after `moment`. (Back brings up a kept page's old messages again.)"""
        return sum(sighting >= moment * 1000 for sighting in self.sightings)

    def walk(self, address: str) -> None:
        """Visit page 1, search (page 2), then page 3 and 4, as a person would."""
        self.page.goto(f"{address}/1")
        self.page.get_by_role("button", name="Search").click()
        self.page.wait_for_url("**/2")
        for number in (3, 4):
            self.page.locator("#next").click()
            self.page.wait_for_url(f"**/{number}")

    def go(self, steps: int) -> None:
        """Press Back (or Forward) as in the browser's own bar, and wait until things are quiet."""
        history = self._browser.send("Page.getNavigationHistory")
        wanted = history["currentIndex"] + steps
        if 0 <= wanted < len(history["entries"]):
            self._browser.send("Page.navigateToHistoryEntry", {"entryId": history["entries"][wanted]["id"]})
        self.page.wait_for_timeout(300)

    def address(self) -> str:
        """Return what stands in the address bar."""
        for attempt in range(20):
            try:
                history = self._browser.send("Page.getNavigationHistory")
                break
            except Error:  # between two pages there is none to ask
                if attempt == 19:
                    raise
                time.sleep(0.05)
        return str(history["entries"][history["currentIndex"]]["url"])


@pytest.fixture
def tab(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context()
    yield Watched(context.new_page())
    context.close()


def test_after_exit_back_and_forward_never_show_our_pages(tab: Watched, sites: tuple[str, str]) -> None:
    inside, outside = sites
    tab.walk(inside)
    assert tab.sightings
    tab.page.locator("#top b").click()
    tab.page.wait_for_url(f"{outside}/")
    away = time.time()
    for step in (-1,) * 10 + (+1,) * 5:
        tab.go(step)
        for _ in range(50):
            if not tab.address().startswith(inside):
                break
            tab.page.wait_for_timeout(100)
        assert not tab.address().startswith(inside)
    assert tab.seen_since(away) == 0
    assert tab.complaints == []


def test_without_exit_back_shows_the_page_before(tab: Watched, sites: tuple[str, str]) -> None:
    tab.walk(sites[0])
    back = time.time()
    tab.go(-1)
    assert tab.page.url.endswith("/3")
    assert tab.page.get_by_role("heading").is_visible()
    assert tab.seen_since(back)
    assert tab.page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert tab.complaints == []


def test_a_page_kept_for_back_waits_hidden_until_we_know_whether_to_show_it(
    tab: Watched, sites: tuple[str, str], request: pytest.FixtureRequest,
) -> None:
    tab.walk(sites[0])
    tab.go(-1)
    assert tab.page.get_by_role("heading").is_visible()
    # Our own listener comes before the one in exit.js, so it sees the page as the browser found it.
    assert tab.kept == (["hidden"] if "keeps pages" in request.node.name else [])


def test_our_pages_open_again_when_asked_for_and_the_trace_is_gone(
    tab: Watched, sites: tuple[str, str],
) -> None:
    inside, outside = sites
    tab.walk(inside)
    tab.page.locator("#low").click()
    tab.page.wait_for_url(f"{outside}/")
    tab.page.goto(f"{inside}/1")
    assert tab.page.get_by_role("heading").is_visible()
    assert tab.page.evaluate("sessionStorage.length") == 0
    tab.page.locator("#next").click()
    tab.page.wait_for_url("**/2")
    tab.go(-1)
    assert tab.page.get_by_role("heading").is_visible()


def test_the_page_is_hidden_at_once_even_if_the_outside_is_slow(tab: Watched, sites: tuple[str, str]) -> None:
    inside, outside = sites
    tab.page.goto(f"{inside}/1")
    spent, boxes, title, stored = tab.page.evaluate("""outside => {
        const link = document.querySelector("#top")
        link.href = outside
        const before = performance.now()
        link.click()
        const boxes = document.querySelector("h1").getClientRects().length
        return [performance.now() - before, boxes, document.title, Object.entries(sessionStorage)]
    }""", f"{outside}/slow")
    assert (boxes, title, stored) == (0, "\u200b", [["exit", f"{outside}/slow"]])
    assert spent < 100  # milliseconds
    pressed = time.time()
    tab.page.wait_for_url(f"{outside}/slow")
    assert tab.seen_since(pressed) == 0


def test_escape_three_times_exits_but_slowly_or_with_other_keys_does_not(
    tab: Watched, sites: tuple[str, str],
) -> None:
    inside, outside = sites
    tab.page.goto(f"{inside}/1")
    tab.page.locator("input").focus()
    for key in ("Escape", "Escape", "a", "Escape", "Escape"):
        tab.page.keyboard.press(key)
    tab.page.wait_for_timeout(2100)
    tab.page.keyboard.press("Escape")
    assert tab.page.get_by_role("heading").is_visible()
    assert tab.page.locator("input").input_value() == "a"
    tab.page.keyboard.press("Escape")
    tab.page.keyboard.press("Escape")
    tab.page.wait_for_url(f"{outside}/")


def test_a_link_that_is_no_web_address_is_left_to_the_browser(tab: Watched, sites: tuple[str, str]) -> None:
    tab.page.goto(f"{sites[0]}/1")
    tab.page.evaluate("document.querySelector('#top').href = 'javascript:document.title=1'")
    tab.page.locator("#top").click()
    assert tab.page.evaluate("sessionStorage.length") == 0
    assert tab.page.get_by_role("heading").is_visible()


def test_the_script_is_under_a_kilobyte() -> None:
    script = Path(static.__file__).parent.parent / "static" / "exit.js"
    assert script.stat().st_size < 1024
