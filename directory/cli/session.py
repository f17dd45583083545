"""What every command shares: the register opened, the places, and errors said in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import click
from alembic import command as alembic
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from directory import config
from directory.config import BadSetting, Settings
from directory.db import db, open_register
from directory.edition.publish import NotPublished
from directory.listings.sources import Source
from directory.register import queries
from directory.register.changes import Refused

_MIGRATIONS = Path(__file__).parent.parent / "migrations"
_REFUSED = {
    "author-and-reason": "Say who you are and why: --author NAME --reason TEXT.",
    "reserved-name": "The name %(name)s is kept for the program itself. Say who you are.",
    "not-empty": "The register is not empty. Import with --author and --approver, or without --approver to propose.",
    "no-batch": "There is no batch %(batch)s. See: amparo proposals.",
    "approver-needed": "Say who approves: --approver NAME.",
    "own-approval": "Nobody approves their own change: the approver must be another person than %(author)s.",
    "second-approver": "So much changes at once that two people must approve: --approver NAME --approver OTHER.",
    "too-many-approvers": "One person approves, two when so much changes that two must: name no more.",
    "needs-reviewer": "Batch %(batch)s changes more than small facts of known listings, so a person must approve it.",
    "reason-needed": "Say why, so that the author can put it right: --reason TEXT.",
    "no-change": "There is no change %(change)s. See: amparo proposals.",
    "not-divided": "Change %(change)s cannot be divided like this: it waits no more, or one half would be empty.",
    "no-listing": "There is no listing %(listing)s.",
    "no-column": "There is no column %(column)s. See docs/columns.md.",
    "needed-column": "Every listing has %(column)s, so it cannot be erased. Change it instead.",
    "nothing-to-erase": "Neither listing %(listing)s nor its history says anything of: %(fields)s.",
    "reason-tells": "The reason says what is to be erased, and reasons are kept. Write it without that.",
    "gone-listing": "Listing %(listing)s is gone: erase its fields without giving it new ones.",
    "breaks-a-rule": "Nothing was touched, because the listing would break a rule (%(column)s: %(rule)s). A "
                     "confidential address needs --confidential and --service-area, and no word of it anywhere else.",
    "nothing-waits": "Nothing waits in batch %(batch)s. See: amparo proposals.",
    "no-notice": "There is no notice %(notice)s. See: amparo notice list.",
    "name-needed": "Say who you are: your name is missing.",
    "notice-approved": "Notice %(notice)s is approved already, by %(approver)s. Show it to families: amparo publish.",
    "notice-withdrawn": "Notice %(notice)s was withdrawn by %(name)s. Propose a new one: amparo notice propose.",
    "notice-over": "Notice %(notice)s ended on %(expires)s. Propose a new one: amparo notice propose.",
    "no-report": "There is no open report %(report)s. See: amparo reports.",
    "who-closes": "Say who you are: --by NAME.",
    "whole": "Batch %(batch)s puts two listings together, which is one decision: name no part of it.",
    "whole-moved": "One of the listings of batch %(batch)s changed meanwhile. Reject it, and look at both again.",
    "nothing-to-undo": "Batch %(batch)s changed nothing that could be undone.",
    "undo-waits": "It is proposed already to take batch %(batch)s back. Look with `amparo proposals`.",
}
_NOT_PUBLISHED = {
    "frozen": "Publishing is frozen (%(why)s). When the listings are right again: amparo release.",
    "busy": "Somebody else is publishing just now. Try again in a minute.",
    "not-whole": "The new edition is damaged, so the old one stays. Check the disk and try again.",
    "count": "The new edition shows %(shown)s listings instead of %(expected)s, so the old one stays.",
    "search": "Category %(category)s cannot be searched in the new edition, so the old one stays.",
    "hidden": "Listing %(listing)s would show what must stay hidden (%(fields)s), so the old edition stays.",
    "notice": "A notice has no source or is over, so the old edition stays: %(text)s",
    "not-written": "The new edition could not be written (%(why)s), so the old one stays. Is the disk full?",
    "other-format": "That edition was made by another version of Amparo and cannot be served. Publish a new one.",
    "no-older": "There is no such older edition. See: amparo editions.",
}


@contextmanager
def in_words() -> Iterator[None]:
    """Turn our own errors into one line on the screen and exit code 1."""
    try:
        yield
    except Refused as error:
        raise click.ClickException(_REFUSED[error.code] % error.data) from error
    except NotPublished as error:
        raise click.ClickException(_NOT_PUBLISHED[error.code] % error.data) from error
    except BadSetting as error:
        raise click.ClickException(str(error)) from error
    except OperationalError as error:
        raise click.ClickException(f"The register cannot be opened or written ({_first_line(error)}). "
                                   "Check DATABASE_URL, AMPARO_HOME and the space on the disk.") from error
    except DBAPIError as error:
        raise click.ClickException(f"The register refused this ({_first_line(error)}): nothing was changed.") from error
    except OSError as error:
        raise click.ClickException(f"{error.strerror or type(error).__name__}: nothing was changed.") from error


def _first_line(error: DBAPIError) -> str:
    return next(iter(str(error.orig).splitlines()), "").strip()


def register_app(settings: Settings) -> Flask:
    """Return a Flask app that holds the register and nothing else."""
    app = Flask("amparo-register", static_folder=None, template_folder=None)
    settings.amparo_home.mkdir(parents=True, exist_ok=True, mode=0o700)
    open_register(app, settings.register_url)
    return app


def upgrade(url: str) -> None:
    """Bring the register's tables up to date (Alembic)."""
    if not _is_up_to_date(url):
        setup = Config()
        setup.set_main_option("script_location", str(_MIGRATIONS))
        setup.attributes["url"] = url
        alembic.upgrade(setup, "head")


def _is_up_to_date(url: str) -> bool:
    """Look without taking the write lock, so that reading commands never wait for a writer."""
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_heads() == _heads()


@cache
def _heads() -> tuple[str, ...]:
    """Return what an up-to-date register bears; read once a process, for who watches asks again and again."""
    return tuple(ScriptDirectory(str(_MIGRATIONS)).get_heads())


@contextmanager
def register() -> Iterator[tuple[Session, Settings]]:
    """Open the register, its tables up to date; commit at the end, or nothing at all after an error."""
    with in_words():
        settings = config.read()
        app = register_app(settings)
        upgrade(settings.register_url)
        with app.app_context():
            try:
                yield db.session(), settings
                db.session.commit()
            finally:
                db.session.remove()
                db.engine.dispose()


def approved_sources() -> list[Source]:
    """Return the sources that the team approved; a register that is not there yet is not made."""
    with in_words():
        url = make_url(config.read().register_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return []
    with register() as (session, _):
        return queries.sources(session)


def own_data() -> Path:
    """Return the data folder of this site, whose sources.csv goes with sheets that have none."""
    with in_words():
        return config.read().amparo_data
