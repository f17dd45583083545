"""The site as an operator runs it: a real gunicorn with our own settings, all its files in one folder."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import DATA
from tests.machine import free_port
from tests.rules.source import ROOT

#: Where the visitors of these tests come from. All of 127.0.0.0/8 is this machine.
VISITOR = "127.9.8.7"


class Shipped:
    """A running site. `folder` holds all that it may write: home, cwd, tmp, out."""

    def __init__(self, folder: Path, home: Path, more: dict[str, str]) -> None:
        self.folder = folder
        shutil.copytree(home, folder / "home", symlinks=True)
        for name in ("cwd", "tmp", "out"):
            (folder / name).mkdir()
        self.port = free_port()
        environment = {"PATH": os.environ["PATH"], "PORT": str(self.port), "WORKERS": "2", "PYTHONPATH": str(ROOT),
                       "AMPARO_HOME": str(folder / "home"), "AMPARO_DATA": str(DATA), "HOME": str(folder / "cwd"),
                       "TMPDIR": str(folder / "tmp"), "XDG_RUNTIME_DIR": str(folder / "tmp"),
                       "PYTHONDONTWRITEBYTECODE": "1", **more}
        with (folder / "out" / "stdout").open("wb") as out, (folder / "out" / "stderr").open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "-c", "python:directory.web.server", "wsgi:app"],
                cwd=folder / "cwd", env=environment, stdout=out, stderr=err)

    def ask(self, request: bytes, *, patience: float = 10) -> bytes:
        """Send bytes from the visitor's address; return all that comes back until the connection closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=patience, source_address=(VISITOR, 0)) as line:
            answer = b""
            with contextlib.suppress(ConnectionError):  # closed before it had read all
                line.sendall(request)
            with contextlib.suppress(ConnectionError):
                while part := line.recv(65536):
                    answer += part
        return answer

    def hang_up(self, request: bytes) -> None:
        """Send a part of a request and go away."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5, source_address=(VISITOR, 0)) as line:
            line.sendall(request)

    def files(self) -> dict[Path, bytes]:
        """Return every file the site has, with its bytes."""
        return {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file() and not path.is_symlink()}

    def wait(self) -> None:
        """Wait until it answers."""
        for _ in range(200):
            try:
                if b" 200 " in self.ask(b"GET /readyz HTTP/1.0\r\n\r\n")[:20]:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise AssertionError((self.folder / "out" / "stderr").read_text())

    def stop(self) -> None:
        """Stop it as an operator does."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


@contextlib.contextmanager
def shipped(folder: Path, home: Path, **more: str) -> Iterator[Shipped]:
    """Run the site for as long as a `with` block lasts; `more` are settings besides its own."""
    site = Shipped(folder, home, more)
    try:
        site.wait()
        yield site
    finally:
        if site.process.poll() is None:
            site.process.kill()
            site.process.wait()
