"""Runs a search on an edition: at most four SQL statements, built once, no objects of the register.

1. the place, 2. the candidates (places near and services by area in one statement), sometimes 3. the nearest beyond,
4. the listings of the page. What matches and how far to look is decided in ranking.py.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection

from directory import clock
from directory.edition.build import CATEGORY_NUMBER, STATE_NUMBER
from directory.edition.store import Edition
from directory.edition.tables import FLAG_PAUSED
from directory.i18n import folding
from directory.listings.listing import Listing, load
from directory.places import gazetteer
from directory.places.distance import cells_within, chord_squared, ecef, miles
from directory.places.place import COUNTRY, Place
from directory.search import coverage, open_now, ranking, statements
from directory.search.coverage import Coverage
from directory.search.query import LAST_PAGE, PAGE, RADII, Query
from directory.search.ranking import NO, UNKNOWN, YES, Facet, Reach, Row, Sorted, Wanted

#: More candidates than this are not compared at once: the search looks less far first. Where no filter is on, nearly
#: every candidate matches, and a few hundred always hold the twenty nearest.
MANY, FEW = 2000, 400
_ANY = CATEGORY_NUMBER["any"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One listing of the answer. `match` is False when a filter met something that we do not know of it."""

    listing: Listing
    miles: float | None
    match: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a results page says.

    `hits` are the places of this page; `matches` and `unknown` count them on all pages. `by_area` are services without
    a door or with an area that covers the place. `rule` says how far we looked (see ranking.Reach), or 'state' or
    'everywhere'. `state_count` counts the listings of this category in the place's own state.
    `missing` says, of each kind of help asked for of which no place is shown near, what our lists cover there.
    `size` is how many places a page holds.
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
    missing: tuple[Coverage, ...]
    size: int = PAGE

    @property
    def pages(self) -> int:
        """Return the number of pages that can be turned to."""
        return _pages(self.matches + self.unknown, self.size)


