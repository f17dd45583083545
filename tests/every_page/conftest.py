"""One site for all pages: nothing in these tests changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from directory import create_app
from directory.config import Settings
from tests.conftest import DATA
from tests.reader import Reader


@pytest.fixture(scope="session")
def site(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The public site, made once, in every language and both made-up ones."""
    made = create_app(Settings(amparo_home=home, amparo_data=DATA, directory_role="public",
                               operator_name="Example Operator", operator_contact="hello@example.org",
                               search_keys=tmp_path_factory.mktemp("keys") / "keys.json"), pseudo_languages=True)
    made.testing = True
    yield made
    made.extensions["amparo_store"].edition().engine.dispose()


@pytest.fixture
def visitor(site: Flask) -> Reader:
    """A visitor of that site who looks every page over."""
    return Reader(site)
