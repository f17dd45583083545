"""What is approved goes up by itself, and nobody has to be told when something is wrong for a while."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory import clock
from directory.cli import watching
from directory.cli.session import register_app, upgrade
from directory.config import Settings
from directory.curation.duplicates import queries as pairs
from directory.curation.people.models import Attempt, SecurityEvent
from directory.db import db
from directory.edition import publish as publishing
from directory.edition.store import Store
from directory.register import changes, queries
from directory.register.changes import Draft
from directory.reports.message import make
from directory.reports.spool import Spool
from tests.conftest import DATA, MOMENT
from tests.curation.conftest import team, team_settings  # noqa: F401

ROOT = Path(__file__).parents[2]


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.05)


@contextmanager
def watching_beside(settings: Settings) -> Iterator["subprocess.Popen[str]"]:
    """Run `amparo publish --watch` on a register."""
    environment = {**os.environ, "AMPARO_HOME": str(settings.amparo_home), "AMPARO_DATA": str(DATA)}
    with subprocess.Popen([sys.executable, "-m", "directory", "publish", "--watch", "--every", "0.2"], cwd=ROOT,
                          env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def phone(settings: Settings) -> str:
    """Return the phone of a listing as families see it."""
    edition = Store(settings.editions).edition()
    assert edition is not None
    with edition.connect() as connection:
        record = connection.exec_driver_sql("SELECT record FROM listing WHERE id = 'oakland001'").scalar_one()
    edition.engine.dispose()
    return str(record)


@pytest.mark.system
def test_what_is_approved_is_up_at_once(team: Flask, team_settings: Settings) -> None:  # noqa: F811
    number = "(510) 555-0177"
    assert number not in phone(team_settings)
    with watching_beside(team_settings) as process:
        with team.app_context():
            session = db.session()
            before = queries.listings(session)["oakland001"]
            draft = Draft("oakland001", "change", before, {**before, "phone": number})
            batch = changes.propose(session, [draft], kind="edit", author="ana", reason="test")
            session.commit()
            assert number not in phone(team_settings)
            changes.apply(session, batch.id, approvers=["ben"])
            session.commit()
        until(lambda: number in phone(team_settings))
        process.terminate()
        assert process.stdout is not None
        said = process.stdout.read()
    assert said.count("listings") == 1 and "555" not in said


@pytest.mark.system
def test_it_ends_with_the_process_that_started_it(team: Flask, team_settings: Settings) -> None:  # noqa: F811
    command = [sys.executable, "-m", "directory", "publish", "--watch", "--every", "60"]
    starter = f"import subprocess, time; print(subprocess.Popen({command!r}).pid, flush=True); time.sleep(60)"
    environment = {**os.environ, "AMPARO_HOME": str(team_settings.amparo_home), "AMPARO_DATA": str(DATA)}
    with subprocess.Popen([sys.executable, "-c", starter], cwd=ROOT, env=environment, stdout=subprocess.PIPE,
                          text=True) as process:
        assert process.stdout is not None
        child = Path(f"/proc/{int(process.stdout.readline())}")
        until((team_settings.amparo_home / "watch.lock").exists)
        process.kill()
        until(lambda: not child.exists() or "\nState:\tZ" in (child / "status").read_text())


class _Turns:
    """A parent that ends after so many looks, and a clock that goes on by a day with each."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
        self.left = count
        monkeypatch.setattr(watching.os, "getppid", self.parent)
        monkeypatch.setattr(watching, "_rest", self.rest)

    def parent(self) -> int:
        return 1 if self.left > 0 else 2

    def rest(self, *_: object) -> None:
        self.left -= 1
        clock.fix(clock.now() + timedelta(days=1))


@pytest.fixture
def home_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An empty register that commands of this process open."""
    monkeypatch.setenv("AMPARO_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return Settings(amparo_home=tmp_path / "home")


def test_a_step_that_fails_is_said_once_without_its_data_and_tried_again(
        home_set: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    calls = []

    def broken(session: Session, settings: Settings) -> str:
        calls.append(1)
        if len(calls) < 4:
            raise RuntimeError("94601 asylum")
        return "good again"

    _Turns(monkeypatch, 5)
    watching.watch(broken)
    said = capsys.readouterr().out.splitlines()
    assert len(calls) == 5
    assert [line.split(":")[0] for line in said] == ["Something of ours broke", "good again"]
    assert "94601" not in "".join(said) and "RuntimeError" in said[0]


def test_frozen_publishing_is_said_and_waits(home_set: Settings, monkeypatch: pytest.MonkeyPatch,
                                             capsys: pytest.CaptureFixture[str]) -> None:
    def frozen(session: Session, settings: Settings) -> str:
        raise publishing.NotPublished("frozen", why="rolled back")

    _Turns(monkeypatch, 3)
    watching.watch(frozen)
    assert capsys.readouterr().out == "Publishing is frozen (rolled back). When the listings are right again: " \
                                      "amparo release.\n"


def test_what_visitors_wrote_is_taken_in_every_day(home_set: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """And so nothing lies in the box for longer than the pages promise."""
    Spool(home_set.spool).put(make("suggestion", day="2026-09-16", language="es",
                                   typed={"choice": "food", "name": "Example Kitchen", "reach": "555-0123"}), once="x")
    _Turns(monkeypatch, 2)
    watching.watch(lambda session, settings: "")
    assert not [path for path in home_set.spool.iterdir() if path.name != "tally"]
    _Turns(monkeypatch, 40)
    watching.watch(lambda session, settings: "")
    assert b"Example Kitchen" not in (home_set.amparo_home / "register.sqlite").read_bytes()


def test_pairs_are_counted_every_day(home_set: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    _Turns(monkeypatch, 2)
    watching.watch(lambda session, settings: "")
    app = register_app(home_set)
    with app.app_context():
        found = pairs.counted(db.session())
        assert found is not None and (found.pairs, found.at) == (0, MOMENT + timedelta(days=1))
        db.session.remove()
        db.engine.dispose()


def test_what_is_too_old_goes_every_day(home_set: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    app = register_app(home_set)
    upgrade(home_set.register_url)
    with app.app_context():
        db.session.add_all([SecurityEvent(at=MOMENT - timedelta(days=days), what="signed in", by="ana")
                            for days in (10, 88)] + [Attempt(digest="x", at=MOMENT)])
        db.session.commit()
        _Turns(monkeypatch, 4)
        watching.watch(lambda session, settings: "")
        assert db.session.query(SecurityEvent).count() == 1 and db.session.query(Attempt).count() == 0
        db.session.remove()
        db.engine.dispose()


def test_only_one_watches_a_register(home_set: Settings, tmp_path: Path) -> None:
    with watching._turn_of(tmp_path / "lock") as first, watching._turn_of(tmp_path / "lock") as second:
        assert first() and first() and not second()
    with watching._turn_of(tmp_path / "lock") as third:
        assert third()
