"""The only writer of drafts: kept, corrected, checked, proposed, thrown away. The caller commits.

Only its owner changes a draft; one person has one draft of a sheet.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from directory import clock
from directory.curation.upload import drafts, queries
from directory.curation.upload.models import ColumnMap, Upload
from directory.db import begin_write
from directory.listings import columns
from directory.register.changes import Refused
from directory.register.models import Batch
from directory.sheets import importer, reader
from directory.sheets.plan import Plan
from directory.sheets.reader import Sheet
from directory.sheets.tables import Table

#: Drafts are thrown away after so long.
KEPT = timedelta(days=7)
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 60
#: Characters of the longest title whose meaning is remembered for the next file too.
_LONGEST_TITLE = 200
#: Corrections of one draft: who needs more sends the sheet in again.
MOST_CORRECTIONS = 20_000


def keep(session: Session, tables: Sequence[Table], *, owner: str, sheet: str, file_name: str) -> Upload:
    """Keep the tables of a file as a draft, to be checked. It takes the place of the owner's older draft of the sheet.

    Raises Refused('sheet-name').
    """
    if len(sheet) > _LONGEST_NAME or not _NAME.fullmatch(sheet):
        raise Refused("sheet-name")
    begin_write(session)
    purge(session)
    session.execute(delete(Upload).where(Upload.owner == owner, Upload.sheet == sheet, Upload.state != "proposed"))
    mapping = queries.mapping(session, sheet)
    tables, _ = drafts.without_secrets(tables, mapping, {})
    now = clock.now()
    made = Upload(owner=owner, sheet=sheet, file_name=file_name[:120], made_at=now, moved_at=now, mapping=mapping,
                  total=len(reader.choose(tables, mapping)[0].rows), cells=drafts.pack(tables),
                  findings="", rows="", turn=1)
    session.add(made)
    session.flush()
    return made


def purge(session: Session) -> None:
    """Throw away drafts that are too old."""
    begin_write(session)
    session.execute(delete(Upload).where(Upload.made_at <= clock.now() - KEPT))


def own(session: Session, upload_id: int, owner: str, *heavy: str) -> Upload:
    """Take the write lock, and return somebody's own draft that can still be changed. Raises Refused."""
    begin_write(session)
    found = queries.upload(session, upload_id, since=clock.now() - KEPT, heavy=heavy)
    if found is None or found.owner != owner:
        raise Refused("no-draft")
    if found.state == "proposed":
        raise Refused("proposed-already")
    return found


def correct(session: Session, upload_id: int, owner: str, corrections: Mapping[tuple[int, str], str]) -> Upload:
    """Write cells anew: (row number, column) -> text; row 0 is every row whose cell is blank. Raises Refused."""
    found = own(session, upload_id, owner)
    together = {**drafts.load_corrections(found.corrections), **corrections}
    if len(together) > MOST_CORRECTIONS:
        raise Refused("too-many-corrections")
    if corrections:
        found.corrections = drafts.dump_corrections(together)
    return _to_check(found)


def name_columns(session: Session, upload_id: int, owner: str, meant: Mapping[str, str]) -> Upload:
    """Say what titles mean, and remember it for this sheet: key of a title -> a column of ours, or ''. Raises Refused.
    """
    found = own(session, upload_id, owner)
    known = queries.mapping(session, found.sheet)
    for title, column in meant.items():
        if column and column not in columns.BY_NAME:
            raise Refused("no-column", column=column)
        if len(title) > _LONGEST_TITLE:
            continue
        if title in known:
            session.execute(update(ColumnMap).where(ColumnMap.sheet == found.sheet, ColumnMap.title == title)
                            .values(column=column))
        else:
            session.add(ColumnMap(sheet=found.sheet, title=title, column=column))
    found.mapping = {**found.mapping, **meant}
    return _to_check(found)


def check_again(session: Session, upload_id: int, owner: str) -> Upload:
    """Have a draft checked once more, where a check has stopped. Raises Refused."""
    return _to_check(own(session, upload_id, owner))


def _to_check(found: Upload) -> Upload:
    tables, corrections = drafts.unpack(found.cells), drafts.load_corrections(found.corrections)
    bare, kept = drafts.without_secrets(tables, found.mapping, corrections)
    if (bare, kept) != (tables, corrections):
        found.cells, found.corrections = drafts.pack(bare), drafts.dump_corrections(kept)
    found.findings = found.rows = ""
    found.state, found.turn, found.done, found.left_out = "checking", found.turn + 1, 0, False
    found.moved_at = clock.now()
    return found


def move(session: Session, upload_id: int, turn: int, done: int) -> None:
    """Say how many rows of a draft are checked."""
    begin_write(session)
    session.execute(update(Upload).where(Upload.id == upload_id, Upload.turn == turn)
                    .values(done=done, moved_at=clock.now()))


def end_check(session: Session, upload_id: int, turn: int, sheet: Sheet) -> None:
    """Keep what a check found, unless the draft has gone on since."""
    findings, rows = drafts.dump(sheet)
    begin_write(session)
    session.execute(update(Upload).where(Upload.id == upload_id, Upload.turn == turn, Upload.state == "checking")
                    .values(findings=findings, rows=rows, state="checked", done=sheet.total, total=sheet.total))


def leave_out(session: Session, upload_id: int, owner: str) -> None:
    """Leave the rows with problems out, knowingly. Raises Refused."""
    found = own(session, upload_id, owner)
    if found.state != "checked":
        raise Refused("not-checked")
    found.left_out = True


def drop(session: Session, upload_id: int, owner: str) -> None:
    """Throw a draft away. Raises Refused."""
    session.delete(own(session, upload_id, owner))


def decide(session: Session, found: Upload) -> Plan:
    """Return what a checked draft, its heavy parts loaded, would do to the register as it is now. Raises Refused."""
    sheet = drafts.load(found.sheet, found.total, found.findings, found.rows)
    if found.state != "checked":
        raise Refused("not-checked")
    if sheet.is_broken or (sheet.errors and not found.left_out):
        raise Refused("problems-left")
    [plan], foreign = importer.decide(session, [sheet])
    if foreign:
        raise Refused("id-elsewhere")
    return plan


def propose(session: Session, upload_id: int, owner: str, *, seen: str, reason: str) -> Batch:
    """Write the plan of a draft down as one batch that waits for another person: all of it, once.

    `seen` is the mark of the plan that the owner has seen. Raises Refused, with nothing written: plan-moved when the
    register or the draft has moved since.
    """
    found = own(session, upload_id, owner, "findings", "rows")
    plan = decide(session, found)
    if drafts.mark(plan) != seen:
        raise Refused("plan-moved")
    if not shows_something(plan):
        raise Refused("nothing-new")
    batch = importer.propose(session, plan, author=owner, reason=reason)
    found.state, found.batch_id = "proposed", batch.id
    found.cells = found.findings = found.rows = found.corrections = ""
    return batch


def shows_something(plan: Plan) -> bool:
    """Say whether a plan changes anything that another person could look at."""
    return any(draft.kind != "agree" for draft in plan.drafts)
