"""The states, counties and cities that we list something for, and what our lists cover of a state. Knows no request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directory.edition.store import Edition
from directory.places import gazetteer, states
from directory.places.fold import fold
from directory.places.place import Place
from directory.search import coverage
from directory.search.coverage import Coverage

#: The kinds of help that have a page of their own.
KINDS = ("legal", "medical", "food")


@dataclass(frozen=True, slots=True)
class Area:
    """A state, county or city, and how many listings of each category are in it or serve exactly it."""

    place: Place
    counts: Mapping[str, int]

    def count(self, kind: str) -> int:
        """Return how many listings there are of a kind of help; '' for all KINDS together."""
        return sum(self.counts.get(each, 0) for each in ([kind] if kind else KINDS))


def areas(edition: Edition, state: str) -> tuple[Area, ...]:
    """Return every county and city of a state ('CA') with something, by name; looked up once an edition."""
    key = f"areas {state}"
    if key not in edition.caches:
        with edition.connect() as connection:
            places = [place for kind in ("county", "city") for place in gazetteer.within(connection, state, kind)]
        there = [Area(place, edition.inside[place.key]) for place in places if place.key in edition.inside]
        edition.caches[key] = tuple(sorted(there, key=lambda area: (fold(area.place.name), area.place.key)))
    found: tuple[Area, ...] = edition.caches[key]  # type: ignore[assignment]
    return found


def counties(edition: Edition, state: Place, kind: str) -> list[Area]:
    """Return the counties of a state with something of a kind of help, '' for any."""
    return [area for area in areas(edition, state.state) if area.place.kind == "county" and area.count(kind)]


def cities(edition: Edition, county: Place, kind: str) -> list[Area]:
    """Return the cities that lie mainly in a county, with something of a kind of help, '' for any."""
    return [area for area in areas(edition, county.state) if area.place.kind == "city"
            and area.place.counties[:1] == county.counties and area.count(kind)]


def everywhere(edition: Edition) -> Iterator[Area]:
    """Return every state with something, each with its counties and cities after it."""
    for code in states.CODES:
        key = f"state:{code}"
        with edition.connect() as connection:
            state = gazetteer.get(connection, key)
        if state is not None and key in edition.inside:
            yield Area(state, edition.inside[key])
        yield from areas(edition, code)


@dataclass(frozen=True, slots=True)
class Covered:
    """What our lists of a kind cover of a state: as a whole, or else so many of its counties."""

    whole: Coverage
    counties: int
    every: int


def covered(edition: Edition, state: Place, kind: str) -> tuple[Covered, ...]:
    """Return what our lists cover of a state, of one kind of help or, for '', of each."""
    sources = edition.sources.values()
    with edition.connect() as connection:
        own = [(county.key,) for county in gazetteer.within(connection, state.state, "county")]
    return tuple(Covered(coverage.of(sources, state.areas, each),
                         sum(coverage.of(sources, areas, each).kind != "none" for areas in own), len(own))
                 for each in ([kind] if kind else KINDS))
