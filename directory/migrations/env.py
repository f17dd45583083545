"""Alembic's entry: brings the register of the URL it is given up to date."""

from alembic import context
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from directory.db import Base
from directory.listings import models as _listings  # noqa: F401
from directory.register import models as _register  # noqa: F401

engine = create_engine(context.config.attributes["url"], poolclass=NullPool, hide_parameters=True)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True,
                      transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
