"""County outlines for the build: a point's county, a county's middle, and the lines of our maps. Development only."""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from directory.places import distance

Ring = list[tuple[float, float]]
_NEAR_DEGREES = 0.3
# The source itself is drawn on a grid of 0.0036 by 0.0009 degrees.
_PER_DEGREE = 1000


class CountyShapes:
    """The county polygons of a us-atlas TopoJSON file (Census cartographic boundaries), by FIPS code."""

    def __init__(self, topology: Path) -> None:
        data = json.loads(topology.read_text("utf-8"))
        arcs = list(_decode(data))
        #: The lines of our maps as (kind, points): see data/places/README.md.
        self.lines = tuple(_lines(data, arcs))
        self.names: dict[str, str] = {}
        self._rings: dict[str, list[Ring]] = {}
        self._squares: dict[tuple[int, int], list[str]] = defaultdict(list)
        for shape in data["objects"]["counties"]["geometries"]:
            fips = shape["id"]
            polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            self.names[fips] = shape["properties"]["name"]
            self._rings[fips] = [_join(arcs, ids) for polygon in polygons for ids in polygon]
            for square in {(int(x // 1), int(y // 1)) for x, y in _points_between(self._rings[fips])}:
                self._squares[square].append(fips)

    def at(self, latitude: float, longitude: float, state: str = "") -> str | None:
        """Return the FIPS code of the county around a point, or of the nearest outline within some 20 miles.

        The outlines are simplified, so a pier or a river town may lie just outside all of them, or across the
        border: give the two-digit FIPS code of the `state` where it is known.
        """
        column, row = int(longitude // 1), int(latitude // 1)
        here = self._squares.get((column, row), [])
        for fips in here:
            if fips.startswith(state) and _inside(latitude, longitude, self._rings[fips]):
                return fips
        squares = [(column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        around = {
            fips for square in squares for fips in self._squares.get(square, []) if fips.startswith(state)
        }
        point = distance.ecef(latitude, longitude)
        near = (
            (distance.chord_between(point, distance.ecef(y, x)), fips)
            for fips in sorted(around)
            for ring in self._rings[fips]
            for x, y in ring
            if abs(x - longitude) < _NEAR_DEGREES and abs(y - latitude) < _NEAR_DEGREES
        )
        return min(near, default=(0.0, None))[1]

    def centre(self, fips: str) -> tuple[float, float]:
        """Return latitude and longitude of the middle of the county's largest piece."""
        _area, x, y = max((_centroid(ring) for ring in self._rings[fips]), key=lambda found: abs(found[0]))
        return y, x


def _lines(data: dict, arcs: list[Ring]) -> Iterator[tuple[str, str]]:  # type: ignore[type-arg]
    """Yield the rings of the land and the lines between neighbours, each line once."""
    [nation] = data["objects"]["nation"]["geometries"]
    for polygon in nation["arcs"]:
        for ids in polygon:
            yield "land", _steps(_join(arcs, ids))
    beside: dict[int, set[str]] = defaultdict(set)
    for shape in data["objects"]["counties"]["geometries"]:
        for number in _numbers(shape["arcs"]):
            beside[number if number >= 0 else ~number].add(shape["id"])
    for number, counties in sorted(beside.items()):
        if len(counties) > 1:
            between_states = len({fips[:2] for fips in counties}) > 1
            yield "state" if between_states else "county", _steps(arcs[number])


def _numbers(nested: Any) -> Iterator[int]:
    """Yield the numbers in lists of lists."""
    for each in nested:
        yield from [each] if isinstance(each, int) else _numbers(each)


def _steps(points: Ring) -> str:
    """Write points as thousandths of a degree: the first, then the step to each next one.

    East longitudes are counted on to the west (Guam is at -215): no line jumps at the antimeridian.
    """
    whole = [(round((x - 360 if x > 0 else x) * _PER_DEGREE), round(y * _PER_DEGREE)) for x, y in points]
    moves = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in itertools.pairwise(whole) if (x1, y1) != (x2, y2)]
    return " ".join(f"{x} {y}" for x, y in [whole[0], *moves])


def _decode(data: dict) -> Iterator[Ring]:  # type: ignore[type-arg]
    (scale_x, scale_y), (left, bottom) = data["transform"]["scale"], data["transform"]["translate"]
    for arc in data["arcs"]:
        x = y = 0
        points: Ring = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        yield points


def _join(arcs: list[Ring], ids: Iterable[int]) -> Ring:
    ring: Ring = []
    for number in ids:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(points[1:] if ring else points)
    return ring


def _points_between(rings: list[Ring]) -> Iterator[tuple[float, float]]:
    """Yield a point in each one-degree square of the rings' bounding box."""
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    for column in range(int(min(xs) // 1), int(max(xs) // 1) + 1):
        for row in range(int(min(ys) // 1), int(max(ys) // 1) + 1):
            yield column, row


def _inside(latitude: float, longitude: float, rings: list[Ring]) -> bool:
    """Count edges crossed going east (even-odd rule); holes are rings like any other."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            if (y1 > latitude) != (y2 > latitude) and longitude < (x2 - x1) * (latitude - y1) / (
                y2 - y1
            ) + x1:
                inside = not inside
    return inside


def _centroid(ring: Ring) -> tuple[float, float, float]:
    """Return signed area in square degrees, and x and y of the centroid (shoelace)."""
    left, bottom = ring[0]
    area = sum_x = sum_y = 0.0
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        x1, y1, x2, y2 = x1 - left, y1 - bottom, x2 - left, y2 - bottom
        cross = x1 * y2 - x2 * y1
        area, sum_x, sum_y = area + cross / 2, sum_x + (x1 + x2) * cross, sum_y + (y1 + y2) * cross
    if not area:
        return 0.0, left, bottom
    return area, left + sum_x / (6 * area), bottom + sum_y / (6 * area)
