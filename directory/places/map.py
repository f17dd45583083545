"""A map as numbers: a window on the earth, the lines in it, rings of distance, and pins that do not cover each other.

Pure: points in, a drawing out, the same every time. Knows no listing, no language and no page; a template draws it.
The projection keeps distances from the middle as `distance` measures them, so a ring is a circle and a place that the
list puts at 9.9 miles lies inside the ring of 10 miles.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

from directory.places.distance import ecef, miles
from directory.places.outlines import PER_DEGREE, Line
from directory.places.place import Place

#: Units of a drawing, across and down.
SIZE = 720
_HALF = SIZE // 2
#: Half the height of a pin, and how much wider it gets with each letter after the second.
PIN, _LETTER = 21, 16
#: Miles. The lines are too rough to look at from nearer.
_NEAREST = 3
#: Miles from the middle to a side: beyond, counties are only clutter.
_COUNTIES_TO = 200
_ROUND_MILES = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500)
_MOST_RINGS = 3
_SMALLEST_RING = 70
#: The way from the middle to a side, over the distance of the farthest pin.
_AIR = 1.12
_MILES_PER_DEGREE = 68.7
#: From the middle to a corner over the way to a side, and a little more.
_CORNER = 1.5
_COMPASS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
#: Units of a letter of a name, and the height of a line of text.
_WIDE, _HIGH = 13, 28
_MOST_NAMES, _MOST_STREETS = 14, 8
#: Units at the border that stay free.
_EDGE = 3


class Spot(NamedTuple):
    """A place that may be shown: its number in the list, degrees north and east."""

    number: int
    latitude: float
    longitude: float


class Pin(NamedTuple):
    """One pin: its middle, the point it belongs to, the numbers on it and half its width and height."""

    x: int
    y: int
    point_x: int
    point_y: int
    label: str
    half_width: int
    half_height: int = PIN

    @property
    def moved(self) -> bool:
        """Say whether it had to stand beside its point."""
        return (self.x, self.y) != (self.point_x, self.point_y)


class Ring(NamedTuple):
    """A circle around the middle, and the point of it where its distance is written."""

    miles: int
    radius: int
    x: int
    y: int


class Written(NamedTuple):
    """A name on the map, written around a point."""

    x: int
    y: int
    text: str


class Named(NamedTuple):
    """A name that may be written, and the points around which it may stand, the best first."""

    text: str
    points: tuple[tuple[float, float], ...]


class Streets(NamedTuple):
    """A street map under a window: paths as SVG writes them, each after its kind, and names, the largest first.

    `owed` is to whom the file owes its facts, as text.
    """

    paths: tuple[tuple[str, str], ...] = ()
    names: tuple[Named, ...] = ()
    quarters: tuple[Named, ...] = ()
    owed: str = ""


#: No street map: none is set up, it has nothing here, or from so far it would be clutter.
NO_STREETS = Streets()


class Scale(NamedTuple):
    """The scale bar: so many miles are so many units."""

    miles: int
    length: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is on a map, in units of SIZE. `land`, `states` and `counties` are paths as SVG writes them.

    `towards` says in which direction from the middle each number lies ('north', 'northeast', ...); it is empty, as
    `rings` is, where no middle was searched.
    """

    land: str
    states: str
    counties: str
    rings: tuple[Ring, ...]
    pins: tuple[Pin, ...]
    towns: tuple[Written, ...]
    county_names: tuple[Written, ...]
    scale: Scale
    middle: bool
    towards: dict[int, str]
    streets: Streets
    street_names: tuple[Written, ...]
    quarters: tuple[Written, ...]


