"""programs.csv: each row with its source and a day on which it must be looked at again, each note with its own."""

from pathlib import Path

from directory.config import own_folder
from directory.sheets.programs import COLUMNS, read_programs

GOOD = {"code": "ca-x", "state": "CA", "kind": "food", "who": "any-child; pregnant", "status": "frozen",
        "as_of": "2026-03", "source": "Example", "source_url": "https://example.org/", "expires": "2026-09-01"}
NOTE = {"public_charge_note": "A note.", "public_charge_source": "Example", "public_charge_url": "https://example.org/",
        "public_charge_reviewed": "2026-03-01", "public_charge_expires": "2026-09-01"}


def read(tmp_path: Path, *rows: dict[str, str]) -> tuple[list[dict[str, str]], list[tuple[int, str, str]]]:
    path = tmp_path / "programs.csv"
    lines = [",".join(COLUMNS), *(",".join(row.get(name, "") for name in COLUMNS) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found, problems = read_programs(path)
    return found, [(one.line, one.column, one.code) for one in problems]


def test_a_program_with_its_source_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, {**GOOD, **NOTE}) == ([{**GOOD, **NOTE}], [])
    assert read_programs(tmp_path / "nothing.csv") == ([], [])


def test_nothing_stands_without_its_source_and_nothing_is_half_read(tmp_path: Path) -> None:
    for name in ("source", "source_url", "as_of", "expires", "who", "status"):
        assert read(tmp_path, GOOD, {**GOOD, "code": "b", name: ""}) == ([], [(3, name, "needed")])
    for name in ("source", "url", "reviewed", "expires"):
        column = f"public_charge_{name}"
        assert read(tmp_path, {**GOOD, **NOTE, column: ""}) == ([], [(2, column, "needed")])


def test_wrong_cells_and_twins_are_named(tmp_path: Path) -> None:
    assert read(tmp_path, {**GOOD, "who": "everybody"})[1] == [(2, "who", "choice"), (2, "who", "needed")]
    assert read(tmp_path, {**GOOD, "status": "good"})[1] == [(2, "status", "choice"), (2, "status", "needed")]
    assert read(tmp_path, GOOD, GOOD)[1] == [(3, "code", "id-twice")]


def test_what_we_ship_is_read_and_the_two_that_ended_say_so() -> None:
    rows, problems = read_programs(own_folder("data") / "programs.csv")
    assert not problems
    assert {(row["state"], row["status"]) for row in rows if row["code"] in ("il-health-adults", "mn-health-adults")
            or row["status"] == "ended"} == {("IL", "ended"), ("MN", "ended")}
    assert all(row["source_url"].startswith("https://") for row in rows)
