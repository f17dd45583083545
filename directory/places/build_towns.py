"""Making the tables of cities, counties and states from towns and decided ZIPs. Development only."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from directory.places import distance, states
from directory.places.build_sources import Point, Sources, Town
from directory.places.build_zips import Zip
from directory.places.fold import fold, slug

_ALTERNATES_FROM = 100_000
_LONGEST_ALTERNATE = 40
_SAME_TOWN_MILES = 40
_NEW_YORK_CITY = ("36061", "36005", "36047", "36081", "36085")
# Latin, Cyrillic, Armenian, Hebrew, Arabic, Devanagari, Bengali, Gurmukhi, Thai to Burmese, Hangul, Ethiopic,
# Khmer, kana and Han: scripts the families we know of type in.
_SCRIPTS = re.compile(
    r"[ -\u024f\u02b9-\u02bf\u0300-\u036f\u0400-\u058f\u0590-\u06ff\u0900-\u0a7f\u0e00-\u109f\u1100-\u139f"
    r"\u1780-\u17ff\u1e00-\u1eff\u2010-\u2019\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_CAPITALS = {
    "AL": "Montgomery", "AK": "Juneau", "AZ": "Phoenix", "AR": "Little Rock", "CA": "Sacramento",
    "CO": "Denver", "CT": "Hartford", "DE": "Dover", "DC": "Washington", "FL": "Tallahassee", "GA": "Atlanta",
    "HI": "Honolulu", "ID": "Boise", "IL": "Springfield", "IN": "Indianapolis", "IA": "Des Moines",
    "KS": "Topeka", "KY": "Frankfort", "LA": "Baton Rouge", "ME": "Augusta", "MD": "Annapolis",
    "MA": "Boston", "MI": "Lansing", "MN": "Saint Paul", "MS": "Jackson", "MO": "Jefferson City",
    "MT": "Helena", "NE": "Lincoln", "NV": "Carson City", "NH": "Concord", "NJ": "Trenton",
    "NM": "Santa Fe", "NY": "Albany", "NC": "Raleigh", "ND": "Bismarck", "OH": "Columbus",
    "OK": "Oklahoma City", "OR": "Salem", "PA": "Harrisburg", "RI": "Providence", "SC": "Columbia",
    "SD": "Pierre", "TN": "Nashville", "TX": "Austin", "UT": "Salt Lake City", "VT": "Montpelier",
    "VA": "Richmond", "WA": "Olympia", "WV": "Charleston", "WI": "Madison", "WY": "Cheyenne",
    "PR": "San Juan", "VI": "Charlotte Amalie", "GU": "Hagåtña", "AS": "Pago Pago", "MP": "Saipan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class City:
    """One city, town, CDP or post office name as it is published; population 0 where unknown."""

    code: str
    name: str
    state: str
    counties: tuple[str, ...]
    point: Point
    timezone: str
    population: int
    alternates: tuple[str, ...]


def make_cities(sources: Sources, zips: Iterable[Zip]) -> list[City]:
    """Return the GeoNames towns, and every post office name of a ZIP that is none of them, by code."""
    by_name: dict[tuple[str, str], list[Zip]] = defaultdict(list)
    for place in zips:
        by_name[place.state, fold(place.city)].append(place)
    cities: dict[str, City] = {}
    seen: set[tuple[str, str, str]] = set()
    known: set[tuple[str, str]] = set()
    for town in sources.towns:
        alternates = _alternates(town)
        names = {town.folded, *map(fold, alternates)}
        known.update((town.state, name) for name in names)
        if (town.state, town.folded, town.county) in seen:
            continue
        seen.add((town.state, town.folded, town.county))
        own_zips = [place for name in sorted(names) for place in by_name.get((town.state, name), [])]
        city = _city_of_town(town, own_zips, alternates)
        code = _free_code(cities, city.name, city.state, sources.county_names[town.county])
        cities[code] = city
    for (state, name), places in sorted(by_name.items()):
        if (state, name) not in known:
            city = _city_of_zips(places)
            cities[_free_code(cities, city.name, state, sources.county_names[city.counties[0]])] = city
    return [_with_code(city, code) for code, city in sorted(cities.items())]


def county_zones(sources: Sources, zips: Iterable[Zip]) -> dict[str, str]:
    """Return the time zone most ZIPs of each county keep."""
    zones: dict[str, Counter[str]] = defaultdict(Counter)
    for place in zips:
        zones[place.counties[0]][place.timezone] += 1
    for town in sources.towns:
        if town.county not in zones:
            zones[town.county][town.timezone] = 1
    found = {}
    for fips in sources.county_names:
        latitude, longitude = sources.shapes.centre(fips)
        counted = sorted(zones[fips].items(), key=lambda item: (-item[1], item[0]))
        found[fips] = counted[0][0] if counted else str(sources.zone_at(longitude, latitude))
    return found


def capitals(cities: Iterable[City]) -> dict[str, City]:
    """Return the capital of each state by its code; KeyError if one is missing."""
    by_name: dict[tuple[str, str], City] = {}
    for city in sorted(cities, key=lambda city: city.population):
        by_name[city.state, fold(city.name)] = city
    return {state: by_name[state, fold(_CAPITALS[state])] for state in states.CODES}


def _city_of_town(town: Town, own_zips: list[Zip], alternates: tuple[str, ...]) -> City:
    near = [place for place in own_zips if _miles(place.point, town.point) <= _SAME_TOWN_MILES]
    counted = Counter(place.counties[0] for place in near)
    others = sorted(
        (fips for fips in counted if fips != town.county), key=lambda fips: (-counted[fips], fips)
    )
    counties = (town.county, *others)
    if (town.name, town.state) == ("New York", "NY"):
        counties = _NEW_YORK_CITY
    zones = Counter(place.timezone for place in near if place.counties[0] == town.county)
    timezone = zones.most_common(1)[0][0] if zones else town.timezone
    return City("", town.name, town.state, counties, town.point, timezone, town.population, alternates)


def _city_of_zips(places: list[Zip]) -> City:
    """Return a post office name as a city, at that of its ZIPs nearest to the middle of them."""
    middle = (
        sum(place.point[0] for place in places) / len(places),
        sum(place.point[1] for place in places) / len(places),
    )
    chosen = min(places, key=lambda place: (_miles(place.point, middle), place.code))
    others = sorted({place.counties[0] for place in places} - {chosen.counties[0]})
    counties = (chosen.counties[0], *others)
    return City("", chosen.city, chosen.state, counties, chosen.point, chosen.timezone, 0, ())


def _with_code(city: City, code: str) -> City:
    return City(code, *(getattr(city, name) for name in City.__slots__[1:]))


def _free_code(taken: dict[str, City], name: str, state: str, county_name: str) -> str:
    """Return 'franklin-pa', or 'franklin-venango-county-pa' for all but the first of a name."""
    plain = f"{slug(name)}-{state.lower()}"
    code = plain if plain not in taken else f"{slug(name)}-{slug(county_name)}-{state.lower()}"
    if code in taken:
        raise ValueError(f"two cities with the code {code}")
    return code


def _alternates(town: Town) -> tuple[str, ...]:
    """Return other names of a large town in any script, without romanizations and airport-like noise."""
    if town.population <= _ALTERNATES_FROM:
        return ()
    chosen: dict[str, str] = {}
    for name in town.alternates:
        folded = fold(name)
        romanized = name[:1].isascii() and name[:1].islower()
        if not folded or folded in (town.folded, town.state.lower()) or romanized or "|" in name:
            continue
        if not _SCRIPTS.fullmatch(name):
            continue
        if 2 <= len(name) <= _LONGEST_ALTERNATE:
            chosen.setdefault(folded, name)
    return tuple(chosen.values())


def _miles(one: Point, other: Point) -> float:
    return distance.miles(distance.chord_between(distance.ecef(*one), distance.ecef(*other)))
