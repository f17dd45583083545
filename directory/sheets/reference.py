"""The small sheets beside the listings: where our facts come from. Here alone is decided what sources there are."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from directory.listings.cells import (
    Invalid,
    choice,
    read_areas,
    read_date,
    read_long_text,
    read_source_code,
    read_text,
    read_url,
    read_yes_no,
    tidy,
)
from directory.listings.sources import Source
from directory.listings.validators import FindPlace
from directory.listings.vocabulary import CATEGORIES, SERVICES
from directory.sheets import tables
from directory.sheets.guard import unguard
from directory.sheets.problems import Problem, from_cell

#: The columns of sources.csv, and how each is read.
_READ: dict[str, Callable[[str], str]] = {
    "code": read_source_code, "title": read_text, "publisher": read_text, "edition": read_date, "url": read_url,
    "licence": read_text, "category": choice(CATEGORIES), "covers": read_areas, "complete": read_yes_no,
    "note": read_long_text,
}
_NEEDED = ("code", "title", "publisher", "edition", "licence")


def read_source(row: Mapping[str, str], line: int = 0, *,
                find_place: FindPlace | None = None) -> tuple[Source, list[Problem]]:
    """Read one source from texts by column; what cannot be read is blank in it, and a problem.

    `find_place` looks up county:06001 and zip:94601, where areas that nobody knows are to be found.
    """
    cells: dict[str, str] = {}
    problems = [Problem("needed", line, name) for name in _NEEDED if not row.get(name, "").strip()]
    for name, read in _READ.items():
        try:
            cells[name] = read(tidy(row.get(name, ""))) if row.get(name, "").strip() else ""
        except Invalid as error:
            problems.append(from_cell(error, line, name, row[name]))
            cells[name] = ""
    covers = tuple(part for part in cells.pop("covers").split("; ") if part)
    if find_place is not None:
        problems += [Problem("area-unknown", line, "covers", part, data={"part": part}) for part in covers
                     if part.startswith(("county:", "zip:")) and find_place(part) is None]
    return Source(**cells, covers=covers), problems


def read_sources(path: Path) -> tuple[list[Source], list[Problem]]:
    """Read sources.csv; return the sources and what is wrong with the sheet."""
    try:
        table = tables.read(path)
    except tables.Unreadable as error:
        return [], [Problem(error.code, data=error.data)]
    except OSError:
        return [], [Problem("file-missing", value=str(path))]
    sources: list[Source] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for line, cells in zip(table.lines, table.rows, strict=True):
        row = {name: unguard(cell) for name, cell in zip(table.header, cells, strict=False)}
        source, wrong = read_source(row, line)
        problems += wrong + [Problem("row-long", line)] * (len(cells) > len(table.header))
        if source.code in seen:
            problems.append(Problem("id-twice", line, "code", source.code, data={"other": seen[source.code]}))
        elif source.code:
            seen[source.code] = line
            sources.append(source)
    return sources, problems


def odd_addresses(sources: Iterable[Source]) -> list[Problem]:
    """Return, as warnings, which sources families would open over a connection that others can read and change."""
    return [Problem("url-http", column="url", value=source.url, level="warning")
            for source in sources if source.url.startswith("http://")]


def known_sources(path: Path, approved: Iterable[Source]) -> tuple[list[Source], list[Problem]]:
    """Return all the sources there are, and what is wrong with the file: those of a sources.csv, which are the
    operator's, then those that the team approved and that do not stand there.
    """
    ours, problems = read_sources(path)
    taken = {source.code for source in ours}
    return [*ours, *(source for source in approved if source.code not in taken)], problems


def write_sources(sources: Iterable[Source]) -> str:
    """Return sources as the text of a sources.csv."""
    return tables.as_text(list(_READ), ([source.cells[name] for name in _READ] for source in sources))


def read_synonyms(path: Path) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Read synonyms.csv: code -> the words people type for it, in all languages; and what is wrong with the sheet.

    A folder of sheets need not have one.
    """
    if not path.exists():
        return {}, []
    try:
        table = tables.read(path)
    except tables.Unreadable as error:
        return {}, [Problem(error.code, data=error.data)]
    words: dict[str, tuple[str, ...]] = {}
    problems = []
    known = {**CATEGORIES, **SERVICES}
    for line, cells in zip(table.lines, table.rows, strict=True):
        row = {name: unguard(cell) for name, cell in zip(table.header, cells, strict=False)}
        code, typed = row.get("code", ""), tuple(part.strip() for part in row.get("words", "").split(";"))
        if code not in known:
            problems.append(Problem("choice", line, "code", code, data={"part": code, "near": "",
                                                                        "choices": ", ".join(known)}))
        if not all(typed):
            problems.append(Problem("needed", line, "words"))
        words[code] = (*words.get(code, ()), *typed)
    return words, problems


def sources_file(path: Path, own: Path) -> Path:
    """Return the sources.csv that goes with sheets: beside them, above them, or that of our own data folder."""
    folder = path if path.is_dir() else path.parent
    for candidate in (folder / "sources.csv", folder.parent / "sources.csv"):
        if candidate.is_file():
            return candidate
    return own / "sources.csv"
