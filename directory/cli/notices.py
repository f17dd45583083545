"""The command `notice`: what the operator tells the nation, a state or a county for some days."""

import click

from directory import clock
from directory.cli.session import register
from directory.listings import notices as rules
from directory.listings.cells import Invalid
from directory.listings.notices import PURPOSES, Notice
from directory.places.finder import zip_finder
from directory.register import notices as writer
from directory.register import queries
from directory.register.models import NoticeRow
from directory.sheets import problems
from directory.sheets.problems import Problem

#: What is wrong with a notice and how to fix it; the rest is said as for the cells of a sheet.
_WRONG = {
    "needed": "This must be filled in.",
    "area": "“%(part)s” is not an area for a notice. Write country:US, state:CA or county:06001 (its FIPS code).",
    "notice-day": "A notice needs a whole day. Write it like 2026-12-03.",
    "notice-over": "This day is over. Write the last day on which families should see the notice.",
    "notice-ends-first": "It would end before it starts, on %(starts)s. Correct one of the two days.",
    "notice-too-far": "A notice lasts at most %(days)s days: until %(last)s. Propose it again when that day comes.",
    "notice-source-later": "The source cannot be of a later day than today. Write the day it was published.",
    "notice-https": "The address must begin with https://, so that nobody can change the page on its way.",
    "notice-language": "“%(value)s” is not a language we know. Write one of %(choices)s, like --text es=...",
    "notice-english": "The English text is missing, for readers of all other languages. Add --text en=...",
    "notice-twice": "There are two texts in %(language)s. Keep one.",
    "notice-no-language": "Say which language this is, like --text es=...",
    "notice-unseen": "The text holds a character that cannot be seen (%(char)s). Type it again by hand.",
    "notice-markup": "“%(part)s” looks like markup. A notice is plain words.",
    "notice-e-mail": "No e-mail addresses: they may be a person's. Link to a page instead with --more-url.",
    "notice-web": "No web addresses in the text. Put the page into --more-url.",
    "notice-numbers": "The numbers are not those of the English (%(ours)s), but %(theirs)s. Write days, times with "
                      "AM or PM, and telephone numbers with the same digits.",
    "notice-same": "This is the English text. Translate it, or leave the language out: its readers get the English.",
    "notice-sighting": "“%(part)s” reads like a sighting of agents. Sightings are not for notices: they are old when "
                       "they are read, nobody can check them, and they put families in danger. If this is none, say "
                       "what the office or service announced in other words.",
}


@click.group()
def notice() -> None:
    """Tell everybody in an area something that matters for some days: short, dated, sourced.

    One person proposes, another approves, `amparo publish` shows it. It ends by itself. Never for sightings of agents.
    """


@notice.command()
@click.option("--purpose", type=click.Choice(list(PURPOSES)), prompt="What is this notice for",
              help="What it is for: " + "; ".join(f"{code}: {meaning}" for code, meaning in PURPOSES.items()) + ".")
@click.option("--area", required=True, help="Who sees it: country:US, state:CA or county:06001.")
@click.option("--text", "texts", multiple=True, required=True,
              help="Language and text, like en=\"...\"; once a language. English is needed. At most 300 characters.")
@click.option("--starts", default="", help="The first day, like 2026-12-03.  [default: today]")
@click.option("--expires", default="", help="The last day, at most 30 days ahead.  [default: three days in all]")
@click.option("--source", required=True, help="The title of the page or paper that says so.")
@click.option("--source-url", required=True, help="Its https:// address.")
@click.option("--source-date", required=True, help="The day it was published.")
@click.option("--more-url", default="", help="A page with more about it.")
@click.option("--author", required=True, help="Who you are.")
@click.option("--dry-run", is_flag=True, help="Show the notice, and write nothing down.")
def propose(*, texts: tuple[str, ...], author: str, dry_run: bool, **given: str) -> None:
    """Write a notice down. It waits for another person."""
    try:
        written = rules.read(given, _by_language(texts), find_place=zip_finder(), now=clock.now())
    except Invalid as error:
        raise click.ClickException(_in_words(error)) from error
    _tell(written)
    if dry_run:
        click.echo("Dry run: nothing was written down.")
        return
    with register() as (session, _):
        number = writer.propose(session, written, author=author).id
    click.echo(f"Notice {number} waits for another person: amparo notice approve {number} --approver NAME")


@notice.command()
@click.argument("number", type=int)
@click.option("--approver", required=True, help="Who approves: another person than the author.")
def approve(number: int, *, approver: str) -> None:
    """Approve a notice that somebody else wrote. Read its source first."""
    with register() as (session, _):
        _tell(writer.approve(session, number, approver=approver).notice)
    click.echo(f"Notice {number} is approved. Families see it after: amparo publish")


@notice.command()
@click.argument("number", type=int)
@click.option("--author", required=True, help="Who you are. One person is enough.")
def withdraw(number: int, *, author: str) -> None:
    """Take a notice back, approved or not."""
    with register() as (session, _):
        seen = writer.withdraw(session, number, author=author).approver is not None
    click.echo(f"Notice {number} is withdrawn." + (" It leaves the pages with: amparo publish" if seen else ""))


@notice.command("list")
@click.option("--all", "every", is_flag=True, help="Also those that are over or withdrawn.")
def list_(*, every: bool) -> None:
    """Show the notices that stand, that are to come, and that wait; who wrote each, and who approved it."""
    with register() as (session, _):
        rows = queries.notices(session)
        shown = [row for row in rows if every or not (row.withdrawn_by or _is_over(row))]
        for row in shown:
            click.echo(f"notice {row.id}: by {row.author} on {row.proposed_on}, {_state(row)}")
            _tell(row.notice)
        if not shown:
            ended = " For those that ended: amparo notice list --all" if rows else ""
            click.echo(f"No notice stands or waits.{ended}")


def _is_over(row: NoticeRow) -> bool:
    return row.expires < row.notice.today(clock.now())


def _state(row: NoticeRow) -> str:
    said = f"approved by {row.approver} on {row.approved_on}" if row.approver else "waits for another person"
    if row.withdrawn_by:
        return f"{said}, withdrawn by {row.withdrawn_by} on {row.withdrawn_on}"
    return f"{said}, over" if _is_over(row) else said


def _tell(written: Notice) -> None:
    """Print a notice as families will read it."""
    click.echo(f"  {written.area}, {written.starts} to {written.expires}: {PURPOSES[written.purpose]}")
    for code, text in written.texts.items():
        click.echo(f"  {code}: {text}")
    click.echo(f"  source: {written.source}, {written.source_date}, {written.source_url}")
    if written.more_url:
        click.echo(f"  more: {written.more_url}")


def _by_language(texts: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in texts:
        language, equals, text = each.partition("=")
        language = language.strip()
        if not equals or not language.replace("-", "").isalnum():
            raise Invalid("notice-no-language", field="text", value=each)
        if language in found:
            raise Invalid("notice-twice", field="text", value=each, language=language)
        found[language] = text
    return found


def _in_words(error: Invalid) -> str:
    option = f"--{str(error.data['field']).replace('_', '-')}"
    if error.code in _WRONG:
        return f"{option}: {_WRONG[error.code] % error.data}"
    data = {"near": "", **error.data}
    return problems.line(Problem(error.code, column=option, value=str(error.data["value"]), data=data))


COMMANDS = (notice,)
