"""The migrations make exactly the models, forwards and back, with data in the register."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

import directory
from directory.cli.session import register_app, upgrade
from directory.config import Settings
from directory.db import Base, db
from directory.listings import columns
from directory.register import changes
from directory.register.changes import Draft
from tests.register.made_up import bring, edit, exported, listing, listings, sheet, start


def setup_of(url: str) -> Config:
    """Return Alembic's set-up for a register."""
    setup = Config()
    setup.set_main_option("script_location", str(Path(directory.__file__).parent / "migrations"))
    setup.attributes["url"] = url
    return setup


def test_the_migrations_make_the_models(session: Session) -> None:
    with session.get_bind().connect() as connection:  # type: ignore[union-attr]
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        inspector = sa.inspect(connection)
        for table in Base.metadata.sorted_tables:
            made = {str(rule["name"]) for rule in inspector.get_check_constraints(table.name)}
            assert made == {str(rule.name) for rule in table.constraints if isinstance(rule, sa.CheckConstraint)}


@pytest.mark.system
def test_a_register_with_data_goes_down_and_up_again(bare_url: str, tmp_path: Path) -> None:
    app = register_app(Settings(amparo_home=tmp_path, database_url=bare_url))
    upgrade(bare_url)
    with app.app_context():
        start(db.session(), sheet(tmp_path, listings(3)))
        edit(db.session(), "invented0001", cost="free")
        bring(db.session(), sheet(tmp_path, [*listings(3), listing(4)]))
        two = changes.propose(db.session(), [Draft("invented0002", "change", listing(2), listing(2, cost="low"))],
                              kind="edit", author="ana", reason="call")
        changes.apply(db.session(), two.id, approvers=["dan"])
        db.session().commit()
        before = exported(db.session(), tmp_path)
        db.session.remove()
        db.engine.dispose()
        command.downgrade(setup_of(bare_url), "0004")
        upgrade(bare_url)
        rows = db.session().execute(sa.text("SELECT author, approver, second_approver FROM change ORDER BY id")).all()
        assert rows == [*[("bootstrap", "bootstrap", None)] * 3, ("dora", "emil", None), ("ana", "ben", "cleo"),
                        ("ana", "dan", None)]
        assert exported(db.session(), tmp_path) == before
        db.session.remove()
        db.engine.dispose()
        command.downgrade(setup_of(bare_url), "0001")
        upgrade(bare_url)
        assert exported(db.session(), tmp_path) == before
        db.session.remove()
        db.engine.dispose()
        command.downgrade(setup_of(bare_url), "base")
        with db.engine.connect() as connection:
            assert set(sa.inspect(connection).get_table_names()) <= {"alembic_version"}
        upgrade(bare_url)
        start(db.session(), sheet(tmp_path, listings(3)))
        db.session.remove()
        db.engine.dispose()


TRIGGERS = {"batch_begins", "batch_keeps", "batch_stays", "change_begins", "change_keeps", "change_is_its_authors",
            "change_stays", "change_has_its_approvers", "change_by_rule", "change_remains"}


def test_the_newest_register_has_every_trigger(session: Session) -> None:
    """A migration that rebuilds a table of SQLite loses them, unless it makes them anew."""
    where = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
             "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"}
    found = session.scalars(sa.text(where[session.get_bind().dialect.name]))
    assert set(found) >= TRIGGERS


def test_the_rule_of_the_database_knows_the_same_small_facts() -> None:
    migration = ScriptDirectory.from_config(setup_of("")).get_revision("0005").module
    assert set(migration.SMALL) == set(columns.SMALL)


@pytest.mark.system
def test_an_upgrade_that_fails_half_way_leaves_nothing_behind(bare_url: str) -> None:
    engine = sa.create_engine(bare_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE listing (id INTEGER)"))
    with pytest.raises(sa.exc.DBAPIError):
        upgrade(bare_url)
    assert set(sa.inspect(engine).get_table_names()) <= {"listing", "alembic_version"}
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE listing"))
    upgrade(bare_url)
    assert {"batch", "change", "listing", "sheet_row"} <= set(sa.inspect(engine).get_table_names())
    engine.dispose()
