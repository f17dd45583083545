"""Checking a draft: at once when it is small, else beside the request, telling how far it is."""

import time
from dataclasses import replace
from threading import Thread

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.upload import changes, drafts, queries
from directory.curation.upload.models import Upload
from directory.places.finder import zip_finder
from directory.sheets import importer, reader
from directory.sheets.reader import Sheet

#: Sheets with more rows are checked beside the request.
AT_ONCE = 500
#: Seconds between two signs of life of a check; after some more without one it has stopped.
SIGN, STOPPED = 1.0, 30.0


def start(engine: Engine, found: Upload, sources: frozenset[str]) -> None:
    """Check a draft that is kept and waits for it. `sources` are the codes that are known."""
    if found.total <= AT_ONCE:
        run(engine, found.id, sources)
    else:
        Thread(target=run, args=(engine, found.id, sources), name=f"check-{found.id}", daemon=True).start()


def run(engine: Engine, upload_id: int, sources: frozenset[str]) -> None:
    """Check a draft and keep what was found, unless it was changed meanwhile. Has a session of its own."""
    with Session(engine) as session:
        found = queries.upload(session, upload_id, since=clock.now() - changes.KEPT, heavy=("cells",))
        if found is None or found.state != "checking":
            return
        turn, teller = found.turn, _Teller(session, upload_id, found.turn)
        tables, corrections = drafts.unpack(found.cells), drafts.load_corrections(found.corrections)
        name, mapping = found.sheet, found.mapping
        session.rollback()
        sheet = reader.check(tables, name, find_zip=zip_finder(), sources=sources, mapping=mapping,
                             corrections=corrections, tell=teller.tell)
        changes.end_check(session, upload_id, turn, _with_foreign(session, sheet))
        session.commit()


def _with_foreign(session: Session, sheet: Sheet) -> Sheet:
    """Take out the rows whose ids belong to another sheet: they are problems too."""
    foreign = importer.elsewhere(session, sheet)
    bad = {problem.line for problem in foreign}
    typed = {row.line: dict(row.facts) for row in sheet.rows if row.line in bad}
    return replace(sheet, rows=tuple(row for row in sheet.rows if row.line not in bad),
                   problems=(*sheet.problems, *foreign), typed={**typed, **sheet.typed})


class _Teller:
    """Says how far a check is, once a second."""

    def __init__(self, session: Session, upload_id: int, turn: int) -> None:
        self.session, self.upload_id, self.turn = session, upload_id, turn
        self.next = time.monotonic() + SIGN

    def tell(self, done: int) -> None:
        """Write the number of rows down, when it is time."""
        if time.monotonic() >= self.next:
            changes.move(self.session, self.upload_id, self.turn, done)
            self.session.commit()
            self.next = time.monotonic() + SIGN


def has_stopped(found: Upload) -> bool:
    """Say whether a check gave no sign of life for so long that it must be started anew."""
    return found.state == "checking" and (clock.now() - found.moved_at).total_seconds() > STOPPED
