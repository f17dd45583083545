"""A program of its own that opens one spreadsheet file (XLSX, XLS, ODS) and hands out its cells as text.

A spreadsheet file is an archive that somebody else packed, and it may be made to harm. So it is opened here, by a
process that may use little memory and time, can open no file or network, knows no secret, and is thrown away.
`directory.sheets.tables` starts it. It imports nothing of ours.

Standard input: the file. Standard output: one JSON list a line: `["sheet", name]` for each visible sheet, then its rows
as `[row number, cell, ...]`; or `["error", code]` as the last line. It ends with 0, unless it was stopped or fell.
"""

import codecs
import io
import json
import re
import resource
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import python_calamine
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEMORY = 512_000_000
#: More parts than any workbook has, pictures and all.
MOST_PARTS = 1_000
#: What a part may unpack to, in times of its packed size, unless it stays smaller than the largest file all the same;
#: and all parts together, in times of the largest file.
MOST_RATIO = 50
MOST_UNPACKED = 10
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
#: The part that holds all of a newer workbook when it has a password.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
#: LibreOffice keeps macros beside the sheet, each with a document type. Nothing reads them here.
_MACROS = ("Basic/", "Dialogs/")
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError,
            ValueError)

Cell = int | float | str | bool | date | datetime | time | timedelta


class Refused(Exception):
    """A file that is not opened, or not to its end: the only argument is the code of the reason."""


def look(raw: bytes, most: int) -> None:
    """Look at an archive before anything is unpacked, then at its XML. `most` is the largest file, in bytes.

    Raises Refused for what is no spreadsheet, is damaged, unpacks to far too much, or was tampered with.
    """
    if raw.startswith(_OLD_OFFICE):
        if _LOCKED in raw:
            raise Refused("file-locked")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise Refused("file-locked")
            _count(parts, most)
            _names([part.filename for part in parts])
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and not part.filename.startswith(_MACROS):
                    _markup(archive, part)
    except _BAD_ZIP as error:
        raise Refused("file-damaged") from error


def _count(parts: list[zipfile.ZipInfo], most: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    swollen = [part for part in parts
               if part.file_size > most and part.file_size > MOST_RATIO * max(part.compress_size, 1)]
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED * most or swollen:
        raise Refused("file-bomb")


def _names(names: list[str]) -> None:
    away = [name for name in names if name.startswith(("/", "\\")) or re.search(r"(^|[/\\])\.\.([/\\]|$)|^\w:", name)]
    if away or len(names) != len(set(names)):
        raise Refused("file-tampered")
    if not {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & set(names):
        raise Refused("file-no-sheet")


def _markup(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse XML that declares entities, or that hides them in an encoding no spreadsheet program writes."""
    before = b""
    with archive.open(part) as file:
        while chunk := file.read(1 << 20):
            seen = before + chunk
            if b"\0" in seen[:1000] or b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise Refused("file-tampered")
            before = chunk[-10:]


def text(cell: Cell) -> str:
    """Return a cell as a person means it: 94601.0 is 94601, a day is 2026-09-19, true is yes."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return f"{cell:.0f}" if cell == int(cell) else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes").removesuffix(" 00:00")
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return cell.isoformat("minutes") if isinstance(cell, time) else cell.isoformat()


def lines(raw: bytes, most: int, rows: int, columns: int) -> Iterator[list[object]]:
    """Return what stands in the visible sheets of a file, line by line of the answer. Raises Refused.

    At most `most` characters in all; at most `rows` rows and `columns` columns a sheet.
    """
    look(raw, most)
    left = most
    for sheet in _sheets(raw):
        yield ["sheet", sheet.name]
        if sheet.total_height > rows + 1 or sheet.total_width > columns:
            raise Refused("file-too-long")
        before = [""] * (sheet.start or (0, 0))[1]
        for number, row in enumerate(sheet.iter_rows(), start=1):
            cells = before + [cell.strip() if isinstance(cell, str) else text(cell) for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                left -= sum(map(len, cells)) + len(cells)
                if left < 0:
                    raise Refused("file-too-big")
                yield [number, *cells]


def _sheets(raw: bytes) -> Iterator[CalamineSheet]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            for number, sheet in enumerate(book.sheets_metadata):
                if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
                    yield book.get_sheet_by_index(number)
    except python_calamine.PasswordError as error:
        raise Refused("file-locked") from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise Refused("file-damaged") from error


def main(most: int, rows: int, columns: int, seconds: int) -> None:
    """Read a file from standard input and write its lines to standard output."""
    codecs.lookup("cp437")  # in which old archives name their parts: later there is no opening of files
    for what, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_NOFILE, 3),
                        (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (limit, limit))
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace", newline="\n")
    try:
        for line in lines(sys.stdin.buffer.read(), most, rows, columns):
            out.write(json.dumps(line, ensure_ascii=False, check_circular=False) + "\n")
    except Refused as refusal:
        out.write(json.dumps(["error", *refusal.args]))
    except MemoryError:
        out.write(json.dumps(["error", "file-heavy"]))
    out.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
