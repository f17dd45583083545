"""Street maps made up for tests: vector tiles by an encoder of our own, in a file by the Writer of the PMTiles project.

Two who never saw each other's code: our reader reads what the project's own package wrote.
"""

import gzip
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

POINT, LINE, AREA = 1, 2, 3
EXTENT = 4096
OWED = '<a href="https://www.openstreetmap.org/copyright" onclick="x()">&copy; OpenStreetMap contributors</a>'


class Made(NamedTuple):
    """A feature to be put into tiles: its layer, kind, attributes, and lines of points."""

    layer: str
    kind: int
    said: Mapping[str, str | int | bool]
    parts: Sequence[Sequence[tuple[float, float]]]


def varint(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes((*found, number))


def _field(number: int, value: bytes | int) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def _value(value: str | int | bool) -> bytes:
    if isinstance(value, bool):
        return _field(7, int(value))
    return _field(1, value.encode()) if isinstance(value, str) else _field(5, value)


def geometry(kind: int, parts: Iterable[Sequence[tuple[int, int]]]) -> bytes:
    """Encode parts in units of a tile: points each, lines, or rings."""
    numbers: list[int] = []
    x = y = 0
    for part in parts:
        for at, point in enumerate(part):
            if at == 0:
                numbers.append(1 | (len(part) if kind == POINT else 1) << 3)
            elif at == 1 and kind != POINT:
                numbers.append(2 | (len(part) - 1) << 3)
            across, down = point[0] - x, point[1] - y
            numbers += [across << 1 ^ across >> 63, down << 1 ^ down >> 63]
            x, y = point
        if kind == AREA:
            numbers.append(7 | 1 << 3)
    return b"".join(map(varint, numbers))


def tile(made: Iterable[Made], extent: int = EXTENT) -> bytes:
    """Encode features whose points are units of this tile."""
    layers: dict[str, list[Made]] = {}
    for each in made:
        layers.setdefault(each.layer, []).append(each)
    found = b""
    for name, members in layers.items():
        keys = sorted({key for each in members for key in each.said})
        values = list(dict.fromkeys((type(value), value) for each in members for value in each.said.values()))
        body = _field(1, name.encode())
        for each in members:
            tags = b"".join(varint(keys.index(key)) + varint(values.index((type(value), value)))
                            for key, value in each.said.items())
            shape = geometry(each.kind, [[(round(x), round(y)) for x, y in part] for part in each.parts])
            body += _field(2, _field(2, tags) + _field(3, each.kind) + _field(4, shape))
        body += b"".join(_field(3, key.encode()) for key in keys)
        body += b"".join(_field(4, _value(value)) for _, value in values)
        found += _field(3, body + _field(5, extent) + _field(15, 2))
    return found


def write(path: Path, tiles: Mapping[tuple[int, int, int], bytes], *, packed: Compression = Compression.GZIP,
          kind: TileType = TileType.MVT, owed: str = OWED, layers: Sequence[str] = ("roads", "water"),
          pack: Callable[[bytes], bytes] = gzip.compress) -> Path:
    """Write tiles, by zoom, across and down, into a file."""
    with path.open("wb") as file:
        writer = Writer(file)
        for place, raw in sorted(tiles.items(), key=lambda each: zxy_to_tileid(*each[0])):
            writer.write_tile(zxy_to_tileid(*place), pack(raw) if packed == Compression.GZIP else raw)
        header: dict[str, Any] = {"tile_compression": packed, "tile_type": kind}
        writer.finalize(header, {"attribution": owed, "vector_layers": [{"id": each} for each in layers]})
    return path


def on_tile(latitude: float, longitude: float, zoom: int) -> tuple[float, float]:
    """Return where a point lies, in tiles from the corner of the world."""
    wide = 1 << zoom
    north = math.asinh(math.tan(math.radians(latitude))) / math.pi
    return (longitude / 360 + 0.5) * wide, (1 - north) / 2 * wide


def cut(made: Iterable[Made], zooms: Iterable[int]) -> dict[tuple[int, int, int], bytes]:
    """Put features whose points are degrees north and east into all tiles that their corners' box touches, uncut."""
    found: dict[tuple[int, int, int], list[Made]] = {}
    for zoom in zooms:
        for each in made:
            placed = [[on_tile(*point, zoom) for point in part] for part in each.parts]
            xs, ys = zip(*(point for part in placed for point in part), strict=True)
            for across in range(math.floor(min(xs)), math.floor(max(xs)) + 1):
                for down in range(math.floor(min(ys)), math.floor(max(ys)) + 1):
                    parts = [[((x - across) * EXTENT, (y - down) * EXTENT) for x, y in part] for part in placed]
                    found.setdefault((zoom, across, down), []).append(each._replace(parts=parts))
    return {place: tile(members) for place, members in found.items()}


def town(latitude: float, longitude: float, miles: float = 18) -> list[Made]:
    """Make up what lies around a point: a lake with an island, a park, a river, streets and what they are called."""
    high = miles / 69
    wide = high / math.cos(math.radians(latitude))

    def at(*points: tuple[float, float]) -> list[list[tuple[float, float]]]:
        """Return a line through points given in shares of the way from the middle to the right and up."""
        return [[(latitude + up * high, longitude + right * wide) for right, up in points]]

    def ring(right: float, up: float, size: float, *, turned: bool = False) -> list[tuple[float, float]]:
        turns = [math.tau * turn / 40 * (-1 if turned else 1) for turn in range(40)]
        [line] = at(*((right + size * math.sin(turn), up + size * math.cos(turn)) for turn in turns))
        return line

    river = [(share / 20 - 1, -0.3 + 0.05 * math.sin(share)) for share in range(41)]
    made = [Made("water", AREA, {"kind": "lake"}, [ring(-0.08, 0.06, 0.05), ring(-0.08, 0.06, 0.015, turned=True)]),
            Made("water", LINE, {"kind": "river", "name": "Example River"}, at(*river)),
            Made("landuse", AREA, {"kind": "park"}, at((0.03, 0.01), (0.12, 0.01), (0.12, 0.06), (0.03, 0.06))),
            Made("roads", LINE, {"kind": "highway", "kind_detail": "motorway", "ref": "I 990;CA 99"},
                 at((-1, -0.6), (-0.05, -0.02), (0.1, 0.3), (0.4, 1))),
            Made("roads", LINE, {"kind": "highway", "shield_text": "991", "network": "US:I"}, at((-1, 0.15), (1, 0.1))),
            Made("roads", LINE, {"kind": "major_road", "kind_detail": "primary", "name": "Example Boulevard"},
                 at((-1, -0.03), (1, -0.03))),
            Made("places", POINT, {"kind": "neighbourhood", "name": "Invented Hill"}, at((0.06, -0.06))),
            Made("places", POINT, {"kind": "neighbourhood", "name": "حي السلام"}, at((-0.05, -0.07)))]
    for number in range(-10, 11):
        made.append(Made("roads", LINE, {"kind": "major_road", "kind_detail": "secondary",
                                         "name": f"{abs(number)} Example Avenue"},
                         at((number / 10, -1), (number / 10, 1))))
    for number in range(-60, 61):
        made.append(Made("roads", LINE, {"kind": "minor_road", "kind_detail": "residential", "min_zoom": 13},
                         at((-0.15, number / 400), (0.15, number / 400))))
    return made


def towns(path: Path, *places: tuple[float, float]) -> Path:
    """Write a street map of made-up towns around these points, as far as a map of ours needs one."""
    everything = [each for place in places for each in town(*place)]
    large = [each for each in everything if each.said["kind"] != "minor_road"]
    return write(path, {**cut(large, range(7, 12)), **cut(everything, (12,))})
