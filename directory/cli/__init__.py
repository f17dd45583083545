"""The command `amparo`: what volunteers and operators do without the site."""

import click

from directory.cli import (
    admin,
    due,
    editions,
    erase,
    gaps,
    notices,
    proposals,
    remind,
    reports,
    serving,
    sheets,
    sources,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="amparo", prog_name="amparo")
def main() -> None:
    """Keep the listings of Amparo: check sheets, import, publish, roll back."""


for command in (*sheets.COMMANDS, *proposals.COMMANDS, *reports.COMMANDS, *due.COMMANDS, *gaps.COMMANDS,
                *notices.COMMANDS, *sources.COMMANDS, *admin.COMMANDS, *remind.COMMANDS, *editions.COMMANDS,
                *erase.COMMANDS, *serving.COMMANDS):
    main.add_command(command)
