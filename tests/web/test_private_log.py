"""No log line holds what a visitor sent, whoever writes it."""

import io
import logging
import sys
import threading
import warnings
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, current_app
from gunicorn.config import Config
from sqlalchemy import create_engine, text

from directory.web import private_log
from directory.web.private_log import PrivateLogger, Public
from tests.web.own_code import compiled

SECRETS = ("94601", "deportation", "203.0.113.7")
FAIL = compiled("def fail():\n    raise KeyError('94601 deportation 203.0.113.7')\n", "fail")

pytestmark = pytest.mark.usefixtures("restored_logging")


@pytest.fixture
def app() -> Flask:
    app = Flask("amparo_test", static_folder=None)
    private_log.keep_logs_private(app)
    return app


def caught(act: Callable[[], object]) -> None:
    try:
        act()
    except KeyError:
        logging.getLogger("any").exception("It failed for %s", "94601")


@pytest.mark.parametrize("write", [
    lambda: logging.getLogger("any.library").error("ZIP %s", "94601"),
    lambda: logging.getLogger("any.library").warning("deportation"),
    lambda: logging.getLogger("directory.search").warning("from %(ip)s", {"ip": "203.0.113.7"}),
    lambda: logging.error("root 94601"),
    lambda: logging.getLogger("x").error("stack", stack_info=True),
    lambda: current_app.logger.error("94601 %s", "deportation"),
    lambda: logging.getLogger("x").error(Public("%s"), "94601"),
    lambda: logging.getLogger("x").error(Public("from ") + "203.0.113.7"),
    lambda: logging.getLogger("x").error(SimpleNamespace(__str__=lambda: "94601")),
    lambda: caught(FAIL),
    lambda: warnings.showwarning(UserWarning("94601"), UserWarning, "search/engine.py", 7),
])
def test_a_line_keeps_its_place_and_loses_its_values(
    app: Flask, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
    write: Callable[[], object],
) -> None:
    with app.app_context():
        write()
    written = capsys.readouterr().err
    assert "withheld" in written or "UserWarning at search/engine.py:7" in written
    for secret in (*SECRETS, "Traceback"):
        assert secret not in written + caplog.text


def test_an_exception_leaves_its_type_and_our_line(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    caught(FAIL)
    assert "(any, web/test_private_log.py:" in (written := capsys.readouterr().err)
    assert written.rstrip().endswith("KeyError at search/made_up.py:2")


def test_what_our_code_vouches_for_is_kept(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("directory.edition").warning(Public("Edition 12 is open."))
    assert "[WARNING] Edition 12 is open." in capsys.readouterr().err


def test_handlers_added_later_get_nothing_either(app: Flask) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    log = logging.getLogger("later")
    log.addHandler(handler)
    log.error("94601")
    log.removeHandler(handler)
    assert "withheld" in stream.getvalue() and "94601" not in stream.getvalue()


def test_a_database_error_or_echo_tells_no_parameters(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    engine = create_engine("sqlite://", echo=True)
    with engine.connect() as connection:
        connection.execute(text("select :zip"), {"zip": "94601"})
        try:
            connection.execute(text("select :zip from missing"), {"zip": "deportation"})
        except Exception as error:  # noqa: BLE001 - any error will do
            logging.getLogger("x").error("query failed", exc_info=error)
    engine.dispose()
    said = capsys.readouterr()
    assert "sqlalchemy.exc.OperationalError" in said.err
    assert not any(secret in said.out + said.err for secret in SECRETS)


def test_the_development_server_is_silent(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("werkzeug").error("GET /?zip=94601")
    assert capsys.readouterr().err == ""


def test_setting_up_twice_writes_once(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    private_log.keep_logs_private(Flask("second", static_folder=None))
    logging.getLogger("x").error(Public("once"))
    assert capsys.readouterr().err.count("once") == 1


def test_last_words_are_private(
    app: Flask, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    for owner, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    private_log.keep_last_words_private()
    thread = threading.Thread(target=FAIL, name="94601")
    thread.start()
    thread.join()
    try:
        FAIL()
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
        sys.unraisablehook(SimpleNamespace(exc_value=error))
    written = capsys.readouterr().err
    assert written.count("KeyError at search/made_up.py:2") == 3
    assert not any(secret in written for secret in SECRETS)


def gunicorn_log(folder: Path) -> PrivateLogger:
    """Return a logger that has been told to log everything everywhere."""
    settings = Config()
    settings.set("loglevel", "debug")
    settings.set("accesslog", f"{folder}/access.log")
    settings.set("syslog", True)
    settings.set("syslog_addr", "udp://127.0.0.1:9")
    settings.set("statsd_host", "127.0.0.1:9")
    settings.set("logconfig_dict", {"root": {"level": "DEBUG", "handlers": ["console"]}})
    return PrivateLogger(settings)


def test_gunicorn_tells_of_its_own_life(
    capsys: pytest.CaptureFixture[str], tmp_path: Path,
) -> None:
    log = gunicorn_log(tmp_path)
    log.info("Listening at: %s (%s)", "http://127.0.0.1:8000", 7)
    log.critical("WORKER TIMEOUT (pid:%s)", 9)
    written = capsys.readouterr().err
    assert "Listening at: http://127.0.0.1:8000 (7)" in written
    assert "[CRITICAL] WORKER TIMEOUT (pid:9)" in written


def test_gunicorn_tells_nothing_of_requests(
    capsys: pytest.CaptureFixture[str], tmp_path: Path,
) -> None:
    log = gunicorn_log(tmp_path)
    try:
        FAIL()
    except KeyError:
        log.exception("Error handling request %s", "/deportation")
        log.error("Exception: %s", "94601", exc_info=True)
    log.warning("Invalid request from ip=203.0.113.7: 'GET /94601'")
    log.debug("Closing connection. %s", "94601")
    log.log("debug", "94601")
    log.log("info", "deportation")
    log.log(logging.WARNING, "deportation")
    environ = {"REMOTE_ADDR": "203.0.113.7", "RAW_URI": "/94601"}
    log.access(SimpleNamespace(), SimpleNamespace(), environ, timedelta())
    assert not log.access_log_enabled
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 5
    assert said.err.count("KeyError at search/made_up.py:2") == 2
    assert not any(secret in said.err for secret in SECRETS)
    assert not list(tmp_path.iterdir())
