"""Any sheet in, plain rows out: CSV with the encodings, separators and line ends of spreadsheets, XLSX, XLS or ODS.

Knows nothing of our columns.
"""

import codecs
import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.sheets.guard import guard

MAX_BYTES = 20_000_000
MAX_ROWS = 250_000
MAX_COLUMNS = 200

#: How the files of spreadsheet programs begin: archives (XLSX, ODS), and what older programs write (XLS).
_SPREADSHEET = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_SANDBOX = Path(__file__).with_name("sandbox.py")

_Rows = Iterable[tuple[int, tuple[str, ...]]]


class Unreadable(ValueError):
    """A file that is no table we can read: `code` names the reason, `data` fills the sentence."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows. `lines[i]` is the number that a spreadsheet shows beside row i, `top` that of the header.

    `name` is the name of its tab, where it is one of several.
    Rows are as long as they are in the file: a short or long row is for the caller to judge.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    top: int = 1
    name: str = ""


def load(path: Path) -> bytes:
    """Return the bytes of a file. Raises Unreadable for one that is too big, and OSError when it cannot be opened."""
    if path.stat().st_size > MAX_BYTES:
        raise Unreadable("file-too-big", limit=MAX_BYTES // 1_000_000)
    return path.read_bytes()


def read(path: Path) -> Table:
    """Read the first sheet of a file. Raises Unreadable, and OSError when the file cannot be opened."""
    return parse(load(path))[0]


def parse(raw: bytes) -> tuple[Table, ...]:
    """Turn the bytes of a file into its tables: one of a CSV file, one of each visible sheet of a workbook.

    Blank rows and blank sheets are passed over. Raises Unreadable.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable("file-too-big", limit=MAX_BYTES // 1_000_000)
    named = _unpack(raw) if raw.startswith(_SPREADSHEET) else [("", _split(_decode(raw)))]
    tables = tuple(table for name, rows in named if (table := _table(name, rows)).header)
    if not tables:
        raise Unreadable("file-empty")
    return tables


def _table(name: str, numbered: _Rows) -> Table:
    header: tuple[str, ...] = ()
    top = 1
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    for line, cells in numbered:
        if any(cells):
            if not header:
                header, top = cells, line
            else:
                rows.append(cells)
                lines.append(line)
        if len(rows) > MAX_ROWS or len(cells) > MAX_COLUMNS:
            raise Unreadable("file-too-long", rows=MAX_ROWS, columns=MAX_COLUMNS)
    while header and not header[-1]:
        header = header[:-1]
    return Table(header, tuple(rows), tuple(lines), top, name)


def _unpack(raw: bytes) -> list[tuple[str, _Rows]]:
    """Have a spreadsheet file opened by a process of its own; return the rows of its visible sheets.

    It gets two seconds, and two more for each megabyte: honest work grows with the file, that of a bomb does not.
    """
    seconds = 2 + 2 * len(raw) // 1_000_000
    limits = map(str, (MAX_BYTES, MAX_ROWS, MAX_COLUMNS, seconds))
    try:
        done = subprocess.run([sys.executable, "-I", "-B", _SANDBOX, *limits], input=raw, env={},  # noqa: S603
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=5 + 2 * seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise Unreadable("file-heavy") from error
    if done.returncode:
        raise Unreadable("file-heavy" if done.returncode < 0 else "file-damaged")
    sheets: list[tuple[str, list[tuple[int, tuple[str, ...]]]]] = []
    for line in done.stdout.splitlines():
        first, *rest = json.loads(line)
        if first == "error":
            raise Unreadable(rest[0], limit=MAX_BYTES // 1_000_000, rows=MAX_ROWS, columns=MAX_COLUMNS)
        if first == "sheet":
            sheets.append((rest[0], []))
        else:
            sheets[-1][1].append((first, tuple(rest)))
    return list(sheets)


def _split(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Return the rows of CSV text, blank ones too, numbered as a spreadsheet numbers them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable("file-empty")
    reader = csv.reader(io.StringIO(text), delimiter=_separator(text), strict=True)
    line = 1
    try:
        for number, row in enumerate(reader, start=1):
            yield number, tuple(cell.strip() for cell in row)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable("file-quotes", line=line) from error


def _decode(raw: bytes) -> str:
    """Try UTF-8, UTF-16 by its mark or its zeros, then the code page of western Windows. Raises Unreadable."""
    text = _letters(raw)
    if "\0" in text or raw.startswith(b"%PDF"):
        raise Unreadable("file-binary")
    return text


def _letters(raw: bytes) -> str:
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
