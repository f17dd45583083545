"""The shape that every preset fills, and what comes out: listings, and everything that did not become one.

A preset is a small table of one publisher's habits.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from directory.listings import validators
from directory.sheets import exporter

Facts = dict[str, str]
Raw = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that does not become a listing, and why: a short reason that can be counted, and a detail."""

    why: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Waits:
    """A row that a person must decide on first: its facts, and why."""

    facts: Facts
    why: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell about one line of the raw file; `what` is the name of the row."""

    line: int
    what: str
    why: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of a raw list: rows + waiting + left_out = every row of the file.

    `blanked` are cells that could not be read, `odd` are warnings written into internal_note. `split_by` is
    the column whose values part a large list into sheets.
    """

    sheet: str
    rows: tuple[Facts, ...]
    waiting: tuple[Facts, ...] = ()
    left_out: tuple[Note, ...] = ()
    blanked: tuple[Note, ...] = ()
    odd: tuple[Note, ...] = ()
    split_by: str = ""

    def sheets(self) -> dict[str, tuple[Facts, ...]]:
        """Return the rows by sheet: one sheet, or one a value of `split_by` (medical-ca, medical-ny ...)."""
        if not self.split_by:
            return {self.sheet: self.rows}
        found: dict[str, list[Facts]] = {}
        for row in self.rows:
            part = row.get(self.split_by, "elsewhere").lower()
            found.setdefault(f"{self.sheet}-{part}", []).append(row)
        return {name: tuple(rows) for name, rows in sorted(found.items())}

    @property
    def total(self) -> int:
        """Return how many rows the raw file has."""
        return len(self.rows) + len(self.waiting) + len(self.left_out)

    def reasons(self) -> Counter[str]:
        """Count the rows left out by reason."""
        return Counter(note.why for note in self.left_out)


Compare = Callable[[Facts, Sequence[validators.Facts]], LeftOut | Waits | None]
Prepare = Callable[[Sequence[Raw]], Sequence[Raw | LeftOut]]


def _keep(_facts: Facts, _listed: Sequence[validators.Facts]) -> LeftOut | Waits | None:
    return None


def _as_they_are(rows: Sequence[Raw]) -> Sequence[Raw | LeftOut]:
    return rows


def _no_doubt(_facts: Facts) -> LeftOut | None:
    return None


@dataclass(frozen=True, slots=True)
class Preset:
    """One publisher's list: its code, the source and its date, our sheet, and how to convert a row.

    `key` names the raw columns that tell a row for ever: the source's own number, or name and place.
    `convert_row` gets the raw row, HTML entities undone, and returns facts (text by column) or LeftOut; what
    it says of the source or its date goes before the preset's own. An empty `source_date` means that every
    row has a date of its own.
    `headers` are names that another edition gives to the raw columns: that name -> ours. `prepare` sees all
    raw rows at once, and returns as many: a row is changed there only by what other rows say.
    `compare` is asked about each listing beside those that other sheets have; `doubt` says whether its name
    sounds like a place that must stay hidden, beyond the words that the validators know. `public_places` are
    keys of rows whose name sounds so and whose address a person found public, with the reason.
    `split_by` is the column that parts a large list into several sheets.
    """

    code: str
    source: str
    source_date: str
    sheet: str
    category: str
    key: tuple[str, ...]
    convert_row: Callable[[Raw], Facts | LeftOut]
    compare: Compare = _keep
    shouts: bool = False
    public_places: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    prepare: Prepare = _as_they_are
    doubt: Callable[[Facts], LeftOut | None] = _no_doubt
    split_by: str = ""


_LETTERS = "abcdefghjkmnpqrstvwxyz"
_ALPHABET = f"0123456789{_LETTERS}"


def stable_id(code: str, key: str) -> str:
    """Return the id of a row: ten letters and digits without i, l, o and u, the same at every conversion.

    It begins with a letter, because spreadsheets read 12e4567890 as a number. Capitals, spaces and stops of
    the key do not count, so that an edition that tidies them keeps the id.
    """
    folded = re.sub(r"[^\w]+", " ", key.casefold()).strip()
    number = int.from_bytes(hashlib.sha256(f"{code}\n{folded}".encode()).digest()[:7])
    rest = "".join(_ALPHABET[number >> shift & 31] for shift in range(40, -5, -5))
    return _LETTERS[(number >> 45) % len(_LETTERS)] + rest


def write(converted: Converted, path: Path, waiting: Path | None = None) -> int:
    """Write the sheet, and the sheet of waiting rows if there are any; return the number of listings.

    A list that is split goes into several sheets when the path is a folder, and into one when it is a file.
    A sheet of that folder for which no row is left any more stays: take it out by hand.
    """
    if waiting and (converted.waiting or waiting.exists()):
        exporter.write(waiting, converted.waiting)
    if not path.is_dir():
        return exporter.write(path, converted.rows)
    return sum(exporter.write(path / f"{name}.csv", rows) for name, rows in converted.sheets().items())


def report(converted: Converted) -> list[str]:
    """Return the report as lines: counts, then every row left out, every cell blanked, every oddity."""
    rows, waiting, left_out = len(converted.rows), len(converted.waiting), len(converted.left_out)
    lines = [
        f"{converted.sheet}: {converted.total} rows, {rows} listings, {waiting} wait, {left_out} left out."
    ]
    lines += [
        f"{number:5d}  {why}"
        for why, number in sorted(converted.reasons().items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    for title, notes in (
        ("Left out", converted.left_out),
        ("Left blank", converted.blanked),
        ("Odd", converted.odd),
    ):
        lines += [
            f"{title}: row {note.line}, {note.what}: {note.why}"
            + (f" ({note.detail})" if note.detail else "")
            for note in notes
        ]
    return lines
