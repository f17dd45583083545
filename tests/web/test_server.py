"""gunicorn as shipped: nothing of any request is written anywhere (T-01), and slow senders hold nobody up."""

import concurrent.futures
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.workers import gthread

from directory.web import server

pytestmark = pytest.mark.system

ROOT = Path(server.__file__).parents[2]
SECRETS = (b"94601", b"deportation", b"203.0.113.7", b"planted")
QUERY = b"?zip=94601&need=deportation"
REST = b"Host: localhost\r\nX-Forwarded-For: 203.0.113.7\r\nX-Planted: planted\r\nConnection: close\r\n\r\n"


class Gunicorn:
    """A real gunicorn on a free port, with all its files in one folder."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {
            "PATH": os.environ["PATH"], "PORT": str(self.port), "WORKERS": "2", "PYTHONPATH": str(ROOT),
            "TMPDIR": str(folder), "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder),
        }
        with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "-c", "python:directory.web.server",
                 "tests.web.noisy_app:app", *options],
                cwd=folder, env=environment, stdout=out, stderr=err)

    def wait_until_ready(self) -> None:
        for _ in range(150):
            try:
                if self.ask(b"GET /ok/x HTTP/1.1\r\n" + REST).startswith(b"HTTP/1.1 200"):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.written().decode(errors="replace"))

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=5)

    def ask(self, request: bytes) -> bytes:
        """Send bytes and return all that comes back until the connection closes."""
        with self.connect() as connection:
            connection.sendall(request)
            answer = b""
            try:
                while part := connection.recv(65536):
                    answer += part
            except (TimeoutError, ConnectionResetError):
                pass
            return answer

    def written(self) -> bytes:
        """Return every byte of every file, and every file's name."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return b"\n".join(str(path).encode() + path.read_bytes() for path in files)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


@pytest.fixture(scope="module")
def gunicorn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gunicorn]:
    folder = tmp_path_factory.mktemp("gunicorn")
    running = Gunicorn(
        folder, "--access-logfile", str(folder / "access.log"), "--log-level", "debug",
        "--log-syslog", "--log-syslog-to", "udp://127.0.0.1:9")
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()


def hear(connection: socket.socket, words: bytes) -> None:
    """Receive until these words have come; an answer may come in several parts."""
    heard = b""
    while words not in heard:
        part = connection.recv(65536)
        assert part, heard
        heard += part


def line(method: str, path: str) -> bytes:
    return f"{method} {path}".encode() + QUERY + b" HTTP/1.1\r\n" + REST


REQUESTS = [
    line("GET", "/ok/deportation"),
    line("GET", "/94601"),
    line("DELETE", "/form"),
    line("GET", "/fail/deportation"),
    line("GET", "/logs/deportation"),
    line("GET", "/stream/deportation"),
    line("GET", "/header/deportation"),
    line("GET", "/exit/deportation"),
    b"planted 94601\r\n\r\n",
    b"GET deportation HTTP/1.1\r\nHost: 94601\r\n\r\n",
    b"G\xe9T /94601 HTTP/1.1\r\n\r\n",
    b"GET /94601 HTTP/9.4601\r\n" + REST,
    b"GET /94601" + b"9" * 5000 + b" HTTP/1.1\r\n" + REST,
    b"GET / HTTP/1.1\r\ndeportation\r\n\r\n",
    b"GET / HTTP/1.1\r\nX Y: 94601\r\n\r\n",
    b"GET / HTTP/1.1\r\nX-Big: " + b"planted" * 2000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: planted\r\n" * 100 + b"\r\n",
    b"POST /form HTTP/1.1\r\nContent-Length: 94601x\r\n\r\nzip=94601",
    b"POST /form HTTP/1.1\r\nTransfer-Encoding: deportation\r\n\r\nzip=94601",
    b"POST /form HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nplanted94601\r\n\r\n",
    b"POST /form HTTP/1.1\r\nHost: x\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Ssl: planted\r\n\r\n",
    b"POST /form HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000\r\n\r\nzip="
    + b"94601" * 399 + b"x",
    b"POST /form HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    b"Content-Type: multipart/form-data; boundary=planted\r\nContent-Length: 9\r\n\r\n--planted",
    b"GET /ok/x HTTP/1.1\r\nHost: planted:94601\r\nExpect: deportation\r\nConnection: close\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01planted 94601\r\n\r\n",
    b"\x00\r\n\r\n",
]


def test_nothing_of_any_request_is_written_anywhere(gunicorn: Gunicorn) -> None:
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(gunicorn.ask, REQUESTS))
    with gunicorn.connect() as connection:  # gone in the middle of a request
        connection.sendall(b"POST /form HTTP/1.1\r\nHost: planted\r\nContent-Length: 50\r\n\r\nzip=94601")
    with gunicorn.connect() as connection:  # gone before the answer
        connection.sendall(line("GET", "/slow"))
    time.sleep(0.6)
    assert b"fine" in answers[0]
    written = gunicorn.written()
    for secret in SECRETS:
        assert secret not in written
    assert b"127.0.0.1" not in written.replace(b"Listening at: http://127.0.0.1", b"")
    assert b"Traceback" not in written
    # And yet the operator learns what went wrong, and where.
    for known in (
        b"ValueError at", b"Unreadable request: LimitRequestLine", b"Uncaught in a thread: ValueError",
        b"Ignored: RuntimeError", b"Booting worker with pid", b"Warning UserWarning at",
        b"Outside the app: SystemExit at",
    ):
        assert known in written
    assert {path.name for path in gunicorn.folder.rglob("*")} == {"stdout", "stderr"}


