"""The places of the USA in a database: get one by key, find one by what was typed, or the nearest to a point.

Knows the committed tables of `data/places` and asks nobody else. Every statement is built once and served by
an index.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from directory.places import distance, loader, naming, typos
from directory.places.place import Place
from directory.places.states import state_name
from directory.places.tables import metadata, name_table, place_table

__all__ = ["Found", "Place", "find", "get", "load", "metadata", "nearest", "open_in_memory", "state_name"]

load = loader.load

_Row = sa.Row[Any]

_SUGGESTIONS = 5
_AMBIGUOUS_SUGGESTIONS = 8
# A name is taken as its largest place if that is so many times larger than the next.
_DOMINANT = 5
# How a state weighs against cities of its name: over Nevada, MO, under New York City, undecided with
# Washington, DC.
_STATE_WEIGHT = 1_000_000
# Miles: nearly always the first is enough, and the fewer cells are read the faster.
_NEAREST_RADII = (4, 12, 100)

_PLACE_COLUMNS = [
    place_table.c[name]
    for name in ("key", "name", "state", "counties", "latitude", "longitude", "timezone", "population")
]
_GET = sa.select(*_PLACE_COLUMNS).where(place_table.c.key == sa.bindparam("key"))
_GET_ALL = sa.select(*_PLACE_COLUMNS).where(place_table.c.key.in_(sa.bindparam("keys", expanding=True)))
_EVERY_ZIP = sa.select(*_PLACE_COLUMNS, place_table.c.cell).where(place_table.c.cell.is_not(None))
_IN_CELLS = sa.select(*_PLACE_COLUMNS).where(place_table.c.cell.in_(sa.bindparam("cells", expanding=True)))
_NAMED = (
    sa.select(name_table.c.folded, name_table.c.rank, *_PLACE_COLUMNS)
    .join(place_table, place_table.c.key == name_table.c.key)
    .where(name_table.c.folded.in_(sa.bindparam("names", expanding=True)))
    .order_by(name_table.c.folded, place_table.c.population.desc(), place_table.c.key)
)
_BOX = sa.and_(
    place_table.c.latitude.between(sa.bindparam("south"), sa.bindparam("north")),
    # Longitudes counted west, as maps count them: Guam is at -215.
    sa.case((place_table.c.longitude > 0, place_table.c.longitude - 360), else_=place_table.c.longitude).between(
        sa.bindparam("west"), sa.bindparam("east")
    ),
)
_TOWNS_WITHIN = (
    sa.select(*_PLACE_COLUMNS)
    .where(place_table.c.key >= "city:", place_table.c.key < "city;", place_table.c.population > 0, _BOX)
    .order_by(place_table.c.population.desc(), place_table.c.key)
    .limit(sa.bindparam("most"))
)
_COUNTIES_WITHIN = (
    sa.select(*_PLACE_COLUMNS)
    .where(place_table.c.key >= "county:", place_table.c.key < "county;", _BOX)
    .order_by(place_table.c.population.desc(), place_table.c.key)
    .limit(sa.bindparam("most"))
)
_ZIPS_BELOW = (
    sa.select(*_PLACE_COLUMNS)
    .where(place_table.c.key < sa.bindparam("key"), place_table.c.key >= "zip:")
    .order_by(place_table.c.key.desc())
    .limit(_SUGGESTIONS)
)
_ZIPS_FROM = (
    sa.select(*_PLACE_COLUMNS)
    .where(place_table.c.key >= sa.bindparam("key"), place_table.c.key < "zip;")
    .order_by(place_table.c.key)
    .limit(_SUGGESTIONS)
)
_WITHIN = (
    sa.select(*_PLACE_COLUMNS)
    .where(
        place_table.c.key >= sa.bindparam("first"),
        place_table.c.key < sa.bindparam("end"),
        place_table.c.state == sa.bindparam("state"),
    )
    .order_by(place_table.c.key)
)
_ALIKE = sa.select(name_table.c.folded, name_table.c.state, name_table.c.key).where(
    name_table.c.initial == sa.bindparam("initial"),
    name_table.c.size.between(sa.bindparam("shortest"), sa.bindparam("longest")),
)


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to what a person typed.

    `reason` says why there is no place: 'empty', 'unknown-zip', 'unknown-place' or 'ambiguous'; it is '' with
    a place. Suggestions are the likeliest first, and may stand beside a place (others of its name).
    """

    place: Place | None
    suggestions: tuple[Place, ...]
    reason: str


