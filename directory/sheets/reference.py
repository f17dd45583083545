"""The small sheets beside the listings: where our facts come from."""

from dataclasses import dataclass
from pathlib import Path

from directory.listings.cells import Invalid, read_areas, read_date, read_url
from directory.listings.vocabulary import CATEGORIES, SERVICES
from directory.sheets import tables
from directory.sheets.guard import unguard
from directory.sheets.problems import Problem, from_cell


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from, which area the list covers, whether it is complete for it (yes, no, ''), and of what."""

    code: str
    title: str
    publisher: str
    edition: str
    url: str
    licence: str
    category: str
    covers: tuple[str, ...]
    complete: str
    note: str


_NEEDED = ("code", "title", "publisher", "edition", "licence")


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
        problems += [Problem("needed", line, name) for name in _NEEDED if not row.get(name)]
        for name, read in (("edition", read_date), ("covers", read_areas), ("url", read_url)):
            try:
                row[name] = read(row[name]) if row.get(name) else ""
            except Invalid as error:
                problems.append(from_cell(error, line, name, row[name]))
                row[name] = ""
        code = row.get("code", "")
        if code in seen:
            problems.append(Problem("id-twice", line, "code", code, data={"other": seen[code]}))
        elif code:
            seen[code] = line
            sources.append(Source(code, row.get("title", ""), row.get("publisher", ""), row["edition"], row["url"],
                                  row.get("licence", ""), row.get("category", ""),
                                  tuple(part for part in row["covers"].split("; ") if part), row.get("complete", ""),
                                  row.get("note", "")))
    return sources, problems


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


def source_codes(path: Path, own: Path) -> frozenset[str]:
    """Return the codes of the sources that go with sheets."""
    return frozenset(source.code for source in read_sources(sources_file(path, own))[0])
