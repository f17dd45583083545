"""A visitor that checks every page it gets: valid, labelled, private, and with all our headers."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

_LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "video": "src",
          "use": "href", "audio": "src", "embed": "src", "object": "data", "form": "action", "input": "src",
          "body": "background"}
_NEEDED = {"Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options",
           "Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
           "X-DNS-Prefetch-Control", "Cache-Control"}


@dataclass(frozen=True)
class Page:
    """One page: its status, text, parsed tree and headers."""

    status: int
    html: str
    tree: Element
    headers: Any
    location: str

    def all(self, path: str) -> list[Element]:
        """Return elements by a tag path, as ElementTree finds them."""
        return self.tree.findall(f".//{path}")

    @property
    def text(self) -> str:
        """Return the words of the page's main part, spaces folded."""
        main = self.tree.find(".//main")
        return " ".join("".join(main.itertext()).split()) if main is not None else ""

    @property
    def titles(self) -> list[str]:
        """Return the names on the cards, in order."""
        cards = [each for each in self.all("article") if each.get("class") == "card"]
        return ["".join((card.find(".//h2/a") if card.find(".//h2/a") is not None else card.find(".//h3/a"))
                        .itertext()) for card in cards]


class Reader:
    """Asks for pages and checks each one."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.app = app

    def get(self, path: str, **options: Any) -> Page:
        """Return a page, checked."""
        return self._page(self.client.get(path, **options), path)

    def post(self, path: str, form: dict[str, Any] | None = None) -> Page:
        """Send a form and return the page that answers it, checked."""
        return self._page(self.client.post(path, data=form or {}), path)

    def search(self, language: str = "en", **form: Any) -> Page:
        """Fill in the search and follow it to its results."""
        answer = self.client.post(f"/{language}/search", data=form)
        check_headers(answer)
        assert answer.status_code == 303, answer.status_code
        assert "?" not in answer.location
        page = self.get(answer.location)
        return Page(page.status, page.html, page.tree, page.headers, answer.location)

    def _page(self, response: TestResponse, path: str) -> Page:
        check_headers(response)
        text = response.get_data(as_text=True)
        tree = _tree(text)
        check_page(tree, text, path)
        _check_title(tree, indexable="X-Robots-Tag" not in response.headers)
        return Page(response.status_code, text, tree, response.headers, path)


@lru_cache(maxsize=8)
def _tree(text: str) -> Element:
    """Read a page, and refuse it if it is not valid. The first page, where most ways begin, is read once."""
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    return tree


def check_headers(response: TestResponse) -> None:
    """Assert that an answer carries every protection and no cookie."""
    missing = _NEEDED - set(response.headers.keys())
    assert not missing, f"headers missing: {missing}"
    assert "Set-Cookie" not in response.headers
    assert response.headers["Referrer-Policy"] == "no-referrer"
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy


def check_page(tree: Element, text: str, path: str) -> None:
    """Assert that a page is sound: language, one h1, labels, ids, no inline code, nothing loaded from outside."""
    root = tree if tree.tag == "html" else tree.find(".//html")
    assert root is not None
    assert root.get("lang") and root.get("dir") in ("ltr", "rtl"), path
    assert len(tree.findall(".//h1")) == 1, path
    ids = [each.get("id") for each in tree.iter() if isinstance(each.tag, str) and each.get("id")]
    assert len(ids) == len(set(ids)), f"{path}: an id stands twice: {sorted(ids)}"
    labels = {each.get("for") for each in tree.findall(".//label")}
    wrapped = {id(field) for label in tree.findall(".//label") for field in label.iter("input")}
    for field in (*tree.findall(".//input"), *tree.findall(".//textarea")):
        assert field.get("type") == "hidden" or field.get("id") in labels or id(field) in wrapped, path
        assert set(field.get("aria-describedby", "").split()) <= set(ids), f"{path}: described by nothing"
    _nothing_inline(tree, path)
    for link in tree.findall(".//a"):
        href = link.get("href", "")
        assert not href.lower().startswith(("javascript:", "data:", "vbscript:")), href
        if urlsplit(href).netloc:
            assert "noreferrer" in link.get("rel", ""), href
    _levels(tree, path)
    # What a visitor or a listing says stands in <bdi> or in a field; the rest is ours.
    ours = re.sub(r"<(bdi|textarea).*?</\1>|<(?:input|p class=\"description\")[^>]*>", "", text, flags=re.DOTALL)
    assert "None" not in re.sub(r"<[^>]*>", "", ours), path
    assert "%(" not in ours, path


def _check_title(tree: Element, *, indexable: bool) -> None:
    """Assert that there is a title, and that it stands in a history without a place or need, but on public pages."""
    title = "".join(tree.find(".//title").itertext())  # type: ignore[union-attr]
    assert title.strip(), "no title"
    assert indexable or not re.search(r"\d{5}|legal|medical|food|comida|abogad", title, re.I), title


def _nothing_inline(tree: Element, path: str) -> None:
    for each in tree.iter():
        if not isinstance(each.tag, str):
            continue
        assert each.get("style") is None, f"{path}: inline style"
        assert not [name for name in each.attrib if name.startswith("on")], f"{path}: inline handler"
        if each.tag == "script":
            assert each.get("src") and not "".join(each.itertext()).strip(), f"{path}: inline script"
            assert each.get("integrity"), path
        assert each.tag != "style", path
        if each.tag == "link" and each.get("rel") in ("canonical", "alternate"):
            assert urlsplit(each.get("href", "")).netloc == "localhost", f"{path}: names another host"
            continue
        target = each.get(_LOADS.get(each.tag, ""), "")
        assert not urlsplit(target).netloc, f"{path}: loads {target}"


def _levels(tree: Element, path: str) -> None:
    """Assert that no heading level is left out on the way down."""
    level = 0
    for each in tree.iter():
        if isinstance(each.tag, str) and re.fullmatch("h[1-6]", each.tag):
            now = int(each.tag[1])
            assert now <= level + 1, f"{path}: h{now} after h{level}"
            level = now