@cache
def open_in_memory() -> sa.Engine:
    """Return an engine on an in-memory SQLite loaded with the gazetteer; one per process."""
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool, connect_args={"check_same_thread": False})
    with engine.begin() as connection:
        load(connection)
    return engine


def city_names(connection: sa.Connection) -> list[str]:
    """Return the name of every city and town, each once."""
    cities = sa.select(place_table.c.name).where(place_table.c.key >= "city:", place_table.c.key < "city;")
    return list(connection.scalars(cities.distinct()))


def get(connection: sa.Connection, key: str) -> Place | None:
    """Return the place of a key like 'zip:94601', or None. Any text is fine."""
    if not key.isascii():
        return None
    row = connection.execute(_GET, {"key": key}).first()
    return _place(row) if row else None


def within(connection: sa.Connection, state: str, kind: str) -> list[Place]:
    """Return all places of a kind in a state ('CA'), in the order of their keys."""
    values = {"state": state, "first": f"{kind}:", "end": f"{kind};"}
    return [_place(row) for row in connection.execute(_WITHIN, values)]


def by_slug(connection: sa.Connection, state: str, slug: str) -> Place | None:
    """Return the city or county of a state ('CA') that links name so (see Place.slug), or None. Any text is fine."""
    city = get(connection, f"city:{slug}-{state.lower()}")
    return city or next((county for county in within(connection, state, "county") if county.slug == slug), None)


def find(connection: sa.Connection, text: str) -> Found:
    """Find a ZIP code, city, county or state by what a person typed, in at most three statements.

    Any text is fine; what follows the first 100 characters is not read.
    """
    typed = naming.read(text)
    if typed.zip_code:
        return _find_zip(connection, typed.zip_code)
    if typed.part_of_zip:
        return Found(None, _zips_like(connection, typed.part_of_zip), "unknown-zip")
    if not typed.readings:
        return Found(None, (), "empty")
    return _find_name(connection, typed.readings)


def nearest(connection: sa.Connection, latitude: float, longitude: float) -> Place | None:
    """Return the ZIP place nearest to a point in degrees, or None if there is none within 100 miles."""
    return _nearest(latitude, longitude, lambda cells: connection.execute(_IN_CELLS, {"cells": cells}).all())


class Zips:
    """All ZIP codes by their cell, for thousands of questions in a row: read once, then no statement is needed."""

    def __init__(self, connection: sa.Connection) -> None:
        self._cells: dict[int, list[Any]] = {}
        for row in connection.execute(_EVERY_ZIP):
            self._cells.setdefault(row.cell, []).append(row)

    def nearest(self, latitude: float, longitude: float) -> Place | None:
        """Return what `gazetteer.nearest` does."""
        return _nearest(latitude, longitude, lambda cells: [row for each in cells for row in self._cells.get(each, ())])


def _nearest(latitude: float, longitude: float, in_cells: Callable[[list[int]], Sequence[_Row]]) -> Place | None:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    point = distance.ecef(latitude, longitude)
    for radius in _NEAREST_RADII:
        rows = in_cells(distance.cells_within(latitude, longitude, radius))
        measured = [
            (distance.chord_between(point, distance.ecef(row.latitude, row.longitude)), row.key, row)
            for row in rows
        ]
        closest = min(measured, key=lambda found: found[:2], default=None)
        if closest and closest[0] <= distance.chord_squared(radius):
            return _place(closest[2])
    return None


def largest_within(
    connection: sa.Connection, box: tuple[float, float, float, float], most: int
) -> tuple[list[Place], list[Place]]:
    """Return the largest towns and counties in a box, at most so many each.

    The box is west, south, east and north in degrees, longitudes counted west (see places.map).
    """
    asked = {**dict(zip(("west", "south", "east", "north"), box, strict=True)), "most": most}
    towns, counties = (connection.execute(each, asked) for each in (_TOWNS_WITHIN, _COUNTIES_WITHIN))
    return [_place(row) for row in towns], [_place(row) for row in counties]


def _find_zip(connection: sa.Connection, code: str) -> Found:
    place = get(connection, f"zip:{code}")
    if place:
        return Found(place, (), "")
    around = [
        _place(row)
        for statement in (_ZIPS_BELOW, _ZIPS_FROM)
        for row in connection.execute(statement, {"key": f"zip:{code}"})
    ]
    # The first three digits are one sorting centre: a neighbour by number across them may lie far away, and for a
    # code that nobody has, such as 00000 or a soldier's, a stranger's town would be offered.
    around = [near for near in around if near.code[:3] == code[:3]]
    around.sort(key=lambda near: (abs(int(near.code) - int(code)), near.code))
    return Found(None, tuple(around[:_SUGGESTIONS]), "unknown-zip")


