"""A draft as it is kept: tables and findings as compact JSON, the sheet with its corrections, the mark of a plan. Pure.

Letters are kept as they are, not escaped, so that an erasure finds them.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from directory.listings import columns, validators
from directory.listings.cells import means_unknown
from directory.sheets import reader
from directory.sheets.guard import unguard
from directory.sheets.plan import Plan
from directory.sheets.problems import Problem
from directory.sheets.reader import Row, Sheet
from directory.sheets.tables import Table

#: What a person typed instead of a cell, as sheets.reader takes it: (row number, column) -> text. Row 0 is every row
#: whose cell is blank or unknown; column '' leaves the row out.
Corrections = dict[tuple[int, str], str]
_MARK = "address_confidential"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack(tables: Iterable[Table]) -> str:
    """Return tables as they are kept."""
    return _compact([[each.name, each.top, each.header, each.lines, each.rows] for each in tables])


def unpack(text: str) -> list[Table]:
    """Return tables that were kept."""
    return [Table(tuple(header), tuple(map(tuple, rows)), tuple(lines), name=name, top=top)
            for name, top, header, lines, rows in json.loads(text)]


def without_secrets(tables: Sequence[Table], mapping: Mapping[str, str],
                    corrections: Corrections) -> tuple[list[Table], Corrections]:
    """Return tables and corrections without street, city, ZIP code and point in the rows whose address is secret.

    What a volunteer's file should not have held is then kept nowhere, not for the week of a draft either.
    """
    table, _ = reader.choose(tables, mapping)
    names = [name for _, name in reader.pair_titles(table, mapping)[0]]
    secret = {line for line, cells in zip(table.lines, table.rows, strict=True)
              if validators.says_secret(_last(line, cells, names, corrections))}
    place = {at for at, name in enumerate(names) if name in columns.PLACE}
    rows = tuple(tuple("" if at in place else cell for at, cell in enumerate(cells)) if line in secret else cells
                 for line, cells in zip(table.lines, table.rows, strict=True))
    kept = {(line, name): "" if line in secret and name in columns.PLACE else text
            for (line, name), text in corrections.items()}
    return [replace(each, rows=rows) if each is table else each for each in tables], kept


def _last(line: int, cells: Sequence[str], names: Sequence[str], corrections: Corrections) -> str:
    """Return what address_confidential says of a row, corrections in."""
    own = next((unguard(cell) for name, cell in zip(names, cells, strict=False) if name == _MARK), "")
    everywhere = corrections.get((0, _MARK), "") if means_unknown(own or "?") else ""
    return corrections.get((line, _MARK), everywhere or own)


def dump(sheet: Sheet) -> tuple[str, str]:
    """Return what a check found, and the good rows, as they are kept."""
    problems = [[each.code, each.line, each.column, each.value, each.level, dict(each.data)]
                for each in sheet.problems]
    findings = {"columns": sheet.columns, "problems": problems, "header": sheet.header,
                "strange": dict(sheet.strange), "typed": [[line, dict(row)] for line, row in sheet.typed.items()]}
    return _compact(findings), _compact([[row.line, dict(row.facts)] for row in sheet.rows])


def load(name: str, total: int, findings: str, rows: str = "[]") -> Sheet:
    """Return the sheet that a check found; without its good rows where these are not given."""
    found = json.loads(findings)
    return Sheet(name, columns=tuple(found["columns"]), total=total, typed=dict(found["typed"]),
                 rows=tuple(Row(line, facts) for line, facts in json.loads(rows)),
                 problems=tuple(Problem(*each) for each in found["problems"]),
                 header=tuple((title, column) for title, column in found["header"]),
                 strange={title: tuple(cells) for title, cells in found["strange"].items()})


def dump_corrections(corrections: Mapping[tuple[int, str], str]) -> str:
    """Return corrections as they are kept."""
    return _compact([[line, column, text] for (line, column), text in corrections.items()])


def load_corrections(kept: str) -> Corrections:
    """Return corrections that were kept."""
    return {(line, column): text for line, column, text in json.loads(kept)}


def corrected(table: Table, header: Sequence[tuple[str, str]],
              corrections: Mapping[tuple[int, str], str]) -> tuple[list[str], list[list[str]]]:
    """Return header and rows of a table with the corrections in, under our names where a title is known."""
    at = {name: number for number, (_, name) in enumerate(header) if name}
    added = columns.in_order({name for _, name in corrections if name} - set(at))
    at |= {name: len(header) + number for number, name in enumerate(added)}
    everywhere = {name: text for (line, name), text in corrections.items() if not line}
    by_line: dict[int, dict[str, str]] = {}
    for (line, name), text in corrections.items():
        by_line.setdefault(line, {})[name] = text
    rows = []
    for line, cells in zip(table.lines, table.rows, strict=True):
        if "" in by_line.get(line, {}):
            continue
        row = [*map(unguard, cells), *[""] * (len(at) + len(header) - len(cells))][:len(header) + len(added)]
        blank = {name: text for name, text in everywhere.items() if means_unknown(row[at[name]] or "?")}
        for name, text in (blank | by_line.get(line, {})).items():
            row[at[name]] = text
        rows.append(row)
    return [*(name or title for title, name in header), *added], rows


def mark(plan: Plan) -> str:
    """Return what is the same as long as a plan does the same: ids that are made anew each time do not count."""
    said = sorted(_compact([draft.kind, "" if draft.kind == "new" else draft.listing_id, _facts(draft.before),
                            _facts(draft.after), _facts(draft.sheet_after), draft.conflict]) for draft in plan.drafts)
    return hashlib.sha256(_compact([plan.sheet, plan.is_mass, said]).encode()).hexdigest()


def _facts(facts: Mapping[str, str] | None) -> object:
    return None if facts is None else sorted((name, text) for name, text in facts.items() if name != "id")