@pytest.mark.parametrize("request_bytes", REQUESTS)
def test_bad_requests_are_not_repeated_to_the_sender(gunicorn: Gunicorn, request_bytes: bytes) -> None:
    answer = gunicorn.ask(request_bytes)
    if b" 400 Bad" in answer and b"could not be read" in answer:
        assert not any(secret in answer for secret in SECRETS)
        assert b"default-src 'none'" in answer


def test_the_server_does_not_name_its_software(gunicorn: Gunicorn) -> None:
    answer = gunicorn.ask(line("GET", "/ok/x"))
    assert re.findall(rb"(?im)^server: *(.*?)\r$", answer) == [b"web"]
    assert b"gunicorn" not in answer.lower() and b"python" not in answer.lower()


def test_slow_senders_hold_nobody_up(gunicorn: Gunicorn) -> None:
    slow = [gunicorn.connect() for _ in range(60)]
    try:
        for number, connection in enumerate(slow):
            half_sent = b"POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nzip=9"
            connection.sendall((b"", b"GET /ok/x HT", half_sent)[number % 3])
        time.sleep(0.2)
        started = time.monotonic()
        for _ in range(10):
            assert b"fine" in gunicorn.ask(line("GET", "/ok/x"))
        assert time.monotonic() - started < 2
        slow[1].sendall(b"TP/1.1\r\n" + REST)
        hear(slow[1], b"fine")
    finally:
        for connection in slow:
            connection.close()


def test_a_request_in_small_pieces_is_answered(gunicorn: Gunicorn) -> None:
    with gunicorn.connect() as connection:
        body = b"zip=1&need=food"
        head = b"POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        whole = head + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
        for _ in range(2):  # the second time over the connection that was kept open
            for start in range(0, len(whole), 30):
                connection.sendall(whole[start:start + 30])
                time.sleep(0.02)
            hear(connection, b"2 fields")


def test_two_requests_sent_at_once_are_both_answered(gunicorn: Gunicorn) -> None:
    answer = gunicorn.ask(b"GET /ok/x HTTP/1.1\r\nHost: x\r\n\r\n" + line("GET", "/ok/x"))
    assert answer.count(b"200 OK") == 2


def test_a_sender_who_asks_first_is_told_to_go_on(gunicorn: Gunicorn) -> None:
    with gunicorn.connect() as connection:
        connection.sendall(
            b"POST /form HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n")
        hear(connection, b"100 Continue")
        connection.sendall(b"a=1")
        hear(connection, b"1 fields")


def test_a_half_sent_request_that_ends_is_closed(gunicorn: Gunicorn) -> None:
    with gunicorn.connect() as connection:
        connection.sendall(b"GET /ok")
        time.sleep(0.1)
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100) == b""


@pytest.mark.parametrize("option", [["--spew"], ["--logger-class", "gunicorn.glogging.Logger"], ["--reload"],
                                    ["--statsd-host", "127.0.0.1:9"]])
def test_options_that_tell_on_visitors_are_refused(tmp_path: Path, option: list[str]) -> None:
    refused = Gunicorn(tmp_path, *option)
    assert refused.process.wait(20) != 0
    assert b"would endanger visitors" in refused.written()


def connected() -> tuple[SimpleNamespace, socket.socket]:
    """Return a connection as gunicorn's worker sees it, and its other end."""
    ours, theirs = socket.socketpair()
    return SimpleNamespace(sock=ours, initialized=False), theirs


def test_a_request_that_takes_too_long_to_come_is_given_up() -> None:
    connection, sender = connected()
    with connection.sock, sender:
        sender.sendall(b"GET / HT")
        assert server._look(connection) is gthread._DEFER
        sender.sendall(b"TP")
        assert server._look(connection) is gthread._DEFER
        connection.patience = (time.monotonic() - 1, connection.patience[1])
        sender.sendall(b"/1.1")
        assert server._look(connection) is False


def test_a_connection_that_keeps_a_thread_too_long_is_closed() -> None:
    late, late_sender = connected()
    in_time, sender = connected()
    worker = server.PatientWorker.__new__(server.PatientWorker)
    worker.tmp = SimpleNamespace(notify=lambda: None)
    late_key, in_time_key = [type("Connection", (), {"sock": each.sock})() for each in (late, in_time)]
    worker.deadlines = {late_key: time.monotonic() - 1, in_time_key: time.monotonic() + 60}
    with late.sock, late_sender, in_time.sock, sender:
        worker.notify()
        assert late_sender.recv(1) == b""
        sender.setblocking(False)
        with pytest.raises(BlockingIOError):
            sender.recv(1)


@pytest.mark.parametrize(("seen", "bytes_wanted"), [
    (b"", 1),
    (b"GET", 4),
    (b"GET / HTTP/1.1\r\n\r\n", 18),
    (b"GET / HTTP/1.1\r\n\r\nmore", 18),
    (b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab", 43),
    (b"POST / HTTP/1.1\r\ncontent-length:5\r\nA: b\r\n\r\n", 48),
    (b"POST / HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n", 60),
    (b"POST / HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n", 32 * 1024),
    (b"POST / HTTP/1.1\r\nX: Content-Length: 5\r\n\r\n", 41),
    (b"x" * 40_000, 32 * 1024),
])
def test_a_request_is_read_once_it_is_whole(seen: bytes, bytes_wanted: int) -> None:
    assert server.wanted(seen) == bytes_wanted
