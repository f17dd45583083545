"""Every error ends in a page that says nothing of the request, and the log line holds no value."""

import logging

import html5lib
import pytest
from flask import Flask, Response, abort, redirect
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException, TooManyRequests

from directory.web import errors, headers
from tests.web.own_code import compiled

FAIL = compiled("def fail(word):\n    raise ValueError(f'no such place: {word} 94601')\n", "fail")


def make(render: object = None, **config: object) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config.update(PROPAGATE_EXCEPTIONS=False, MAX_CONTENT_LENGTH=10, **config)
    errors.register(app, render or (lambda code: f"<p>Sorry: {code}</p>"))  # type: ignore[arg-type]
    app.add_url_rule("/fail/<word>", "fail", FAIL)
    app.add_url_rule("/abort/<int:code>", "code", lambda code: abort(code))
    app.add_url_rule("/post", "post", lambda: "x", methods=["POST"])
    app.add_url_rule("/folder/", "folder", lambda: "x")

    @app.get("/wait")
    def wait() -> str:
        raise TooManyRequests(description="94601", retry_after=7)

    @app.get("/made")
    def made() -> str:
        raise HTTPException(response=redirect("/elsewhere"))

    return app


@pytest.fixture
def client() -> FlaskClient:
    return make(TESTING=True).test_client()


@pytest.mark.parametrize("code", [400, 401, 403, 404, 408, 410, 413, 414, 418, 429, 451, 500, 501, 503])
def test_each_error_has_our_page_and_its_own_number(client: FlaskClient, code: int) -> None:
    answer = client.get(f"/abort/{code}")
    assert (answer.status_code, answer.text) == (code, f"<p>Sorry: {code}</p>")


def test_no_route_wrong_method_and_too_long(client: FlaskClient) -> None:
    assert client.get("/94601").text == "<p>Sorry: 404</p>"
    wrong = client.get("/post")
    assert (wrong.status_code, set(wrong.headers["Allow"].split(", "))) == (405, {"OPTIONS", "POST"})
    assert client.get("/wait").headers["Retry-After"] == "7"


def test_a_redirect_is_not_an_error_page(client: FlaskClient) -> None:
    assert client.get("/folder").status_code == 308
    assert client.get("/made").headers["Location"] == "/elsewhere"


def test_an_exception_gives_our_page_and_a_line_without_values(
    client: FlaskClient, caplog: pytest.LogCaptureFixture,
) -> None:
    answer = client.get("/fail/deportation?zip=94601", headers={"X-Forwarded-For": "203.0.113.7"})
    assert (answer.status_code, answer.text) == (500, "<p>Sorry: 500</p>")
    assert [record.getMessage() for record in caplog.records] == [
        "ValueError at search/made_up.py:2, route /fail/<word>"]
    for secret in ("deportation", "94601", "203.0.113.7", "no such place", "Traceback"):
        assert secret not in caplog.text


def test_in_tests_an_exception_reaches_the_test_unless_told_otherwise() -> None:
    app = make(TESTING=True)
    app.config["PROPAGATE_EXCEPTIONS"] = None
    with pytest.raises(ValueError, match="no such place"):
        app.test_client().get("/fail/x")


def broken(_code: int) -> str:
    raise RuntimeError("secret template value")


@pytest.mark.parametrize("path", ["/fail/deportation", "/nowhere", "/abort/413"])
def test_when_the_error_page_breaks_too_a_constant_page_is_sent(
    path: str, caplog: pytest.LogCaptureFixture,
) -> None:
    answer = make(broken).test_client().get(path)
    assert (answer.status_code, answer.data) == (500, errors.LAST_PAGE)
    assert answer.headers["Content-Security-Policy"] == headers.ALWAYS["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "secret" not in caplog.text and "deportation" not in caplog.text


def test_an_error_while_the_answer_is_finished_still_gives_a_safe_page() -> None:
    app = make()

    @app.after_request
    def break_it(_response: Response) -> Response:
        raise RuntimeError("secret")

    answer = app.test_client().get("/folder/")
    assert answer.status_code == 500
    assert "Content-Security-Policy" in answer.headers
    assert "secret" not in answer.text


def test_the_constant_page_is_valid_speaks_three_languages_and_leads_to_help() -> None:
    html5lib.HTMLParser(strict=True).parse(errors.LAST_PAGE)
    page = errors.LAST_PAGE.decode()
    for part in ('href="/"', 'href="tel:211"', 'href="tel:988"', 'lang="es"', 'lang="ar" dir="rtl"'):
        assert part in page
    assert "style" not in page and "script" not in page and "http" not in page


def test_the_log_line_goes_to_our_own_logger() -> None:
    assert logging.getLogger("directory.web.errors").getEffectiveLevel() <= logging.ERROR
