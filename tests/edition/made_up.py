"""Steps of publishing, for tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import sqlalchemy as sa

from directory.edition import build, publish
from directory.edition.publish import Published
from directory.listings.notices import Notice

Rows = list[tuple[str, Mapping[str, str], bool]]


def put_up(folder: Path, rows: Rows, *, sources: Sequence[Mapping[str, str]] = (),
           notices: Sequence[Notice] = ()) -> Published:
    """Publish register rows, and notices."""
    return publish.publish(folder, rows, sources=sources, about={"register": "1"}, notices=notices)


def ask(path: Path, statement: str) -> list[tuple[object, ...]]:
    """Return what an edition answers to a statement."""
    engine = build.open_file(path)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(sa.text(statement))]
    engine.dispose()
    return found
