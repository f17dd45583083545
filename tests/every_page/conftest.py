"""One site for all pages: nothing in these tests changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.public_site import public_site
from tests.reader import Reader


@pytest.fixture(scope="module")
def site(home: Path, street_map: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The public site with a street map, made once, in every language and both made-up ones."""
    with public_site(home, tmp_path_factory.mktemp("keys"), streets=street_map) as made:
        yield made


@pytest.fixture
def visitor(site: Flask) -> Reader:
    """A visitor of that site who looks every page over."""
    return Reader(site)
