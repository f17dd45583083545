"""Every answer carries the safety headers, and no view can loosen them."""

import pytest
from flask import Flask, Response, g
from werkzeug.test import TestResponse

from directory.web import headers


def fetch(view: str, *, secure: bool = True) -> TestResponse:
    app = Flask(__name__, static_folder=None)
    app.after_request(lambda response: headers.add(response, secure=secure))

    @app.get("/loose")
    def loose() -> Response:
        careless = dict.fromkeys(headers.ALWAYS, "unsafe")
        return Response("x", headers={**careless, "Cache-Control": "public, max-age=60"})

    @app.get("/area")
    def area() -> str:
        g.indexable = True
        return "x"

    return app.test_client().get(view)


@pytest.mark.parametrize("view", ["/area", "/loose", "/missing"])
def test_every_answer_has_them_all(view: str) -> None:
    answer = fetch(view)
    for name, value in headers.ALWAYS.items():
        assert answer.headers.getlist(name) == [value]


def test_the_content_policy_allows_our_own_files_only() -> None:
    assert headers.ALWAYS["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'")


def test_the_place_of_a_visitor_cannot_be_asked_for() -> None:
    policy = headers.ALWAYS["Permissions-Policy"].split(", ")
    for feature in (
        "geolocation", "camera", "microphone", "payment", "usb", "browsing-topics", "interest-cohort",
    ):
        assert f"{feature}=()" in policy


def test_nothing_is_kept_unless_the_view_says_so() -> None:
    assert fetch("/area").headers["Cache-Control"] == "no-store"
    assert fetch("/loose").headers["Cache-Control"] == "public, max-age=60"


def test_search_engines_list_only_what_a_view_offers() -> None:
    assert "X-Robots-Tag" not in fetch("/area").headers
    assert fetch("/loose").headers["X-Robots-Tag"] == "noindex"
    assert fetch("/missing").headers["X-Robots-Tag"] == "noindex"


def test_https_is_demanded_only_where_it_works() -> None:
    assert fetch("/area").headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert "Strict-Transport-Security" not in fetch("/area", secure=False).headers
