"""Build the tables of data/places from the raw sources: `python -m directory.places.build SOURCES_DIR`.

Development only: nothing at run time imports this. data/places/README.md says how to fill SOURCES_DIR. The
same sources give the same files byte for byte.
"""

import gzip
import io
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from directory.config import own_folder
from directory.places import states
from directory.places.build_sources import Point, Sources, read
from directory.places.build_towns import City, capitals, county_zones, make_cities
from directory.places.build_zips import Report, Zip, decide

Row = tuple[str, ...]


def main(arguments: list[str]) -> int:
    """Build all tables and the report; return the exit status."""
    if len(arguments) != 1:
        print("usage: python -m directory.places.build SOURCES_DIR", file=sys.stderr)
        return 2
    sources = read(Path(arguments[0]))
    target = own_folder("data") / "places"
    report = Report()
    zips = decide(sources, report)
    cities = make_cities(sources, zips)
    _write(target / "zips.tsv.gz", "zip city state counties latitude longitude timezone", map(_zip_row, zips))
    _write(
        target / "cities.tsv.gz",
        "code name state counties latitude longitude timezone population alternates",
        map(_city_row, cities),
    )
    _write(
        target / "counties.tsv.gz",
        "fips name state latitude longitude timezone",
        _county_rows(sources, county_zones(sources, zips)),
    )
    _write(
        target / "states.tsv",
        "state fips name latitude longitude timezone capital",
        _state_rows(sources, capitals(cities)),
    )
    _write(target / "lines.tsv.gz", "kind points", sources.shapes.lines)
    text = _describe(report, zips, cities, len(sources.county_names))
    (target / "report.txt").write_text(text, "utf-8")
    print(text)
    return 0


def _zip_row(place: Zip) -> Row:
    return (
        place.code,
        place.city,
        place.state,
        " ".join(place.counties),
        *_degrees(place.point),
        place.timezone,
    )


def _city_row(city: City) -> Row:
    facts = (
        city.code,
        city.name,
        city.state,
        " ".join(city.counties),
        *_degrees(city.point, 3),
        city.timezone,
    )
    return (*facts, str(city.population), "|".join(city.alternates))


def _county_rows(sources: Sources, zones: dict[str, str]) -> Iterable[Row]:
    state_of_fips = {fips: state for state, fips in sources.fips_of_state.items()}
    for fips, name in sorted(sources.county_names.items()):
        yield (fips, name, state_of_fips[fips[:2]], *_degrees(sources.shapes.centre(fips), 3), zones[fips])


def _state_rows(sources: Sources, capital: dict[str, City]) -> Iterable[Row]:
    for code in sorted(states.CODES):
        city = capital[code]
        fips = sources.fips_of_state[code]
        yield (code, fips, states.state_name(code), *_degrees(city.point), city.timezone, city.name)


def _degrees(point: Point, digits: int = 4) -> tuple[str, str]:
    """Write a point; four digits are some 11 metres, three some 110."""
    return f"{point[0]:.{digits}f}", f"{point[1]:.{digits}f}"


def _write(path: Path, header: str, rows: Iterable[Row]) -> None:
    text = "".join("\t".join(row) + "\n" for row in [tuple(header.split()), *rows])
    if path.suffix != ".gz":
        path.write_text(text, "utf-8", newline="\n")
        return
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as packed:
        packed.write(text.encode())
    path.write_bytes(buffer.getvalue())


def _describe(report: Report, zips: list[Zip], cities: list[City], counties: int) -> str:
    with_people = sum(1 for city in cities if city.population)
    lines = [
        "Report of the last build of these tables (written by directory/places/build.py).",
        "",
        f"ZIP codes: {len(zips)}",
        f"cities: {len(cities)}, of them {with_people} with a population",
        f"counties: {counties}",
        f"states and territories: {len(states.CODES)}",
        "ZIP codes by state: "
        + ", ".join(f"{state} {n}" for state, n in sorted(Counter(place.state for place in zips).items())),
        "",
        *(f"{what}: {count}" for what, count in sorted(report.counts.items())),
    ]
    for what, which in sorted(report.lists.items()):
        lines += ["", f"{what}:", *(f"  {one}" for one in which)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
