"""Filling the gazetteer's tables from the committed files of data/places."""

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.schema import CreateTable

from directory.config import own_folder
from directory.places import distance, naming
from directory.places.fold import fold
from directory.places.place import COUNTY_WORDS
from directory.places.states import OTHER_NAMES
from directory.places.tables import metadata, name_table, place_table

_PlaceRow = tuple[str, str, str, str, float, float, str, int, int | None]
_NameRow = tuple[str, str, int, str, str | None, int | None]
_Names = dict[tuple[str, str], _NameRow]


def load(connection: sa.Connection) -> int:
    """Create the tables, fill them from data/places and return how many places there are.

    The caller owns the transaction. The tables must not exist yet.
    """
    folder = own_folder("data") / "places"
    places: list[_PlaceRow] = []
    names: _Names = {}
    _read_cities(folder, places, names)
    _read_counties(folder, places, names)
    _read_states(folder, places, names)
    places.extend(_zip_rows(folder / "zips.tsv.gz"))
    for table in metadata.sorted_tables:
        connection.execute(CreateTable(table))
    _insert(connection, place_table, places)
    _insert(connection, name_table, [names[pair] for pair in sorted(names)])
    # Later than the rows, for it is a quarter faster so.
    for table in metadata.sorted_tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            index.create(connection)
    return len(places)


def _lines(path: Path) -> Iterator[list[str]]:
    """Yield the fields of each line after the header."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    lines = text.split("\n")
    return (line.split("\t") for line in lines[1:-1])


def _zip_rows(path: Path) -> Iterator[_PlaceRow]:
    for code, city, state, counties, north, east, zone in _lines(path):
        latitude, longitude = float(north), float(east)
        cell = distance.cell(latitude, longitude)
        yield f"zip:{code}", city, state, counties, latitude, longitude, zone, 0, cell


def _read_cities(folder: Path, places: list[_PlaceRow], names: _Names) -> None:
    for code, name, state, counties, north, east, zone, people, alternates in _lines(
        folder / "cities.tsv.gz"
    ):
        key = f"city:{code}"
        places.append((key, name, state, counties, float(north), float(east), zone, int(people), None))
        _add_name(names, key, name, state, naming.OWN_NAME)
        for alternate in alternates.split("|") if alternates else ():
            _add_name(names, key, alternate, state, naming.OTHER_NAME)


def _read_counties(folder: Path, places: list[_PlaceRow], names: _Names) -> None:
    # The towns of a county added up: good enough to say which Orange County is the large one.
    people: Counter[str] = Counter()
    for _, _, _, counties, _, _, _, population, _ in places:
        people[counties[:5]] += population
    for fips, name, state, north, east, zone in _lines(folder / "counties.tsv.gz"):
        key = f"county:{fips}"
        places.append((key, name, state, fips, float(north), float(east), zone, people[fips], None))
        _add_name(names, key, name, state, naming.OWN_NAME)
        short = next((name.removesuffix(word) for word in COUNTY_WORDS if name.endswith(word)), name)
        if short != name:
            _add_name(names, key, short, state, naming.SHORT_NAME)
            # People say county of a parish, a borough and a municipio too.
            _add_name(names, key, f"{short} County", state, naming.OTHER_NAME)


def _read_states(folder: Path, places: list[_PlaceRow], names: _Names) -> None:
    for code, _, name, north, east, zone, _ in _lines(folder / "states.tsv"):
        key = f"state:{code}"
        places.append((key, name, code, "", float(north), float(east), zone, 0, None))
        _add_name(names, key, name, code, naming.OWN_NAME)
        for other in (code, *OTHER_NAMES.get(code, ())):
            _add_name(names, key, other, code, naming.OTHER_NAME)


def _add_name(names: _Names, key: str, name: str, state: str, rank: int) -> None:
    folded = fold(name)
    if rank == naming.OWN_NAME:
        names[folded, key] = (folded, key, rank, state, folded[:1], len(folded))
    else:
        names.setdefault((folded, key), (folded, key, rank, state, None, None))


def _insert(connection: sa.Connection, table: sa.Table, rows: list[_PlaceRow] | list[_NameRow]) -> None:
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(table.columns))
    columns = ", ".join(column.name for column in table.columns)
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", rows)
