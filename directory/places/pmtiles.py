"""A PMTiles file (version 3): which of its bytes are the tile of a place.

It is opened once a process and read at any place by any thread. Nothing that the file says is trusted: what is read or
unpacked is bounded before.
"""

import json
import os
import struct
import weakref
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

#: Name, version, then where root directory, metadata, leaf directories and tiles begin and how long they are, three
#: counts, whether tiles stand in order, how directories and how tiles are packed, what tiles are, smallest and largest
#: zoom. The edges and the middle of the map follow; we have no need of them.
_HEADER = struct.Struct("<7sB11Q6B")
_NOT_PACKED, _GZIP = 1, 2
_VECTOR_TILES = 1
#: Bytes, unpacked.
_LARGEST_DIRECTORY, _LARGEST_METADATA, _LARGEST_TILE = 1_000_000, 1_000_000, 4_000_000
#: From the root to the entry of a tile, at most.
_DEEPEST = 4
_LEAVES_KEPT = 8
_LONGEST_NUMBER = 64


class BadFile(ValueError):
    """A map file, or a part of one, that cannot be read: says what is wrong with it."""


class _Directory(NamedTuple):
    """Entries, rising by their first tile. One that runs over no tile leads on to another directory."""

    tiles: Sequence[int]
    runs: Sequence[int]
    lengths: Sequence[int]
    offsets: Sequence[int]


class Archive:
    """An open file. It is kept open as long as the process, so a file that takes its place is seen at the next start.

    `zooms` are the smallest and the largest zoom that it has tiles of; `metadata` is what it says of itself.
    """

    def __init__(self, path: Path) -> None:
        """Open a file of vector tiles. Raises BadFile when it is none, or OSError."""
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._file)
        self._size = os.fstat(self._file).st_size
        if self._size < _HEADER.size:
            raise BadFile("it is no PMTiles file")
        (name, version, root, root_length, about, about_length, self._leaves, _, self._tiles, _, _, _, _, _,
         self._packed, self._tiles_packed, kind, least, most) = _HEADER.unpack(self._bytes(0, _HEADER.size))
        if name != b"PMTiles" or version != 3:
            raise BadFile("it is no PMTiles file of version 3")
        if kind != _VECTOR_TILES:
            raise BadFile("its tiles are pictures or of a new kind; we read vector tiles (MVT)")
        if not {self._packed, self._tiles_packed} <= {_NOT_PACKED, _GZIP}:
            raise BadFile("it is packed in a way that we do not read; make it with gzip")
        self.zooms: tuple[int, int] = least, most
        self._leaf = lru_cache(_LEAVES_KEPT)(self._directory)
        self._root = self._directory(root, root_length)
        self.metadata = self._metadata(about, about_length)

    def tile(self, zoom: int, across: int, down: int) -> bytes | None:
        """Return a tile, unpacked; None when the file has none there. Raises BadFile."""
        number = tile_number(zoom, across, down)
        directory = self._root
        for _ in range(_DEEPEST):
            at = bisect_right(directory.tiles, number) - 1
            if at < 0:
                return None
            run, length, offset = directory.runs[at], directory.lengths[at], directory.offsets[at]
            if run:
                here = number < directory.tiles[at] + run
                return self._unpacked(self._tiles + offset, length, _LARGEST_TILE, self._tiles_packed) if here else None
            directory = self._leaf(self._leaves + offset, length)
        raise BadFile("its directories lead on and on")

    def _directory(self, offset: int, length: int) -> _Directory:
        numbers = varints(self._unpacked(offset, length, _LARGEST_DIRECTORY, self._packed))
        count = numbers[0] if numbers else 0
        if len(numbers) != 1 + 4 * count or not count:
            raise BadFile("a directory of it is broken")
        steps, runs, lengths, places = (numbers[1 + part * count:1 + (part + 1) * count] for part in range(4))
        offsets: list[int] = []
        for at, place in enumerate(places):
            # Nothing stands for: right behind the one before.
            offsets.append(place - 1 if place or not at else offsets[-1] + lengths[at - 1])
        try:
            return _Directory(*(array("Q", each) for each in (accumulate(steps), runs, lengths, offsets)))
        except OverflowError as error:
            raise BadFile("a directory of it is broken") from error

    def _metadata(self, offset: int, length: int) -> dict[str, Any]:
        raw = self._unpacked(offset, length, _LARGEST_METADATA, self._packed)
        try:
            found = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise BadFile("what it says of itself cannot be read") from error
        if not isinstance(found, dict):
            raise BadFile("what it says of itself cannot be read")
        return found

    def _unpacked(self, offset: int, length: int, largest: int, packed: int) -> bytes:
        if length > largest:
            raise BadFile("a part of it is too large")
        raw = self._bytes(offset, length)
        if packed == _NOT_PACKED or not raw:
            return raw
        unpacking = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        try:
            found = unpacking.decompress(raw, largest)
        except zlib.error as error:
            raise BadFile("a part of it cannot be unpacked") from error
        if not unpacking.eof:
            raise BadFile("a part of it is cut off, or too large")
        return found

    def _bytes(self, offset: int, length: int) -> bytes:
        """Read at a place, without the position that threads and processes would share."""
        if offset + length > self._size:
            raise BadFile("it is cut off")
        try:
            raw = os.pread(self._file, length, offset)
        except OSError as error:
            raise BadFile("the disk does not give it") from error
        if len(raw) != length:
            raise BadFile("it is cut off")
        return raw


def tile_number(zoom: int, across: int, down: int) -> int:
    """Return the number of a tile: all smaller zooms come first, then the way along Hilbert's curve."""
    number = ((1 << 2 * zoom) - 1) // 3
    for level in reversed(range(zoom)):
        half = 1 << level
        right, low = bool(across & half), bool(down & half)
        number += half * half * (3 * right ^ low)
        if not low:
            if right:
                across, down = ~across, ~down
            across, down = down, across
    return number


def varints(raw: bytes) -> list[int]:
    """Read numbers of seven bits a byte, the lowest first. Raises BadFile."""
    found = []
    number = shift = 0
    for byte in raw:
        if byte < 0x80:
            found.append(number | byte << shift)
            number = shift = 0
        else:
            number |= (byte & 0x7F) << shift
            shift += 7
            if shift > _LONGEST_NUMBER:
                raise BadFile("a number of it has no end")
    if shift:
        raise BadFile("a number of it is cut off")
    return found
