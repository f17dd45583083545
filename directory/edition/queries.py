"""What an edition says of places and of the help near them, as plain rows. Decides only what counts as help.

Help near a place has a point and can be used: it has a door or can be reached, and is not paused. What has no door but
an area it serves is help by phone for that area. "Any kind of help" and national lines are neither.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, literal, not_, or_, select, true

from directory.edition.tables import FLAG_DOOR, FLAG_PAUSED, FLAG_REMOTE, area, listing, nearest, row
from directory.places.distance import ecef
from directory.places.nearest import Point
from directory.places.place import COUNTRY
from directory.places.tables import place_table

_PLACE = place_table.c


def zip_points(connection: Connection) -> dict[str, Point]:
    """Return the `ecef` point of every ZIP code, by its key."""
    found = connection.execute(select(_PLACE.key, _PLACE.latitude, _PLACE.longitude).where(_is("zip")))
    return {key: ecef(latitude, longitude) for key, latitude, longitude in found}


def points(connection: Connection, category: int, languages: Sequence[str] = ()) -> list[Point]:
    """Return the `ecef` points of the help of a category that a family can go to or reach.

    With languages only listings known to speak one of them.
    """
    here = or_(has(FLAG_DOOR), and_(has(FLAG_REMOTE), row.c.number.not_in(select(area.c.number))))
    found = select(row.c.x, row.c.y, row.c.z).where(row.c.cell >= 0, here, *_usable(category, languages))
    return [(x, y, z) for x, y, z in connection.execute(found)]


def areas_by_phone(connection: Connection, category: int, languages: Sequence[str] = ()) -> set[str]:
    """Return the area keys, no wider than a state, that help of a category without a door serves."""
    join = (row.c.cell == area.c.cell) & (row.c.number == area.c.number)
    found = select(area.c.area).join_from(area, row, join).where(
        area.c.area != COUNTRY, not_(has(FLAG_DOOR)), has(FLAG_REMOTE), *_usable(category, languages))
    return set(connection.scalars(found))


def languages_known(connection: Connection, category: int) -> tuple[int, int]:
    """Return of how many listings of a category we know the languages, and how many there are."""
    counts = select(func.count().filter(row.c.languages != 0), func.count()).select_from(row)
    known, every = connection.execute(counts.where(*_usable(category, ()))).one()
    return known, every


def zip_miles(connection: Connection, state: str = "") -> list[tuple[Any, ...]]:
    """Return the keys of each ZIP code, its main county and its state, and its miles to the nearest legal, medical and
    food help; of a state or all."""
    where = and_(_is("zip"), _PLACE.state == state if state else true())
    found = select(_PLACE.key, "county:" + func.substr(_PLACE.counties, 1, 5), "state:" + _PLACE.state,
                   nearest.c.legal, nearest.c.medical, nearest.c.food)
    join = _PLACE.key == nearest.c.zip
    return list(map(tuple, connection.execute(found.join_from(place_table, nearest, join).where(where))))


def named(connection: Connection, kind: str, state: str = "") -> list[tuple[str, str, str]]:
    """Return (key, name, state) of all places of a kind, of a state or all."""
    where = and_(_is(kind), _PLACE.state == state if state else true())
    return list(map(tuple, connection.execute(select(_PLACE.key, _PLACE.name, _PLACE.state).where(where))))


def _is(kind: str) -> ColumnElement[bool]:
    """Say whether a place is of a kind: keys of one kind stand together."""
    return and_(_PLACE.key >= f"{kind}:", _PLACE.key < f"{kind};")


def has(flag: int) -> ColumnElement[bool]:
    """Say whether a row of the search has one of the flags of tables."""
    return row.c.flags.op("&")(flag) != 0


def _usable(category: int, languages: Sequence[str]) -> list[ColumnElement[bool]]:
    found = [row.c.category == category, not_(has(FLAG_PAUSED))]
    if languages:
        # The bits of a row are shared by rare languages; the record names them all.
        spoken = literal("; ") + func.json_extract(listing.c.record, "$.facts.languages") + "; "
        speaks = or_(*(spoken.contains(f"; {code}; ", autoescape=True) for code in languages))
        found.append(row.c.number.in_(select(listing.c.number).where(speaks)))
    return found
