"""gunicorn's settings: `gunicorn -c python:directory.web.server wsgi:app`. Environment: HOST, PORT, WORKERS,
FORWARDED_ALLOW_IPS.

Private (no access log, nothing of a request in any line) and patient: a thread is spent on a request only
once all of it has come, so that slow phones, and people who pretend to be slow, keep nobody waiting.
"""

import contextlib
import os
import re
import socket
import time
from typing import Any

import gunicorn.http.wsgi
from gunicorn import util
from gunicorn.http.errors import InvalidResponseHeader, InvalidResponseHeaderName, ParseException
from gunicorn.workers import gthread

from directory.web import private_log

bind = [f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"]
workers = int(os.environ.get("WORKERS") or min(4, os.cpu_count() or 1))
threads = 4
# Each waiting connection is an open file, and many systems allow a process 1,024.
worker_connections = 800
backlog = 1024
# The app is loaded once and shared, so that a bad setting stops the start and memory is spent once. Whatever
# holds a file or connection open (an edition) is opened by each worker, later.
preload_app = True

#: Seconds after which a worker that shows no sign of life is replaced.
timeout = 30
graceful_timeout = 20
#: Seconds without a byte after which a quiet connection is closed. No thread waits for it.
keepalive = 15
# A link's token has at most 3,000 characters.
limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190
header_map = "drop"
forwarder_headers = ""
#: Whose X-Forwarded-Proto is believed: the proxy on this machine, unless the operator names others.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")

logger_class = private_log.PrivateLogger
loglevel = "info"
errorlog = "-"
accesslog = None
syslog = False
statsd_host = None
# No files: gunicorn's control socket is off, and the workers' heartbeat stays in memory.
control_socket_disable = True
_MEMORY = "/dev/shm"  # noqa: S108 - gunicorn makes its file there with mkstemp, and unlinks it at once
worker_tmp_dir = _MEMORY if os.access(_MEMORY, os.W_OK) else None
proc_name = "web"

# The `Server` header cannot be left out, but it need not name the software.
gunicorn.http.wsgi.SERVER = "web"

#: Seconds in which a whole request (headers and small body) must have come.
ARRIVAL = 30
#: Seconds a thread may spend on one request, from its first line to the last byte sent.
SPENT = 60
#: A request larger than this many bytes is read as it comes.
_PEEK = 32 * 1024

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,9})[ \t]*\r\n", re.IGNORECASE)
_ASKS = re.compile(rb"\r\nexpect:", re.IGNORECASE)
_BAD_REQUEST = b"This request could not be read.\n"


def wanted(seen: bytes) -> int:
    """Return how many bytes of a request must have come before it is read, as far as `seen` tells."""
    end = seen.find(b"\r\n\r\n")
    if end < 0:
        return min(len(seen) + 1, _PEEK)
    # Who asks first ("Expect: 100-continue") sends the body only after our answer.
    length = None if _ASKS.search(seen, 0, end) else _LENGTH.search(seen, 0, end + 2)
    return min(end + 4 + (int(length[1]) if length else 0), _PEEK)


class PatientWorker(gthread.ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's threaded worker, which would otherwise let one slow sender hold a thread for ever.

    Requests wait in the kernel's buffer (looked at, not taken) until they are whole; a connection that takes
    longer than ARRIVAL is closed, and so is one that keeps a thread for more than SPENT seconds. Uploads over
    32 kB and chunked bodies are read as they come. Made for gunicorn 27: it uses `_DEFER` and `handle` (see
    the tests).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deadlines: dict[Any, float] = {}

    def handle(self, conn: Any) -> Any:
        """Read and answer one request, put the connection back to wait, or close it."""
        try:
            if not self.cfg.is_ssl:
                verdict = _look(conn)
                if verdict is not True:
                    return verdict
            conn.data_ready = True
            self.deadlines[conn] = time.monotonic() + SPENT
            return super().handle(conn)
        except SystemExit as exc:
            # Left alone, it would end the whole worker, and Python would print its value.
            self.handle_error(None, conn.sock, conn.client, exc)
            return False
        finally:
            self.deadlines.pop(conn, None)

    def notify(self) -> None:
        """Show a sign of life (the main loop does each second), and close connections that overstay."""
        super().notify()
        now = time.monotonic()
        for conn, deadline in list(self.deadlines.items()):
            if now > deadline:
                with contextlib.suppress(OSError):  # closed in the meantime
                    conn.sock.shutdown(socket.SHUT_RDWR)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer a request that cannot be read, or that broke outside the app, with fixed words."""
        ours = isinstance(exc, (InvalidResponseHeader, InvalidResponseHeaderName))
        if isinstance(exc, ParseException) and not ours:
            self.log.warning(private_log.Public(f"Unreadable request: {type(exc).__name__}"))
            status, words = "400 Bad Request", _BAD_REQUEST
        else:
            self.log.error(private_log.Public(f"Outside the app: {private_log.describe(exc)}"))
            status, words = "500 Internal Server Error", b"Something went wrong on our side.\n"
        head = (
            f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\n"
            f"Referrer-Policy: no-referrer\r\nCache-Control: no-store\r\nContent-Length: {len(words)}\r\n\r\n"
        )
        with contextlib.suppress(OSError):  # nobody is there to read it
            util.write_nonblock(client, head.encode("ascii") + words)


def _look(conn: Any) -> Any:
    """Return True: read the request now; False: close; gunicorn's _DEFER: wait for more."""
    if conn.initialized and conn.parser.unreader.buf.getvalue():
        return True  # sent in one go with the request before it
    now = time.monotonic()
    waits_until, had = getattr(conn, "patience", (now + ARRIVAL, -1))
    try:
        seen = conn.sock.recv(_PEEK, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        seen = b""
    else:
        # Nothing new although the connection woke us: the sender has stopped, so let gunicorn find out.
        if len(seen) in (0, had) or len(seen) >= wanted(seen):
            if hasattr(conn, "patience"):
                del conn.patience
                conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
            return True
    if now > waits_until:
        return False
    # Wake us only for something new: the kernel keeps what we have looked at.
    conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, max(wanted(seen), 1))
    conn.patience = (waits_until, len(seen))
    return gthread._DEFER


worker_class = PatientWorker


def on_starting(server: Any) -> None:
    """Refuse to start with command-line options that would print or send what visitors do."""
    settings = server.cfg.settings
    refused = [name for name in ("spew", "statsd_host", "reload", "dirty_apps") if settings[name].get()]
    if not issubclass(server.cfg.logger_class, private_log.PrivateLogger):
        refused.append("logger_class")
    if refused:
        raise SystemExit(f"Not started: {', '.join(refused)} would endanger visitors.")


def post_fork(server: Any, worker: Any) -> None:
    """Keep what a dying worker says private too."""
    private_log.keep_last_words_private()
