"""One row of the sheets without what was erased from its listing: only its own cells change."""

from collections.abc import Callable, Mapping
from pathlib import Path

from directory.listings import columns
from directory.listings.cells import Invalid
from directory.sheets import importer, tables
from directory.sheets.guard import unguard
from directory.sheets.reader import same_listing

Facts = Mapping[str, str]
Change = Callable[[Facts], Facts]


def rewrite(folder: Path, listing: str, mark: Facts, change: Change) -> list[str]:
    """Rewrite the row of a listing in every sheet under a folder; return the sheets, as lines.

    A row without an id is the listing's when its names and place are those of `mark`. Run again, it does nothing.
    """
    told = []
    for path in (each for group in importer.files(folder) for each in group):
        try:
            table = tables.read(path)
        except tables.Unreadable:
            continue
        names = [columns.find(title) or "" for title in table.header]
        rows = [[unguard(cell) for cell in row] for row in table.rows]
        header = list(table.header)
        if sum(_rewrite(row, names, header, listing, mark, change) for row in rows):
            aside = path.with_name(f".{path.name}.new")
            tables.write(aside, header, [[*row, *[""] * (len(header) - len(row))] for row in rows])
            aside.replace(path)
            told.append(f"the row in {path}")
    return told


def _rewrite(row: list[str], names: list[str], header: list[str], listing: str, mark: Facts,
             change: Change) -> bool:
    """Change the cells of one row if it is the listing's; say whether it was changed. New columns join the header."""
    said = {name: cell for name, cell in zip(names, row, strict=False) if name and cell}
    if said.get("id", "").lower() != listing and ("id" in said or same_listing(_read(said)) != same_listing(mark)):
        return False
    facts = change(said)
    if facts == said:
        return False
    for name in facts.keys() - set(names):
        names.append(name)
        header.append(name)
    row += [""] * (len(header) - len(row))
    for at, name in enumerate(names):
        if name:
            row[at] = facts.get(name, "")
    return True


def _read(said: Facts) -> dict[str, str]:
    """Return cells as canonical text; one that cannot be read stays as it is."""
    facts = {}
    for name, cell in said.items():
        try:
            facts[name] = columns.read(name, cell)
        except Invalid:
            facts[name] = cell
    return facts
