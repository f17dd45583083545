"""A real Chromium, our site on a free port, and a second server that stands for the outside world."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import BaseWSGIServer, make_server

from tests.curation.conftest import _cheap, team, team_settings  # noqa: F401  the team's site, for its pages
from tests.machine import CHROMIUM_ARGUMENTS, chromium
from tests.public_site import public_site

HERE = Path(__file__).parent
PHONE = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder. Chromium is driven over sockets that Playwright leaves to the collector."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.filterwarnings("default::ResourceWarning"))


@dataclass
class Outside:
    """The world outside: its address, and the headers of everybody who came."""

    address: str
    visitors: list[dict[str, str]] = field(default_factory=list)


def serve(app: Flask) -> BaseWSGIServer:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="package")
def outside() -> Iterator[Outside]:
    """Another site, where Exit leads."""
    app = Flask("outside", static_folder=None)
    server = serve(app)
    world = Outside(f"http://127.0.0.1:{server.server_port}")

    @app.route("/", defaults={"path": ""})
    @app.route("/<path:path>")
    def weather(path: str) -> str:
        world.visitors.append(dict(request.headers))
        return "<!doctype html><html lang=en><title>Weather</title><link rel=icon href='data:,'><h1>Sunny</h1>"

    yield world
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="package")
def address(
    home: Path, outside: Outside, street_map: Path, tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of our site with a street map, in every language and both made-up ones."""
    with public_site(home, tmp_path_factory.mktemp("keys"), exit_url=f"{outside.address}/", streets=street_map) as app:
        server = serve(app)
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, once for this folder."""
    found = chromium()
    assert found, "Chromium is not installed. Run: make test"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def team_address(team: Flask) -> Iterator[str]:  # noqa: F811
    """The address of the team's site."""
    server = serve(team)
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh phone."""
    made = browser.new_context(viewport=PHONE, has_touch=True)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab on that phone."""
    return context.new_page()
