"""Somebody with a sheet, and somebody who looks at it."""

import io
import re

from flask import Flask

from directory.curation.upload.models import Upload
from directory.db import db
from directory.register import changes
from tests.curation.team import Person
from tests.reader import Page


def send(person: Person, raw: bytes, name: str = "list.csv", *, sheet: str = "", new_name: str = "") -> Page:
    """Send a file in, as the page's form does."""
    return person.post("sheets", {"file": (io.BytesIO(raw), name), "sheet": sheet, "new_name": new_name})


def number(page: Page) -> int:
    """Return the number of the draft that a page shows."""
    found = re.search(r"/sheets/(\d+)", page.location)
    assert found, page.location
    return int(found[1])


def drafts(app: Flask) -> int:
    """Return how many drafts are kept."""
    with app.app_context():
        return db.session.query(Upload).count()


def approve(app: Flask, batch_id: int, *names: str) -> changes.Outcome:
    """Carry a batch out, as the pages of review do."""
    with app.app_context():
        done = changes.apply(db.session(), batch_id, approvers=names or ("ben",))
        db.session.commit()
        return done


def batch_of(page: Page) -> int:
    """Return the number of the batch that a page names."""
    found = re.search(r"Proposed as batch (\d+)", page.text)
    assert found, page.text[:300]
    return int(found[1])
