"""Deciding the facts of every ZIP code. Development only; the rules are in data/places/README.md."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from directory.places import distance
from directory.places.build_sources import Point, Sources, Town
from directory.places.fold import fold

_FAR_MILES = 25
_AGREE_MILES = 5
# Post offices of territories whose counties are not what people there call their town. Puerto Rico takes the
# municipio of the ZIP's point; the ones here have their post office in another.
_TERRITORY_CITIES = {
    "00638": "Ciales", "00791": "Humacao", "00906": "San Juan", "00922": "San Juan", "00937": "San Juan",
    "00968": "Guaynabo", "00977": "Trujillo Alto",
    "00802": "Charlotte Amalie", "00820": "Christiansted", "00830": "Cruz Bay", "00840": "Frederiksted",
    "00850": "Kingshill", "00851": "Kingshill", "96799": "Pago Pago", "96910": "Hagåtña",
    "96913": "Barrigada", "96915": "Santa Rita", "96916": "Merizo", "96917": "Inarajan",
    "96928": "Agat", "96929": "Yigo",
}  # fmt: skip
# Moved to Mountain time by the Department of Transportation in 1999 (64 FR 56705).
_LEGAL_ZONES = {"89883": "America/Denver"}


@dataclass(frozen=True, slots=True)
class Zip:
    """One ZIP code as it is published."""

    code: str
    city: str
    state: str
    counties: tuple[str, ...]
    point: Point
    timezone: str


@dataclass(slots=True)
class Report:
    """What was decided and how often, for the README."""

    counts: Counter[str] = field(default_factory=Counter)
    lists: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, what: str, which: str) -> None:
        """Count a decision and keep which ZIP it was about."""
        self.counts[what] += 1
        self.lists[what].append(which)


def decide(sources: Sources, report: Report) -> list[Zip]:
    """Return every ZIP with an established source for its point and county, by number."""
    towns = TownsByCounty(sources.towns)
    state_of_fips = {fips: state for state, fips in sources.fips_of_state.items()}
    zips = []
    for code in sorted({*sources.census, *sources.postal, *sources.hud}):
        postal = sources.postal.get(code)
        hud = sources.hud.get(code, ())
        point = _point(sources, towns, code, report)
        if point is None:
            report.note("left out: no point from a source with terms", code)
            continue
        counties = _counties(sources, code, point)
        state = postal.state if postal else state_of_fips[counties[0][:2]]
        city = postal.city if postal else _territory_city(sources, code, counties[0])
        place = Zip(code, city, state, counties, point, timezone="")
        zips.append(replace(place, timezone=_timezone(sources, towns, place, report)))
        report.counts["with HUD county" if hud else "without HUD county"] += 1
    decided = {place.code for place in zips}
    only_voted = sum(1 for code in sources.votes if code not in decided)
    report.counts["known to the voter only (military included), left out"] = only_voted
    return zips


class TownsByCounty:
    """GeoNames towns to look up by county."""

    def __init__(self, towns: Iterable[Town]) -> None:
        self._towns: dict[str, list[Town]] = defaultdict(list)
        for town in towns:
            self._towns[town.county].append(town)

    def named(self, counties: Iterable[str], name: str) -> Town | None:
        """Return the largest town of that name in the first of the counties that has one."""
        wanted = fold(name)
        return next(
            (town for county in counties for town in self._towns[county] if town.folded == wanted), None
        )

    def nearest(self, county: str, point: Point) -> Town | None:
        """Return the town of the county nearest to the point."""
        return min(self._towns[county], key=lambda town: _miles(town.point, point), default=None)


def _point(sources: Sources, towns: TownsByCounty, code: str, report: Report) -> Point | None:
    census, postal = sources.census.get(code), sources.postal.get(code)
    if census and postal:
        return _settle(sources, towns, code, report)
    if census:
        report.counts["point from Census alone"] += 1
        return census
    city = postal.city if postal else _territory_city(sources, code, sources.hud[code][0])
    town = towns.named([*_post_office_county(sources, code), *_listed(sources, code)], city)
    if not postal:
        if town:
            report.note("point of the town: ZIP in the HUD list only", code)
        return town.point if town else None
    if town and _miles(town.point, postal.point) > _FAR_MILES:
        report.note(
            "point of the town: no Census point, postal point far from it",
            f"{code} {town.name}, {town.state}",
        )
        return town.point
    report.counts["point from GeoNames postal codes, no Census point"] += 1
    return postal.point


def _listed(sources: Sources, code: str) -> tuple[str, ...]:
    """Return the counties HUD and GeoNames name for a ZIP."""
    postal = sources.postal.get(code)
    return (*sources.hud.get(code, ()), *((postal.county,) if postal else ()))


def _settle(sources: Sources, towns: TownsByCounty, code: str, report: Report) -> Point:
    """Choose between the Census and the GeoNames point."""
    census, postal, vote = sources.census[code], sources.postal[code], sources.votes.get(code)
    apart = _miles(census, postal.point)
    if apart <= _FAR_MILES:
        report.counts["point from Census"] += 1
        return census
    label = f"{code} {postal.city}, {postal.state} ({apart:.0f} mi apart)"
    if vote and _miles(census, vote.point) <= _FAR_MILES:
        report.note("point from Census, the voter near it", label)
        return census
    if vote and _miles(postal.point, vote.point) <= _AGREE_MILES:
        report.note("Census outvoted: point from GeoNames", label)
        return postal.point
    listed = _listed(sources, code)
    in_census, in_postal = (sources.shapes.at(*point) in listed for point in (census, postal.point))
    town = towns.named(listed, postal.city)
    if in_census != in_postal:
        reason, chosen = "its county is the listed one", census if in_census else postal.point
    elif town:
        reason = f"nearer to the town of {town.name}"
        chosen = min((census, postal.point), key=lambda point: _miles(point, town.point))
    else:
        reason, chosen = "nothing speaks against it", census
    name = "Census" if chosen == census else "GeoNames"
    report.note("all three differ, decided here", f"{label}: {name}, {reason}")
    return chosen


def _counties(sources: Sources, code: str, point: Point) -> tuple[str, ...]:
    """Return the counties of a ZIP, main first: the post office's, else the point's, if HUD lists it."""
    postal, hud = sources.postal.get(code), sources.hud.get(code, ())
    state = sources.fips_of_state[postal.state] if postal else ""
    named = postal.county if postal else ""
    drawn = sources.shapes.at(*point, state) or sources.shapes.at(*point) or ""
    if own := _post_office_county(sources, code):
        return (own[0], *sorted({drawn, *hud} - {own[0], ""}))
    if not postal and drawn[:2] not in {fips[:2] for fips in hud}:
        # The list files Guam under American Samoa.
        return (drawn,)
    at_home = [fips for fips in hud if fips.startswith(state)]
    candidates = [fips for fips in (named, drawn) if fips in hud]
    if named == drawn:
        candidates.append(named)
    main = next(fips for fips in [*candidates, *at_home, named, drawn, *hud] if fips)
    return (main, *(fips for fips in hud if fips != main))


def _territory_city(sources: Sources, code: str, county: str) -> str:
    return _TERRITORY_CITIES.get(code) or _short(sources.county_names[county])


def _post_office_county(sources: Sources, code: str) -> list[str]:
    """Return the municipio of a post office named above, if it is one."""
    name = f"{_TERRITORY_CITIES.get(code, '')} Municipio"
    return [fips for fips, county_name in sources.county_names.items() if county_name == name]


def _short(county_name: str) -> str:
    if county_name == "District of Columbia":
        return "Washington"
    return county_name.removesuffix(" Municipio").removesuffix(" Municipality").removesuffix(" Island")


def _timezone(sources: Sources, towns: TownsByCounty, place: Zip, report: Report) -> str:
    """Take the zone GeoNames gives the town, unless a boundary look-up and the voter both know better."""
    if place.code in _LEGAL_ZONES:
        return _LEGAL_ZONES[place.code]
    looked_up = str(sources.zone_at(place.point[1], place.point[0]))
    own_town = towns.named(place.counties, place.city)
    town = own_town or towns.nearest(place.counties[0], place.point)
    if not town:
        report.note("time zone looked up: no town in the county", place.code)
        return looked_up
    vote = sources.votes.get(place.code)
    voted = vote.timezone if vote else ""
    if _same_clock(town.timezone, looked_up) or not voted or not _same_clock(voted, looked_up):
        return town.timezone
    if own_town and place.state == "AZ":
        # Arizona's clock goes by the reservation, and a ZIP's middle may lie on it while the town does not.
        return town.timezone
    report.note("time zone of GeoNames outvoted", f"{place.code} {place.city} {town.timezone} to {looked_up}")
    return looked_up


@cache
def _same_clock(one: str, other: str) -> bool:
    moments = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7)]
    return all(
        moment.astimezone(ZoneInfo(one)).utcoffset() == moment.astimezone(ZoneInfo(other)).utcoffset()
        for moment in moments
    )


def _miles(one: Point, other: Point) -> float:
    return distance.miles(distance.chord_between(distance.ecef(*one), distance.ecef(*other)))
