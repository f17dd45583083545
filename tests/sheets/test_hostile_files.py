"""Files made to harm: refused in a moment, with a sentence, at no cost to the process that asked."""

import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.sheets import problems, reader, tables
from directory.sheets.tables import Unreadable
from tests.effort import effort
from tests.rules.source import ROOT
from tests.sheets.made_up import GOOD_XML, archive, ods, ods_row, raw_workbook, shared, workbook

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAUGHS = "".join(f"<!ENTITY lol{number} \"{f'&lol{number - 1};' * 10}\">" for number in range(1, 10))
LAUGHS = f"<!DOCTYPE lolz [<!ENTITY lol0 \"lol\">{_LAUGHS}]>"


def lying() -> bytes:
    """Return a workbook whose sheet says that it is small, and is not."""
    raw = raw_workbook(GOOD_XML + " " * 30_000_000)
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        size = packed.getinfo("xl/worksheets/sheet1.xml").file_size
    return raw.replace(struct.pack("<I", size), struct.pack("<I", 1000))


def cell(place: str, text: str) -> str:
    """Return a cell of an XLSX file."""
    return f"<row r='{place.lstrip('ABCDFX')}'><c r='{place}' t='inlineStr'><is><t>{text}</t></is></c></row>"


MANY = "".join(f"<row r='{row}'><c r='A{row}' t='s'><v>0</v></c></row>" for row in range(1, 60_001))
ENDLESS = ods_row("x" * 1000, repeat=" table:number-columns-repeated='16000'").replace(
    "<table:table-row", "<table:table-row table:number-rows-repeated='1000000'")
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a part that unpacks to 90 MB": (lambda: raw_workbook(more={"xl/media/a.bin": bytes(90_000_000)}), "file-bomb"),
    "many parts that unpack to 19 MB each": (
        lambda: raw_workbook(more={f"xl/{number}.bin": bytes(19_000_000) for number in range(11)}), "file-bomb"),
    "a part that lies about its size": (lying, "file-damaged"),
    "2,000 parts": (lambda: raw_workbook(more={f"x/{number}": "" for number in range(2_000)}), "file-bomb"),
    "one text in 60,000 cells": (lambda: raw_workbook(MANY, {"xl/sharedStrings.xml": shared("x" * 32_000)}),
                                 "file-heavy"),
    "a cell in the farthest corner": (lambda: raw_workbook(GOOD_XML + cell("XFD1048576", "x")), "file-heavy"),
    "a million columns": (lambda: raw_workbook(f"<row r='1'>{'<c><v>1</v></c>' * 1_000_000}</row>"), "file-"),
    "a million columns in CSV": (lambda: b"a," * 1_000_000 + b"\n1", "file-too-long"),
    "201 columns": (lambda: workbook({"One": [["organization"] * 201]}), "file-too-long"),
    "a row repeated for ever": (lambda: ods(ENDLESS), "file-"),
    "billion laughs": (lambda: raw_workbook(before=LAUGHS), "file-tampered"),
    "billion laughs in UTF-16": (
        lambda: raw_workbook(more={"xl/styles.xml": LAUGHS.encode("utf-16")}), "file-tampered"),
    "a part outside its folder": (lambda: raw_workbook(more={"../../etc/x": "a"}), "file-tampered"),
    "a part outside, as Windows writes it": (lambda: raw_workbook(more={"..\\x": "a"}), "file-tampered"),
    "a part at the root": (lambda: raw_workbook(more={"/etc/x": "a"}), "file-tampered"),
    "a cut file": (lambda: raw_workbook()[:-30], "file-damaged"),
    "the beginning of a file": (lambda: raw_workbook()[:200], "file-damaged"),
    "only the first bytes": (lambda: b"PK\x03\x04", "file-damaged"),
    "an old workbook that is none": (lambda: _OLD + bytes(4000), "file-damaged"),
    "another kind of document": (lambda: archive({"word/document.xml": "<a/>"}), "file-no-sheet"),
    "a workbook with a password": (lambda: _OLD + "EncryptedPackage".encode("utf-16-le") + bytes(4000), "file-locked"),
}


@pytest.mark.system
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_made_to_harm_is_refused_with_a_sentence(kind: str) -> None:
    make, code = HOSTILE[kind]
    sheet = reader.parse(make(), "food")
    assert sheet.rows == ()
    (problem,) = sheet.problems
    assert problem.code.startswith(code) and problem.level == "error"
    why, fix = problems.sentence(problem)
    assert why.endswith(".") and fix.endswith(".")


def test_a_locked_part_is_a_locked_file() -> None:
    raw = bytearray(raw_workbook())
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 8] |= 1
    with pytest.raises(Unreadable, match="file-locked"):
        tables.parse(bytes(raw))