@dataclass(frozen=True)
class Window:
    """A square part of the earth: its middle in degrees, and the miles from there to each side."""

    latitude: float
    longitude: float
    miles: float

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north of a box around the window in degrees, longitudes counted west."""
        reach = self.miles * _CORNER / _MILES_PER_DEGREE
        narrow, wide = math.cos(math.radians(self.latitude)), math.sin(math.radians(min(reach, 90.0)))
        aside = math.degrees(math.asin(wide / narrow)) if wide < narrow else 180.0
        longitude = west(self.longitude)
        return longitude - aside, self.latitude - reach, longitude + aside, self.latitude + reach

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """Return the box in thousandths of a degree, as lines are."""
        return tuple(round(degrees * PER_DEGREE) for degrees in self.box)

    @cached_property
    def _axes(self) -> tuple[float, ...]:
        phi, lam = math.radians(self.latitude), math.radians(self.longitude)
        return *ecef(self.latitude, self.longitude), math.sin(phi), math.cos(phi), math.sin(lam), math.cos(lam)

    def place(self, points: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
        """Yield where points (latitude, longitude in degrees) lie, in units from the upper left corner."""
        x0, y0, z0, sin_phi, cos_phi, sin_lam, cos_lam = self._axes
        unit = _HALF / self.miles
        for latitude, longitude in points:
            x, y, z = ecef(latitude, longitude)
            x, y, z = x - x0, y - y0, z - z0
            east = y * cos_lam - x * sin_lam
            north = z * cos_phi - (x * cos_lam + y * sin_lam) * sin_phi
            flat = math.hypot(east, north)
            stretch = unit * miles(x * x + y * y + z * z) / flat if flat else 0.0
            yield _HALF + east * stretch, _HALF - north * stretch


def west(longitude: float) -> float:
    """Return a longitude counted west: all of the USA then lies between -216 and -64, and no map is torn apart."""
    return longitude - 360 if longitude > 0 else longitude


def around(latitude: float, longitude: float, spots: Iterable[Spot]) -> Window:
    """Return the window with a place in the middle that holds all spots."""
    start = ecef(latitude, longitude)
    far = max((math.dist(start, ecef(each.latitude, each.longitude)) for each in spots), default=0.0)
    return Window(latitude, longitude, max(_NEAREST, miles(far * far) * _AIR))


def holding(points: Sequence[tuple[float, float]], least: float) -> Window:
    """Return a window that holds these points (latitude, longitude in degrees), at least so many miles to each side."""
    latitudes, longitudes = [each[0] for each in points], [west(each[1]) for each in points]
    latitude = (min(latitudes) + max(latitudes)) / 2
    longitude = (min(longitudes) + max(longitudes)) / 2
    # In a window of as many miles as units, a unit is a mile.
    far = max(abs(each - _HALF) for place in Window(latitude, longitude, _HALF).place(points) for each in place)
    return Window(latitude, longitude, max(least, far * _AIR))


def draw(window: Window, lines: Iterable[Line], spots: Sequence[Spot], *, middle: bool,
         towns: Sequence[Place] = (), counties: Sequence[Place] = (), streets: Streets = NO_STREETS) -> Drawing:
    """Draw a window: all spots in it as pins, and as many names as there is room for, the first ones first.

    `middle` says that the middle of the window is the place that was searched: it gets a mark and rings.
    """
    paths = _paths(window, lines)
    scale = _scale(window)
    taken = [_Box(0, SIZE - 64, scale.length + 60, SIZE)]
    if middle:
        taken.append(_Box(_HALF - 18, _HALF - 18, _HALF + 18, _HALF + 18))
    pins = _pins(window, spots, taken)
    rings = _rings(window, taken) if middle else ()
    town_names = _names(_beside(window, towns), taken, _MOST_NAMES)
    street_names = _names(streets.names, taken, _MOST_STREETS)
    quarters = _names((each for each in streets.quarters if each.text not in {town.text for town in town_names}),
                      taken, _MOST_STREETS)
    county_names = _names(_beside(window, counties), taken, _MOST_NAMES) if window.miles <= _COUNTIES_TO else ()
    return Drawing(paths["land"], paths["state"], paths["county"], rings, pins, town_names, county_names, scale, middle,
                   _towards(window, spots) if middle else {}, streets, street_names, quarters)


def _paths(window: Window, lines: Iterable[Line]) -> dict[str, str]:
    paths: dict[str, list[str]] = {"land": [], "state": [], "county": []}
    for line in lines:
        if line.kind != "county" or window.miles <= _COUNTIES_TO:
            paths[line.kind].append(_path(window, line))
    return {kind: "".join(parts) for kind, parts in paths.items()}


def _path(window: Window, line: Line) -> str:
    """Return a line as an SVG path."""
    points = _thin(list(zip(line.longitudes, line.latitudes, strict=True)), window)
    placed = [(round(x), round(y)) for x, y in
              window.place((latitude / PER_DEGREE, longitude / PER_DEGREE) for longitude, latitude in points)]
    return path(placed, closed=line.kind == "land")


def path(placed: Sequence[tuple[int, int]], *, closed: bool) -> str:
    """Return points of a drawing as an SVG path: where it begins, then steps; '' if nothing of it can be seen."""
    steps = [f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(placed) if (x1, y1) != (x2, y2)]
    if not steps or any(max(side) < 0 or min(side) > SIZE for side in zip(*placed, strict=True)):
        return ""
    return f"M{placed[0][0]} {placed[0][1]}l{' '.join(steps)}".replace(" -", "-") + "z" * closed


def _thin(points: list[tuple[int, int]], window: Window) -> list[tuple[int, int]]:
    """Drop the points that nobody sees; the ends stay, so that lines that met still meet.

    Those are points nearer than two units to the one kept before, and those beyond one side of the window together
    with the one kept before and the one after: a straight line past the window leaves the same land in it.
    """
    left, low, right, high = window.edges
    beyond = [(x < left) + (x > right) * 2 + (y < low) * 4 + (y > high) * 8 for x, y in points]
    narrow = math.cos(math.radians(window.latitude))
    near = 2 * window.miles / _HALF / _MILES_PER_DEGREE * PER_DEGREE
    kept = points[:1]
    (last_x, last_y), last = points[0], beyond[0]
    for (x, y), here, after in zip(points[1:-1], beyond[1:], beyond[2:], strict=False):
        if not last & here & after and abs(x - last_x) * narrow + abs(y - last_y) >= near:
            kept.append((x, y))
            last_x, last_y, last = x, y, here
    return [*kept, *points[-1:]]


class _Box(NamedTuple):
    """A part of the drawing that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def free(self, taken: Iterable["_Box"]) -> bool:
        """Say whether it is wholly on the map and touches none of the others."""
        left, top, right, bottom = self
        if left < _EDGE or top < _EDGE or right > SIZE - _EDGE or bottom > SIZE - _EDGE:
            return False
        for other_left, other_top, other_right, other_bottom in taken:
            if left < other_right and other_left < right and top < other_bottom and other_top < bottom:
                return False
        return True

    @property
    def middle(self) -> tuple[int, int]:
        """Return its middle in whole units."""
        return round((self.left + self.right) / 2), round((self.top + self.bottom) / 2)


