"""Commands for accounts: the first admin, and a way in for whoever has lost everything."""

import click

from directory.cli.session import register
from directory.curation.people import changes, queries
from directory.curation.people.secrets import Locker
from directory.curation.permissions import ADMIN, ROLES
from directory.register.changes import Refused


@click.group()
def admin() -> None:
    """Make accounts of the team without its pages."""


@admin.command()
@click.argument("name")
@click.option("--role", "roles", multiple=True, type=click.Choice(list(ROLES)), help="Also: several times.")
@click.option("--language", default="en", show_default=True, type=click.Choice(["en", "es"]))
def create(name: str, *, roles: tuple[str, ...], language: str) -> None:
    """Make an admin and print the way in for this person. It works once, for three days."""
    with register() as (session, settings):
        try:
            token = changes.invite(session, name, (ADMIN, *roles), by="command", locker=Locker(settings.lock))
        except Refused as error:
            raise click.ClickException(_REFUSED[error.code]) from error
        _tell(token, language)


@admin.command()
@click.argument("name")
@click.option("--language", default="en", show_default=True, type=click.Choice(["en", "es"]))
def link(name: str, *, language: str) -> None:
    """Print a new way in for somebody who lost the passphrase or the phone. What was set before ends at once."""
    with register() as (session, settings):
        account = queries.account(session, name.strip().lower())
        if account is None or account.ended_at is not None:
            raise click.ClickException(f"There is no account {name}.")
        _tell(changes.invite_again(session, account, by="command", locker=Locker(settings.lock)), language)


def _tell(token: str, language: str) -> None:
    click.echo("Open this page on the site of the team, and let nobody else see it:")
    click.echo(f"  /{language}/team/invitation/{token}")


_REFUSED = {
    "name-wrong": "A name has 3 to 40 small letters, digits and hyphens, like rosa-2.",
    "name-taken": "Somebody has this name already. A new way in: amparo admin link NAME.",
}

COMMANDS = (admin,)
