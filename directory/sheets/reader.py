"""A sheet of listings in, checked facts and problems out. Writes nothing.

Forgiving to read (any column order, other names, spreadsheets' habits), strict to accept.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher, get_close_matches
from pathlib import Path
from string import ascii_uppercase

from directory.listings import columns, validators
from directory.listings.cells import Invalid, means_unknown
from directory.places.place import Place
from directory.sheets import tables
from directory.sheets.fixes import likely
from directory.sheets.guard import unguard
from directory.sheets.problems import Problem, from_cell, from_finding

FindZip = Callable[[str], Place | None]
#: What a person typed instead of a cell: (row number, column) -> text. Row 0 is every row whose cell is blank or
#: unknown; column '' leaves the row out.
Corrections = Mapping[tuple[int, str], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One listing of a sheet: the line it begins on, and its facts (column -> canonical text, no blanks)."""

    line: int
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was read: its name, the columns it has, the good rows, and every problem.

    `header` pairs each title, as it stands in the file, with the column it was read as, or ''. `strange` holds the
    first cells below each title that nobody knows. `typed` holds the rows with problems as they stand in the file,
    corrections in: line -> column -> text.
    """

    name: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    total: int = 0
    header: tuple[tuple[str, str], ...] = ()
    strange: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    typed: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the problems that keep rows out."""
        return tuple(problem for problem in self.problems if problem.level == "error")

    @property
    def is_broken(self) -> bool:
        """Say whether the file or its titles are wrong, so that no row can be trusted."""
        return any(problem.is_of_file for problem in self.errors)


def name_of(path: Path) -> str:
    """Return the name of a sheet: its file name without the ending."""
    return path.stem


def read(path: Path, *, find_zip: FindZip | None = None, sources: frozenset[str] | None = None) -> Sheet:
    """Read and check the sheet in a file; see `parse`."""
    try:
        raw = tables.load(path)
    except tables.Unreadable as error:
        return Sheet(name_of(path), problems=(Problem(error.code, data=error.data),))
    except OSError:
        return Sheet(name_of(path), problems=(Problem("file-missing", value=str(path)),))
    return parse(raw, name_of(path), find_zip=find_zip, sources=sources)


def parse(raw: bytes, name: str, *, find_zip: FindZip | None = None, sources: frozenset[str] | None = None,
          mapping: Mapping[str, str] | None = None, corrections: Corrections | None = None) -> Sheet:
    """Read and check the bytes of a sheet. Never raises for a bad sheet: what is wrong stands in its problems.

    For the rest see `check`.
    """
    try:
        found = tables.parse(raw)
    except tables.Unreadable as error:
        return Sheet(name, problems=(Problem(error.code, data=error.data),))
    return check(found, name, find_zip=find_zip, sources=sources, mapping=mapping, corrections=corrections)


def check(found: Sequence[tables.Table], name: str, *, find_zip: FindZip | None = None,
          sources: frozenset[str] | None = None, mapping: Mapping[str, str] | None = None,
          corrections: Corrections | None = None, tell: Callable[[int], object] = int) -> Sheet:
    """Check the tables of one file.

    `find_zip` looks up 5 digits; `sources` are the codes of sources.csv, when they are to be checked. `mapping` says
    what titles mean, by their `key`: a column of ours, or '' for one that is left out knowingly. `tell` is told now
    and then how many rows are done.
    """
    table, problems = choose(found, mapping or {})
    header, more = pair_titles(table, mapping or {})
    names = [name for _, name in header]
    problems += more
    typed = _typed(names, table, corrections or {})
    sheet = Sheet(name, total=len(typed), header=header, strange=_strange(table, header, mapping or {}))
    if not any(names):
        return replace(sheet, problems=(*problems, Problem("header-missing", table.top)))
    over = {line: " ".join(cells[len(names):]).strip()
            for line, cells in zip(table.lines, table.rows, strict=True) if any(cells[len(names):])}
    rows = []
    for done, (line, texts) in enumerate(typed.items()):
        if not done % _TOLD:
            tell(done)
        row, wrong = _row(texts, line, find_zip)
        if line in over:
            wrong.insert(0, Problem("row-long", line, value=over[line]))
        if sources is not None and row.facts.get("source", "") not in {"", *sources}:
            wrong.append(Problem("source-unknown", line, "source", row.facts["source"]))
        problems += wrong
        if not any(problem.level == "error" for problem in wrong):
            rows.append(row)
    problems += _twice(rows)
    bad = {problem.line for problem in problems if problem.level == "error"}
    given = [name for _, name in corrections or {} if name and name not in names]
    return replace(sheet, columns=(*filter(None, names), *dict.fromkeys(given)), problems=tuple(problems),
                   rows=tuple(row for row in rows if row.line not in bad),
                   typed={problem.line: typed[problem.line] for problem in problems if problem.line in typed})


