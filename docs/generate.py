"""Writes the pages of docs/ that come from the code: columns.md and commands.md. A test holds them true."""

from collections.abc import Iterator
from pathlib import Path

import click

from directory.cli import main
from directory.listings.columns import COLUMNS, TRANSLATED

HERE = Path(__file__).parent


def columns() -> str:
    """Return the page of all columns."""
    lines = ["# The columns of the sheet", "", "Made from `directory/listings/columns.py` by `make docs`. "
             "Order, case and known other names of columns do not matter; blank means unknown.", ""]
    group = ""
    for column in COLUMNS:
        if column.group != group:
            group = column.group
            lines += [f"## {group.capitalize()}", "", "| column | meaning | example | other names |",
                      "|---|---|---|---|"]
        codes = f" Codes: {', '.join(column.choices)}." if column.choices else ""
        example = column.example.replace("|", "\\|")
        names = ", ".join(column.aliases)
        lines.append(f"| `{column.name}` | {column.meaning}{codes} | `{example}` | {names} |")
        last = column is COLUMNS[-1] or COLUMNS[COLUMNS.index(column) + 1].group != group
        if last:
            lines.append("")
    words = ", ".join(f"`{name}`" for name in TRANSLATED)
    lines += [f"These can also stand in other languages, each in a column of its own: {words}. "
              "`documents_es`, `documents_ar`, `documents_zh_Hans` and so on hold what `documents` says.", ""]
    return "\n".join(lines)


def commands() -> str:
    """Return the page of all commands, as --help prints them."""
    lines = ["# The commands", "", "Made from the command itself by `make docs`.", ""]
    for name, command in _all(main):
        context = click.Context(command, info_name=f"amparo {name}", max_content_width=100, terminal_width=100,
                                help_option_names=main.context_settings["help_option_names"])
        lines += [f"## amparo {name}", "", "```", command.get_help(context), "```", ""]
    return "\n".join(lines)


def _all(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    """Return every command of a group and of the groups in it, with its whole name."""
    for name, command in sorted(group.commands.items()):
        yield above + name, command
        if isinstance(command, click.Group):
            yield from _all(command, f"{above}{name} ")


PAGES = {"columns.md": columns, "commands.md": commands}

if __name__ == "__main__":
    for file, page in PAGES.items():
        (HERE / file).write_text(page(), encoding="utf-8")
