"""An edition's file, built from approved listings. Writes one new file; knows nothing of swapping."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, insert
from sqlalchemy.pool import NullPool

from directory.edition import queries, tables, words
from directory.i18n import folding
from directory.listings import freshness, vocabulary
from directory.listings import hours as opening
from directory.listings import listing as listings
from directory.listings.listing import Listing
from directory.listings.notices import Notice
from directory.places import gazetteer, nearest, states
from directory.places.distance import cell
from directory.places.fold import slug

Facts = Mapping[str, str]
NO_CELL = -1
#: A mask is a signed 64-bit integer: this many codes of one facet have a bit of their own, the rest share the next.
MAX_BITS = 62
STATE_NUMBER = {code: number for number, code in enumerate(states.CODES, start=1)}
CATEGORY_NUMBER = {code: number for number, code in enumerate(vocabulary.CATEGORIES, start=1)}
COST_NUMBER = {code: number for number, code in enumerate(vocabulary.COSTS, start=1)}
SERVES_BIT = {code: number for number, code in enumerate(vocabulary.ELIGIBILITY)}
PAPER_BIT = {code: number for number, code in enumerate(vocabulary.PAPERS)}


@dataclass(slots=True)
class _Numbers:
    """Codes and hours that get a number as they are met."""

    services: dict[str, int] = field(default_factory=lambda: {code: n for n, code in enumerate(vocabulary.SERVICES)})
    languages: dict[str, int] = field(default_factory=dict)
    hours: dict[tuple[str, str], int] = field(default_factory=dict)


def build(path: Path, rows: Iterable[tuple[str, Facts, bool]], *, sources: Sequence[Mapping[str, str]],
          about: Mapping[str, str], synonyms: words.Synonyms = MappingProxyType({}),
          programs: Sequence[Facts] = (), notices: Sequence[Notice] = (),
          outdated: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
          moved: Facts = MappingProxyType({})) -> int:
    """Write an edition of these register rows (id, facts, gone) into a new file; return the number of listings.

    `about` goes into the meta table (when it was built, of which version of the register); `synonyms` are the words
    people type for a category or service, by code; `programs` are the rows of what states offer, `notices` those that
    families may see, `outdated` the columns of translations that no longer say what the English says, by listing;
    `moved` leads from listings that were merged (id) to those that stay.
    """
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            for pragma in ("journal_mode=OFF", "synchronous=OFF", "page_size=8192", "secure_delete=OFF"):
                connection.exec_driver_sql(f"PRAGMA {pragma}")
            connection.commit()
            tables.metadata.create_all(connection)
            connection.exec_driver_sql(tables.TEXT_DDL)
            gazetteer.load(connection)
            count = _fill(connection, rows, synonyms, outdated)
            _measure(connection)
            if sources:
                connection.execute(insert(tables.source), list(sources))
            if programs:
                connection.execute(insert(tables.program), [
                    {"state": row["state"], "number": number, "record": json.dumps(dict(row), ensure_ascii=False)}
                    for number, row in enumerate(programs)])
            if notices:
                connection.execute(insert(tables.notice), [{"record": notice.dump()} for notice in notices])
            if moved:
                connection.execute(insert(tables.moved), [{"id": old, "to": new} for old, new in moved.items()])
            connection.execute(insert(tables.meta), [{"key": key, "value": value} for key, value in
                                                     {**about, "listings": str(count),
                                                      "format": tables.FORMAT}.items()])
            connection.commit()
            connection.exec_driver_sql("INSERT INTO text(text) VALUES('optimize')")
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
    finally:
        engine.dispose()
    return count


def _fill(connection: Connection, rows: Iterable[tuple[str, Facts, bool]], synonyms: words.Synonyms,
          outdated: Mapping[str, tuple[str, ...]]) -> int:
    numbers = _Numbers()
    zips = gazetteer.Zips(connection)
    built = [_listing(connection, zips, {**facts, "id": listing_id}, gone=gone, outdated=outdated.get(listing_id, ()))
             for listing_id, facts, gone in rows]
    built.sort(key=_by_name)
    _number_languages(numbers, built)
    count = 0
    inside: Counter[tuple[str, str]] = Counter()
    cities = _Cities(connection)
    chunks: dict[str, list[Any]] = {"row": [], "area": [], "court": [], "listing": [], "text": []}
    for number, (each, areas) in enumerate(built, start=1):
        chunks["listing"].append({"number": number, "id": each.id, "record": each.dump()})
        if not each.closed:
            count += 1
            _add(chunks, numbers, number, each, areas)
            inside.update((area, each.text("category")) for area in _inside(each, areas, cities))
            chunks["text"].append((number, " ".join(words.of(each, synonyms)), _places(each, areas)))
    # In the order in which the file keeps them: that fills its pages, and neighbours lie together.
    chunks["row"].sort(key=itemgetter("cell", "number"))
    chunks["area"].sort(key=itemgetter("area", "cell", "number"))
    chunks["inside"] = [{"area": area, "category": category, "listings": listings}
                        for (area, category), listings in sorted(inside.items())]
    chunks["meaning"] = [{"words": said, "code": code} for said, code in sorted(words.meanings(synonyms))]
    for name in ("listing", "row", "area", "inside", "court", "meaning"):
        if chunks[name]:
            connection.execute(insert(tables.metadata.tables[name]), chunks[name])
    if chunks["text"]:
        connection.exec_driver_sql("INSERT INTO text(rowid, words, place) VALUES (?, ?, ?)", chunks["text"])
    _write_numbers(connection, numbers)
    return count


def _by_name(pair: tuple[Listing, object]) -> tuple[str, ...]:
    """Order listings by place and name: the order of an answer that has no distance."""
    return tuple(pair[0].text(name).casefold() for name in ("state", "city", "organization", "name")) + (pair[0].id,)


def _listing(connection: Connection, zips: gazetteer.Zips, facts: Facts, *, gone: bool,
             outdated: tuple[str, ...]) -> tuple[Listing, tuple[str, ...]]:
    """Return the public listing and the areas it serves."""
    if gone or facts.get("status") == "closed":
        kept = {name: facts[name] for name in ("id", "organization", "category") if name in facts}
        return listings.build({**kept, "status": "closed"}, by_zip=None, by_city=None, near=None), ()
    if facts.get("address_confidential") == "yes":
        by_zip = by_city = near = None
    else:
        by_zip = gazetteer.get(connection, f"zip:{facts['postal_code'][:5]}") if "postal_code" in facts else None
        by_city = None
        near = None
        if "latitude" in facts:
            point = float(facts["latitude"]), float(facts["longitude"])
            near = None if by_zip else zips.nearest(*point)
        elif by_zip is None and "city" in facts and "state" in facts:
            by_city = gazetteer.find(connection, f"{facts['city']}, {facts['state']}").place
    areas = tuple(area for area in facts.get("service_area", "").split("; ") if area)
    return listings.build(facts, by_zip=by_zip, by_city=by_city, near=near, outdated=outdated), areas


def _number_languages(numbers: _Numbers, built: Sequence[tuple[Listing, object]]) -> None:
    """Give the languages most often met a bit each, the commonest first."""
    counts: dict[str, int] = {}
    for each, _ in built:
        for code in each.codes("languages"):
            counts[code] = counts.get(code, 0) + 1
    common = sorted(counts, key=lambda code: (-counts[code], code))[:MAX_BITS]
    numbers.languages = {code: number for number, code in enumerate(common)}


def _add(chunks: dict[str, list[Any]], numbers: _Numbers, number: int, each: Listing,
         areas: tuple[str, ...]) -> None:
    point = each.point
    where = cell(point.latitude, point.longitude) if point else NO_CELL
    x, y, z = point.ecef if point else (0.0, 0.0, 0.0)
    fresh = freshness.of(each.facts)
    chunks["row"].append({
        "cell": where, "number": number, "category": CATEGORY_NUMBER[each.text("category")],
        "state": STATE_NUMBER.get(each.text("state"), 0),
        "services": _mask(each.codes("services"), numbers.services),
        "languages": _mask(each.codes("languages"), numbers.languages),
        "asked": _papers(each, "yes"), "not_asked": _papers(each, "no"),
        "serves": sum(1 << SERVES_BIT[code] for code in each.codes("eligibility") if code in SERVES_BIT),
        "cost": COST_NUMBER.get(each.text("cost"), 0), "flags": _flags(each),
        "hours": _hours(each, numbers), "behind": fresh.behind.toordinal(),
        "hidden": (fresh.hidden or date.max).toordinal(), "x": x, "y": y, "z": z})
    # "nearly all courts" names none.
    chunks["court"] += [{"court": court, "number": number} for court in dict.fromkeys(each.codes("courts"))
                        if " all " not in court]
    chunks["area"] += [{"area": area, "cell": where, "number": number} for area in areas]


class _Cities:
    """Finds the city of a listing, each name once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[tuple[str, str, str], str] = {}

    def key(self, each: Listing) -> str:
        """Return the key of the city that a listing names, if it lies in the listing's county; else ''."""
        asked = each.text("city"), each.text("state"), each.county
        if asked not in self._found:
            self._found[asked] = self._look_up(*asked)
        return self._found[asked]

    def _look_up(self, city: str, state: str, county: str) -> str:
        plain = gazetteer.get(self._connection, f"city:{slug(city)}-{state.lower()}")  # most are found at once
        if plain and county in plain.counties:
            return plain.key
        found = gazetteer.find(self._connection, f"{city}, {state}")
        known = () if found.reason == "unknown-place" else found.suggestions
        places = (found.place, *known) if found.place else known
        return next((place.key for place in places if place.kind == "city" and county in place.counties), "")


