"""The square that a phone's camera reads (QR code), as a drawing that stands in the page itself.

Only for addresses of public pages. The link of a search is refused: on paper it would outlive the search.
"""

from itertools import groupby
from typing import NamedTuple

import segno

#: Empty modules around the code, as cameras need it (ISO 18004).
QUIET = 4


class Code(NamedTuple):
    """A code: `size` is its width with the quiet zone, `path` its dark modules as an SVG path, both in modules."""

    size: int
    path: str


def code(address: str) -> Code:
    """Return the code of an absolute URL. Raises ValueError for the link of a search."""
    if "/r/" in address:
        raise ValueError("the link of a search is for one person and 12 hours, not for paper")
    rows = segno.make_qr(address, error="m").matrix
    return Code(len(rows) + 2 * QUIET, "".join(_row(y, row) for y, row in enumerate(rows, QUIET)))


def _row(y: int, modules: bytearray) -> str:
    """Draw each run of dark modules of a row as one rectangle."""
    drawn, x = "", QUIET
    for dark, run in groupby(modules):
        width = len(list(run))
        drawn += f"M{x} {y}h{width}v1h-{width}z" if dark else ""
        x += width
    return drawn