def _pins(window: Window, spots: Sequence[Spot], taken: list[_Box]) -> tuple[Pin, ...]:
    """Stand the pins at their points, or where there is room as near as may be; places at one point share one."""
    shared: dict[tuple[float, float], list[int]] = {}
    for each in spots:
        shared.setdefault((round(each.latitude, 4), round(each.longitude, 4)), []).append(each.number)
    pins = []
    for (x, y), numbers in zip(window.place(shared), shared.values(), strict=True):
        label = _label(sorted(numbers))
        half = PIN + max(0, len(label) - 2) * _LETTER // 2
        choice = (_around(x + across, y + down, half + 1, PIN + 1) for across, down in _NEARER_FIRST)
        box = next((box for box in choice if box.free(taken)), _around(x, y, half, PIN))
        taken.append(box)
        pins.append(Pin(*box.middle, round(x), round(y), label, half))
    return tuple(pins)


#: Where a pin may stand beside its point: there, or on circles around it, above first.
_NEARER_FIRST = [(0.0, 0.0), *((far * math.sin(math.tau * turn / 16), -far * math.cos(math.tau * turn / 16))
                               for far in range(16, SIZE, 12) for turn in range(16))]


def _around(x: float, y: float, half_width: float, half_height: float) -> _Box:
    return _Box(x - half_width, y - half_height, x + half_width, y + half_height)


def _label(numbers: Sequence[int]) -> str:
    """Write rising numbers: "3", "3–5", "3–5, 9"; of more than two runs the first, and an ellipsis."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    said = [f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    return ", ".join(said) if len(said) <= 2 else f"{said[0]}, …"


def _rings(window: Window, taken: list[_Box]) -> tuple[Ring, ...]:
    """Return the widest rings that fit, each with its distance written on it where nothing else is."""
    radii = ((distance, round(distance / window.miles * _HALF)) for distance in _ROUND_MILES)
    rings = []
    for distance, radius in [each for each in radii if _SMALLEST_RING <= each[1] <= _HALF - 8][-_MOST_RINGS:]:
        points = ((_HALF + radius * math.sin(math.tau * turn / 8), _HALF - radius * math.cos(math.tau * turn / 8))
                  for turn in (0, 4, 1, 3, 5, 7))
        found = next((point for point in points if _around(*point, 60, _HIGH / 2).free(taken)), None)
        if found:
            taken.append(_around(*found, 60, _HIGH / 2))
            rings.append(Ring(distance, radius, round(found[0]), round(found[1])))
    return tuple(rings)


def _scale(window: Window) -> Scale:
    """Return the longest bar of a round number of miles that takes less than a third of the width."""
    unit = _HALF / window.miles
    length = max((each for each in _ROUND_MILES if each * unit <= SIZE / 3), default=_ROUND_MILES[0])
    return Scale(length, round(length * unit))


def _beside(window: Window, places: Sequence[Place]) -> Iterator[Named]:
    """Yield the names of places, to be written there or right beside a pin that stands there."""
    for each, (x, y) in zip(places, window.place((each.latitude, each.longitude) for each in places), strict=True):
        aside, above = _half(each.name) + PIN + 2, _HIGH / 2 + PIN + 2
        yield Named(each.name, ((x, y), (x, y - above), (x, y + above), (x + aside, y), (x - aside, y)))


def _names(named: Iterable[Named], taken: list[_Box], most: int) -> tuple[Written, ...]:
    """Write the names for which there is room."""
    written: list[Written] = []
    for text, points in named:
        boxes = (_around(x, y, _half(text), _HIGH / 2) for x, y in points)
        box = next((box for box in boxes if box.free(taken)), None)
        if box and len(written) < most:
            taken.append(box)
            written.append(Written(*box.middle, text))
    return tuple(written)


def _half(text: str) -> float:
    """Return half the width of a name, with some air."""
    return len(text) * _WIDE / 2 + 4


def _towards(window: Window, spots: Sequence[Spot]) -> dict[int, str]:
    found = {}
    for each, (x, y) in zip(spots, window.place((each.latitude, each.longitude) for each in spots), strict=True):
        turn = math.atan2(x - _HALF, _HALF - y) / math.tau
        found[each.number] = _COMPASS[round(turn * 8) % 8]
    return found
