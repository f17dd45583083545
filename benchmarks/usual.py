"""The control: a directory search as it is usually written. Join tables, a box of degrees OR an area, trigonometry."""

import math
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from directory.edition.build import PAPER_BIT
from directory.listings.listing import Listing
from directory.places.place import Place
from directory.search.query import Query

_TABLES = """
    CREATE TABLE usual (number INTEGER PRIMARY KEY, category TEXT, cost TEXT, latitude REAL, longitude REAL, words TEXT,
                        record TEXT);
    CREATE TABLE usual_area (area TEXT, number INTEGER);
    CREATE TABLE usual_language (code TEXT, number INTEGER);
    CREATE TABLE usual_paper (code TEXT, number INTEGER);
"""
_INDEXES = """
    CREATE INDEX usual_place ON usual (latitude, longitude);
    CREATE INDEX usual_category ON usual (category);
    CREATE INDEX usual_area_area ON usual_area (area, number);
    CREATE INDEX usual_language_number ON usual_language (number, code);
    CREATE INDEX usual_paper_number ON usual_paper (number, code);
    ANALYZE;
"""
_DISTANCE = """3958.8 * acos(min(1.0, sin(radians(:latitude)) * sin(radians(latitude)) + cos(radians(:latitude))
               * cos(radians(latitude)) * cos(radians(longitude - :longitude))))"""


def fill(connection: sqlite3.Connection, listings: Mapping[int, Listing]) -> None:
    """Put the same listings into the usual tables."""
    connection.executescript(_TABLES)
    connection.executemany("INSERT INTO usual VALUES (?, ?, ?, ?, ?, ?, ?)", (
        (number, each.text("category"), each.text("cost"), each.point and each.point.latitude,
         each.point and each.point.longitude, _words(each), each.dump()) for number, each in listings.items()))
    for table, column in (("area", "service_area"), ("language", "languages")):
        connection.executemany(f"INSERT INTO usual_{table} VALUES (?, ?)", (
            (code, number) for number, each in listings.items() for code in each.codes(column)))
    connection.executemany("INSERT INTO usual_paper VALUES (?, ?)", (
        (paper, number) for number, each in listings.items() for paper in PAPER_BIT if each.text(paper) == "no"))
    connection.executescript(_INDEXES)


def _words(each: Listing) -> str:
    return " ".join((each.title, each.text("name"), each.text("description"))).lower()


def open_file(path: Path) -> sqlite3.Connection:
    """Open a file that holds the usual tables."""
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)


def search(connection: sqlite3.Connection, query: Query, place: Place, radius: int) -> list[object]:
    """Answer a search: how many, how many of each kind, how many by language, and the twenty nearest."""
    degrees = radius / 69
    across = degrees / max(0.1, math.cos(math.radians(place.latitude)))
    asked = {"latitude": place.latitude, "longitude": place.longitude, "radius": radius,
             "south": place.latitude - degrees, "north": place.latitude + degrees,
             "west": place.longitude - across, "east": place.longitude + across, "category": query.category}
    areas = ", ".join(f"'{area}'" for area in place.areas)
    where = [f"""(latitude BETWEEN :south AND :north AND longitude BETWEEN :west AND :east AND {_DISTANCE} <= :radius
                  OR number IN (SELECT number FROM usual_area WHERE area IN ({areas})))"""]
    if query.category:
        where.append("category IN (:category, 'any')")
    for number, word in enumerate(query.words.lower().split()):
        asked[f"word{number}"] = f"%{word}%"
        where.append(f"words LIKE :word{number}")
    for table, codes in (("language", query.languages), ("paper", query.papers)):
        for code in codes:
            where.append(f"number IN (SELECT number FROM usual_{table} WHERE code = '{code}')")
    of = f"FROM usual WHERE {' AND '.join(where)}"
    statements = (
        f"SELECT count(*) {of}", f"SELECT category, count(*) {of} GROUP BY category",
        f"SELECT code, count(*) FROM usual_language WHERE number IN (SELECT number {of}) GROUP BY code",
        f"SELECT number, record, {_DISTANCE} AS miles {of} ORDER BY miles LIMIT 20")
    return [connection.execute(statement, asked).fetchall() for statement in statements]
