"""What goes on by itself: what was approved goes up within a minute, and what is too old is deleted every day."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from sqlalchemy.orm import Session

from directory import clock
from directory.cli.session import in_words, register
from directory.config import Settings
from directory.curation.duplicates import changes as duplicates
from directory.curation.duplicates.show import Finder
from directory.curation.editing import changes as editing
from directory.curation.people import changes as people
from directory.curation.upload import changes as upload
from directory.reports.collect import collect
from directory.web import private_log
from directory.web.tokens import Links

Step = Callable[[Session, Settings], str]
#: Seconds between two looks at the register. Publishing itself takes some 20 s, and what is approved is up in a minute.
EVERY = 15.0


def _collect_messages(session: Session, settings: Settings) -> str:
    """Take in what visitors wrote, and delete what is 30 days old."""
    collect(session, settings.spool)
    return ""


def _purge_events(session: Session, _: Settings) -> str:
    people.purge(session)
    return ""


def _purge_drafts(session: Session, _: Settings) -> str:
    editing.purge(session)
    upload.purge(session)
    return ""


def _count_pairs(session: Session, _: Settings) -> str:
    """Count the pairs that look like one place, for the first page of the team, which cannot wait for it."""
    duplicates.note_count(session, len(Finder().pairs(session)))
    return ""


def _renew_keys(_: Session, settings: Settings) -> str:
    """Destroy the keys of old search links, on a site that nobody visits too."""
    Links(settings.keys).forget()
    return ""


#: What is done once a day.
DAILY: tuple[Step, ...] = (_collect_messages, _purge_events, _purge_drafts, _count_pairs, _renew_keys)


def watch(publish: Step, every: float = EVERY) -> None:
    """Carry `publish` out every so many seconds, and DAILY once a day, until the process that started this has ended.

    One watcher of a register works at a time; another waits until it has ended. A step that fails is said, without
    anything of its data, and tried again.
    """
    parent = os.getppid()
    done: dict[Step, date] = {}
    said = dict.fromkeys((publish, *DAILY), "")
    with register() as (session, settings), _turn_of(settings.amparo_home / "watch.lock") as mine:
        while os.getppid() == parent:
            if mine():
                for step in (publish, *(each for each in DAILY if done.get(each) != clock.today())):
                    say, good = _carry_out(step, session, settings)
                    if good and step is not publish:
                        done[step] = clock.today()
                    if say and say != said[step]:
                        click.echo(say)
                    said[step] = say
            _rest(every, parent)


def _carry_out(step: Step, session: Session, settings: Settings) -> tuple[str, bool]:
    """Return what to say of a step, and whether it went well."""
    try:
        with in_words():
            said = step(session, settings)
            session.commit()
            return said, True
    except click.ClickException as error:
        return error.message, False
    except Exception as error:  # whatever it is, the next look must come
        return f"Something of ours broke: {private_log.describe(error)}", False
    finally:
        session.rollback()


def _rest(seconds: float, parent: int) -> None:
    """Wait, but not longer than a second after the process that started this has ended."""
    until = time.monotonic() + seconds
    while os.getppid() == parent and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, 1))


@contextmanager
def _turn_of(path: Path) -> Iterator[Callable[[], bool]]:
    """Yield a function that says whether it is our turn; the system ends the turn of a process that has died."""
    with path.open("w") as lock:
        def mine() -> bool:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True
        yield mine
