"""Commands for what waits and what was done: proposals, approve, reject, undo, history."""

import click

from directory.cli.session import register
from directory.cli.sheets import SHOWN, tell_draft
from directory.edition import publish as publishing
from directory.register import changes, queries
from directory.register import verify as verifying
from directory.register.changes import Draft
from directory.register.models import Change


def _draft(change: Change) -> Draft:
    return Draft(change.listing_id, change.kind, change.before, change.after, change.sheet,
                 conflict=tuple(change.conflict.split()))


@click.command()
def proposals() -> None:
    """Show the changes that wait for another person."""
    with register() as (session, _):
        waiting = queries.waiting(session)
        if not waiting:
            click.echo("Nothing waits.")
        for batch, found in waiting:
            click.echo(f"batch {batch.id}: {len(found)} changes of {batch.sheet or 'listings'} by {batch.author} on "
                       f"{batch.created_at:%Y-%m-%d %H:%M} ({batch.reason})"
                       f"{', needs two approvers' if batch.mass else ''}")
            for change in found[:SHOWN]:
                click.echo(f"  {change.kind}:")
                tell_draft(_draft(change))
            if len(found) > SHOWN:
                click.echo(f"  and {len(found) - SHOWN} more")


@click.command()
@click.argument("batch", type=int)
@click.option("--approver", "approvers", multiple=True, required=True, help="Who approves; twice for a mass change.")
@click.option("--listing", "only", multiple=True, help="Only this listing, even over a conflict.")
def approve(batch: int, *, approvers: tuple[str, ...], only: tuple[str, ...]) -> None:
    """Approve a batch that somebody else proposed, and carry it out."""
    with register() as (session, _):
        done = changes.apply(session, batch, approvers=approvers, only=only or None)
        click.echo(f"{done.applied} listings changed.")
        if done.conflicts:
            click.echo(f"{len(done.conflicts)} still wait, because the register changed too: "
                       f"{', '.join(done.conflicts)}")


@click.command()
@click.argument("batch", type=int)
@click.option("--approver", required=True, help="Who decides; the author may take it back.")
@click.option("--reason", default="", help="Why.")
@click.option("--listing", "only", multiple=True, help="Only this listing.")
def reject(batch: int, *, approver: str, reason: str, only: tuple[str, ...]) -> None:
    """Turn down what waits in a batch."""
    with register() as (session, _):
        done = changes.reject(session, batch, approver=approver, reason=reason, only=only or None)
        click.echo(f"{done} changes turned down.")


@click.command("send-back")
@click.argument("batch", type=int)
@click.option("--approver", required=True, help="Who decides.")
@click.option("--reason", required=True, help="What the author should put right.")
@click.option("--listing", "only", multiple=True, help="Only this listing.")
def send_back(batch: int, *, approver: str, reason: str, only: tuple[str, ...]) -> None:
    """Give what waits in a batch back to its author, with a reason."""
    with register() as (session, _):
        done = changes.send_back(session, batch, approver=approver, reason=reason, only=only or None)
        click.echo(f"{done} changes sent back to their author.")


@click.command()
@click.argument("batch", type=int)
@click.option("--author", required=True, help="Who wants to undo it.")
@click.option("--approver", "approvers", multiple=True, help="Another person who approves at once.")
@click.option("--reason", default="undo", show_default=True)
def undo(batch: int, *, author: str, approvers: tuple[str, ...], reason: str) -> None:
    """Take back what a batch did. The undo is a change itself and can be undone."""
    with register() as (session, _):
        back = changes.undo(session, batch, author=author, reason=reason)
        if approvers:
            done = changes.apply(session, back.id, approvers=approvers)
            click.echo(f"{done.applied} listings are as they were.")
            if done.conflicts:
                click.echo(f"{len(done.conflicts)} wait, because they changed since: {', '.join(done.conflicts)}")
        else:
            click.echo(f"Proposed as batch {back.id}. It waits for another person: "
                       f"amparo approve {back.id} --approver NAME")


@click.group()
def history() -> None:
    """Show what was done to a listing, and verify that nobody altered what was done."""


@history.command()
@click.argument("listing")
def show(listing: str) -> None:
    """Show what was done to a listing, by whom and why."""
    with register() as (session, _):
        found = queries.history(session, listing)
        if not found:
            raise click.ClickException(f"There is no listing {listing}.")
        for batch, change in found:
            click.echo(f"{change.applied_at:%Y-%m-%d %H:%M} {change.kind} by {change.author}, approved by "
                       f"{change.approved_by} ({batch.reason}; batch {batch.id})")
            tell_draft(_draft(change))


_WRONG = {
    "missing": "Change number %(place)s of the history is missing or stands in another place.",
    "change": "Change number %(place)s of the history (change %(change)s, listing %(listing)s) is not what was "
              "applied.",
    "follows": "Change number %(place)s of the history (change %(change)s, listing %(listing)s) does not begin where "
               "the one before it ended.",
    "listing": "Listing %(listing)s is not what its history says.",
    "sheet": "What the sheet %(sheet)s last said of listing %(listing)s is not what the history says.",
    "batch": "Batch %(batch)s is called applied, but no change of it is in the history.",
    "edition": "%(edition)s was made of another history: since then changes were taken out or altered. "
               "Now the history ends at number %(place)s.",
    "unreadable": "The register cannot be read at change number %(place)s of the history or in the tables after it.",
}


@history.command()
def verify() -> None:
    """Hash and carry out the whole history anew, compare it with the listings and with what editions remember.

    Exit code 1, and the first place that is wrong, when anything was altered, taken out or slipped in.
    """
    with register() as (session, settings):
        found = verifying.verify(session, anchors=publishing.remembered(settings.editions, "history"))
        if found.code:
            raise click.ClickException(f"{_WRONG[found.code] % found.data} Before it, {found.changes:,} changes are as "
                                       "they were. Keep a copy of the register as it is, and see docs/operators.md.")
        click.echo(f"{found.changes:,} changes, each as it was applied; every listing is what its history says.")


COMMANDS = (proposals, approve, reject, send_back, undo, history)
