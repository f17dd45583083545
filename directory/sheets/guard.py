"""Formula cells, made harmless in a way that can be undone.

A spreadsheet runs a cell that begins with = + - @ (also full-width, or after a tab or line end) as a formula.
We write such a cell with an apostrophe before it, which spreadsheets show as plain text, and take the apostrophe
off when we read: `unguard(guard(x)) == x` for every x. Source: OWASP, CSV Injection.
"""

import re

_DANGEROUS = "=+-@\t\r\n\0＝＋－＠'"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def guard(cell: str) -> str:
    """Return the cell as it may be written into a file that a spreadsheet opens."""
    if cell and cell[0] in _DANGEROUS and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def unguard(cell: str) -> str:
    """Return the cell as it was before `guard`."""
    if len(cell) > 1 and cell[0] == "'" and cell[1] in _DANGEROUS:
        return cell[1:]
    return cell
