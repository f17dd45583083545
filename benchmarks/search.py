"""How fast the search is: `python -m benchmarks.search`, see benchmarks/README.md.

Registers of invented listings at real ZIP codes, as dense as people live, are built by the publisher's own code. The
same random searches are then answered by our engine, by the usual way of writing such a search (on the same file), and
beside a Flask page that says hello, turn by turn: what counts is how they compare within one run.
"""

import argparse
import cProfile
import math
import pstats
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import create_environ

from benchmarks import usual
from directory.edition import build
from directory.edition.store import Edition
from directory.listings.listing import load
from directory.places import gazetteer
from directory.places.place import Place
from directory.search import engine
from directory.search.query import Query
from tests.search import made_up

SEED = 7
#: Doors and points, 1.2 % for a county, 0.3 % for a state, and a handful for the whole country.
SHARES = (55, 43, 0, 1.2, 0.04, 0.4, 0.3)
_SENTENCES = (
    "Free groceries every week, no questions asked.", "Lawyers for people in immigration court.",
    "Doctors and dentists for the whole family.", "Call first to make an appointment.", "Walk in any morning.",
    "We help with forms for citizenship and asylum.", "Interpreters on the phone in many languages.",
    "Abogados y ayuda con papeles de inmigración.", "Clínica para toda la familia, con o sin seguro.",
    "Comida gratis todos los sábados.", "Trợ giúp pháp lý miễn phí.", "Bring a bag and a friend.")

#: Kinds of searches: what each asks besides the place.
KINDS: dict[str, dict[str, object]] = {
    "plain": {}, "kind": {"category": "legal"}, "kind, 10 miles": {"category": "food", "radius": 10},
    "kind, 100 miles": {"category": "food", "radius": 100},
    "kind and language": {"category": "medical", "languages": ("vi",)},
    "kind, rare language": {"category": "legal", "languages": ("mam",)},
    "no papers asked": {"category": "food", "papers": ("asks_photo_id", "asks_ssn")},
    "open now": {"category": "food", "open_now": True},
    "common word": {"words": "free groceries"}, "rare word": {"words": "Łódź Hawaiʻi"},
}


def people() -> tuple[list[Place], list[float]]:
    """Return all ZIP codes, and for each its share of the people of its city."""
    with gazetteer.open_in_memory().connect() as connection:
        found = connection.execute(sa.text("SELECT key, name, state, population FROM place")).all()
        cities: dict[tuple[str, str], int] = {}
        for row in found:
            if row.key.startswith("city:"):
                cities[row.name, row.state] = max(row.population, cities.get((row.name, row.state), 0))
        codes: dict[tuple[str, str], int] = {}
        for row in found:
            if row.key.startswith("zip:"):
                codes[row.name, row.state] = codes.get((row.name, row.state), 0) + 1
        keys = sorted(row.key for row in found if row.key.startswith("zip:"))
        zips = [place for key in keys if (place := gazetteer.get(connection, key))]
    return zips, [cities.get((place.name, place.state), 500) / codes[place.name, place.state] + 50 for place in zips]


def make(path: Path, count: int, zips: list[Place], weights: list[float]) -> float:
    """Build an edition with the control's tables beside ours; return the seconds that ours took."""
    random = Random(SEED)
    descriptions = [" ".join(random.sample(_SENTENCES, 4)) for _ in range(300)]
    rows = list(made_up.rows(Random(SEED), zips, count=count, weights=weights, descriptions=descriptions,
                             shares=SHARES))
    start = time.perf_counter()
    build.build(path, rows, sources=[], about={})
    took = time.perf_counter() - start
    with sqlite3.connect(path) as connection:
        listings = {row[0]: load(row[1]) for row in connection.execute(
            "SELECT number, record FROM listing WHERE number IN (SELECT number FROM row)")}
        usual.fill(connection, listings)
    connection.close()
    return took


def searches(count: int, zips: list[Place], weights: list[float]) -> list[tuple[str, Query, Place]]:
    """Return random searches, as many of each kind, at places drawn by how many people live there."""
    random = Random(SEED + 1)
    return [(kind, Query(place=place.key, **asked), place)  # type: ignore[arg-type]
            for kind, asked in KINDS.items() for place in random.choices(zips, weights, k=count)]


