"""Runs a search on an edition: at most four SQL statements, built once, no objects of the register.

1. the place, 2. the candidates (places near and services by area in one statement), sometimes 3. the nearest beyond,
4. the listings of the page. What matches and how far to look is decided in ranking.py.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, bindparam, func, literal, null, or_, select, text, union_all
from sqlalchemy import Row as SqlRow
from sqlalchemy.sql.expression import CompoundSelect

from directory import clock
from directory.edition.build import CATEGORY_NUMBER, STATE_NUMBER
from directory.edition.store import Edition
from directory.edition.tables import FLAG_REMOTE, area, listing, row
from directory.i18n import folding
from directory.listings import hours as opening
from directory.listings.listing import Listing, load
from directory.places import gazetteer
from directory.places.distance import cells_within, chord_squared, ecef, miles
from directory.places.place import Place
from directory.search import ranking
from directory.search.query import PAGE, RADII, Query
from directory.search.ranking import NO, UNKNOWN, YES, Facet, Reach, Row, Sorted, Wanted

#: More candidates than this are not compared at once: the search looks less far first.
MANY = 2000
MOST = 1000
_ANY = CATEGORY_NUMBER["any"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One listing of the answer. `match` is False when a filter met something we do not know of it."""

    listing: Listing
    miles: float | None
    match: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a results page says.

    `hits` are the places of this page; `matches` and `unknown` count them on all pages. `by_area` are services without
    a door or with an area that covers the place. `rule` says how far we looked (see ranking.Reach), or 'state' or
    'everywhere'. `state_count` counts the listings of this category in the place's own state.
    """

    query: Query
    place: Place | None
    rule: str
    radius: int
    hits: tuple[Hit, ...]
    matches: int
    unknown: int
    by_area: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    state_count: int

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        return max(1, -(-(self.matches + self.unknown) // PAGE))


def search(edition: Edition, query: Query) -> Answer:
    """Answer a query from an edition."""
    want = ranking.wanted(query, edition.bits)
    with edition.connect() as connection:
        place = gazetteer.get(connection, query.place) if query.place else None
        if place is None or place.kind == "state":
            found, areas, reach = _without_distance(connection, edition, query, place, want)
        else:
            found, areas, reach = _near(connection, edition, query, place, want)
        shown = [*reach.rows.matches, *reach.rows.unknown]
        page = shown[(query.page - 1) * PAGE:query.page * PAGE]
        first = areas if query.page == 1 else []
        records = _records(connection, [each.number for each in (*page, *first)])
    unsure = {each.number for each in reach.rows.unknown}
    hits = tuple(Hit(records[each.number], each.miles, each.number not in unsure) for each in page)
    return Answer(query, place, reach.rule, reach.radius, hits, len(reach.rows.matches), len(reach.rows.unknown),
                  tuple(Hit(records[each.number], None, match=True) for each in first),
                  tuple(ranking.facets(found, want, edition.bits)), _state_count(edition, query, place))


def national(edition: Edition, category: str = "") -> tuple[Hit, ...]:
    """Return the services for the whole country, looked up once an edition."""
    key = f"national {category}"
    if key not in edition.caches:
        edition.caches[key] = search(edition, Query(category=category)).by_area
    found: tuple[Hit, ...] = edition.caches[key]  # type: ignore[assignment]
    return found


def _near(connection: Connection, edition: Edition, query: Query, place: Place,
          want: Wanted) -> tuple[list[Row], list[Row], Reach]:
    radius = query.radius or _first_radius(edition, query, place, want)
    rows = _candidates(connection, edition, query, place, radius)
    reach = ranking.reach(ranking.sort(_local(rows), want), query.radius)
    if radius < RADII[-1] and not query.radius and (reach is None or reach.rule == "all"):
        rows = _candidates(connection, edition, query, place, RADII[-1])
        reach = ranking.reach(ranking.sort(_local(rows), want), 0)
    if reach is None:
        far = _beyond(connection, edition, query, place)
        reach = ranking.nearest(ranking.sort(far, want), query.radius)
    local = _local(rows)
    shown = {each.number for each in (*reach.rows.matches, *reach.rows.unknown)}
    areas = [each for each in _by_area(rows, want) if each.number not in shown]
    counted = [each for each in local if reach.rule == "nearest" or (each.miles or 0) <= reach.radius]
    return counted, areas, reach


def _without_distance(connection: Connection, edition: Edition, query: Query, place: Place | None,
                      want: Wanted) -> tuple[list[Row], list[Row], Reach]:
    """Look in a whole state, or everywhere for a name, in the order of the names."""
    areas = place.areas if place else ("country:US",)
    scope = "state" if place else "everywhere" if query.words else "areas"
    asked = {"areas": json.dumps(areas), "state": STATE_NUMBER[place.state] if place else 0, **_category(query),
             "match": _match(query, [])}
    statement = _statement(scope, bool(query.category), bool(_words(query)))
    rows = [_row(found, edition, None) for found in connection.execute(statement, asked)]
    local = [each for each, wide in rows if not wide]
    spread = ranking.sort(local, want)
    shown = {each.number for each in (*spread.matches, *spread.unknown)}
    extra = [each for each in _by_area(rows, want) if each.number not in shown]
    return local, extra, Reach(scope, 0, spread)


def _first_radius(edition: Edition, query: Query, place: Place, want: Wanted) -> int:
    """Return the largest radius that holds few enough listings to compare them all."""
    if want.any or query.words:
        return RADII[-1]
    wanted = [CATEGORY_NUMBER[query.category], _ANY] if query.category else list(edition.cells)
    for radius in reversed(RADII):
        cells = cells_within(place.latitude, place.longitude, radius)
        if sum(edition.cells.get(category, {}).get(cell, 0) for category in wanted for cell in cells) <= MANY:
            return radius
    return RADII[0]


def _candidates(connection: Connection, edition: Edition, query: Query, place: Place,
                radius: int) -> list[tuple[Row, str]]:
    cells = cells_within(place.latitude, place.longitude, radius)
    x, y, z = ecef(place.latitude, place.longitude)
    squares = [folding.square(lat, lon) for lat, lon in _squares(cells)]
    asked = {"cells": json.dumps(cells), "areas": json.dumps(place.areas), "x": x, "y": y, "z": z,
             "chord": chord_squared(radius), **_category(query),
             "match": _match(query, [*squares, *map(folding.area_token, place.areas)])}
    statement = _statement("near", bool(query.category), bool(_words(query)))
    return [_row(found, edition, query) for found in connection.execute(statement, asked)]


def _squares(cells: Sequence[int]) -> set[tuple[int, int]]:
    """Return the corners of the 1 degree squares that hold these 0.1 degree cells."""
    return {(cell // 4096 // 10 - 90, cell % 4096 // 10 - 180) for cell in cells}


def _beyond(connection: Connection, edition: Edition, query: Query, place: Place) -> list[Row]:
    """Return the nearest places that can be reached from afar, at most 2,000, whatever their distance."""
    x, y, z = ecef(place.latitude, place.longitude)
    asked = {"x": x, "y": y, "z": z, "remote": FLAG_REMOTE, **_category(query), "match": _match(query, [])}
    statement = _statement("beyond", bool(query.category), bool(_words(query)))
    return [_row(found, edition, query)[0] for found in connection.execute(statement, asked)]


def _category(query: Query) -> dict[str, int]:
    return {"category": CATEGORY_NUMBER.get(query.category, 0), "any": _ANY}


def _words(query: Query) -> list[str]:
    return folding.query(query.words)


def _match(query: Query, places: list[str]) -> str:
    return folding.match(_words(query), places)


@lru_cache
def _statement(scope: str, with_category: bool, with_words: bool) -> Select | CompoundSelect:  # type: ignore[type-arg]
    """Build one of the statements, once per shape.

    `scope`: near (places within a chord, and services by area), beyond, state, everywhere (by words alone), areas.
    """
    facts = (row.c.number, row.c.category, row.c.services, row.c.languages, row.c.asked, row.c.not_asked,
             row.c.cost, row.c.flags, row.c.hours)
    chord = sum(((axis - bindparam(axis.name)) * (axis - bindparam(axis.name)) for axis in (row.c.x, row.c.y, row.c.z)),
                start=literal(0.0))
    extra = []
    if with_category:
        extra.append(row.c.category.in_([bindparam("category"), bindparam("any")]))
    if with_words:
        extra.append(row.c.number.in_(text("SELECT rowid FROM text WHERE text MATCH :match").bindparams(
            bindparam("match")).columns(listing.c.number).scalar_subquery()))
    wide = select(*facts, null().label("chord"), area.c.area).join_from(
        area, row, (row.c.cell == area.c.cell) & (row.c.number == area.c.number)).where(
        area.c.area.in_(_values("areas")), *extra)
    if scope == "areas":
        return wide
    if scope == "beyond":
        return (select(*facts, chord.label("chord"), literal("").label("area"))
                .where(row.c.cell >= 0, row.c.flags.op("&")(bindparam("remote")) != 0, *extra)
                .order_by(text("chord")).limit(MANY))
    if scope == "near":
        near = select(*facts, chord.label("chord"), literal("").label("area")).where(
            row.c.cell.in_(_values("cells")), chord <= bindparam("chord"), *extra)
    else:
        where = row.c.state == bindparam("state") if scope == "state" else or_(row.c.cell >= 0, row.c.cell == -1)
        near = select(*facts, null().label("chord"), literal("").label("area")).where(where, *extra).limit(MOST)
        near = select(near.subquery())
    return union_all(near, wide)


def _values(name: str) -> Select:  # type: ignore[type-arg]
    """Return the values of a JSON list given as one parameter: one SQL text for any number of them."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


