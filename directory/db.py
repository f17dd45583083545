"""The register's database: SQLite by default, PostgreSQL by DATABASE_URL. One Flask-SQLAlchemy object."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    Table,
    TableValuedAlias,
    Text,
    TypeDecorator,
    cast,
    column,
    event,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.orm import DeclarativeBase, Session


class Base(DeclarativeBase):
    """The base of every model. Constraints have names, so that migrations can change them on SQLite too."""

    metadata = MetaData(naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    })


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite keeps no time zone, so it is put back when it is read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return a moment that was kept, aware."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


db = SQLAlchemy(model_class=Base)
#: The number of the write lock on PostgreSQL: "amparo" in ASCII.
WRITE_LOCK = 0x616D7061726F


def set_up_sqlite(engine: Engine) -> None:
    """Make a SQLite register durable and safe for several writers; leave other engines alone.

    The driver's own BEGIN is switched off, so that a writer can take the write lock first (`begin_write`)
    and never fails half-way with "database is locked". What is deleted is overwritten with zeros.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        # Longer than a sheet of 20,000 rows is decided on, shorter than a request may take.
        for pragma in ("busy_timeout=50000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON",
                       "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("amparo_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")


def open_register(app: Flask, url: str) -> None:
    """Connect an app to the register of a SQLAlchemy URL. The engine never prints the values of a statement."""
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True})
    db.init_app(app)
    with app.app_context():
        set_up_sqlite(db.engine)


def begin_write(session: Session) -> None:
    """Take the write lock before anything is read that the write depends on; once a transaction is enough.

    The transaction begins anew (what was read before is forgotten). There is one writer at a time on both engines:
    SQLite locks its file, PostgreSQL a number that the end of the transaction lets go of.
    """
    now = session.get_transaction()
    if now is not None and session.info.get("writing") is now:
        return
    session.rollback()
    connection = session.connection(execution_options={"amparo_begin": "IMMEDIATE"})
    lock_postgresql(connection)
    session.info["writing"] = session.get_transaction()


def lock_postgresql(connection: Connection) -> None:
    """Wait for the one write lock of a PostgreSQL register; nothing to do on other engines."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")


#: A row of a table, by column.
Row = Mapping[str, Any]
#: Rows in one statement.
_MANY = 2000


def insert_many(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Write new rows that all name the same columns, past what the session holds."""
    if session.get_bind().dialect.name != "postgresql":
        if rows:
            session.execute(insert(model), rows)
        return
    for table, new in _as_tables(model, rows):
        session.execute(insert(table).from_select(list(new.c.keys()), select(*new.c)))


def update_many(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Write rows anew in the columns that all of them name, their keys among these, past what the session holds."""
    if session.get_bind().dialect.name != "postgresql":
        if rows:
            session.execute(update(model), rows)
        return
    for table, new in _as_tables(model, rows):
        session.execute(update(table).where(*(each == new.c[each.name] for each in table.primary_key)).values(
            {each.name: each for each in new.c if not table.c[each.name].primary_key}))


def _as_tables(model: type[Base], rows: Sequence[Row]) -> Iterator[tuple[Table, TableValuedAlias]]:
    """Yield a model's table, and some of the rows as a table that PostgreSQL reads from one text.

    That costs half of what it costs to send each row by itself.
    """
    table = model.metadata.tables[model.__tablename__]
    for start in range(0, len(rows), _MANY):
        some = rows[start:start + _MANY]
        names = [column(name, table.c[name].type) for name in some[0]]
        text = json.dumps([dict(row) for row in some], default=str)
        yield table, func.json_to_recordset(cast(literal(text, Text), JSON)).table_valued(
            *names, name="new").render_derived(with_types=True)
