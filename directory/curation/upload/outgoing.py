"""Sheets out: the template, the listings as they are, what is due, and a draft with its corrections."""

from sqlalchemy.orm import Session

from directory import clock
from directory.curation.upload import drafts
from directory.curation.upload.models import Upload
from directory.listings import columns
from directory.register import queries
from directory.register.due import agenda
from directory.sheets import exporter, reader, tables, workbook
from directory.sheets.exporter import Kind


def template(kind: Kind) -> bytes:
    """Return an empty sheet with every column that a volunteer fills in."""
    return exporter.template(kind)


def listings(session: Session, *, due: bool, sheet: str = "", category: str = "", state: str = "",
             kind: Kind = "xlsx") -> bytes:
    """Return the listings of a sheet, a kind of help and a state ('' for any) as a sheet.

    They come by place; with `due` only those to check now, the most urgent first.
    """
    found = {key: facts for key, facts in queries.listings(session, sheet=sheet or None).items()
             if category in ("", facts.get("category")) and state in ("", facts.get("state"))}
    if due:
        order = agenda(session, clock.today()).due
        return exporter.sheet([{**found[key], "id": key} for key in order if key in found], kind)
    return exporter.sheet(exporter.by_place({**facts, "id": key} for key, facts in found.items()), kind)


def corrected(found: Upload, kind: Kind) -> bytes:
    """Return a checked draft, its heavy parts loaded, with the corrections in; a workbook has our columns only."""
    read = drafts.load(found.sheet, found.total, found.findings)
    table, _ = reader.choose(drafts.unpack(found.cells), found.mapping)
    names, rows = drafts.corrected(table, read.header, drafts.load_corrections(found.corrections))
    if kind == "csv":
        return tables.as_text(names, rows).encode()
    ours = [at for at, name in enumerate(names) if columns.find(name) == name and name not in names[:at]]
    return workbook.as_bytes([names[at] for at in ours], ([row[at] for at in ours] for row in rows))