def _row(found: SqlRow, edition: Edition, query: Query | None) -> tuple[Row, str]:  # type: ignore[type-arg]
    number, category, services, languages, asked, not_asked, cost, flags, hours, chord, wide = found
    distance = None if chord is None else miles(chord)
    return Row(number, distance, category, services, languages, asked, not_asked, cost, flags,
               _is_open(edition, hours)), wide


def _local(rows: Sequence[tuple[Row, str]]) -> list[Row]:
    return [each for each, wide in rows if not wide]


_WIDTH = {"zip": 0, "county": 1, "state": 2, "country": 3}


def _by_area(rows: Sequence[tuple[Row, str]], want: Wanted) -> list[Row]:
    """Return the services by area that say no to no filter, the narrowest area first, each once."""
    narrow: dict[int, tuple[int, Row]] = {}
    for each, wide in rows:
        if wide and NO not in ranking.answers(each, want).values():
            width = _WIDTH[wide.split(":")[0]]
            if each.number not in narrow or width < narrow[each.number][0]:
                narrow[each.number] = (width, each)
    return [each for _, each in sorted(narrow.values(), key=_narrow_first)]


def _narrow_first(pair: tuple[int, Row]) -> tuple[int, bool, int]:
    width, row = pair
    return width, row.category == _ANY, row.number


