"""One site for each file of tests here: nothing in them changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.public_site import public_site


@pytest.fixture(scope="module")
def app(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The public site, shared by the tests of a file."""
    with public_site(home, tmp_path_factory.mktemp("keys")) as made:
        yield made
