"""Logs that cannot tell who looked for what: no address, path, header, ZIP code or word in any line.

Every library logs its own text with its own values in it, so nothing is let through by default: every log
record of the process loses its message, arguments and traceback at the moment it is made
(`keep_records_private`). What stays is the time, the level, the place in the code, and the exception's type.
A line is kept whole only if our own code says, with `Public`, that nothing in it comes from a visitor.
`PrivateLogger` does so for gunicorn's own life (start, workers, stop) and for nothing else.
"""

import logging
import sys
import threading
import traceback
import warnings
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from flask import Flask
from gunicorn.glogging import Logger as GunicornLogger

LINE = "%(asctime)s [%(process)d] [%(levelname)s] %(message)s"
TIME = "[%Y-%m-%d %H:%M:%S %z]"

_OUR_CODE = Path(__file__).parent.parent

#: What gunicorn says of itself. The values are process numbers, versions, signals and our own address.
_LIFE = frozenset({
    "Starting gunicorn %s",
    "Listening at: %s",
    "Listening at: %s (%s)",
    "Using worker: %s",
    "Booting worker with pid: %s",
    "Worker exiting (pid: %s)",
    "Worker (pid:%s) was sent %s!",
    "Worker (pid:%s) was sent %s! Perhaps out of memory?",
    "Worker (pid:%s) exited with code %s.",
    "WORKER TIMEOUT (pid:%s)",
    "Handling signal: %s",
    "Shutting down: %s",
    "Reason: %s",
    "Hang up: %s",
    "Quick shutdown requested",
    "graceful stop of workers",
    "Master has been promoted.",
    "Autorestarting worker after current request.",
    "Parent changed, shutting down: %s",
    "Connection in use: %s",
    "Invalid address: %s",
    "Can't connect to %s",
    "USR2 signal ignored. Child exists.",
    "USR2 signal ignored. Parent exists.",
    "No keepalived connections can be handled. Check the number of worker connections and threads.",
})


class Public(str):
    """A whole log line in which nothing comes from a visitor. Who writes `Public(...)` vouches for it."""


def describe(error: BaseException) -> str:
    """Return an exception's type and the last line of our own code it came through; never its value."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return f"{name} at {_our_line(error.__traceback__)}"


def _our_line(trace: TracebackType | None) -> str:
    places = [
        f"{_place(frame.f_code.co_filename)}:{line}"
        for frame, line in traceback.walk_tb(trace)
        if Path(frame.f_code.co_filename).is_relative_to(_OUR_CODE)
    ]
    return places[-1] if places else "no line of ours"


def _place(filename: str) -> str:
    """Return the last two parts of a file name: enough to find it, without the operator's folders."""
    return "/".join(Path(filename).parts[-2:])


class _PrivateRecord(logging.LogRecord):
    """A log record that has forgotten everything a visitor may have sent."""

    def __init__(  # the signature is the logging module's
        self, name: str, level: int, pathname: str, lineno: int, msg: object, args: Any, exc_info: Any,
        func: str | None = None, sinfo: str | None = None, **_more: Any,
    ) -> None:
        if not (isinstance(msg, Public) and not args):
            msg = f"A message was withheld ({name}, {_place(pathname)}:{lineno})"
        text = str(msg)
        if exc_info and isinstance(exc_info, tuple) and exc_info[1] is not None:
            text = f"{text}: {describe(exc_info[1])}"
        super().__init__(name, level, pathname, lineno, text, (), None, func, None)
        # A thread or task may be named after what it works on.
        self.threadName = self.taskName = None


def keep_records_private() -> None:
    """Make every log record of this process private, whatever logger, handler or library it passes."""
    logging.setLogRecordFactory(_PrivateRecord)


def keep_logs_private(app: Flask) -> None:
    """Keep visitors out of all that Flask, Werkzeug, SQLAlchemy, `warnings` and our own code log.

    One handler writes warnings and worse to stderr. Werkzeug's development server, which logs every request,
    is silenced. The log record factory and `warnings.showwarning` are the whole process's.
    """
    keep_records_private()
    warnings.showwarning = _show_warning
    app.logger.handlers.clear()
    app.logger.propagate = True
    for name in ("werkzeug", "gunicorn.access"):
        log = logging.getLogger(name)
        log.handlers[:] = [logging.NullHandler()]
        log.propagate = False
        log.setLevel(logging.CRITICAL + 1)
    root = logging.getLogger()
    if not any(isinstance(handler, _StderrHandler) for handler in root.handlers):
        handler = _StderrHandler()
        handler.setFormatter(logging.Formatter(LINE, TIME))
        root.addHandler(handler)


class _StderrHandler(logging.StreamHandler[TextIO]):
    """Writes to whatever stderr is now, without the logging module's own reports of failure."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setLevel(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Drop a line that cannot be written."""


def _show_warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int,
    file: TextIO | None = None, line: str | None = None,
) -> None:
    text = f"Warning {category.__name__} at {_place(filename)}:{lineno}"
    logging.getLogger("directory.warnings").warning(Public(text))


def keep_last_words_private() -> None:
    """Log exceptions that nobody caught (main, threads, destructors) by type. For servers only."""
    log = logging.getLogger("directory.uncaught")

    def main(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        log.critical(Public(f"Uncaught {describe(error)}"))

    def thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            log.error(Public(f"Uncaught in a thread: {describe(args.exc_value)}"))

    def unraisable(args: Any) -> None:
        if args.exc_value is not None:
            log.error(Public(f"Ignored: {describe(args.exc_value)}"))

    sys.excepthook, threading.excepthook, sys.unraisablehook = main, thread, unraisable


class PrivateLogger(GunicornLogger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's log without its visitors: no access log, syslog or statsd, whatever the command line says.

    Only the error log exists (stderr, or --error-logfile). Debug lines are never written.
    """

    def setup(self, cfg: Any) -> None:
        """Set up the one handler; also called again when the configuration is reloaded."""
        keep_records_private()
        logging.raiseExceptions = False
        self.cfg = cfg
        self.loglevel = max(self.LOG_LEVELS.get(cfg.loglevel.lower(), logging.INFO), logging.INFO)
        self.error_log.setLevel(self.loglevel)
        self.access_log.disabled = True
        self._set_handler(self.error_log, cfg.errorlog, logging.Formatter(LINE, TIME))

    @property
    def access_log_enabled(self) -> bool:
        """Say no: there is no access log."""
        return False

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Write nothing."""

    def critical(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log privately."""
        self._tell(logging.CRITICAL, msg, args, kwargs)

    def error(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log privately."""
        self._tell(logging.ERROR, msg, args, kwargs)

    def warning(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log privately."""
        self._tell(logging.WARNING, msg, args, kwargs)

    def info(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log privately."""
        self._tell(logging.INFO, msg, args, kwargs)

    def debug(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Write nothing: debug lines hold requests."""

    def exception(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log privately, with the type of the exception being handled."""
        self._tell(logging.ERROR, msg, args, {"exc_info": True, **kwargs})

    def log(self, lvl: int | str, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log privately, unless the level is debug."""
        number = self.LOG_LEVELS.get(lvl.lower(), logging.INFO) if isinstance(lvl, str) else lvl
        if number > logging.DEBUG:
            self._tell(number, msg, args, kwargs)

    def _tell(self, level: int, msg: object, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if isinstance(msg, str) and msg in _LIFE:
            msg, args = Public(msg % args if args else msg), ()
        # stacklevel 3: the line of gunicorn's code that spoke, not this one.
        self.error_log.log(level, msg, *args, exc_info=kwargs.get("exc_info"), stacklevel=3)
