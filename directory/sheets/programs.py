"""programs.csv: what a state itself offers, by who in the family can use it."""

from pathlib import Path

from directory.listings import vocabulary
from directory.listings.cells import Invalid, choice, codes, read_date, read_state, read_text, read_url
from directory.listings.programs import NOTES, SAID
from directory.sheets import tables
from directory.sheets.guard import unguard
from directory.sheets.problems import Problem, from_cell

_READERS = {
    "code": read_text, "state": read_state, "kind": choice(vocabulary.PROGRAM_KINDS), "name": read_text,
    "who": codes(vocabulary.PROGRAM_WHO), "who_note": read_text, "status": choice(SAID),
    "status_note": read_text, "as_of": read_date, "source": read_text, "source_url": read_url, "read": read_date,
    "expires": read_date,
    **{f"{note}_{part}": reader for note in NOTES for part, reader in
       (("note", read_text), ("source", read_text), ("url", read_url), ("reviewed", read_date),
        ("expires", read_date))},
}
COLUMNS = tuple(_READERS)
_NEEDED = ("code", "state", "kind", "who", "status", "as_of", "source", "source_url", "expires")


def read_programs(path: Path) -> tuple[list[dict[str, str]], list[Problem]]:
    """Read programs.csv; return its rows by column, blanks left out, and what is wrong with the sheet.

    A folder of sheets need not have one. A row without its source, or a note without its own, is a problem.
    """
    if not path.exists():
        return [], []
    try:
        table = tables.read(path)
    except tables.Unreadable as error:
        return [], [Problem(error.code, data=error.data)]
    problems = [Problem("header-foreign", 1, name) for name in table.header if name not in _READERS]
    rows: list[dict[str, str]] = []
    seen: dict[str, int] = {}
    for line, cells in zip(table.lines, table.rows, strict=True):
        row = {}
        for name, cell in zip(table.header, cells, strict=False):
            if name in _READERS and (text := unguard(cell).strip()):
                try:
                    row[name] = _READERS[name](text)
                except Invalid as error:
                    problems.append(from_cell(error, line, name, text))
        problems += [Problem("needed", line, name) for name in _needed(row) if name not in row]
        if row.get("code", "") in seen:
            problems.append(Problem("id-twice", line, "code", row["code"], data={"other": seen[row["code"]]}))
        seen.setdefault(row.get("code", ""), line)
        rows.append(row)
    return ([], problems) if problems else (rows, [])


def _needed(row: dict[str, str]) -> tuple[str, ...]:
    """Return the columns that a row must fill in: a note needs all that stands beside it."""
    parts = ("source", "url", "reviewed", "expires")
    return _NEEDED + tuple(f"{note}_{part}" for note in NOTES if f"{note}_note" in row for part in parts)
