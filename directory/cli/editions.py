"""Commands for what families see: publish, editions, rollback, release."""

import hashlib
import time
from pathlib import Path

import click
from sqlalchemy.orm import Session

from directory import clock
from directory.cli import watching
from directory.cli.session import in_words, register
from directory.config import Settings, own_folder, read
from directory.curation.duplicates import queries as duplicates
from directory.curation.translations import queries as translations
from directory.edition import publish as publishing
from directory.edition.store import Edition, Store
from directory.register import changes, queries
from directory.sheets import reference
from directory.sheets.programs import read_programs


def about(session: Session, settings: Settings) -> dict[str, str]:
    """Return what an edition is made of: the register's versions and a digest of our reference data and code."""
    digest = hashlib.sha256()
    ours = [*settings.amparo_data.glob("*.csv"), *own_folder("data").glob("places/*.gz"),
            *own_folder("translations").glob("*/LC_MESSAGES/messages.po")]
    package = Path(__file__).parent.parent
    ours += [file for name in ("edition", "listings", "places", "i18n") for file in (package / name).rglob("*.py")]
    for file in sorted(ours):
        digest.update(file.name.encode() + file.read_bytes())
    return {"register": changes.version(session), "notices": queries.notices_version(session),
            "translations": translations.version(session), "sources": queries.sources_version(session),
            "made_with": digest.hexdigest()[:16]}


def current(settings: Settings, made_of: dict[str, str]) -> Edition | None:
    """Return the edition that families see, if it was made of just this."""
    held = Store(settings.editions).edition()
    return held if held and {key: held.about.get(key) for key in made_of} == made_of else None


def put_up(session: Session, settings: Settings, *, only_if_needed: bool = False) -> str:
    """Publish the register; return what was done, in words. With `only_if_needed` a current edition stays."""
    made_of = about(session, settings)
    if only_if_needed and (held := current(settings, made_of)):
        return f"{held.path.name} is current: {held.about['listings']} listings"
    sources, wrong = reference.known_sources(settings.amparo_data / "sources.csv", queries.sources(session))
    synonyms, more = reference.read_synonyms(settings.amparo_data / "synonyms.csv")
    programs, others = read_programs(settings.amparo_data / "programs.csv")
    if wrong or more or others:
        raise click.ClickException("Nothing was published: sources.csv, synonyms.csv or programs.csv has problems. "
                                   f"See: amparo check {settings.amparo_data}")
    # The end of the history is no reason for a new edition: it moves where no listing does.
    made = publishing.publish(settings.editions, queries.all_listings(session),
                              sources=[each.cells for each in sources], synonyms=synonyms, programs=programs,
                              about={**made_of, "history": changes.head(session)},
                              notices=queries.public_notices(session, clock.now()),
                              moved=duplicates.redirects(session), outdated=translations.outdated(session))
    return f"{made.path.name}: {made.listings} listings"


def _publish_if_needed(session: Session, settings: Settings) -> str:
    """Publish what changed; return what was done, '' for nothing."""
    return "" if current(settings, about(session, settings)) else put_up(session, settings)


@click.command()
@click.option("--if-needed", is_flag=True, help="Only when listings or notices changed since the last edition.")
@click.option("--watch", "goes_on", is_flag=True, help="Go on by itself: publish whenever it is needed.")
@click.option("--every", type=click.FloatRange(0.1), default=watching.EVERY, show_default=True,
              help="With --watch: seconds between two looks.")
def publish(*, if_needed: bool, goes_on: bool, every: float) -> None:
    """Build a new edition, verify it, and show it to families in one step.

    With --watch also delete every day what is too old. It ends when the process that started it has ended.
    """
    if goes_on:
        watching.watch(_publish_if_needed, every)
        return
    start = time.monotonic()
    with register() as (session, settings):
        click.echo(f"{put_up(session, settings, only_if_needed=if_needed)} ({time.monotonic() - start:.1f} s)")


@click.command()
def editions() -> None:
    """List the editions that are kept; the one families see is marked."""
    with in_words():
        folder = read().editions
        served = publishing.current(folder)
        for path in publishing.editions(folder):
            click.echo(f"{'*' if path == served else ' '} {path.name}")
        if why := publishing.frozen(folder):
            click.echo(f"Publishing is frozen: {why}")


@click.command()
@click.argument("edition", default="")
def rollback(edition: str) -> None:
    """Show the edition before this one (or the one named), and freeze publishing until `amparo release`."""
    with in_words():
        path = publishing.roll_back(read().editions, to=edition)
        click.echo(f"Families see {path.name} now. Publishing is frozen until: amparo release")


@click.command()
def release() -> None:
    """Let publishing go on after a rollback."""
    with in_words():
        was = publishing.release(read().editions)
        click.echo("Publishing goes on." if was else "Publishing was not frozen.")


COMMANDS = (publish, editions, rollback, release)
