"""The command that shows where help is missing: gaps."""

from collections.abc import Sequence
from pathlib import Path

import click

from directory.cli.session import in_words
from directory.cli.sheets import SHOWN
from directory.config import read
from directory.edition.store import Edition, Store
from directory.listings import cells, vocabulary
from directory.places import states
from directory.search import gaps as counting
from directory.search import missing
from directory.search.gaps import Gap
from directory.search.missing import Wanted
from directory.sheets import tables

_PLURAL = {"zip": "ZIP codes", "county": "counties", "state": "states"}
_COVERAGE = {"complete": "complete for what they list", "partial": "not complete", "none": "no list there"}


def _state(_context: click.Context, _option: click.Parameter, text: str) -> str:
    if text and text.upper() not in states.CODES:
        raise click.BadParameter(f"There is no state {text}. Write its two letters, like MT.")
    return text.upper()


def _languages(_context: click.Context, _option: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return tuple(cells.read_languages("; ".join(texts)).split("; ")) if texts else ()
    except cells.Invalid as error:
        raise click.BadParameter(f"We know no language {error.data['part']}. Write its ISO code, like es.") from error


@click.command()
@click.option("--category", "categories", multiple=True, type=click.Choice(counting.HELP),
              help="Only this kind of help; may be given more than once.")
@click.option("--state", default="", callback=_state, help="Only this state, by its two letters.")
@click.option("--miles", default=counting.MILES, show_default=True, type=click.IntRange(1, 1000),
              help="How near help must be, in a straight line.")
@click.option("--language", "languages", multiple=True, callback=_languages,
              help="Only places known to speak it; given twice, one of them.")
@click.option("--by", default="county", show_default=True, type=click.Choice(counting.BY),
              help="What to sum the ZIP codes up by.")
@click.option("--csv", "file", type=click.Path(path_type=Path), help="Write the whole table into this file.")
def gaps(*, categories: tuple[str, ...], state: str, miles: int, languages: tuple[str, ...], by: str,
         file: Path | None) -> None:
    """Show where our lists have no help near, the worst first.

    Counted from the edition that families see, never from visitors. That our lists have nobody near does not mean that
    nobody is there; and where we have no list, we do not know. National lines do not count.
    """
    with in_words():
        edition = Store(read().editions).edition()
    if edition is None:
        raise click.ClickException("Nothing is published yet. First: amparo publish")
    wanted = Wanted(categories or counting.HELP, state, miles, languages)
    found = missing.count(edition, by, wanted)
    for category in wanted.categories:
        _show([gap for gap in found if gap.category == category], edition, wanted, by)
    if file:
        with in_words():
            tables.write(file, counting.COLUMNS, map(counting.cells, counting.worst_first(found)))
        click.echo(f"{file}: {len(found)} rows")


def _show(found: Sequence[Gap], edition: Edition, wanted: Wanted, by: str) -> None:
    """Print one kind of help: the sum, the lists, and the worst places."""
    total = counting.total(found)
    category = found[0].category if found else ""
    if not total.zips:
        raise click.ClickException("There is no ZIP code here.")
    spoken = " or ".join(vocabulary.SPOKEN.get(code, code) for code in wanted.languages)
    click.echo(f"{vocabulary.CATEGORIES[category].name}{' in ' if spoken else ''}{spoken} within "
               f"{wanted.miles} {'mile' if wanted.miles == 1 else 'miles'}")
    if wanted.languages:
        known, every = missing.languages_known(edition, category)
        click.echo(f"  We know the languages of {known:,} of {every:,} places. The others may speak it too.")
    if total.listed < total.zips:
        click.echo(f"  We have no list for {total.zips - total.listed:,} of {total.zips:,} ZIP codes.")
    if total.listed:
        click.echo(f"  Our lists have none for {total.without:,} of the {total.listed:,} ZIP codes they cover.")
    lists = {each["code"]: each for gap in found for each in gap.coverage.lists}
    for each in lists.values():
        click.echo(f"  List: {each['title']}, {each['publisher']}, {each['edition']}. {each['note']}".rstrip())
    _table([gap for gap in counting.worst_first(found) if gap.without], by)


def _table(worst: Sequence[Gap], by: str) -> None:
    """Print the worst places, one a line."""
    if worst:
        sums = ("ZIP codes covered", "without", "of them by phone", "half at least")
        rows = [("", *(("nearest", "by phone") if by == "zip" else sums), "our lists"),
                *(_line(gap, by) for gap in worst[:SHOWN])]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for first, *numbers, last in rows:
            middle = (number.rjust(width) for number, width in zip(numbers, widths[1:-1], strict=True))
            click.echo("  ".join(["", first.ljust(widths[0]), *middle, last]))
    if len(worst) > SHOWN:
        click.echo(f"  and {len(worst) - SHOWN:,} more {_PLURAL[by]}: write them all with --csv FILE")
    click.echo("")


def _line(gap: Gap, by: str) -> tuple[str, ...]:
    miles = "none anywhere" if gap.middle is None else f"{gap.middle:,.0f} miles"
    lists = _COVERAGE[gap.coverage.kind]
    if by == "zip":
        where = f"{gap.area.key.removeprefix('zip:')}, {gap.area.name}, {gap.area.state}"
        return where, miles, "yes" if gap.by_phone else "no", lists
    where = gap.area.name if by == "state" else f"{gap.area.name}, {gap.area.state}"
    return where, f"{gap.listed:,}", f"{gap.without:,}", f"{gap.by_phone:,}", miles, lists


COMMANDS = (gaps,)
