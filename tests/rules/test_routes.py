"""Every route answers with every protection, whatever is asked of it, and none reads a search from its address."""

import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.routing import Rule

from directory import clock
from directory.web import headers
from tests.reader import Reader, check_headers

#: A change here changes what links families have: say so in the changelog.
ROUTES = {"/", "/healthz", "/readyz", "/robots.txt", "/static/<path:name>", "/<lang>/", "/<lang>/search",
          "/<lang>/r/<token>", "/<lang>/r/<token>/map",
          "/<lang>/r/<token>/print", "/<lang>/r/<token>/print/large",
          "/<lang>/listing/<listing_id>", "/<lang>/listing/<listing_id>/print",
          "/<lang>/listing/<listing_id>/print/large", "/<lang>/listing/<listing_id>.vcf",
          "/<lang>/about", "/<lang>/privacy", "/<lang>/privacy/phone", "/<lang>/patterns", "/<lang>/first-steps",
          "/<lang>/gaps", "/<lang>/gaps/<state>", "/<lang>/gaps.csv", "/<lang>/gaps/<state>.csv",
          "/<lang>/listing/<listing_id>/report", "/<lang>/listing/<listing_id>/report/sent", "/<lang>/suggest",
          "/<lang>/suggest/sent",
          "/sitemap.xml", "/<lang>/sitemap-<any(all, legal, medical, food):kind>.xml", "/<lang>/places",
          "/<lang>/<string(length=2):state>",
          "/<lang>/<string(length=2):state>/<any(legal, medical, food):kind>",
          "/<lang>/<string(length=2):state>/<place>", "/<lang>/<string(length=2):state>/<place>/<int(min=2):page>",
          "/<lang>/<string(length=2):state>/<place>/<kind>",
          "/<lang>/<string(length=2):state>/<place>/<kind>/<int(min=2):page>",
          "/<lang>/<string(length=2):state>/<place>/map",
          "/<lang>/<string(length=2):state>/<place>/map/<int(min=2):page>",
          "/<lang>/<string(length=2):state>/<place>/<kind>/map",
          "/<lang>/<string(length=2):state>/<place>/<kind>/map/<int(min=2):page>"}
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")


def _path(rule: Rule) -> str:
    values = {"lang": "es", "token": "x", "listing_id": "oakland001", "name": "amparo.css", "state": "ca",
              "place": "oakland", "kind": "food", "page": "2"}
    return re.sub(r"<(?:[^>]*:)?(\w+)>", lambda found: values[found[1]], rule.rule)


def test_no_route_comes_or_goes_unnoticed(app: Flask) -> None:
    assert {rule.rule for rule in app.url_map.iter_rules()} == ROUTES


@pytest.mark.parametrize("method", METHODS)
def test_every_route_answers_every_method_with_all_headers(app: Flask, method: str) -> None:
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        answer = client.open(_path(rule), method=method, data={"place": "94601"} if method == "POST" else None)
        check_headers(answer)
        assert {name: answer.headers[name] for name in headers.ALWAYS} == headers.ALWAYS, rule.rule
        assert answer.status_code < 500, rule.rule
        assert answer.status_code not in (301, 302, 303) or "?" not in answer.location
        answer.close()


def test_a_style_sheet_has_all_headers_too(reader: Reader) -> None:
    for element in (*reader.get("/en/").all("link"), *reader.get("/en/").all("script")):
        target = element.get("href") or element.get("src") or ""
        if target.startswith("/static/"):
            answer = reader.client.get(target)
            assert answer.status_code == 200
            check_headers(answer)


@pytest.mark.parametrize(("path", "method", "status"), [
    ("/nothing/", "GET", 404), ("/xx/", "GET", 404), ("/es/nothing", "GET", 404), ("/es/listing/nothing", "GET", 404),
    ("/es/search", "PUT", 405), ("/es/r/x", "POST", 405), ("/static/../config.py", "GET", 404),
    ("/static/%2e%2e/config.py", "GET", 404), ("/es/listing/%00", "GET", 404), ("/es/r/%ff%fe", "GET", 410),
    ("/es/r/x", "GET", 410), ("/es/r/x/map", "GET", 410), ("/es/r/x/map", "POST", 405),
])
def test_an_error_page_has_all_headers(reader: Reader, path: str, method: str, status: int) -> None:
    answer = reader.client.open(path, method=method)
    assert answer.status_code == status
    check_headers(answer)


def test_a_form_that_is_too_large_is_refused(reader: Reader) -> None:
    answer = reader.client.post("/es/search", data={"place": "9" * 70_000})
    assert answer.status_code == 413
    check_headers(answer)
    assert "9999" not in answer.get_data(as_text=True)


def test_a_bug_of_ours_shows_a_page_and_no_detail(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("94601 asylum")

    monkeypatch.setattr("directory.search.engine.search", broken)
    reader = Reader(app)
    page = reader.search("es", place="94601", category="legal")
    assert page.status == 500
    assert "94601" not in page.html and "RuntimeError" not in page.html


def test_without_an_edition_every_page_says_so_and_none_breaks(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.extensions["amparo_store"], "edition", lambda: None)
    reader = Reader(app)
    for path in ("/es/", "/es/about", "/es/listing/oakland001", "/es/listing/oakland001/report"):
        assert reader.get(path).status == 503
    assert reader.get("/es/privacy").status == reader.get("/es/suggest").status == 200
    assert reader.client.get("/readyz").status_code == 503
    assert reader.client.get("/healthz").status_code == 200


def test_the_key_of_a_search_is_destroyed_within_two_days_by_whoever_asks_for_anything(app: Flask) -> None:
    """As the pages promise, also where nobody searches any more."""
    reader = Reader(app)
    reader.search("es", place="94601")
    keys = app.extensions["amparo_links"]._file
    [old] = json.loads(keys.read_text())["keys"]
    clock.fix(clock.now().replace(hour=0, minute=0, second=0) + timedelta(days=2))
    assert reader.client.get("/healthz").status_code == 200
    assert old["key"] not in keys.read_text()


def test_a_search_in_an_address_is_dropped_and_not_carried_on(reader: Reader) -> None:
    plain = reader.get("/es/")
    assert reader.get("/es/?place=94601&category=legal&words=asilo").text == plain.text
    answer = reader.client.get("/es/search?place=94601&category=legal")
    assert (answer.status_code, answer.location) == (303, "/es/")


def test_a_wrong_host_name_gets_no_page_of_ours(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["amparo.example"])
    answer = app.test_client().get("/es/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    check_headers(answer)
    assert b"evil.example" not in answer.data
    assert app.test_client().get("/es/", headers={"Host": "amparo.example"}).status_code == 200


def test_a_redirect_never_leaves_the_site(reader: Reader) -> None:
    for path in ("//evil.example", "//evil.example/", "/\\evil.example", "/es//evil.example", "/es", "/es/search"):
        answer = reader.client.get("/", environ_overrides={"PATH_INFO": path, "REQUEST_URI": path})
        check_headers(answer)
        if answer.location is not None:
            assert answer.location.startswith(("/", "http://localhost/")) and not answer.location.startswith("//")
