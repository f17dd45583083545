"""A sheet of listings in, checked facts and problems out. Writes nothing.

Forgiving to read (any column order, other names, spreadsheets' habits), strict to accept.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from directory.listings import columns, validators
from directory.listings.cells import Invalid
from directory.places.place import Place
from directory.sheets import tables
from directory.sheets.guard import unguard
from directory.sheets.problems import Problem, from_cell, from_finding


@dataclass(frozen=True, slots=True)
class Row:
    """One listing of a sheet: the line it begins on, and its facts (column -> canonical text, no blanks)."""

    line: int
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was read: its name, the columns it has, the good rows, and every problem."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    total: int

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the problems that keep rows out."""
        return tuple(problem for problem in self.problems if problem.level == "error")


def name_of(path: Path) -> str:
    """Return the name of a sheet: its file name without the ending."""
    return path.stem


def read(path: Path, *, find_zip: Callable[[str], Place | None] | None = None,
         sources: frozenset[str] | None = None) -> Sheet:
    """Read and check one sheet. Never raises for a bad sheet: what is wrong stands in its problems.

    `find_zip` looks up 5 digits; `sources` are the codes of sources.csv, when they are to be checked.
    """
    try:
        table = tables.read(path)
    except tables.Unreadable as error:
        problem = Problem(error.code, int(str(error.data.get("line", 0))), data=error.data)
        return Sheet(name_of(path), (), (), (problem,), 0)
    except OSError:
        return Sheet(name_of(path), (), (), (Problem("file-missing", value=str(path)),), 0)
    names, problems = _header(table.header)
    if not any(names):
        return Sheet(name_of(path), (), (), (*problems, Problem("header-missing", 1)), len(table.rows))
    problems += _unnamed(table)
    rows = []
    for line, cells in zip(table.lines, table.rows, strict=True):
        row, found = _row(names, cells, line, find_zip)
        if sources is not None and "source" in row.facts and row.facts["source"] not in sources:
            found.append(Problem("source-unknown", line, "source", row.facts["source"]))
        problems += found
        if not any(problem.level == "error" for problem in found):
            rows.append(row)
    problems += _twice(rows)
    bad = {problem.line for problem in problems if problem.level == "error"}
    good = tuple(row for row in rows if row.line not in bad)
    return Sheet(name_of(path), tuple(name for name in names if name), good, tuple(problems), len(table.rows))


def _header(header: tuple[str, ...]) -> tuple[list[str], list[Problem]]:
    names: list[str] = []
    problems: list[Problem] = []
    for title in header:
        name = columns.find(title) or ""
        if not name and title:
            near = get_close_matches(columns.squash(title), list(columns.BY_NAME), n=1, cutoff=0.8)
            problems.append(Problem("header-unknown", 1, title, data={"near": near[0]}) if near
                            else Problem("header-foreign", 1, title, level="warning"))
        if name and name in names:
            problems.append(Problem("header-twice", 1, title))
            name = ""
        names.append(name)
    return names, problems


def _unnamed(table: tables.Table) -> list[Problem]:
    """Say which columns hold something but have no name: A, B, C as the spreadsheet calls them."""
    blank = [at for at, title in enumerate(table.header) if not title]
    filled = {at for row in table.rows for at in blank if at < len(row) and row[at]}
    return [Problem("header-foreign", 1, f"{chr(64 + at // 26) if at > 25 else ''}{chr(65 + at % 26)}", level="warning")
            for at in sorted(filled)]


def _row(names: list[str], cells: tuple[str, ...], line: int,
         find_zip: Callable[[str], Place | None] | None) -> tuple[Row, list[Problem]]:
    facts: dict[str, str] = {}
    problems: list[Problem] = []
    if any(cells[len(names):]):
        problems.append(Problem("row-long", line, value=" ".join(cells[len(names):]).strip()))
    for name, raw in zip(names, cells, strict=False):
        if not name or not raw:
            continue
        text = unguard(raw)
        try:
            value = columns.read(name, text)
        except Invalid as error:
            mended = _mend(name, error, names, cells, find_zip)
            if not mended:
                problems.append(from_cell(error, line, name, text))
                continue
            value = mended
        if value:
            facts[name] = value
    if not problems:
        problems = [from_finding(finding, line) for finding in validators.check(facts, find_zip=find_zip)]
    return Row(line, facts), problems


def _mend(name: str, error: Invalid, names: list[str], cells: tuple[str, ...],
          find_zip: Callable[[str], Place | None] | None) -> str:
    """Give a ZIP code its lost zero back where the row's own state leaves no doubt."""
    if error.code != "zip-zero-lost" or not find_zip or "state" not in names:
        return ""
    near = str(error.data["near"])
    place = find_zip(near[:5])
    try:
        state = columns.read("state", cells[names.index("state")])
    except (Invalid, IndexError):
        return ""
    return near if place and place.state == state else ""


def _twice(rows: list[Row]) -> list[Problem]:
    """Find ids that stand twice, rows without an id that nothing tells apart, and those that look like another."""
    problems = []
    seen: dict[object, int] = {}
    with_id = {same_listing(row.facts): row.line for row in reversed(rows) if "id" in row.facts}
    for row in rows:
        look = same_listing(row.facts)
        mark: object = row.facts.get("id") or look
        if mark in seen:
            code, column = ("id-twice", "id") if "id" in row.facts else ("id-same", "organization")
            problems.append(Problem(code, row.line, column, row.facts.get(column, ""), data={"other": seen[mark]}))
        elif "id" not in row.facts and look in with_id:
            problems.append(Problem("same-place", row.line, "organization", row.facts.get("organization", ""),
                                    "warning", {"other": with_id[look]}))
        seen.setdefault(mark, row.line)
    return problems


def same_listing(facts: Mapping[str, str]) -> tuple[str, ...]:
    """Return what makes two rows without ids the same listing: names, kind and place, folded."""
    return tuple(re.sub(r"\W+", "", facts.get(name, "").casefold()) for name in
                 ("organization", "name", "category", "address_1", "address_2", "city", "state", "service_area"))
