"""An operator's own street map under ours: the tiles below a window, drawn as a few paths and names.

The tiles are read and drawn here, on the server. A browser gets one page and asks for no tile, so that nobody, our own
logs included, learns from the addresses of tiles where somebody looks.
"""

import logging
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from directory.config import BadSetting
from directory.places.map import NO_STREETS, SIZE, Named, Streets, Window, path
from directory.places.pmtiles import Archive, BadFile
from directory.places.street_kinds import AREAS, LARGEST_FIRST, STREET_LAYERS, Shape, Tile, plain, read
from directory.web.private_log import Public

#: Miles from the middle to a side: beyond, even highways are only clutter.
_STREETS_TO = 50
#: Widths of a tile in a window, at most: a phone then shows a tile about as large as it was made for.
_TILES_ACROSS = 1.5
_MILES_AROUND = 360 * 68.7
#: The box of a window has room for its corners turned; here, where lines of longitude run straight, less will do.
_SEEN = 0.72
#: Beyond, Mercator's map ends.
_FARTHEST_NORTH = 85.0
_TILES_KEPT = 32
#: Units by which a line may be off, and the width of an area that can still be seen.
_OFF, _SMALLEST = 0.7, 3
#: Steps of a line that are looked at together.
_PIECE = 64
#: Letters of all paths together: some 40 kB when the page is compressed.
_MOST_LETTERS = 90_000
#: Points that are looked at for all lines and areas, and once more for all names: some seconds at the very worst.
_MOST_POINTS = 200_000
_LOWEST_FIRST = ("park", "water", "river", "minor", "medium", "major", "highway")
#: A street shorter than this many units on the map gets no name.
_SHORTEST_NAMED, _MOST_TRIED = 90, 40
_LONGEST_OWED = 200

#: Stands for a tile that cannot be read.
_BROKEN = Tile(0, ())

_log = logging.getLogger(__name__)
_XY = tuple[float, float]


class StreetMap:
    """The street map of an operator, from one file."""

    def __init__(self, archive: Archive) -> None:
        """Take an open file. Raises BadFile when we know none of its layers of streets."""
        layers = archive.metadata.get("vector_layers")
        names = [each.get("id") for each in layers if isinstance(each, dict)] if isinstance(layers, list) else []
        if not any(each in names for each in STREET_LAYERS):
            raise BadFile("it has no layer of streets; make it with Protomaps or OpenMapTiles")
        self._archive = archive
        self.owed = plain(re.sub(r"<[^<>]*>", " ", str(archive.metadata.get("attribution") or "")))[:_LONGEST_OWED]
        self._tile = lru_cache(_TILES_KEPT)(self._read)
        self._told = False

    def under(self, window: Window) -> Streets:
        """Draw what lies under a window: nothing from too far, where the file has nothing, or where it is broken."""
        zoom = self._zoom(window)
        if window.miles > _STREETS_TO or zoom < self._archive.zooms[0]:
            return NO_STREETS
        found = [(across, down, tile) for across, down in _tiles(window, zoom)
                 if (tile := self._tile(zoom, across % (1 << zoom), down))]
        if any(tile is _BROKEN for _, _, tile in found):
            return NO_STREETS
        return _drawn(window, zoom, found, self.owed) if any(tile.shapes for _, _, tile in found) else NO_STREETS

    def _zoom(self, window: Window) -> int:
        """Return the zoom at which few tiles lie under a window."""
        windows = _MILES_AROUND * math.cos(math.radians(window.latitude)) / (2 * window.miles)
        return min(int(math.log2(max(1.0, _TILES_ACROSS * windows))), self._archive.zooms[1])

    def _read(self, zoom: int, across: int, down: int) -> Tile | None:
        """Read a tile, a broken one too: it is kept as such, and not read again for each map."""
        try:
            raw = self._archive.tile(zoom, across, down)
            return None if raw is None else read(raw)
        except BadFile as error:
            if not self._told:
                self._told = True
                _log.warning(Public(f"AMPARO_STREETS: {error}. Where it is so, maps have no streets."))
            return _BROKEN


