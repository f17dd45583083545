"""Counts where help is missing in an edition: reads its rows, and lets gaps.py decide."""

from dataclasses import dataclass

from sqlalchemy import Connection

from directory.edition import queries
from directory.edition.build import CATEGORY_NUMBER
from directory.edition.store import Edition
from directory.places import nearest
from directory.search import gaps
from directory.search.gaps import HELP, MILES, Area, Asked, Gap, Spot


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which gaps to count: kinds of help, one state or all (''), how near help must be, languages it must speak."""

    categories: tuple[str, ...] = HELP
    state: str = ""
    miles: int = MILES
    languages: tuple[str, ...] = ()


def count(edition: Edition, by: str, wanted: Wanted) -> list[Gap]:
    """Return the gaps summed up by zip, county or state (see gaps.BY), area by area in the order of names.

    With languages every distance is measured anew, which takes a second or two.
    """
    with edition.connect() as connection:
        spots = _spots(connection, wanted)
        areas = list(map(Area._make, queries.named(connection, by, wanted.state)))
        asked = [Asked(category, tuple(edition.sources.values()),
                       queries.areas_by_phone(connection, CATEGORY_NUMBER[category], wanted.languages), wanted.miles,
                       whole=not wanted.languages) for category in wanted.categories]
    areas.sort(key=lambda area: ("" if by == "state" else area.state, area.name, area.key))
    counted = [gaps.count(areas, spots, one, by=by) for one in asked]
    return [gap for kinds in zip(*counted, strict=True) for gap in kinds]


def shown(edition: Edition, state: str = "") -> list[Gap]:
    """Return the gaps that a page shows, counted once an edition: by state, or by county of one state."""
    key = f"gaps {state}"
    if key not in edition.caches:
        edition.caches[key] = count(edition, "county" if state else "state", Wanted(state=state))
    found: list[Gap] = edition.caches[key]  # type: ignore[assignment]
    return found


def _spots(connection: Connection, wanted: Wanted) -> list[Spot]:
    spots = list(map(Spot._make, queries.zip_miles(connection, wanted.state)))
    if not wanted.languages:
        return spots
    zips = queries.zip_points(connection)
    points = [zips[spot.zip] for spot in spots]
    anew = [nearest.miles(points, queries.points(connection, CATEGORY_NUMBER[category], wanted.languages))
            if category in wanted.categories else [None] * len(spots) for category in HELP]
    return [Spot(*spot[:3], *miles) for spot, *miles in zip(spots, *anew, strict=True)]


def languages_known(edition: Edition, category: str) -> tuple[int, int]:
    """Return of how many places of a category we know the languages, and how many there are."""
    with edition.connect() as connection:
        return queries.languages_known(connection, CATEGORY_NUMBER[category])
