"""What this machine has for the tests: Chromium, and a PostgreSQL of our own that starts and stops with them."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Chromium must not look anything up by itself: the tests have no network.
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                      "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def chromium() -> str | None:
    """Return the path of Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def postgres_programs() -> Path | None:
    """Return the folder with PostgreSQL's own programs, the newest version, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgres() -> Iterator[str]:
    """Start a PostgreSQL of our own in a folder that goes away; give the URL of its server, without a database."""
    programs = postgres_programs()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed. Run: make test")
    folder = Path(tempfile.mkdtemp(prefix="amparo-pg-"))
    port = free_port()
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run([*user, programs / "initdb", "-D", data, "-U", "amparo", "-A", "trust", "-N", "-E", "UTF8",
                    "--locale=C.UTF-8"], check=True, **quiet)
    server = subprocess.Popen([*user, programs / "postgres", "-D", data, "-p", str(port), "-k", folder,
                               "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off",
                               "-c", "lock_timeout=20s", "-c", "statement_timeout=60s"], **quiet)
    try:
        _wait(port)
        yield f"postgresql+psycopg://amparo@127.0.0.1:{port}"
    finally:
        subprocess.run([*user, programs / "pg_ctl", "-D", data, "stop", "-m", "immediate"], check=False, **quiet)
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start")
