"""Editions built in a moment, with few places in them."""

from pathlib import Path

import pytest

from tests.edition.made_up import Rows
from tests.edition.small_places import small_data, small_places  # noqa: F401
from tests.register.made_up import listing


@pytest.fixture
def folder(tmp_path: Path, small_places: None) -> Path:  # noqa: F811
    """Return an empty folder for editions."""
    return tmp_path / "editions"


@pytest.fixture
def rows() -> Rows:
    """Return register rows of every kind: open, paused, closed, gone, confidential."""
    found = [listing(1, category="legal", legal_credential="attorney", services="asylum", languages="en; es",
                     address_1="1 Example Street", city="Oakland", state="CA", postal_code="94601",
                     latitude="37.7765", longitude="-122.2187", hours="Mon-Fri 9am-5pm"),
             listing(2, category="medical", state="CA", city="Oakland", status="paused"),
             listing(3, state="CO", postal_code="80202"),
             listing(4, status="closed"), listing(5),
             listing(6, category="any", address_confidential="yes", service_area="county:06001; state:CA")]
    return [(facts["id"], facts, facts["id"] == "invented0005") for facts in found]
