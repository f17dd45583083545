"""The lines of our maps: the land, and what parts two states or two counties. Read once, from data/places."""

import gzip
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from directory.config import own_folder

PER_DEGREE = 1000


class Line(NamedTuple):
    """One line or ring. `kind` is land, state or county; all numbers are thousandths of a degree.

    Longitudes are counted west: they lie between -216,000 (Guam) and -64,000.
    """

    kind: str
    west: int
    south: int
    east: int
    north: int
    longitudes: Sequence[int]
    latitudes: Sequence[int]


@cache
def lines() -> tuple[Line, ...]:
    """Return all lines: some 9,400 with 46,000 points. They take 5 MB, and a tenth of a second once."""
    text = gzip.decompress((own_folder("data") / "places" / "lines.tsv.gz").read_bytes()).decode()
    return tuple(_read(*row.split("\t")) for row in text.splitlines()[1:])


def _read(kind: str, points: str) -> Line:
    steps = list(map(int, points.split()))
    longitudes, latitudes = array("i", accumulate(steps[::2])), array("i", accumulate(steps[1::2]))
    return Line(kind, min(longitudes), min(latitudes), max(longitudes), max(latitudes), longitudes, latitudes)


def within(west: float, south: float, east: float, north: float) -> Iterator[Line]:
    """Yield the lines that may reach into a box given in degrees, longitudes counted west.

    Looking at each line's own box takes a millisecond, so there is no index.
    """
    left, low, right, high = (round(degrees * PER_DEGREE) for degrees in (west, south, east, north))
    return (line for line in lines()
            if line[1] <= right and line[3] >= left and line[2] <= high and line[4] >= low)