def _is_open(edition: Edition, number: int) -> int:
    """Return whether a place with these hours is open now, by its own clock. Remembered for a minute."""
    if not number:
        return UNKNOWN
    moment = clock.now()
    stamp = int(moment.timestamp() // 60)
    held = edition.caches.get("open")
    if not isinstance(held, dict) or held.get(0) != stamp:
        held = {0: stamp}
        edition.caches["open"] = held
    if number not in held:
        held[number] = open_state(*edition.hours[number], moment)
    return int(held[number])


def open_state(text: str, timezone: str, moment: datetime) -> int:
    """Return YES, NO or, on a holiday of which we know nothing, UNKNOWN.

    The half-hour masks of the week are only a first look; the hours decide.
    """
    hours = opening.parse(text)
    local = moment.astimezone(ZoneInfo(timezone))
    if not _mask(text)[local.weekday()] >> (local.hour * 2 + local.minute // 30) & 1:
        return NO
    state = opening.state(hours, local)
    if state.kind != "open":
        return NO
    return UNKNOWN if state.holiday and hours.holidays == "unknown" and text != "24/7" else YES


@lru_cache(maxsize=20_000)
def _mask(text: str) -> tuple[int, ...]:
    return opening.week_masks(opening.parse(text))


_RECORDS = select(listing.c.number, listing.c.record).where(listing.c.number.in_(_values("numbers")))
_ONE = select(listing.c.record).where(listing.c.id == bindparam("id"))


def _records(connection: Connection, numbers: Sequence[int]) -> dict[int, Listing]:
    found = connection.execute(_RECORDS, {"numbers": json.dumps(numbers)})
    return {number: load(record) for number, record in found}


def get(edition: Edition, listing_id: str) -> Listing | None:
    """Return one listing, a closed one too, or None."""
    with edition.connect() as connection:
        record = connection.scalar(_ONE, {"id": listing_id})
    return load(record) if record else None


def _state_count(edition: Edition, query: Query, place: Place | None) -> int:
    if place is None:
        return 0
    state = STATE_NUMBER[place.state]
    wanted = [CATEGORY_NUMBER[query.category]] if query.category else list(CATEGORY_NUMBER.values())
    return sum(edition.by_state.get((state, category), 0) for category in wanted)


__all__ = ["Answer", "Hit", "Sorted", "get", "open_state", "search"]