def _inside(each: Listing, areas: tuple[str, ...], cities: _Cities) -> set[str]:
    """Return the counties, city and states that a listing is in or serves; a secret place is in no city."""
    found = {area for area in areas if area.startswith(("county:", "state:"))}
    if each.county:
        found.add(f"county:{each.county}")
    if each.text("state"):
        found.add(f"state:{each.text('state')}")
    if each.point and each.text("city") and (city := cities.key(each)):
        found.add(city)
    return found


def _places(each: Listing, areas: tuple[str, ...]) -> str:
    """Return the tokens of where a listing can be found: its areas, and the square of its point."""
    places = [folding.area_token(area) for area in areas]
    if each.point:
        places.append(folding.square(each.point.latitude, each.point.longitude))
    return " ".join(places)


def _mask(codes: Iterable[str], bits: Mapping[str, int]) -> int:
    return sum({1 << bits.get(code, MAX_BITS) for code in codes})


def _papers(each: Listing, answer: str) -> int:
    return sum(1 << bit for code, bit in PAPER_BIT.items() if each.text(code) == answer)


def _flags(each: Listing) -> int:
    remote = any(each.text(name) for name in ("phone", "text_phone", "whatsapp", "email", "website"))
    helped = each.text("interpretation") in ("yes", "phone", "on-request")
    return ((tables.FLAG_REMOTE if remote else 0) | (tables.FLAG_DOOR if each.has_door else 0)
            | (tables.FLAG_PAUSED if each.text("status") == "paused" else 0)
            | (tables.FLAG_INTERPRETERS if helped else 0))


