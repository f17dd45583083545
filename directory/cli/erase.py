"""The command that makes a fact leave for good: an address that became confidential, a private phone number."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from sqlalchemy.orm import Session

from directory import clock, curation
from directory.cli.editions import put_up
from directory.cli.reports import tell_collected
from directory.cli.session import register
from directory.config import Settings
from directory.edition import publish as publishing
from directory.edition import rewrite as editions
from directory.listings import columns
from directory.places.finder import zip_finder
from directory.register import erase as erasing
from directory.register import queries
from directory.register.changes import Facts, Refused
from directory.register.erase import Erasure
from directory.register.wording import Wording
from directory.sheets import rewrite as sheets


@click.command()
@click.argument("listing")
@click.argument("fields", nargs=-1, required=True)
@click.option("--by", required=True, help="Who wants it.")
@click.option("--approver", required=True, help="Another person who looked.")
@click.option("--reason", required=True, help="Why. It is kept: write no address here.")
@click.option("--confidential", is_flag=True, help="Mark the address as confidential at the same time.")
@click.option("--service-area", default="", help="Whom they serve: county:06001 or state:CA.")
def erase(listing: str, fields: tuple[str, ...], *, by: str, approver: str, reason: str, confidential: bool,
          service_area: str) -> None:
    """Erase FIELDS of a listing from the register, its history, the editions and the sheets, so that no byte is left.

    A field of the address takes the whole address along. This cannot be undone. Killed half-way, run it again.
    """
    with register() as (session, settings):
        given = {**({"address_confidential": "yes"} if confidential else {}), **_area(service_area)}
        tell_collected(session, settings)
        mark = queries.every_fact(session, listing)
        found: list[Erasure] = []

        def elsewhere(erasure: Erasure) -> None:
            found.append(erasure)
            _tell(_rewrite_editions(settings, erasure))
            _tell(sheets.rewrite(settings.amparo_data, listing, mark, _row(erasure)))

        _tell(f"erased: {line}" for line in erasing.erase(
            session, listing, fields, by=by, approver=approver, reason=reason, given=given, find_place=zip_finder(),
            elsewhere=elsewhere))
        curation.forget(session, listing)
        _tell(f"LOOK: {line}." for line in erasing.look(session, found[0]))
        session.commit()
        if not erasing.compact(session):
            raise click.ClickException("It is erased, but somebody else reads the register, so its file still holds "
                                       "old bytes. Stop the server and run this again.")
        _tell(_finish(session, settings, found[0]))


def _area(text: str) -> Facts:
    if not text:
        return {}
    try:
        return {"service_area": columns.read("service_area", text)}
    except columns.Invalid as error:
        raise Refused("breaks-a-rule", column="service_area", rule=error.code) from error


def _row(erasure: Erasure) -> sheets.Change:
    """Return what to do with the listing's row of a sheet: a row that says nothing more of it stays as it is."""
    return lambda facts: erasure.rewritten(facts) if erasure.rid(facts) != facts else facts


def _rewrite_editions(settings: Settings, erasure: Erasure) -> list[str]:
    row = _row(erasure)
    return editions.rewrite(settings.editions, lambda key, facts: row(facts) if key == erasure.listing else facts,
                            erasure.telling.in_bytes)


def _finish(session: Session, settings: Settings, erasure: Erasure) -> Iterator[str]:
    """Show the listing as it is now, look into every file, and say what only people can do."""
    if why := publishing.frozen(settings.editions):
        yield f"Publishing is frozen ({why}): families see the older edition, built anew."
    else:
        yield put_up(session, settings)
        # Somebody may have begun to publish the listings of before while we were at it.
        yield from _rewrite_editions(settings, erasure)
    for path in _files(settings):
        raw = path.read_bytes()
        lines = _lines(raw, erasure.telling) if path.suffix == ".csv" else []
        if lines:
            yield f"LOOK: {path} says it too, or may, in line {', '.join(lines)}. Read it, and erase it there too."
        elif erasure.telling.in_bytes(raw):
            yield f"LOOK: {path} still holds it: another listing or text says the same. Erase it there too."
    yield (f"Destroy what was copied before {clock.now():%Y-%m-%d %H:%M} UTC and holds this listing: backups of the "
           "register (on PostgreSQL its log archives too) and of the editions, exported sheets and those on "
           "people's computers, and editions on other machines. Then start the servers anew.")


def _lines(raw: bytes, telling: Wording) -> list[str]:
    """Return the numbers of the lines of a sheet in which a cell says it, or may; none where it is no sheet."""
    rows = csv.reader(raw.decode("utf-8", "ignore").split("\n"))
    try:
        return [str(rows.line_num) for row in rows
                if any(telling.gives_away(cell, strictly=True) or telling.may_tell(cell) for cell in row)]
    except csv.Error:
        return []


def _files(settings: Settings) -> list[Path]:
    return sorted({path for folder in (settings.amparo_home, settings.amparo_data, settings.spool)
                   for path in folder.rglob("*") if path.is_file() and not path.is_symlink()})


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


COMMANDS = (erase,)
