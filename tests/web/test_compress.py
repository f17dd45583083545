"""Pages are compressed when that helps, and never otherwise."""

import gzip

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response as AnyResponse

from directory.web.compress import shrink

PAGE = "<p>Food on Friday, no papers asked.</p>" * 100


@pytest.fixture
def client() -> FlaskClient:
    app = Flask(__name__, static_folder=None)
    app.after_request(lambda response: shrink(response, request))

    @app.get("/page")
    def page() -> AnyResponse:
        response = Response(PAGE)
        response.set_etag("abc")
        return response.make_conditional(request)

    app.add_url_rule("/small", "small", lambda: "x" * 100)
    app.add_url_rule("/image", "image", lambda: Response(b"\0" * 1000, content_type="image/png"))
    app.add_url_rule("/stream", "stream", lambda: Response(iter([PAGE, PAGE]), content_type="text/html"))
    app.add_url_rule(
        "/packed", "packed", lambda: Response(b"x" * 1000, headers={"Content-Encoding": "br"}))
    app.add_url_rule("/broken", "broken", lambda: (PAGE, 500))
    return app.test_client()


def fetch(client: FlaskClient, path: str, accept: str = "gzip, br", method: str = "GET") -> TestResponse:
    return client.open(path, method=method, headers={"Accept-Encoding": accept})


@pytest.mark.parametrize("accept", ["gzip", "gzip, br", "br;q=1, gzip;q=0.1", "*"])
def test_a_page_is_compressed_when_the_browser_takes_it(client: FlaskClient, accept: str) -> None:
    answer = fetch(client, "/page", accept)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) == len(answer.data) < len(PAGE) / 5
    assert gzip.decompress(answer.data).decode() == PAGE
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accept", ["", "br", "gzip;q=0", "identity"])
def test_other_browsers_get_it_plain(client: FlaskClient, accept: str) -> None:
    answer = fetch(client, "/page", accept)
    assert answer.data.decode() == PAGE
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_an_error_page_is_compressed_too(client: FlaskClient) -> None:
    assert fetch(client, "/broken").headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("path", ["/small", "/image", "/stream"])
def test_small_packed_and_streamed_answers_stay(client: FlaskClient, path: str) -> None:
    assert "Content-Encoding" not in fetch(client, path).headers


def test_what_is_packed_already_is_not_packed_twice(client: FlaskClient) -> None:
    assert fetch(client, "/packed").headers["Content-Encoding"] == "br"


def test_head_stays(client: FlaskClient) -> None:
    answer = fetch(client, "/page", method="HEAD")
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Content-Length"] == str(len(PAGE))


def test_a_compressed_page_has_a_weak_tag_that_still_works(client: FlaskClient) -> None:
    answer = fetch(client, "/page")
    assert answer.headers["ETag"] == 'W/"abc"'
    again = client.get("/page", headers={"Accept-Encoding": "gzip", "If-None-Match": 'W/"abc"'})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Encoding" not in again.headers
    assert again.headers["Vary"] == "Accept-Encoding"
    assert fetch(client, "/page", "").headers["ETag"] == '"abc"'


def test_the_same_page_gives_the_same_bytes(client: FlaskClient) -> None:
    assert fetch(client, "/page").data == fetch(client, "/page").data