#: After so many rows somebody is told.
_TOLD = 200


def key(title: str) -> str:
    """Return a title as a mapping names it."""
    return columns.squash(title) or title.strip().casefold()


def choose(found: Sequence[tables.Table], mapping: Mapping[str, str]) -> tuple[tables.Table, list[Problem]]:
    """Return the first table of which a title is known, else the first; and say which others look like listings."""
    known = [table for table in found if any(mapping.get(key(title)) or columns.find(title) for title in table.header)]
    others = ", ".join(f"“{table.name}”" for table in known[1:])
    return (known or found)[0], [Problem("other-tabs", level="warning", data={
        "read": known[0].name, "others": others})] if others else []


def pair_titles(table: tables.Table, mapping: Mapping[str, str]) -> tuple[tuple[tuple[str, str], ...], list[Problem]]:
    """Pair each title with our column, or '', and say what is wrong. One without a title is named by its letter."""
    header: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for at, given in enumerate(table.header):
        title = given or _letter(at)
        name = mapping.get(key(title))
        if name is None or (name and not columns.find(name)):
            name = columns.find(given) or ""
            if not name:
                problems += _unknown(table, at, title)
        if name and name in (other for _, other in header):
            problems.append(Problem("header-twice", table.top, title))
            name = ""
        header.append((title, name))
    return tuple(header), problems


def _unknown(table: tables.Table, at: int, title: str) -> list[Problem]:
    """Say which column of ours an unknown title may mean, or that it is left out; nothing of an empty column."""
    given = table.header[at]
    if base := columns.only_in_english(given):
        return [Problem("header-english", table.top, title, data={"base": base,
                                                                  "columns": ", ".join(columns.TRANSLATED)})]
    near = get_close_matches(columns.squash(given), _SQUASHED, n=1, cutoff=0.82) if given else []
    if near:
        return [Problem("header-unknown", table.top, title, data={"near": _SQUASHED[near[0]]})]
    if given or any(_cell(row, at) for row in table.rows):
        return [Problem("header-foreign", table.top, title, level="warning")]
    return []


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


_SQUASHED = {columns.squash(name): name for name in columns.BY_NAME}


def _letter(at: int) -> str:
    """Return a column as a spreadsheet calls it: A, B, ... Z, AA."""
    return f"{ascii_uppercase[at // 26 - 1] if at > 25 else ''}{ascii_uppercase[at % 26]}"


