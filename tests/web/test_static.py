"""Our own files have names that change with their content, and nothing else can be fetched."""

import base64
import hashlib
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.web import headers, static
from directory.web.static import Assets

CSS = b"body { margin: 0 }"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ours = tmp_path / "static"
    (ours / "icons").mkdir(parents=True)
    (ours / "app.css").write_bytes(CSS)
    (ours / "icons" / "bus.svg").write_bytes(b"<svg/>")
    (ours / ".hidden").write_bytes(b"x")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    return ours


def serve(assets: Assets) -> FlaskClient:
    app = Flask(__name__, static_folder=None)
    app.after_request(lambda response: headers.add(response, secure=False))
    assets.register(app)
    return app.test_client()


def test_a_file_is_served_for_ever_under_its_hash(folder: Path) -> None:
    assets = Assets(folder)
    asset = assets.asset("app.css")
    assert asset.url_path == f"/static/app.{hashlib.sha256(CSS).hexdigest()[:10]}.css"
    assert asset.integrity == "sha384-" + base64.b64encode(hashlib.sha384(CSS).digest()).decode()
    answer = serve(assets).get(asset.url_path)
    assert (answer.status_code, answer.data) == (200, CSS)
    assert answer.content_type == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Last-Modified" not in answer.headers


def test_files_in_folders_too(folder: Path) -> None:
    assets = Assets(folder)
    answer = serve(assets).get(assets.asset("icons/bus.svg").url_path)
    assert (answer.data, answer.content_type) == (b"<svg/>", "image/svg+xml")


@pytest.mark.parametrize("path", [
    "", "app.css", "app.0000000000.css", "../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt", ".hidden",
    "/etc/passwd", "icons/", "icons/../../secret.txt", "%00", "app.css%00",
])
def test_nothing_else_can_be_fetched(folder: Path, path: str) -> None:
    answer = serve(Assets(folder)).get(f"/static/{path}")
    assert answer.status_code in (308, 404)
    assert b"secret" not in answer.data


def test_an_unknown_kind_of_file_stops_the_start(folder: Path) -> None:
    (folder / "app.css~").write_bytes(b"x")
    with pytest.raises(ValueError, match="app.css~"):
        Assets(folder)


def test_flasks_own_static_folder_must_be_off(folder: Path) -> None:
    with pytest.raises(ValueError, match="static_folder=None"):
        Assets(folder).register(Flask(__name__))


def test_a_name_that_does_not_exist_is_an_error_in_the_template(folder: Path) -> None:
    with pytest.raises(KeyError):
        Assets(folder).asset("missing.css")


def test_our_own_folder_is_served() -> None:
    app = Flask(__name__, static_folder=None)
    static.register(app)
    answer = app.test_client().get(static.asset("exit.js").url_path)
    assert answer.status_code == 200
    assert answer.content_type == "text/javascript; charset=utf-8"
