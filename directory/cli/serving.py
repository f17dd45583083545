"""The command `serve`: everything from an empty folder to a running site, each step timed."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

import click

from directory.cli.editions import put_up
from directory.cli.session import register
from directory.places import streets
from directory.places.finder import zip_finder
from directory.register import changes, queries
from directory.sheets import importer


def _timed(what: str, step: Callable[[], str]) -> None:
    start = time.monotonic()
    said = step()
    click.echo(f"{time.monotonic() - start:6.1f} s  {what}{': ' + said if said else ''}")


@click.command()
@click.option("--prepare-only", is_flag=True, help="Import and publish as needed, but do not serve.")
def serve(*, prepare_only: bool) -> None:
    """Serve the site: fill an empty register from our sheets, publish if needed, start the server.

    Beside the server `amparo publish --watch` goes on, unless the role is public.
    """
    with register() as (session, settings):
        if settings.amparo_streets:
            # The server would refuse a bad one too, but its log keeps reasons to itself.
            streets.opened(settings.amparo_streets)

        def fill() -> str:
            if not changes.is_empty(session):
                return "kept as it is"
            folder = importer.read(settings.amparo_data, find_zip=zip_finder(), approved=queries.sources(session))
            if folder.errors or folder.problems:
                raise click.ClickException("The sheets have problems. See: amparo check data")
            plans, _ = importer.decide(session, folder.sheets)
            importer.fill(session, folder, plans, reason="first import of our sheets")
            session.commit()
            return f"{sum(len(each.drafts) for each in plans)} listings imported"

        _timed("register", fill)
        _timed("edition", lambda: put_up(session, settings, only_if_needed=True))
    if prepare_only:
        return
    if settings.directory_role != "public":
        # In a session of its own, so that Ctrl+C is for the server; it ends by itself when the server has ended.
        subprocess.Popen([sys.executable, "-m", "directory", "publish", "--watch"], stdin=subprocess.DEVNULL,
                         start_new_session=True)
    click.echo(f"\nLook at http://{settings.host}:{settings.port}/  (stop with Ctrl+C)")
    sys.stdout.flush()
    words = [sys.executable, "-m", "gunicorn", "-c", "python:directory.web.server", "directory:create_app()"]
    os.execv(sys.executable, words)  # noqa: S606  no shell is wanted


COMMANDS = (serve,)
