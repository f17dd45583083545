"""The gazetteer, loaded once for all tests of this folder."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from directory.places import gazetteer


@pytest.fixture(scope="session")
def gazetteer_engine() -> Iterator[sa.Engine]:
    """Return an in-memory SQLite with the committed tables in it."""
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool, connect_args={"check_same_thread": False})
    with engine.begin() as connection:
        gazetteer.load(connection)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def places(gazetteer_engine: sa.Engine) -> Iterator[sa.Connection]:
    """Return a connection to the loaded gazetteer."""
    with gazetteer_engine.connect() as connection:
        yield connection
