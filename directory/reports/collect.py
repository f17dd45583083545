"""From the box into the register: taking in what visitors told us, and deleting what is too old."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from directory.db import begin_write
from directory.register import reports
from directory.register.reports import Purged
from directory.reports.message import dump
from directory.reports.spool import Spool


@dataclass(frozen=True, slots=True)
class Collected:
    """How many messages were new, how many files held none, and what was deleted for its age."""

    new: int
    spoilt: int
    old: Purged


def collect(session: Session, folder: Path) -> Collected:
    """Take what lies in the box of a folder into the register, and delete what is 30 days old.

    Commits before the box is emptied, so that nothing is lost. Raises OSError where the box cannot be read.
    """
    begin_write(session)  # first, so that nobody who writes to us has to wait for another writer of the register
    with Spool(folder).taken() as taken:
        new = reports.add(session, {file: dump(message) for file, message in taken.messages.items()})
        old = reports.purge(session)
        session.commit()
    return Collected(new, taken.spoilt, old)
