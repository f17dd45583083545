"""The tables of the register without the words of an erasure, and where such words still stand.

A record of somebody else keeps what it holds in its own right: a listing at the same address, the page of a source,
a code, a name. Only words that people wrote are replaced. Whatever is left is named for a person to decide on.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import JSON, Column, Connection, MetaData, RowMapping, String, Table, Text, select, update
from sqlalchemy.exc import DatabaseError

from directory.register import chain
from directory.register.wording import Wording

#: The listings and their history, which only the changes of the one listing may touch.
_KEPT = ("listing", "change", "batch", "sheet_row")
#: Texts of a row that lead somewhere: "(erased)" would lead nowhere.
_LINKS = ("source.url", "notice.source_url", "notice.more_url")
#: Short texts that people wrote. All others are codes and names.
_SHORT = ("callback.number", "upload.file_name")
#: Keys that people wrote: what bears such a word for its name goes altogether.
_TITLES = ("column_map.title",)

_Value = str | None | Mapping[str, Any] | list[Any]


def sweep(connection: Connection, telling: Wording) -> list[str]:
    """Take the telling words out of all that people wrote in other tables; return which columns held them."""
    return [line for table in _tables(connection) if table.name not in _KEPT
            for line in _sweep_table(connection, table, telling)]


def look(connection: Connection, telling: Wording, listing: str) -> Iterator[str]:
    """Yield where the words still stand, and where a text may say the same: one line for each record and column.

    `listing` is the one of which something was erased: in its own texts the name of the street alone is worth a look.
    """
    found: dict[str, None] = {}
    for table in _tables(connection):
        texts = [column for column in table.columns if isinstance(column.type, String | JSON)]
        for row in connection.execute(select(table), execution_options={"yield_per": 1000}).mappings():
            own = listing in (row.get("listing_id"), row["id"] if table.name == "listing" else None)
            said = [each for column in texts for each in _texts(column.name, row[column.name])]
            if _tells("\n".join(text for _, text in said), telling, own=own):  # few do: then which of them
                found |= dict.fromkeys(f"{_place(table, row)}, {name}: {how}" for name, text in said
                                       if (how := _tells(text, telling, own=own)))
    yield from found


def _tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def _is_written(column: Column[Any]) -> bool:
    """Say whether a column holds words that people wrote."""
    name = str(column)
    return (isinstance(column.type, Text | JSON) or name in _SHORT) and name not in _LINKS


def _sweep_table(connection: Connection, table: Table, telling: Wording) -> list[str]:
    keys = list(table.primary_key)
    titles = [column.name for column in keys if str(column) in _TITLES]
    texts = [column for column in table.columns if column not in keys and _is_written(column)]
    told = []
    for row in connection.execute(select(*keys, *texts)).mappings().all():
        here = [column == row[column.name] for column in keys]
        if any(telling.gives_away(row[name], strictly=True) for name in titles):
            connection.execute(table.delete().where(*here))
            told.append(f"a row of {table.name}")
            continue
        wiped = {column.name: _wiped(row[column.name], telling) for column in texts}
        wiped = {name: text for name, text in wiped.items() if text != row[name]}
        if wiped and _written(connection, update(table).where(*here).values(wiped)):
            told += [f"words in {table.name}.{name}" for name in wiped]
    return told


def _written(connection: Connection, statement: Any) -> bool:
    """Carry out a statement; say whether the database let it: what it refuses is found by `look`."""
    try:
        with connection.begin_nested():
            connection.execute(statement)
    except DatabaseError:
        return False
    return True


def _wiped(value: Any, telling: Wording) -> Any:
    """Return a text, or what a JSON column holds, without the telling words."""
    if isinstance(value, str):
        return telling.without(value, chain.ERASED)
    if isinstance(value, list):
        return [_wiped(each, telling) for each in value]
    if isinstance(value, dict):
        return {_wiped(key, telling): _wiped(each, telling) for key, each in value.items()}
    return value


def _tells(text: str, telling: Wording, *, own: bool) -> str:
    """Return how a text tells, in words; '' where it does not."""
    if telling.gives_away(text, strictly=True):
        return "says it too"
    return "may say it, in other words" if telling.may_tell(text, own=own) else ""


def _texts(name: str, value: _Value) -> Iterator[tuple[str, str]]:
    """Yield every text of a column, with where it stands: the column, or the fact of a listing."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield name, key
            yield from _texts(key if name in ("facts", *chain.SIDES) else name, each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(name, each)


def _place(table: Table, row: RowMapping) -> str:
    """Return the name of a record: a listing by its id, whatever tells of it; all else by table and key."""
    if table.name in ("listing", "change", "sheet_row"):
        past = {"listing": "listing", "change": "the history of listing", "sheet_row": "the last sheet of listing"}
        return f"{past[table.name]} {row['id' if table.name == 'listing' else 'listing_id']}"
    return f"{table.name} {' '.join(str(row[each.name]) for each in table.primary_key)}"
