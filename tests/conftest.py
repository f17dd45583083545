"""What tests share: the clock, a register on each engine, and a site made of small invented sheets."""

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from directory import clock
from directory.cli.editions import put_up
from directory.cli.session import register_app, upgrade
from directory.config import Settings
from directory.db import db
from directory.edition.store import Store
from directory.listings import notices
from directory.places.finder import zip_finder
from directory.register import notices as writer
from directory.sheets import importer
from tests.machine import postgres
from tests.places.street_file import towns
from tests.public_site import DATA, public_site
from tests.reader import Reader

# A machine that is busy with something else is no reason to fail.
hypothesis.settings.register_profile("amparo", deadline=None)
# `make quick` tries fewer examples of each rule than `make test`.
hypothesis.settings.register_profile("quick", deadline=None, max_examples=15)
hypothesis.settings.load_profile("amparo")


def pytest_collection_finish() -> None:
    """Let the collector of garbage come seldom, and spare it what stays to the end: it took a tenth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


#: A Wednesday, 10 in the morning in California.
MOMENT = datetime(2026, 9, 16, 17, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    clock.fix(MOMENT)
    yield
    clock.fix(None)


Migrate = Callable[[Config, str], None]


@pytest.fixture(scope="session")
def migrations() -> Migrate:
    """The migrations themselves, for tests of them."""
    return command.upgrade


@pytest.fixture(scope="session", autouse=True)
def _migrated_once(migrations: Migrate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the migrations make an empty SQLite register once. They make the same every time, so the next is a copy."""
    made = tmp_path_factory.mktemp("migrated") / "register.sqlite"

    def upgrade(setup: Config, revision: str) -> None:
        url = sa.make_url(setup.attributes["url"])
        path = Path(url.database or "")
        if url.get_backend_name() != "sqlite" or path.stat().st_size:
            migrations(setup, revision)
            return
        if not made.exists():
            migrations(setup, revision)
            shutil.copyfile(path, made)
        shutil.copyfile(made, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "upgrade", upgrade)
        yield


@pytest.fixture(scope="session", autouse=True)
def _routes_written_once() -> Iterator[None]:
    """Let Werkzeug write the code that makes the addresses of a route once. It writes the same for every site."""
    write, written = Rule._compile_builder, {}

    def once(rule: Rule, append_unknown: bool = True) -> object:
        key = (rule.rule, repr(rule._trace), repr(rule.defaults), append_unknown)
        if key not in written:
            written[key] = write(rule, append_unknown)
        return written[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", once)
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a site that lives in a folder of its own."""
    return Settings(amparo_home=tmp_path / "home", amparo_data=DATA, operator_name="Example Operator",
                    operator_contact="hello@example.org")


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    """A database on a PostgreSQL server of our own. Emptied for each test: that is faster than a new one."""
    with postgres() as server:
        engine = sa.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text("CREATE DATABASE tests"))
        engine.dispose()
        yield f"{server}/tests"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def register_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty register: the same tests run on both real engines."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'register.sqlite'}"
    url: str = request.getfixturevalue("postgres_database")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                   "WHERE datname = 'tests' AND pid <> pg_backend_pid()"))
        if made := set(sa.inspect(connection).get_table_names()) - {"alembic_version"}:
            connection.execute(sa.text(f"TRUNCATE {', '.join(sorted(made))} RESTART IDENTITY CASCADE"))
    engine.dispose()
    return url


@pytest.fixture
def session(register_url: str, tmp_path: Path) -> Iterator[Session]:
    """A session on an empty register, its tables made by the migrations."""
    app = register_app(Settings(amparo_home=tmp_path, database_url=register_url))
    upgrade(register_url)
    with app.app_context():
        yield db.session()
        db.session.remove()
        db.engine.dispose()


def tell(session: Session) -> None:
    """Propose and approve two invented notices: one for Alameda County, one for the country in English only."""
    common = {"purpose": "closed", "source": "Example court, opening days", "source_url": "https://court.example.org/days",
              "source_date": "2026-09-15"}
    for given, texts in (
        ({"area": "county:06001", "more_url": "https://example.org/more"},
         {"en": "Example Court is closed on September 17. New dates come by mail.",
          "es": "El tribunal de ejemplo cierra el 17 de septiembre. Las nuevas fechas llegan por correo."}),
        ({"area": "country:US"}, {"en": "All Example Offices are closed on September 18."}),
    ):
        written = notices.read(common | given, texts, find_place=zip_finder(), now=clock.now())
        writer.approve(session, writer.propose(session, written, author="ana").id, approver="ben")


def fill(settings: Settings) -> Path:
    """Import a data folder into the empty register of these settings, with notices, and publish; return the edition."""
    app = register_app(settings)
    upgrade(settings.register_url)
    with app.app_context():
        folder = importer.read(settings.amparo_data, find_zip=zip_finder())
        plans, _ = importer.decide(db.session(), folder.sheets)
        importer.fill(db.session(), folder, plans, reason="test")
        tell(db.session())
        db.session.commit()
        put_up(db.session(), settings)
        db.session.remove()
        db.engine.dispose()
    edition = Store(settings.editions).edition()
    assert edition is not None
    edition.engine.dispose()
    return edition.path


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a filled site, made once for all workers. Read only: a test that writes makes its own."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "site"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            clock.fix(MOMENT)
            fill(Settings(amparo_home=folder / "home", amparo_data=DATA))
            clock.fix(None)
            (folder / "made").touch()
    return folder / "home"


@pytest.fixture(scope="session")
def street_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A street map as an operator sets one up: a made-up town where San Jose is, and nothing anywhere else."""
    return towns(tmp_path_factory.mktemp("streets") / "map.pmtiles", (37.345, -121.883))


@pytest.fixture
def app(home: Path, tmp_path: Path) -> Iterator[Flask]:
    """The public site on the invented sheets, pseudo-languages included."""
    with public_site(home, tmp_path) as made:
        yield made


@pytest.fixture
def reader(app: Flask) -> Reader:
    """A visitor that looks every page over."""
    return Reader(app)


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    """A copy of the invented sheets that a test may change."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))