def hello() -> Callable[[], object]:
    """Return the smallest Flask page, ready to be asked for."""
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "Hello")
    return lambda: list(app(create_environ("/"), lambda *_: lambda _: None))


def timed(action: Callable[[], object]) -> float:
    """Return how many milliseconds of processor time an action took: the other work of the machine does not count."""
    start = time.thread_time()
    action()
    return (time.thread_time() - start) * 1000


def p99(times: list[float]) -> float:
    """Return the time that 99 of 100 stay under."""
    return sorted(times)[math.ceil(len(times) * 0.99) - 1]


def measure(path: Path, wanted: list[tuple[str, Query, Place]], *, control: bool) -> dict[str, dict[str, list[float]]]:
    """Return kind -> ours, usual, hello -> times, taken turn by turn."""
    edition = Edition(path, build.open_file(path))
    page = hello()
    for _, query, _ in wanted[::7]:
        engine.search(edition, query)
        page()
    times: dict[str, dict[str, list[float]]] = {kind: {"ours": [], "usual": [], "hello": []} for kind in KINDS}
    other = usual.open_file(path)
    for turn, (kind, query, place) in enumerate(wanted):
        times[kind]["ours"].append(timed(lambda query=query: engine.search(edition, query)))  # type: ignore[misc]
        times[kind]["hello"].append(timed(page))
        if control and turn % 5 == 0:
            radius = query.radius or engine.search(edition, query).radius or 100
            times[kind]["usual"].append(timed(
                lambda query=query, place=place, radius=radius: usual.search(other, query, place, radius)))  # type: ignore[misc]
    other.close()
    edition.engine.dispose()
    return times


def report(count: int, took: float, size: int, times: dict[str, dict[str, list[float]]]) -> dict[str, float]:
    """Print the table of one size; return the medians by kind."""
    print(f"\n{count:,} listings: edition of {size / 1e6:.0f} MB built in {took:.1f} s")
    print(f"{'':22}{'median':>9}{'p99':>9}{'usual':>9}{'usual/ours':>12}{'ours/hello':>12}")
    rows = {**times, "all": {name: [one for kind in times.values() for one in kind[name]] for name in times["plain"]}}
    for kind, found in rows.items():
        ours, hello_page = statistics.median(found["ours"]), statistics.median(found["hello"])
        other = statistics.median(found["usual"]) if found["usual"] else math.nan
        print(f"{kind:22}{ours:9.2f}{p99(found['ours']):9.2f}{other:9.2f}{other / ours:12.1f}{ours / hello_page:12.1f}")
    return {kind: statistics.median(found["ours"]) for kind, found in rows.items()}


def profile(path: Path, wanted: list[tuple[str, Query, Place]]) -> None:
    """Print where the time goes."""
    edition = Edition(path, build.open_file(path))
    for _, query, _ in wanted[::7]:
        engine.search(edition, query)
    profiler = cProfile.Profile()
    profiler.enable()
    for _, query, _ in wanted:
        engine.search(edition, query)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(18)
    edition.engine.dispose()


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000", help="how many listings, e.g. 1000,10000")
    parser.add_argument("--searches", type=int, default=60, help="how many searches of each kind")
    parser.add_argument("--folder", type=Path, help="keep the editions here, and use those that are here already")
    parser.add_argument("--no-control", action="store_true", help="leave the usual way out")
    parser.add_argument("--profile", action="store_true", help="print where the time goes, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        zips, weights = people()
        wanted = searches(options.searches, zips, weights)
        medians = {}
        for count in map(int, options.sizes.split(",")):
            path = (options.folder or Path(aside)) / f"made-up-{count}.sqlite"
            took = make(path, count, zips, weights) if not path.exists() else math.nan
            size = path.stat().st_size
            medians[count] = report(count, took, size, measure(path, wanted, control=not options.no_control))
            if options.profile:
                profile(path, wanted)
        if len(medians) > 1:
            first, last = min(medians), max(medians)
            print(f"\nGrowth of the median from {first:,} to {last:,} listings:")
            print("  ".join(f"{kind} x{medians[last][kind] / medians[first][kind]:.1f}" for kind in medians[last]))


if __name__ == "__main__":
    main()