def opened(file: Path | None) -> StreetMap | None:
    """Open the street map that an operator set up, if any. Raises BadSetting with what is wrong with it."""
    if file is None:
        return None
    try:
        return StreetMap(Archive(file))
    except (BadFile, OSError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise BadSetting(f"AMPARO_STREETS={str(file)!r} cannot be used: {why}.") from error


def _tiles(window: Window, zoom: int) -> Iterator[tuple[int, int]]:
    """Yield the tiles that a window touches, right and down; `across` counts on beyond the edge of the world."""
    left, top, right, bottom = _edges(window, zoom)
    for down in range(max(0, math.floor(top)), min(1 << zoom, math.floor(bottom) + 1)):
        for across in range(math.floor(left), math.floor(right) + 1):
            yield across, down


def _edges(window: Window, zoom: int) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a window in tiles from the corner of the world."""
    west, south, east, north = Window(window.latitude, window.longitude, window.miles * _SEEN).box
    wide = 1 << zoom

    def down(latitude: float) -> float:
        sine = math.sin(math.radians(max(-_FARTHEST_NORTH, min(_FARTHEST_NORTH, latitude))))
        return wide * (0.5 - math.atanh(sine) / math.tau)

    return (west / 360 + 0.5) * wide, down(north), (east / 360 + 0.5) * wide, down(south)


class _Sheet:
    """One tile under a window: what of it can be seen, and where it lies there."""

    def __init__(self, window: Window, zoom: int, across: int, down: int, extent: int) -> None:
        left, top, right, bottom = _edges(window, zoom)
        self._box = ((left - across) * extent, (top - down) * extent, (right - across) * extent,
                     (bottom - down) * extent)
        #: Units of the tile for one of the drawing.
        self._unit = (right - left) * extent / SIZE
        self._extent = extent
        wide = 1 << zoom
        rows = [[_degrees(across + half / 2, down + row / 2, wide) for half in range(3)] for row in range(3)]
        self._bent = [[_curve(*each) for each in zip(*window.place(row), strict=True)] for row in rows]

    def placed(self, points: Iterable[_XY]) -> list[_XY]:
        """Return where points of the tile lie on the drawing: off by less than a unit.

        A tile is bent so little that three points of each of three rows say where the others lie.
        """
        (xs0, ys0), (xs1, ys1), (xs2, ys2) = self._bent
        found = []
        for x, y in points:
            u, v = x / self._extent, y / self._extent
            one, two, three = (1 - v) * (1 - 2 * v), 4 * v * (1 - v), v * (2 * v - 1)
            found.append((one * (xs0[0] + u * (xs0[1] + u * xs0[2])) + two * (xs1[0] + u * (xs1[1] + u * xs1[2]))
                          + three * (xs2[0] + u * (xs2[1] + u * xs2[2])),
                          one * (ys0[0] + u * (ys0[1] + u * ys0[2])) + two * (ys1[0] + u * (ys1[1] + u * ys1[2]))
                          + three * (ys2[0] + u * (ys2[1] + u * ys2[2]))))
        return found

    def ground(self) -> str:
        """Return the whole tile as a path."""
        size = self._extent
        return _path(self.placed(((0, 0), (size, 0), (size, size), (0, size))), closed=True)

    def touches(self, shape: Shape) -> bool:
        """Say whether a part of a shape may be in the window, by its box."""
        left, top, right, bottom = self._box
        west, north, east, south = shape.box
        return east >= left and west <= right and south >= top and north <= bottom

    def seen(self, shape: Shape) -> list[list[_XY]]:
        """Return the parts of a shape that may be seen, placed, without the points that nobody would miss."""
        if not self.touches(shape):
            return []
        left, top, right, bottom = self._box
        west, north, east, south = shape.box
        is_area = shape.kind in AREAS
        if is_area and max(east - west, south - north) < _SMALLEST * self._unit:
            return []
        points: list[_XY] = list(zip(shape.xs, shape.ys, strict=True))
        if left <= west and east <= right and top <= north and south <= bottom:
            parts = [points]
        else:
            beyond = [(x < left) + (x > right) * 2 + (y < top) * 4 + (y > bottom) * 8 for x, y in points]
            parts = [_hemmed(points, beyond)] if is_area else list(_torn(points, beyond))
        return [self.placed(_thinned(part, _OFF * self._unit)) for part in parts]


_Sheets = Sequence[tuple[_Sheet, Sequence[Shape]]]


def _degrees(across: float, down: float, wide: int) -> _XY:
    """Return degrees north and east of a point in tiles from the corner of a world that is so many wide."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down / wide)))), across / wide * 360 - 180


def _curve(start: float, middle: float, end: float) -> tuple[float, float, float]:
    """Return the parabola through what is at 0, a half and 1, as its three factors."""
    return start, 4 * middle - 3 * start - end, 2 * (start + end) - 4 * middle


def _torn(points: Sequence[_XY], beyond: Sequence[int]) -> Iterator[list[_XY]]:
    """Yield the parts of a line without the steps that lie beyond one side of the window."""
    part = list(points[:1])
    for (last, here), point in zip(pairwise(beyond), points[1:], strict=True):
        if last & here:
            if len(part) > 1:
                yield part
            part = []
        part.append(point)
    if len(part) > 1:
        yield part


def _hemmed(points: Sequence[_XY], beyond: Sequence[int]) -> list[_XY]:
    """Return a ring without the points beyond one side of the window together with those around them."""
    kept, last = [points[0]], beyond[0]
    for point, here, after in zip(points[1:], beyond[1:], (*beyond[2:], beyond[0]), strict=True):
        if not last & here & after:
            kept.append(point)
            last = here
    return kept


def _thinned(points: list[_XY], off: float) -> list[_XY]:
    """Return a line without the points that lie off it by less than so much, as Douglas and Peucker do.

    It is cut into short pieces before, so that no line takes longer than its length.
    """
    kept = []
    for start in range(0, len(points) - 1, _PIECE):
        kept += _straightened(points[start:start + _PIECE + 1], off)[:-1]
    return [*kept, points[-1]]


def _straightened(points: list[_XY], off: float) -> list[_XY]:
    (x1, y1), (x2, y2) = points[0], points[-1]
    wide, high = x2 - x1, y2 - y1
    squared = wide * wide + high * high or 1
    far, farthest = 0, off
    for at, (x, y) in enumerate(points[1:-1], start=1):
        along = max(0.0, min(1.0, ((x - x1) * wide + (y - y1) * high) / squared))
        away = math.hypot(x - x1 - along * wide, y - y1 - along * high)
        if away > farthest:
            far, farthest = at, away
    if not far:
        return [points[0], points[-1]]
    return [*_straightened(points[:far + 1], off)[:-1], *_straightened(points[far:], off)]


def _drawn(window: Window, zoom: int, tiles: Sequence[tuple[int, int, Tile]], owed: str) -> Streets:
    """Draw tiles as paths, and gather the names in them."""
    sheets = [(_Sheet(window, zoom, across, down, tile.extent), tile.shapes) for across, down, tile in tiles]
    paths = {"ground": "".join(sheet.ground() for sheet, _ in sheets)}
    left, points = _MOST_LETTERS, _MOST_POINTS
    for kind in LARGEST_FIRST:
        members = [(sheet, shape) for sheet, shapes in sheets for shape in shapes
                   if shape.kind == kind and sheet.touches(shape)]
        points -= sum(len(shape.xs) for _, shape in members)
        if points < 0:
            break
        drawn = "".join(_path(part, closed=kind in AREAS) for sheet, shape in members for part in sheet.seen(shape))
        left -= len(drawn)
        if left < 0:
            break
        paths[kind] = drawn
    return Streets(tuple((kind, paths[kind]) for kind in ("ground", *_LOWEST_FIRST) if paths.get(kind)),
                   tuple(_street_names(sheets)[:_MOST_TRIED]), tuple(_quarters(sheets)[:_MOST_TRIED]), owed)


def _street_names(sheets: _Sheets) -> list[Named]:
    """Return the names of streets, those of the largest first, each for the longest part that is seen."""
    best: dict[str, tuple[int, float, list[_XY]]] = {}
    points = _MOST_POINTS
    for sheet, shape in ((sheet, shape) for sheet, shapes in sheets for shape in shapes
                         if shape.name and shape.street and sheet.touches(shape)):
        points -= len(shape.xs)
        if points < 0:
            break
        for part in sheet.seen(shape):
            found = (LARGEST_FIRST.index(shape.street), -_length(part), part)
            if -found[1] >= _SHORTEST_NAMED:
                best[shape.name] = min(found, best.get(shape.name, found))
    return [Named(text, _along(part)) for text, (_, _, part) in sorted(best.items(), key=lambda each: each[1])]


def _quarters(sheets: _Sheets) -> list[Named]:
    return [Named(shape.name, tuple(sheet.placed([point]))) for sheet, shapes in sheets for shape in shapes
            if shape.name and not shape.street for point in zip(shape.xs[:1], shape.ys[:1], strict=True)]


def _path(points: Iterable[_XY], *, closed: bool) -> str:
    return path([(round(x), round(y)) for x, y in points], closed=closed)


def _length(line: Sequence[_XY]) -> float:
    return sum(math.dist(*step) for step in pairwise(line))


def _along(line: Sequence[_XY]) -> tuple[_XY, ...]:
    """Return where on a line its name may stand: at the middle, else nearer to an end."""
    whole, found = _length(line), []
    for share in (1 / 2, 1 / 3, 2 / 3, 1 / 6, 5 / 6):
        left = share * whole
        for (x1, y1), (x2, y2) in pairwise(line):
            step = math.dist((x1, y1), (x2, y2))
            if left <= step:
                part = left / step if step else 0.0
                found.append((x1 + (x2 - x1) * part, y1 + (y2 - y1) * part))
                break
            left -= step
    return tuple(found)
