"""A register without tables, for tests that make them."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic import command

from tests.conftest import Migrate


def _clear(url: str) -> None:
    if url.startswith("postgresql"):
        engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text("DROP SCHEMA public CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA public"))
        engine.dispose()


@pytest.fixture
def bare_url(register_url: str, migrations: Migrate, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the URL of a register in which there is no table yet: the migrations themselves make them."""
    monkeypatch.setattr(command, "upgrade", migrations)
    _clear(register_url)
    yield register_url
    _clear(register_url)
