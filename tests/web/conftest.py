"""A clock that runs again after each test, and log settings that are put back."""

import logging
import warnings
from collections.abc import Iterator

import pytest

from directory import clock


@pytest.fixture(autouse=True)
def _running_clock() -> Iterator[None]:
    yield
    clock.fix(None)


@pytest.fixture
def restored_logging() -> Iterator[None]:
    """Put back the process's log settings: they are global, and other tests read logs."""
    factory, show, root = logging.getLogRecordFactory(), warnings.showwarning, logging.getLogger()
    handlers, complains = list(root.handlers), logging.raiseExceptions
    names = ("werkzeug", "gunicorn.access", "gunicorn.error")
    states = [(log, list(log.handlers), log.propagate, log.level, log.disabled)
              for log in map(logging.getLogger, names)]
    yield
    logging.setLogRecordFactory(factory)
    warnings.showwarning, root.handlers[:], logging.raiseExceptions = show, handlers, complains
    for log, had, propagate, level, disabled in states:
        log.handlers[:], log.propagate, log.disabled = had, propagate, disabled
        log.setLevel(level)