def _strange(table: tables.Table, header: Sequence[tuple[str, str]],
             mapping: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    strange = {}
    for at, (title, name) in enumerate(header):
        if not name and key(title) not in mapping:
            filled = dict.fromkeys(cell for row in table.rows[:_LOOKED_AT] if (cell := _cell(row, at)))
            if filled or table.header[at]:
                strange[title] = tuple(filled)[:_SAMPLES]
    return strange


def suggest(title: str, cells: Sequence[str]) -> list[str]:
    """Return which columns of ours an unknown one may be, the likeliest first: by its title and what its cells say."""
    said = columns.squash(title)
    cells = [cell for cell in cells if cell and not means_unknown(cell)]
    found = {}
    for column in columns.COLUMNS:
        names = [columns.squash(name) for name in (column.name, *column.aliases)]
        alike = max(_NAMED if len(name) > 3 and name in said else SequenceMatcher(None, said, name).ratio()
                    for name in names)
        telling = bool(cells) and column.name in _TELLING
        if (telling or alike >= _NAMED) and sum(_fits(column.name, cell) for cell in cells) * 5 >= len(cells) * 4:
            found[column.name] = alike + telling
    return sorted(found, key=lambda name: -found[name])[:_SUGGESTED]


def _fits(name: str, cell: str) -> bool:
    try:
        return bool(columns.read(name, cell))
    except Invalid as error:
        return error.code == "zip-zero-lost"


#: Columns that can be known by their cells alone; how much alike titles must be; how many columns are suggested.
_TELLING = ("phone", "email", "website", "state", "postal_code", "hours", "languages", "services", "category")
_NAMED = 0.7
_SUGGESTED = 4
#: Enough rows to see what a column holds, and so many different cells of them.
_LOOKED_AT = 200
_SAMPLES = 5


def _typed(names: Sequence[str], table: tables.Table, corrections: Corrections) -> dict[int, dict[str, str]]:
    """Return each row as it stands in the file, corrections in: line -> column -> text."""
    by_line: dict[int, dict[str, str]] = {}
    for (line, name), text in corrections.items():
        by_line.setdefault(line, {})[name] = text
    everywhere = by_line.pop(0, {})
    found = {}
    for line, cells in zip(table.lines, table.rows, strict=True):
        own = by_line.get(line, {})
        if "" not in own:
            typed = {name: unguard(cell) for name, cell in zip(names, cells, strict=False) if name and cell}
            typed |= {name: text for name, text in everywhere.items() if means_unknown(typed.get(name, "?"))}
            found[line] = typed | own
    return found


def _row(typed: Mapping[str, str], line: int, find_zip: FindZip | None) -> tuple[Row, list[Problem]]:
    facts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, text in typed.items():
        try:
            value = columns.read(name, text)
        except Invalid as error:
            value = _mend(error, typed, find_zip)
            if not value:
                problems.append(_unread(error, line, name, typed))
        if value:
            facts[name] = value
    findings = validators.check(facts, find_zip=None if problems else find_zip)
    if problems:  # what is wrong with the row as a whole can be the fault of a cell, unless nobody wrote one
        findings = [finding for finding in findings if finding.code in _MISSING and finding.column not in typed]
    return Row(line, facts), problems + [from_finding(finding, line) for finding in findings]


_MISSING = ("needed", "source-missing", "credential-missing")


def _unread(error: Invalid, line: int, name: str, typed: Mapping[str, str]) -> Problem:
    """Return the problem of a cell; of a long list of codes it names only those that may be meant."""
    problem = from_cell(error, line, name, typed[name])
    if "choices" not in problem.data:
        return problem
    codes = likely(name, str(problem.data["part"]), typed)
    more = " ..." if len(codes) < len(columns.get(name).choices) else ""
    return replace(problem, data={**problem.data, "choices": ", ".join(codes) + more})


def _mend(error: Invalid, typed: Mapping[str, str], find_zip: FindZip | None) -> str:
    """Give a ZIP code its lost zero back where the row's own state leaves no doubt."""
    if error.code != "zip-zero-lost" or not find_zip:
        return ""
    near = str(error.data["near"])
    place = find_zip(near[:5])
    try:
        state = columns.read("state", typed.get("state", ""))
    except Invalid:
        return ""
    return near if place and place.state == state else ""


def _twice(rows: list[Row]) -> list[Problem]:
    """Find ids that stand twice, rows without an id that nothing tells apart, and those that look like another."""
    problems = []
    seen: dict[object, int] = {}
    looks = [same_listing(row.facts) for row in rows]
    with_id = {look: row.line for row, look in reversed([*zip(rows, looks, strict=True)]) if "id" in row.facts}
    for row, look in zip(rows, looks, strict=True):
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
    return tuple(_NO_LETTER.sub("", facts.get(name, "").casefold()) for name in
                 ("organization", "name", "category", "address_1", "address_2", "city", "state", "service_area"))


_NO_LETTER = re.compile(r"\W+")