def test_two_parts_of_one_name_are_refused() -> None:
    file = io.BytesIO(raw_workbook())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as packed:
        packed.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(Unreadable, match="file-tampered"):
        tables.parse(file.getvalue())


def test_there_may_be_no_more_text_in_a_workbook_than_in_a_csv_file(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Random(1).randbytes(15_000).hex()
    raw = raw_workbook("".join(cell(f"A{row}", text) for row in range(1, 40)))
    assert tables.parse(raw)[0].lines[-1] == 39
    monkeypatch.setattr(tables, "MAX_BYTES", 1_000_000)
    with pytest.raises(Unreadable, match="file-too-big"):
        tables.parse(raw)


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 5)
    assert len(tables.parse(workbook({"One": [["a"]] * 6}))[0].rows) == 5
    with pytest.raises(Unreadable, match="file-too-long"):
        tables.parse(workbook({"One": [["a"]] * 7}))


def test_a_part_with_an_old_name_is_no_reason_to_refuse() -> None:
    raw = raw_workbook(more={"xl/media/aXb.bin": b"x"}).replace(b"aXb", b"a\x82b")
    assert tables.parse(raw)[0].rows == (("Example Office", "food"),)


def test_what_is_packed_tightly_but_stays_small_is_no_bomb() -> None:
    blank = f"<row r='3'>{'<c/>' * 100_000}</row>"
    assert tables.parse(raw_workbook(GOOD_XML + blank))[0].rows == (("Example Office", "food"),)


@pytest.mark.system
def test_an_endless_reader_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = (ROOT / "directory/sheets/sandbox.py").read_text(encoding="utf-8")
    endless = tmp_path / "endless.py"
    endless.write_text(source.replace("    look(raw, most)\n", "    while True: pass\n"), encoding="utf-8")
    monkeypatch.setattr(tables, "_SANDBOX", endless)
    with pytest.raises(Unreadable, match="file-heavy"):
        tables.parse(raw_workbook())


def test_a_reader_that_falls_is_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit(1)", encoding="utf-8")
    monkeypatch.setattr(tables, "_SANDBOX", broken)
    with pytest.raises(Unreadable, match="file-damaged"):
        tables.parse(raw_workbook())


def test_the_reader_can_open_no_file_and_knows_no_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a hostile file could make it do, were there a hole in the library."""
    source = (ROOT / "directory/sheets/sandbox.py").read_text(encoding="utf-8")
    spy = tmp_path / "spy.py"
    spy.write_text(source.replace("    look(raw, most)\n", """
    import os
    try:
        open("/etc/hostname")
        opened = "opened"
    except OSError:
        opened = "refused"
    yield ["sheet", "One"]
    yield [1, opened, *os.environ]
    return
"""), encoding="utf-8")
    monkeypatch.setattr(tables, "_SANDBOX", spy)
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    (table,) = tables.parse(raw_workbook())
    assert table.header[0] == "refused"
    assert set(table.header[1:]) <= {"LC_CTYPE"}


@pytest.mark.system
def test_the_asking_process_stays_small(tmp_path: Path) -> None:
    """It keeps what the file weighs, never what the file unpacks to."""
    for kind in ("a part that unpacks to 90 MB", "one text in 60,000 cells"):
        path = tmp_path / "bomb.xlsx"
        path.write_bytes(HOSTILE[kind][0]())
        script = ("import json, resource; from pathlib import Path; from directory.sheets import reader\n"
                  "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
                  f"sheet = reader.read(Path({str(path)!r}))\n"
                  "grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
                  "print(json.dumps([sheet.problems[0].code, grown // 1024]))")
        code, grown = json.loads(subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True,
                                                check=True).stdout)
        assert code in ("file-bomb", "file-heavy")
        assert grown < 50, kind


def test_a_giant_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "giant.xlsx"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    assert [problem.code for problem in reader.read(path).problems] == ["file-too-big"]
    assert [problem.code for problem in reader.parse(bytes(tables.MAX_BYTES + 1), "x").problems] == ["file-too-big"]


@pytest.mark.system
@effort(max_examples=25)
@given(st.data())
def test_a_workbook_with_any_bytes_changed_ends_in_rows_or_a_sentence(data: st.DataObject) -> None:
    raw = bytearray(raw_workbook())
    for _ in range(data.draw(st.integers(1, 20))):
        raw[data.draw(st.integers(4, len(raw) - 1))] = data.draw(st.integers(0, 255))
    sheet = reader.parse(bytes(raw), "food")
    assert all(problems.line(problem) for problem in sheet.problems)
