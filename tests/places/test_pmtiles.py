"""PMTiles files: what the project's own Writer writes is read, and a broken one does no harm."""

import gzip
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pmtiles.tile import Compression, TileType, zxy_to_tileid

from directory.places import pmtiles
from directory.places.pmtiles import Archive, BadFile, tile_number, varints
from tests.places.street_file import varint, write

#: Zoom, across, down.
places = st.integers(0, 15).flatmap(lambda zoom: st.tuples(
    st.just(zoom), st.integers(0, (1 << zoom) - 1), st.integers(0, (1 << zoom) - 1)))
BOMB = gzip.compress(bytes(30_000_000))


def all_of(path: Path) -> list[bytes | None]:
    """Read a file as far as it can be read."""
    archive = Archive(path)
    return [archive.tile(2, across, down) for across in range(4) for down in range(4)]


@given(places)
@example((0, 0, 0))
@example((12, 3423, 1763))
def test_tiles_are_numbered_as_the_project_numbers_them(place: tuple[int, int, int]) -> None:
    assert tile_number(*place) == zxy_to_tileid(*place)


@given(st.lists(st.integers(0, 2**64 - 1)))
def test_numbers_are_read_as_they_were_written(numbers: list[int]) -> None:
    assert varints(b"".join(map(varint, numbers))) == numbers


@pytest.mark.parametrize("raw", [b"\x80", b"\xff" * 11, b"\x01\xff"])
def test_a_number_without_an_end_is_none(raw: bytes) -> None:
    with pytest.raises(BadFile):
        varints(raw)


@given(st.dictionaries(places, st.binary(max_size=20), min_size=1, max_size=30), places, st.booleans())
def test_every_tile_that_was_written_is_found_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, tiles: dict[tuple[int, int, int], bytes], other: tuple[int, int, int],
    packed: bool,
) -> None:
    path = tmp_path_factory.mktemp("map") / "map.pmtiles"
    archive = Archive(write(path, tiles, packed=Compression.GZIP if packed else Compression.NONE))
    for place in (*tiles, other):
        assert archive.tile(*place) == tiles.get(place)
    assert archive.zooms == (min(place[0] for place in tiles), max(place[0] for place in tiles))
    assert "OpenStreetMap" in archive.metadata["attribution"]


def says(across: int, down: int) -> bytes:
    """Return a tile that says which it is; their lengths differ, so that directories get long."""
    return f"{across} {down} {'.' * (across * across * down % 1009)}".encode()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with so many tiles that their directories are in two floors, each tile saying which it is."""
    tiles = {(8, across, down): says(across, down) for across in range(256) for down in range(0, 256, 3)}
    return write(tmp_path_factory.mktemp("many") / "map.pmtiles", tiles, packed=Compression.NONE)


def test_a_file_with_directories_below_directories_is_read_by_many_threads_at_once(many: Path) -> None:
    archive = Archive(many)
    assert len(archive._root.tiles) < 1000, "there is a second floor"
    wanted = [(across, down) for across in range(0, 256, 7) for down in range(0, 256, 5)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda place: archive.tile(8, *place), wanted))
    for (across, down), tile in zip(wanted, found, strict=True):
        assert tile == (None if down % 3 else says(across, down))


def test_a_file_that_another_process_reads_too_is_read_right(many: Path) -> None:
    """As gunicorn's workers do: opened once, then forked; no position in the file is shared."""
    archive = Archive(many)
    child = os.fork()
    if not child:
        good = all(archive.tile(8, across, 0) == says(across, 0) for across in range(256))
        os._exit(0 if good else 1)
    assert all(archive.tile(8, 255 - across, 3) == says(255 - across, 3) for across in range(256))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a small good file."""
    tiles = {(2, across, down): bytes([across, down]) * 50 for across in range(4) for down in range(4)}
    return write(tmp_path_factory.mktemp("good") / "map.pmtiles", tiles).read_bytes()


@given(st.data())
def test_a_file_with_other_bytes_in_it_or_cut_off_is_refused_or_read_but_never_worse(
    tmp_path_factory: pytest.TempPathFactory, good: bytes, data: st.DataObject,
) -> None:
    raw = bytearray(good[:data.draw(st.integers(0, len(good)))])
    for _ in range(data.draw(st.integers(0, 4))) if raw else ():
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("bad") / "map.pmtiles"
    path.write_bytes(raw)
    try:
        all_of(path)
    except BadFile as error:
        assert str(error)


@pytest.mark.parametrize(("options", "why"), [
    ({"kind": TileType.PNG}, "pictures"), ({"kind": TileType.MLT}, "new kind"),
    ({"packed": Compression.BROTLI}, "gzip"), ({"packed": Compression.ZSTD}, "gzip")])
def test_a_file_of_another_kind_is_refused_with_the_reason(
    tmp_path: Path, options: dict[str, TileType], why: str,
) -> None:
    with pytest.raises(BadFile, match=why):
        Archive(write(tmp_path / "map.pmtiles", {(0, 0, 0): b"x"}, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("raw", [b"", b"PMTiles", b"PK\x03\x04" + bytes(200), b"PMTiles\x02" + bytes(200)])
def test_what_is_no_such_file_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "map.pmtiles").write_bytes(raw)
    with pytest.raises(BadFile):
        Archive(tmp_path / "map.pmtiles")
    with pytest.raises(BadFile):
        Archive(tmp_path)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """Thirty million zeros in 30 kB, as a tile, and as what a file says of itself."""
    archive = Archive(write(tmp_path / "tile.pmtiles", {(0, 0, 0): b""}, pack=lambda _: BOMB))
    with pytest.raises(BadFile, match="too large"):
        archive.tile(0, 0, 0)
    path = write(tmp_path / "said.pmtiles", {(0, 0, 0): b"x"}, owed="x" * 2_000_000)
    with pytest.raises(BadFile, match="too large"):
        Archive(path)


def test_directories_that_lead_to_themselves_come_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(write(tmp_path / "map.pmtiles", {(0, 0, 0): b"x"}))
    circle = pmtiles._Directory([0], [0], [10], [0])
    archive._root = circle
    monkeypatch.setattr(archive, "_leaf", lambda *_: circle)
    with pytest.raises(BadFile):
        archive.tile(0, 0, 0)
