"""The command `sources`: the lists and pages that facts come from."""

from pathlib import Path

import click

from directory.cli.session import register
from directory.register import queries
from directory.sheets import reference
from directory.sheets.problems import line


@click.group()
def sources() -> None:
    """The lists and pages that our facts come from: those of sources.csv, and those that the team added in the browser.
    """


@sources.command()
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
def export(out: Path) -> None:
    """Write all of them as one sources.csv: put it in the place of the old one, and the sources in it are yours again.

    The same sources give the same bytes.
    """
    with register() as (session, settings):
        found, wrong = reference.known_sources(settings.amparo_data / "sources.csv", queries.sources(session))
        if wrong:
            raise click.ClickException(f"Nothing was written: sources.csv has problems. {line(wrong[0])}")
        out.parent.mkdir(parents=True, exist_ok=True)
        aside = out.with_name(f".{out.name}.new")
        aside.write_text(reference.write_sources(found), "utf-8")
        aside.replace(out)
        click.echo(f"{out}: {len(found)} sources")


COMMANDS = (sources,)