def _pages(count: int, size: int) -> int:
    return max(1, min(LAST_PAGE, -(-count // size)))


def search(edition: Edition, query: Query, size: int = PAGE) -> Answer:
    """Answer a query from an edition, `size` places a page. A page after the last is the last."""
    want = ranking.wanted(query, edition.bits, edition.courts if query.court else {})
    with edition.connect() as connection:
        place = gazetteer.get(connection, query.place) if query.place else None
        if place is None or place.kind == "state":
            counted, areas, reach = _without_distance(connection, edition, query, place, want)
        else:
            counted, areas, reach = _near(connection, edition, query, place, want)
        matches, unknown = reach.rows.matches, reach.rows.unknown
        query = query.at_page(min(query.page, _pages(len(matches) + len(unknown), size)))
        page = [*matches, *unknown][(query.page - 1) * size:query.page * size]
        first = areas if query.page == 1 else []
        records = _records(connection, [each.number for each in (*page, *first)])
    hits, by_area = (tuple(Hit(records[each.number], each.miles, ranking.verdict(each, want) == YES) for each in rows)
                     for rows in (page, first))
    facets = tuple(ranking.facets(counted, want, edition.bits, _chosen(query)))
    return Answer(query, place, reach.rule, reach.radius, hits, len(matches), len(unknown), by_area, facets,
                  _state_count(edition, query, place), _missing(edition, query, place, reach), size)


def national(edition: Edition, category: str = "") -> tuple[Hit, ...]:
    """Return the services for the whole country, looked up once an edition."""
    return serving(edition, (COUNTRY,), category)


def serving(edition: Edition, areas: tuple[str, ...], category: str = "") -> tuple[Hit, ...]:
    """Return the services for just these areas, the narrowest area first, looked up once an edition."""
    key = f"serving {areas} {category}"
    if key not in edition.caches:
        query = Query(category=category)
        want = ranking.wanted(query, edition.bits)
        with edition.connect() as connection:
            found = _read(connection, edition, query, "areas",
                          {**_asked(edition, query, want, []), "areas": json.dumps(areas), "state": 0})
            rows = _by_area(found, Reach("areas", 0, Sorted((), ())), want)
            records = _records(connection, [each.number for each in rows])
        edition.caches[key] = tuple(Hit(records[each.number], None, match=True) for each in rows)
    hits: tuple[Hit, ...] = edition.caches[key]  # type: ignore[assignment]
    return hits


class _Found(NamedTuple):
    """The rows of one statement by its arms: near, serving an area (with its key), and far (None when not asked)."""

    near: list[Row]
    wide: list[tuple[Row, str]]
    far: list[Row] | None = None


def _near(connection: Connection, edition: Edition, query: Query, place: Place,
          want: Wanted) -> tuple[Sequence[Row], list[Row], Reach]:
    """Return the rows to count, the services by area, and the places near as far as we look."""
    chosen = query.radius
    circle = _circle(edition, query, place, chosen) if chosen else _first_circle(edition, query, place, want)
    found = _candidates(connection, edition, query, place, want, circle)
    reach = ranking.reach(ranking.sort(found.near, want), chosen)
    if not chosen and circle.radius < RADII[-1] and (reach is None or reach.rule == "all"):
        circle = _circle(edition, query, place, RADII[-1])
        # Where nothing matched, look beyond in the same statement.
        found = _candidates(connection, edition, query, place, want, circle, far=reach is None)
        reach = ranking.reach(ranking.sort(found.near, want), 0)
    if reach is None:
        far = _beyond(connection, edition, query, place, want) if found.far is None else found.far
        reach = ranking.nearest(ranking.sort(far, want), chosen)
    counted = [each for each in found.near if reach.rule == "nearest" or (each.miles or 0) <= reach.radius]
    return ranking.seen(Sorted(tuple(counted), ())).matches, _by_area(found, reach, want), reach


def _without_distance(connection: Connection, edition: Edition, query: Query, place: Place | None,
                      want: Wanted) -> tuple[Sequence[Row], list[Row], Reach]:
    """Look in a whole state, or everywhere for a name, in the order of the names."""
    scope = "state" if place else "everywhere" if _words(query) or query.court else "areas"
    asked = {**_asked(edition, query, want, []), "areas": json.dumps(place.areas if place else ("country:US",)),
             "state": STATE_NUMBER[place.state] if place else 0}
    found = _read(connection, edition, query, scope, asked)
    reach = Reach(scope, 0, ranking.seen(ranking.sort(found.near, want)))
    return ranking.seen(Sorted(tuple(found.near), ())).matches, _by_area(found, reach, want), reach


class _Circle(NamedTuple):
    """How far to look, and the cells there that are not empty."""

    radius: int
    cells: list[int]


def _circle(edition: Edition, query: Query, place: Place, radius: int) -> _Circle:
    counts = _counts(edition, query)
    return _Circle(radius, [cell for cell in cells_within(place.latitude, place.longitude, radius) if cell in counts])


def _first_circle(edition: Edition, query: Query, place: Place, want: Wanted) -> _Circle:
    """Return the largest circle that holds few enough listings to compare them all."""
    counts = _counts(edition, query)
    most = MANY if want.any or query.words else FEW
    circle = _circle(edition, query, place, RADII[-1])
    for radius in reversed(RADII[:-1]):
        if sum(map(counts.__getitem__, circle.cells)) <= most:
            break
        circle = _circle(edition, query, place, radius)
    return circle


def _counts(edition: Edition, query: Query) -> Mapping[int, int]:
    return edition.cells((CATEGORY_NUMBER[query.category], _ANY) if query.category else ())


def _candidates(connection: Connection, edition: Edition, query: Query, place: Place, want: Wanted, circle: _Circle,
                *, far: bool = False) -> _Found:
    squares = [folding.square(*corner) for corner in sorted(_squares(circle.cells))] if query.words else []
    asked = {**_asked(edition, query, want, [*squares, *map(folding.area_token, place.areas)]), **_from(place),
             "cells": json.dumps(circle.cells), "areas": json.dumps(place.areas), "chord": chord_squared(circle.radius)}
    return _read(connection, edition, query, "near and beyond" if far else "near", asked)


def _beyond(connection: Connection, edition: Edition, query: Query, place: Place, want: Wanted) -> list[Row]:
    """Return the nearest places that say no to no filter, whatever their distance.

    A place over 100 miles away is only of use to those who can reach it from home; food is not.
    """
    asked = {**_asked(edition, query, want, []), **_from(place)}
    return _read(connection, edition, query, "beyond", asked).far or []


def _squares(cells: Sequence[int]) -> set[tuple[int, int]]:
    """Return the corners of the 1 degree squares that hold these 0.1 degree cells."""
    return {(cell // 4096 // 10 - 90, cell % 4096 // 10 - 180) for cell in cells}


def _asked(edition: Edition, query: Query, want: Wanted, places: list[str]) -> dict[str, object]:
    """Return what every statement may ask for."""
    return {"category": CATEGORY_NUMBER.get(query.category, 0), "any": _ANY, "match": _match(edition, query, places),
            "match_anywhere": _match(edition, query, []), "today": clock.today().toordinal(),
            "services": want.services, "kinds": want.kinds, "special": want.special, "serves": want.serves,
            "others": want.others, "languages": want.languages, "papers": want.papers,
            "costs": sum(1 << number for number in want.cost), "open_now": int(want.open_now or want.day > 0)}


def _from(place: Place) -> dict[str, object]:
    x, y, z = ecef(place.latitude, place.longitude)
    return {"x": x, "y": y, "z": z, "chord_100": chord_squared(RADII[-1]), "food": CATEGORY_NUMBER["food"]}


def _chosen(query: Query) -> dict[str, tuple[str, ...]]:
    return {"papers": query.papers, "languages": query.languages, "services": query.services, "serves": query.serves,
            "cost": query.cost, "open_now": ("yes",) if query.open_now else ()}


def _words(query: Query) -> list[str]:
    return folding.query(query.words)


def _match(edition: Edition, query: Query, places: list[str]) -> str:
    return folding.match(_words(query), places, edition.meanings)


def _read(connection: Connection, edition: Edition, query: Query, scope: str, asked: dict[str, object]) -> _Found:
    """Carry a statement out and part its rows by arm."""
    is_open = open_now.states(edition)
    on_day = open_now.days(edition, query.day)
    today = clock.today().toordinal()
    near: list[Row] = []
    wide: list[tuple[Row, str]] = []
    far: list[Row] = []
    statement = statements.search(scope, with_category=bool(query.category), with_words=bool(_words(query)))
    for (number, category, services, languages, asks, not_asked, cost, serves, flags, hours, behind, hidden, chord,
         label) in connection.execute(statement, asked).all():
        found = Row(number, None if chord is None else miles(chord), category, services, languages, asks, not_asked,
                    cost, serves, flags, NO if flags & FLAG_PAUSED else is_open(hours),
                    NO if flags & FLAG_PAUSED else on_day(hours), behind <= today, hidden <= today)
        if not label:
            near.append(found)
        elif label == statements.FAR:
            far.append(found)
        else:
            wide.append((found, label))
    return _Found(near, wide, far if scope.endswith("beyond") else None)


_WIDTH = {"zip": 0, "county": 1, "state": 2, "country": 3}


def _by_area(found: _Found, reach: Reach, want: Wanted) -> list[Row]:
    """Return the services by area that are not among the places, and say no to no filter, each once.

    Those we are sure of first, then the narrowest area; what helps with anything comes after what was asked for, and
    old facts after fresh ones.
    """
    shown = {each.number for each in (*reach.rows.matches, *reach.rows.unknown)}
    narrow: dict[int, tuple[int, Row]] = {}
    for each, label in found.wide:
        width = _WIDTH[label.partition(":")[0]]
        if each.number not in shown and (each.number not in narrow or width < narrow[each.number][0]):
            narrow[each.number] = (width, each)
    order = {each: (said == UNKNOWN, width, each.category == _ANY, each.behind, each.number)
             for width, each in narrow.values() if (said := ranking.verdict(each, want)) != NO}
    return list(ranking.seen(Sorted(tuple(sorted(order, key=order.__getitem__)), ())).matches)


def _records(connection: Connection, numbers: Sequence[int]) -> dict[int, Listing]:
    found = connection.execute(statements.RECORDS, {"numbers": json.dumps(numbers)})
    return {number: load(record) for number, record in found}


def get(edition: Edition, listing_id: str) -> Listing | None:
    """Return one listing, a closed one too, or None."""
    with edition.connect() as connection:
        record = connection.scalar(statements.RECORD, {"id": listing_id})
    return load(record) if record else None


def court_of(edition: Edition, answer: Answer) -> str:
    """Return the immigration court that bears the name of the place asked for legal help; '' for none.

    Somebody of the same state must work there: the court of Portland is not that of Portland, Maine.
    """
    place = answer.place
    if place is None or place.kind not in ("zip", "city") or answer.query.category != "legal" or answer.query.court:
        return ""
    return place.name if (place.name, STATE_NUMBER[place.state]) in edition.court_states else ""


def _missing(edition: Edition, query: Query, place: Place | None, reach: Reach) -> tuple[Coverage, ...]:
    """Return what our lists cover of the kinds of help that are not near, or for which no list covers the place at all.

    Where filters are on, they are the reason why nothing is near.
    """
    if place is None or query.filters or query.words:
        return ()
    near = {each.category for each in (*reach.rows.matches, *reach.rows.unknown)} if reach.rule != "nearest" else set()
    asked = (query.category,) if query.category else ("legal", "medical", "food")
    found = [coverage.of(edition.sources.values(), place.areas, category) for category in asked]
    return tuple(each for each in found if CATEGORY_NUMBER[each.category] not in near or each.kind == "none")


def _state_count(edition: Edition, query: Query, place: Place | None) -> int:
    if place is None:
        return 0
    state = STATE_NUMBER[place.state]
    wanted = [CATEGORY_NUMBER[query.category]] if query.category else list(CATEGORY_NUMBER.values())
    return sum(edition.by_state.get((state, category), 0) for category in wanted)


__all__ = ["Answer", "Hit", "get", "national", "search"]
