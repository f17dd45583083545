"""The command for what should be checked next."""

from pathlib import Path

import click

from directory import clock
from directory.cli.session import in_words, register
from directory.listings import freshness, vocabulary
from directory.places import states
from directory.register.due import agenda
from directory.reports.message import WRONG
from directory.sheets import tables

_COLUMNS = ("id", "category", "organization", "name", "city", "state", "phone", "website", "source", "facts_of", "why")
_WHY = {True: "checked by a person, but too long ago", False: "copied from a list; nobody has called yet"}


@click.command()
@click.option("--category", type=click.Choice(list(vocabulary.CATEGORIES)), help="Only this kind of help.")
@click.option("--state", type=click.Choice(sorted(states.CODES), case_sensitive=False), help="Only this state.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to show.")
@click.option("--csv", "file", type=click.Path(path_type=Path, dir_okay=False), help="Write all of them as a sheet.")
def due(*, category: str | None, state: str | None, limit: int, file: Path | None) -> None:
    """Show which listings to check next: those somebody reported, those nobody ever checked, the longest unchecked.

    Legal help is due after 90 days, everything else after 180.
    """
    with register() as (session, _):
        found = agenda(session, clock.today()).only(category=category, state=state.upper() if state else None)
    listings = found.listings
    rows = [_row(key, listings[key], found.reported.get(key, [])) for key in found.due]
    asked = sum(1 for facts in listings.values() if freshness.of(facts).asked)
    click.echo(f"{len(listings):,} listings: {asked:,} checked by a person, {len(rows):,} to check now.")
    if file:
        with in_words():
            tables.write(file, _COLUMNS, rows)
        click.echo(f"{file}: {len(rows):,} listings, the most urgent first")
        return
    for row in rows[:limit]:
        said = dict(zip(_COLUMNS, row, strict=True))
        where = ", ".join(filter(None, (said["city"], said["state"])))
        click.echo(f"  {said['id']}  {said['organization']}{f' ({where})' if where else ''}: "
                   f"{said['phone'] or 'no phone'}; {said['facts_of'] or 'no date'}, {said['why']}")
    if len(rows) > limit:
        click.echo(f"  and {len(rows) - limit:,} more: --limit, or --csv FILE for all")


def _row(key: str, facts: dict[str, str], reported: list[str]) -> list[str]:
    fresh = freshness.of(facts)
    said = "; ".join(WRONG[choice] for choice in reported)
    own = {**facts, "id": key, "facts_of": fresh.since,
           "why": f"somebody reported: {said}" if said else _WHY[fresh.asked]}
    return [own.get(name, "") for name in _COLUMNS]


COMMANDS = (due,)
