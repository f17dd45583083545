"""Listings out as a sheet. The same listings always give the same bytes."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from directory.listings import columns
from directory.sheets import tables

#: These stand in every sheet, used or not, so that a volunteer sees where things go.
_ALWAYS = ("id", "status", "organization", "name", "category", "services", "description", "address_1", "city",
           "state", "postal_code", "phone", "website", "languages", "hours", "source", "source_date",
           "assured_date", "assured_method")


def write(path: Path, rows: Iterable[Mapping[str, str]]) -> int:
    """Write facts as a sheet, sorted by place, name and id; return the number of rows.

    Columns come in the table's order: the usual ones, and whatever any row fills.
    """
    listings = sorted(rows, key=_order)
    used = {name for facts in listings for name, value in facts.items() if value}
    header = columns.in_order(used | set(_ALWAYS))
    tables.write(path, header, ([facts.get(name, "") for name in header] for facts in listings))
    return len(listings)


def _order(facts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(facts.get(name, "").casefold() for name in ("state", "city", "organization", "name", "id"))
