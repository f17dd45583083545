"""Fixtures for catalogs."""

from functools import partial
from pathlib import Path

import pytest

from tests.i18n.po_files import WritePo, write_po_in


@pytest.fixture
def write_po(tmp_path: Path) -> WritePo:
    """Write a catalog under the test's own folder: `write_po("es", body)`."""
    return partial(write_po_in, tmp_path)
