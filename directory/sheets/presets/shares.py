"""How much the sheets say: row counts by category, source and state, and the share of rows with a phone ...

.venv/bin/python -c "from directory.sheets.presets import shares; print(*shares.table('data'), sep='\\n')"
"""

from collections import defaultdict
from pathlib import Path

from directory.sheets import importer
from directory.sheets.reader import Row

#: What a family needs to get there -> the column that says it.
_SHOWN = {
    "phone": "phone",
    "hours": "hours",
    "languages": "languages",
    "point": "latitude",
    "street": "address_1",
}


def table(folder: str | Path) -> list[str]:
    """Return lines of a Markdown table: all rows of a folder of sheets, by category, by source, by state."""
    rows = [row for sheet in importer.read(Path(folder), find_zip=None).sheets for row in sheet.rows]
    lines = [f"| | | rows | {' | '.join(_SHOWN)} |", f"|---|---|{'---:|' * (len(_SHOWN) + 1)}"]
    for column in ("", "category", "source", "state"):
        groups: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            groups[row.facts.get(column, "none") if column else "all"].append(row)
        lines += [_line(column, name, groups[name]) for name in sorted(groups)]
    return lines


def _line(column: str, name: str, rows: list[Row]) -> str:
    shares = (round(100 * sum(shown in row.facts for row in rows) / len(rows)) for shown in _SHOWN.values())
    return f"| {column} | {name} | {len(rows)} | {' | '.join(f'{share} %' for share in shares)} |"
