"""Alembic's entry: brings the register of the URL it is given up to date, whole or not at all."""

from typing import Any

from alembic import context
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

from directory.curation.calls import models as _calls  # noqa: F401
from directory.curation.confirm import models as _confirm  # noqa: F401
from directory.curation.duplicates import models as _duplicates  # noqa: F401
from directory.curation.editing import models as _editing  # noqa: F401
from directory.curation.home import models as _home  # noqa: F401
from directory.curation.people import models as _people  # noqa: F401
from directory.curation.review import models as _review  # noqa: F401
from directory.curation.translations import models as _translations  # noqa: F401
from directory.curation.upload import models as _upload  # noqa: F401
from directory.db import Base, lock_postgresql
from directory.listings import models as _listings  # noqa: F401
from directory.register import models as _register  # noqa: F401

engine = create_engine(context.config.attributes["url"], poolclass=NullPool, hide_parameters=True)
if engine.dialect.name == "sqlite":
    # The driver would commit every CREATE TABLE by itself: killed half-way, the register could not be opened again.
    # Foreign keys stay off here, because SQLite changes a table by putting a new one in its place.
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        """Leave BEGIN to us."""
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout=30000")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        """Take the write lock first: two processes may start at once."""
        connection.exec_driver_sql("BEGIN IMMEDIATE")

with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True,
                      transactional_ddl=True)
    with context.begin_transaction():
        lock_postgresql(connection)
        context.run_migrations()
