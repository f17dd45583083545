"""A site of the team on a register of its own, filled with the invented sheets; passphrases cost little here."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.orm import Session

from directory import create_app
from directory.config import Settings
from directory.curation.people import passphrases, secrets
from directory.db import db
from tests.conftest import DATA
from tests.curation.team import Person

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave what needs the whole site of the team, a new one for each test, out of the quick part."""
    for item in items:
        if item.path.is_relative_to(HERE) and "team" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.system)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(secrets, "_NOBODY", [])
    monkeypatch.setattr(passphrases, "_words", lambda: ("alpha", "bravo", "carlo"))


@pytest.fixture
def team_settings(home: Path, tmp_path: Path) -> Settings:
    """Settings of a site whose register and edition hold the invented sheets."""
    own = tmp_path / "home"
    shutil.copytree(home, own, symlinks=True)
    return Settings(amparo_home=own, amparo_data=DATA, operator_name="Example Operator",
                    operator_contact="hello@example.org")


@pytest.fixture
def team(team_settings: Settings) -> Iterator[Flask]:
    """The whole site, public and team."""
    made = create_app(team_settings, pseudo_languages=True)
    made.testing = True
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()
    edition = made.extensions["amparo_store"].edition()
    if edition is not None:
        edition.engine.dispose()


@pytest.fixture
def register(team: Flask) -> Iterator[Session]:
    """The register behind the site."""
    with team.app_context():
        engine = db.engine
    with Session(engine) as session:
        yield session


@pytest.fixture
def ana(team: Flask) -> Person:
    """A curator."""
    return Person(team, "ana", ["curator"])


@pytest.fixture
def ben(team: Flask) -> Person:
    """A reviewer."""
    return Person(team, "ben", ["reviewer"])
