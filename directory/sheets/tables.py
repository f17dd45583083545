"""Any CSV file in, plain rows out: encodings, separators and line ends as spreadsheets leave them.

Knows nothing of our columns.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.sheets.guard import guard

MAX_BYTES = 20_000_000
MAX_ROWS = 250_000
MAX_COLUMNS = 200


class Unreadable(ValueError):
    """A file that is no table we can read: `code` names the reason, `data` fills the sentence."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows. `lines[i]` is the line of the file on which row i begins, counted from 1.

    Rows are as long as they are in the file: a short or long row is for the caller to judge.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


def read(path: Path) -> Table:
    """Read a CSV file. Raises Unreadable, and OSError when the file cannot be opened."""
    if path.stat().st_size > MAX_BYTES:
        raise Unreadable("file-too-big", limit=MAX_BYTES // 1_000_000)
    return parse(path.read_bytes())


def parse(raw: bytes) -> Table:
    """Turn the bytes of a CSV file into a table. Blank rows are passed over. Raises Unreadable."""
    text = _decode(raw)
    if "\0" in text:
        raise Unreadable("file-binary")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable("file-empty")
    reader = csv.reader(io.StringIO(text), delimiter=_separator(text), strict=True)
    header: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    line = 1
    try:
        for row in reader:
            cells = tuple(cell.strip() for cell in row)
            if any(cells):
                if not header:
                    header = cells
                else:
                    rows.append(cells)
                    lines.append(line)
            line = reader.line_num + 1
            if len(rows) > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise Unreadable("file-too-long", rows=MAX_ROWS, columns=MAX_COLUMNS)
    except csv.Error as error:
        raise Unreadable("file-quotes", line=line) from error
    while header and not header[-1]:
        header = header[:-1]
    return Table(header, tuple(rows), tuple(lines))


def _decode(raw: bytes) -> str:
    """Try UTF-8, UTF-16 by its mark or its zeros, then the code page of western Windows."""
    if raw[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise Unreadable("file-excel")
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
                       (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.startswith(mark):
            return raw.decode(name, "replace")
    even, odd = raw[:400:2].count(0), raw[1:400:2].count(0)
    if min(even, odd) * 10 < max(even, odd):  # every second byte of western letters in UTF-16 is zero
        return raw.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _separator(text: str) -> str:
    """Return the separator that the header line uses: the one of , ; tab | seen most outside quotes."""
    first = next(line for line in text.split("\n") if line.strip())
    outside = "".join(first.split('"')[::2])
    return max(",;\t|", key=outside.count)


def as_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a CSV file: commas, \\n, every formula made harmless. The same rows give the same text."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return file.getvalue()


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file in UTF-8; see `as_text`."""
    path.write_text(as_text(header, rows), encoding="utf-8", newline="")