def _hours(each: Listing, numbers: _Numbers) -> int:
    """Return the number of the listing's hours: 0 when we do not know them or where their clock is."""
    if not each.text("hours"):
        return 0
    always = each.text("hours") == "24/7"
    if not each.timezone and not always:
        return 0
    key = (each.text("hours"), each.timezone or "UTC")
    return numbers.hours.setdefault(key, len(numbers.hours) + 1)


def _measure(connection: Connection) -> None:
    """Write down how far every ZIP code is from the nearest help of each kind: later it would take seconds."""
    zips = queries.zip_points(connection)
    miles = {column.name: nearest.miles(list(zips.values()), queries.points(connection, CATEGORY_NUMBER[column.name]))
             for column in tables.nearest.c if not column.primary_key}
    rows = [dict(zip(("zip", *miles), row, strict=True)) for row in zip(zips, *miles.values(), strict=True)]
    if rows:
        connection.execute(insert(tables.nearest), rows)


def _write_numbers(connection: Connection, numbers: _Numbers) -> None:
    bits = [{"facet": facet, "code": code, "bit": bit} for facet, codes in
            (("services", numbers.services), ("languages", numbers.languages)) for code, bit in codes.items()]
    connection.execute(insert(tables.bit), bits)
    if numbers.hours:
        connection.execute(insert(tables.hours), [
            {"number": number, "text": hours, "timezone": zone,
             "masks": json.dumps(opening.week_masks(opening.parse(hours)))}
            for (hours, zone), number in numbers.hours.items()])


def open_file(path: Path) -> Engine:
    """Open an edition read-only: the file is never written again, so no locks are needed."""
    return create_engine(URL.create("sqlite", database=f"file:{quote(str(path))}",
                                    query={"mode": "ro", "immutable": "1", "uri": "true"}))