def _zips_like(connection: sa.Connection, digits: str) -> tuple[Place, ...]:
    """Suggest the ZIP whose leading zero a spreadsheet dropped, then those that begin so."""
    padded = get(connection, f"zip:{digits.zfill(5)}") if len(digits) < 5 else None
    rows = connection.execute(_ZIPS_FROM, {"key": f"zip:{digits[:5]}"})
    begin = [place for place in map(_place, rows) if place.code.startswith(digits[:5])]
    found = dict.fromkeys([*([padded] if padded else []), *begin])
    return tuple(found)[:_SUGGESTIONS]


def _find_name(connection: sa.Connection, readings: Sequence[naming.Reading]) -> Found:
    rows = connection.execute(_NAMED, {"names": sorted({reading.name for reading in readings})}).all()
    for ranks in (naming.OWN_NAME,), (naming.OWN_NAME, naming.OTHER_NAME), (naming.SHORT_NAME,):
        for reading in readings:
            matching = [
                row
                for row in rows
                if row.folded == reading.name and row.rank in ranks and _may_be(row, reading)
            ]
            if matching:
                return _choose(rows, reading)
    elsewhere = [_place(row) for row in rows if row.rank != naming.SHORT_NAME]
    suggestions = dict.fromkeys([*elsewhere[:_SUGGESTIONS], *_alike(connection, readings[-1])])
    return Found(None, tuple(suggestions)[:_SUGGESTIONS], "unknown-place")


def _choose(rows: Sequence[_Row], reading: naming.Reading) -> Found:
    """Take the one place, or the one far larger than the rest, of a name that has matches.

    A place's own name outweighs another's other name: Puerto Rico is the state, though GeoNames knows it as a
    name of San Juan too.
    """
    matching = [row for row in rows if row.folded == reading.name and _may_be(row, reading)]
    lasting = [row for row in matching if row.rank != naming.SHORT_NAME] or matching
    if any(_is_state(row) for row in lasting):
        # Guam and the District of Columbia are a county too.
        lasting = [row for row in lasting if not row.key.startswith("county:")]
    own = [row for row in lasting if row.rank == naming.OWN_NAME]
    if own and reading.state:
        lasting = own  # "Puyallup, WA" is Puyallup, though GeoNames knows it as a name of Tacoma too
    largest_own = max((_weight(row) for row in own), default=0)
    lasting = [
        row for row in lasting if row.rank == naming.OWN_NAME or _weight(row) >= _DOMINANT * largest_own
    ]
    lasting.sort(key=lambda row: (-_weight(row), row.key))
    places = list(dict.fromkeys(_place(row) for row in lasting))
    weights = [_weight(row) for row in lasting]
    if len(places) == 1 or weights[0] >= _DOMINANT * max(weights[1], 1):
        return Found(places[0], tuple(places[1 : 1 + _SUGGESTIONS]), "")
    return Found(None, tuple(places[:_AMBIGUOUS_SUGGESTIONS]), "ambiguous")


def _may_be(row: _Row, reading: naming.Reading) -> bool:
    return not reading.state or (row.state == reading.state and not _is_state(row))


def _is_state(row: _Row) -> bool:
    return str(row.key).startswith("state:")


def _weight(row: _Row) -> int:
    return _STATE_WEIGHT if _is_state(row) else int(row.population)


def _alike(connection: sa.Connection, reading: naming.Reading) -> list[Place]:
    """Return places whose names are nearly the one read: the largest of each name first."""
    name = reading.name
    size = len(name)
    values = {"initial": name[:1], "shortest": size - typos.MOST_EDITS, "longest": size + typos.MOST_EDITS}
    rows = connection.execute(_ALIKE, values)
    keys = typos.closest(
        ((row.folded, row.key) for row in rows if reading.state in ("", row.state)), name, count=_SUGGESTIONS
    )
    if not keys:
        return []
    found = connection.execute(_GET_ALL, {"keys": [key for group in keys for key in group]}).all()
    by_key = {row.key: row for row in found}
    groups = [sorted((by_key[key] for key in group), key=lambda row: -_weight(row)) for group in keys]
    rest = sorted((row for group in groups for row in group[1:]), key=lambda row: -_weight(row))
    return [_place(row) for row in [*(group[0] for group in groups), *rest]]


def _place(row: _Row) -> Place:
    kind, _, code = row.key.partition(":")
    return Place(
        kind,
        code,
        row.name,
        row.state,
        tuple(row.counties.split()),
        row.latitude,
        row.longitude,
        row.timezone,
    )
