"""Listings out, as CSV or as a workbook. The same listings always give the same bytes."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, TypeVar

from directory.listings import columns
from directory.sheets import tables, workbook

Kind = Literal["csv", "xlsx"]
Facts = TypeVar("Facts", bound=Mapping[str, str])

#: These stand in every sheet, used or not, so that a volunteer sees where things go.
_ALWAYS = ("id", "status", "organization", "name", "category", "services", "description", "address_1", "city",
           "state", "postal_code", "phone", "website", "languages", "hours", "source", "source_date",
           "assured_date", "assured_method")


def template(kind: Kind) -> bytes:
    """Return an empty sheet with every column that a volunteer fills in."""
    return _written([column.name for column in columns.COLUMNS if column.name != "internal_note"], [], kind)


def sheet(rows: Iterable[Mapping[str, str]], kind: Kind) -> bytes:
    """Return facts as a sheet, in the order given.

    Columns come in the table's order: the usual ones, and whatever any row fills.
    """
    listings = list(rows)
    used = {name for facts in listings for name, value in facts.items() if value}
    header = columns.in_order(used | set(_ALWAYS))
    return _written(header, ([facts.get(name, "") for name in header] for facts in listings), kind)


def _written(header: list[str], rows: Iterable[list[str]], kind: Kind) -> bytes:
    return workbook.as_bytes(header, rows) if kind == "xlsx" else tables.as_text(header, rows).encode()


def by_place(rows: Iterable[Facts]) -> list[Facts]:
    """Sort facts as the sheets of the data folder are: by place, name and id."""
    return sorted(rows, key=_order)


def _order(facts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(facts.get(name, "").casefold() for name in ("state", "city", "organization", "name", "id"))


def write(path: Path, rows: Iterable[Mapping[str, str]]) -> int:
    """Write facts as a CSV sheet, sorted by place; return the number of rows."""
    listings = by_place(rows)
    path.write_bytes(sheet(listings, "csv"))
    return len(listings)
