"""Commands for what visitors tell us: reports, and what is done with them."""

import click
from sqlalchemy.orm import Session

from directory.cli.session import register
from directory.config import Settings
from directory.register import queries
from directory.register import reports as kept
from directory.register.models import Report
from directory.reports.collect import collect
from directory.reports.message import HELP, WRONG


def tell_collected(session: Session, settings: Settings) -> None:
    """Take what lies in the box into the register, and say what came and what went."""
    done = collect(session, settings.spool)
    if done.new:
        click.echo(f"{done.new} new.")
    if done.spoilt:
        click.echo(f"{done.spoilt} files in the box held no message and were deleted.")
    if done.old.reports:
        click.echo(f"{done.old.reports} were 30 days old and are deleted; nobody had answered {done.old.unanswered} "
                   "of them.")


@click.group(invoke_without_command=True)
@click.option("--listing", help="Only what is said about this listing.")
@click.pass_context
def reports(context: click.Context, *, listing: str | None) -> None:
    """Collect what visitors told us, and show what nobody has answered yet, the newest first."""
    if context.invoked_subcommand:
        return
    with register() as (session, settings):
        tell_collected(session, settings)
        waiting = queries.open_reports(session, listing=listing)
        titles = queries.listings(session)
        if not waiting:
            click.echo("Nothing waits.")
        for report in waiting:
            _show(report, titles.get(report.listing_id, {}).get("organization", ""))


def _show(report: Report, title: str) -> None:
    names = HELP if report.kind == "suggestion" else WRONG
    choice = ", ".join(names[code] for code in report.choice.split())
    about = f"suggests {report.name}" if report.kind == "suggestion" else f"{report.listing_id} {title}"
    click.echo(f"{report.id}  {report.day} ({report.language})  {about.strip()}: {choice}")
    said = (*(f"{label}: {text}" for label, text in
              (("where", report.place), ("phone or web site", report.reach)) if text),
            *report.text.splitlines(), *([f"ask back: {report.contact}"] if report.contact else []))
    for line in said:
        # Behind a bar, so that no line of a visitor can look like one of ours.
        click.echo(f"    | {line}")


@reports.command()
@click.argument("report", type=int)
@click.option("--by", required=True, help="Who answered it.")
@click.option("--note", default="", help="What was done.")
def close(report: int, *, by: str, note: str) -> None:
    """Close a report that is answered. All that the visitor wrote is deleted."""
    with register() as (session, _):
        kept.close(session, report, by=by, note=note)
    click.echo(f"Report {report} is closed, and what the visitor wrote is deleted.")


@reports.command()
def purge() -> None:
    """Collect, and delete all that is 30 days old, answered or not: for a daily timer."""
    with register() as (session, settings):
        tell_collected(session, settings)


COMMANDS = (reports,)
