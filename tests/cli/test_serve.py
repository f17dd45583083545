"""The command `serve`, as `make serve` runs it: from nothing to a page, and the second time changing nothing."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import DATA
from tests.machine import free_port

pytestmark = pytest.mark.system
ROOT = Path(__file__).parents[2]


def serve(home: Path, port: int) -> tuple[str, float, str]:
    """Serve until the first page has come; return what was printed, the seconds it took, and the page."""
    environment = {**os.environ, "AMPARO_HOME": str(home), "AMPARO_DATA": str(DATA), "PORT": str(port)}
    start = time.monotonic()
    with subprocess.Popen([sys.executable, "-m", "directory", "serve"], cwd=ROOT, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            page = _first_page(port)
            took = time.monotonic() - start
        finally:
            process.terminate()
        printed = process.communicate(timeout=20)[0]
    return printed, took, page


def _first_page(port: int) -> str:
    for _ in range(1200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/es/", timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no page came")


def test_serve_fills_an_empty_register_and_the_second_time_changes_nothing(tmp_path: Path) -> None:
    port = free_port()
    printed, _, page = serve(tmp_path, port)
    assert "62 listings imported" in printed
    assert f"http://127.0.0.1:{port}/" in printed
    assert 'lang="es"' in page
    edition = (tmp_path / "editions" / "current").readlink()
    register = (tmp_path / "register.sqlite").read_bytes()
    again, took, _ = serve(tmp_path, port)
    assert "kept as it is" in again
    assert "is current" in again
    assert (tmp_path / "editions" / "current").readlink() == edition
    assert (tmp_path / "register.sqlite").read_bytes() == register
    assert took < 120  # it does not import and publish again; benchmarks measure, tests do not
