"""A vector tile (Mapbox Vector Tile, version 1 or 2) as features. Pure: bytes in, features out.

Only what a map needs is read: attributes that are text, and the layers that are asked for. Nothing in the bytes is
trusted: a broken tile raises BadFile and nothing else.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from directory.places.pmtiles import BadFile, varints

POINT, LINE, AREA = 1, 2, 3
_MOVE, _DRAW, _CLOSE = 1, 2, 7
_MOST_FEATURES, _LARGEST_EXTENT = 50_000, 1 << 16
#: Fields of a tile, and numbers of a shape: what is read takes a second or two, whatever stands in the bytes.
_MOST_FIELDS, _MOST_NUMBERS = 400_000, 250_000
#: What protobuf calls the ways to write a field, and the length of those that always have the same.
_NUMBER, _BYTES = 0, 2
_LENGTHS = {1: 8, 5: 4}

Points = list[tuple[int, int]]


class Feature(NamedTuple):
    """One thing on a map. `kind` is POINT, LINE or AREA; a tile is `extent` units wide and high."""

    layer: str
    kind: int
    attributes: Mapping[str, str]
    extent: int
    geometry: bytes

    def parts(self) -> list[Points]:
        """Return its points, lines or rings, in units right and down from the corner of the tile. Raises BadFile."""
        numbers = varints(self.geometry)
        if len(numbers) > _MOST_NUMBERS:
            raise BadFile("a shape of a tile is too large")
        parts: list[Points] = []
        x = y = at = 0
        while at < len(numbers):
            command, count = numbers[at] & 7, numbers[at] >> 3
            at += 1
            if command == _CLOSE:
                continue
            end = at + 2 * count
            if command not in (_MOVE, _DRAW) or end > len(numbers) or (command == _DRAW and not parts):
                raise BadFile("a shape of a tile is broken")
            if command == _MOVE:
                parts.append([])
            points = parts[-1]
            for across, down in zip(numbers[at:end:2], numbers[at + 1:end:2], strict=True):
                x += across >> 1 ^ -(across & 1)
                y += down >> 1 ^ -(down & 1)
                points.append((x, y))
            at = end
        # A little beyond the tile is usual; far beyond, something is wrong.
        far = 8 * self.extent
        if any(max(map(max, points)) > far or min(map(min, points)) < -far for points in parts if points):
            raise BadFile("a shape of a tile is far away from it")
        return parts


def features(tile: bytes, layers: Collection[str]) -> Iterator[Feature]:
    """Yield the features of some layers, in the order of the tile. Raises BadFile."""
    left = iter(range(_MOST_FIELDS))
    for number, layer in _fields(tile, left):
        if number == 3 and isinstance(layer, bytes):
            yield from _layer(layer, layers, left)


def _layer(raw: bytes, layers: Collection[str], left: Iterator[int]) -> Iterator[Feature]:
    name, extent = "", 4096
    found: list[bytes] = []
    keys: list[str] = []
    values: list[str] = []
    for number, field in _fields(raw, left):
        if isinstance(field, int):
            extent = field if number == 5 else extent
        elif number == 1:
            name = _text(field)
            if name not in layers:
                return
        elif number == 2:
            found.append(field)
        elif number == 3:
            keys.append(_text(field))
        elif number == 4:
            values.append(next((_text(text) for kind, text in _fields(field, left)
                                if kind == 1 and isinstance(text, bytes)), ""))
    if name not in layers:
        return
    if not 0 < extent <= _LARGEST_EXTENT or len(found) > _MOST_FEATURES:
        raise BadFile("a layer of a tile is too large")
    for each in found:
        yield _feature(each, name, extent, keys, values, left)


def _feature(raw: bytes, layer: str, extent: int, keys: list[str], values: list[str],
             left: Iterator[int]) -> Feature:
    kind, tags, geometry = 0, b"", b""
    for number, field in _fields(raw, left):
        if isinstance(field, int):
            kind = field if number == 3 else kind
        elif number == 2:
            tags = field
        elif number == 4:
            geometry = field
    pairs = varints(tags)
    try:
        said = {keys[key]: values[value] for key, value in zip(pairs[::2], pairs[1::2], strict=True)}
    except (IndexError, ValueError) as error:
        raise BadFile("a feature of a tile is broken") from error
    return Feature(layer, kind, said, extent, geometry)


def _fields(raw: bytes, left: Iterator[int]) -> Iterator[tuple[int, int | bytes]]:
    """Yield the fields of a protobuf message, no more than are left: their numbers, and a number or bytes."""
    at = 0
    while at < len(raw):
        if next(left, None) is None:
            raise BadFile("a tile is too full")
        tag = raw[at]
        if tag < 0x80:
            at += 1
        else:
            tag, at = _number(raw, at)
        way = tag & 7
        value, at = _number(raw, at) if way in (_NUMBER, _BYTES) else (_LENGTHS.get(way, len(raw)), at)
        if way == _NUMBER:
            yield tag >> 3, value
            continue
        if at + value > len(raw):
            raise BadFile("a tile is cut off")
        yield tag >> 3, raw[at:at + value]
        at += value


def _number(raw: bytes, at: int) -> tuple[int, int]:
    """Read one number, and say where it ends."""
    number = 0
    for length, byte in enumerate(raw[at:at + 10]):
        number |= (byte & 0x7F) << 7 * length
        if byte < 0x80:
            return number, at + length + 1
    raise BadFile("a number of a tile is cut off")


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
