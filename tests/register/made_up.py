"""Invented listings and sheets, and the steps of an import, for tests of sheets and register."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from directory.register import changes, queries
from directory.register.changes import Draft, Outcome
from directory.register.models import Batch
from directory.sheets import exporter, importer, reader
from directory.sheets.importer import Folder
from directory.sheets.plan import Plan

SOURCES = frozenset({"test-list"})


def facts(number: int = 1, **more: str) -> dict[str, str]:
    """Return a listing that breaks no rule; a blank takes a fact away."""
    known = {"organization": f"Example Office {number}", "category": "food",
             "phone": f"({510 + number // 100}) 555-01{number % 100:02}", "source": "test-list"} | more
    return {name: value for name, value in known.items() if value}


def listing(number: int = 1, **more: str) -> dict[str, str]:
    """Return a listing with an id."""
    return {"id": f"invented{number:04}"} | facts(number, **more)


def listings(count: int) -> list[dict[str, str]]:
    """Return so many listings."""
    return [listing(number) for number in range(1, count + 1)]


def sheet(folder: Path, rows: Iterable[Mapping[str, str]], name: str = "food") -> Path:
    """Write a sheet."""
    path = folder / f"{name}.csv"
    exporter.write(path, rows)
    return path


def decide(session: Session, *paths: Path) -> list[Plan]:
    """Read sheets and plan what they would do."""
    read = [reader.read(path, sources=SOURCES) for path in paths]
    plans, problems = importer.decide(session, read)
    assert problems == []
    return plans


def start(session: Session, *paths: Path) -> list[Batch]:
    """Fill the empty register."""
    read = tuple(reader.read(path, sources=SOURCES) for path in paths)
    plans, _ = importer.decide(session, read)
    batches = importer.fill(session, Folder(read), plans, reason="first import")
    session.commit()
    return batches


def bring(session: Session, path: Path, *, author: str = "ana", approvers: Sequence[str] = ("ben", "cleo")) -> Outcome:
    """Import a sheet and approve it at once."""
    (plan,) = decide(session, path)
    if plan.is_empty:
        return Outcome(0, ())
    batch = importer.propose(session, plan, author=author, reason="a newer sheet")
    outcome = changes.apply(session, batch.id, approvers=approvers)
    session.commit()
    return outcome


def edit(session: Session, listing_id: str, **cells: str) -> int:
    """Change a listing in the register, as a form would; return the batch."""
    before = queries.listings(session)[listing_id]
    after = {name: value for name, value in (before | cells).items() if value}
    batch = changes.propose(session, [Draft(listing_id, "change", before, after)], kind="edit", author="dora",
                            reason="they called")
    changes.apply(session, batch.id, approvers=["emil"])
    session.commit()
    return batch.id


def take_back(session: Session, batch_id: int) -> int:
    """Undo a batch and approve that; return the batch of the undo."""
    back = changes.undo(session, batch_id, author="fay", reason="a mistake")
    number = back.id
    changes.apply(session, number, approvers=["gus", "hana"])
    session.commit()
    return number


def exported(session: Session, folder: Path, name: str = "food") -> bytes:
    """Export a sheet; return its bytes."""
    path = folder / f"exported-{name}.csv"
    exporter.write(path, ({**row, "id": key} for key, row in queries.listings(session, sheet=name).items()))
    return path.read_bytes()
