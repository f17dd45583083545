"""An operator's street map under ours: true to the pins, no more than a page can hold, nothing when broken."""

import gzip
import logging
import math
from pathlib import Path
from random import Random
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.config import BadSetting
from directory.places import map as maps
from directory.places import street_kinds, streets
from directory.places.map import NO_STREETS, SIZE, Spot, Window
from directory.places.streets import StreetMap
from tests.places.street_file import AREA, EXTENT, LINE, Made, cut, on_tile, tile, town, towns, write
from tests.places.test_map import ADAK, EVERYWHERE, HELENA, OAKLAND, UTQIAGVIK, polygons, walk

windows = st.builds(Window, st.floats(-15, 71.5), st.floats(-180, 180), st.floats(3, 50))


def opened(path: Path) -> StreetMap:
    found = streets.opened(path)
    assert found
    return found


@pytest.fixture(scope="module")
def oakland(tmp_path_factory: pytest.TempPathFactory) -> StreetMap:
    """A made-up town where Oakland is."""
    return opened(towns(tmp_path_factory.mktemp("streets") / "map.pmtiles", OAKLAND))


@given(windows, st.integers(0, 15), st.floats(-0.1, 1.1), st.floats(-0.1, 1.1))
def test_a_point_of_a_tile_lies_where_the_same_point_of_the_earth_lies(
    window: Window, most: int, across: float, down: float,
) -> None:
    """So that a street is where our pins say it is."""
    zoom = zoom_of(window)
    for right, below in streets._tiles(window, zoom):
        sheet = streets._Sheet(window, zoom, right, below, EXTENT)
        [found] = sheet.placed([(across * EXTENT, down * EXTENT)])
        [true] = window.place([streets._degrees(right + across, below + down, 1 << zoom)])
        assert math.dist(found, true) < 1


def zoom_of(window: Window) -> int:
    return StreetMap._zoom(_Bare(), window)  # type: ignore[arg-type]


class _Bare:
    """A street map of which only the zooms count."""

    class _archive:
        zooms = 0, 15


@given(windows)
def test_at_most_nine_tiles_are_read_and_they_cover_the_window(window: Window) -> None:
    zoom = zoom_of(window)
    found = set(streets._tiles(window, zoom))
    assert 1 <= len(found) <= 9
    for up in range(0, 360, 15):
        for share in (0.3, 0.999):
            side = window.miles * share / max(abs(math.cos(math.radians(up))), abs(math.sin(math.radians(up))))
            north, east = walk((window.latitude, window.longitude), side, up)
            across, down = (math.floor(each) for each in on_tile(north, east, zoom))
            wide = 1 << zoom
            assert any((across - right) % wide == 0 and down == below for right, below in found)


@pytest.mark.parametrize("middle", [OAKLAND, HELENA, UTQIAGVIK, ADAK])
@pytest.mark.parametrize("miles", [3, 12, 45])
def test_a_street_runs_through_the_pins_that_stand_on_it(
    tmp_path: Path, middle: tuple[float, float], miles: int,
) -> None:
    corners = [walk(middle, miles * share, 90) for share in (0.2, 0.4, 0.6, 0.8)]
    corners = [(north, east if east < 0 else east - 360) for north, east in corners]
    road = Made("roads", LINE, {"kind": "highway"}, [corners])
    found = opened(write(tmp_path / "map.pmtiles", cut([road], range(5, 13))))
    window = Window(*middle, miles)
    spots = [Spot(number, *corner) for number, corner in enumerate(corners, 1)]
    plain, drawing = (maps.draw(window, (), spots, middle=True, streets=each)
                      for each in (NO_STREETS, found.under(window)))
    assert drawing.pins == plain.pins, "a street map moves no pin"
    for pin in drawing.pins:
        assert _away((pin.point_x, pin.point_y), polygons(dict(drawing.streets.paths)["highway"])) < 2.5


def _away(point: tuple[float, float], lines: list[list[tuple[int, int]]]) -> float:
    """Return how far a point is from the nearest of some lines."""
    nearest = math.inf
    for line in lines:
        for (x1, y1), (x2, y2) in zip(line, line[1:], strict=False):
            length = (x2 - x1) ** 2 + (y2 - y1) ** 2
            share = ((point[0] - x1) * (x2 - x1) + (point[1] - y1) * (y2 - y1)) / length
            share = max(0.0, min(1.0, share))
            nearest = min(nearest, math.dist(point, (x1 + share * (x2 - x1), y1 + share * (y2 - y1))))
    return nearest


def test_what_is_drawn_are_water_parks_streets_and_the_names_on_their_signs(oakland: StreetMap) -> None:
    found = oakland.under(Window(*OAKLAND, 5))
    assert [kind for kind, _ in found.paths] == ["ground", "park", "water", "river", "medium", "major", "highway"]
    names = [each.text for each in found.names]
    assert {"I 990", "I 991"} == set(names[:2]), "the largest first, by the numbers on their signs"
    assert "Example Boulevard" in names and "1 Example Avenue" in names
    assert [each.text for each in found.quarters] == ["Invented Hill", "حي السلام"]
    assert "minor" in dict(oakland.under(Window(*OAKLAND, 3)).paths), "small streets from near"


def test_names_are_written_where_there_is_room_and_each_once(oakland: StreetMap) -> None:
    window = Window(*OAKLAND, 4)
    drawing = maps.draw(window, (), [Spot(1, *OAKLAND)], middle=True, streets=oakland.under(window))
    written = [each.text for each in (*drawing.street_names, *drawing.quarters)]
    assert "I 990" in written and "Invented Hill" in written and len(set(written)) == len(written)
    for each in drawing.street_names:
        assert 0 < each.x < SIZE and 0 < each.y < SIZE


def test_from_too_far_and_where_the_file_has_nothing_the_map_is_as_without(oakland: StreetMap) -> None:
    assert oakland.under(Window(*OAKLAND, 49)).paths
    assert oakland.under(Window(*OAKLAND, 51)) == NO_STREETS
    assert oakland.under(Window(*HELENA, 5)) == NO_STREETS


def test_a_lake_keeps_its_island(oakland: StreetMap) -> None:
    water = polygons(dict(oakland.under(Window(*OAKLAND, 3)).paths)["water"])
    areas = [sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2
             for ring in water]
    assert {area > 0 for area in areas} == {True, False}, "the island is turned the other way, and stays dry"


@pytest.mark.parametrize(("layer", "said", "kind"), [
    ("roads", {"kind": "major_road", "kind_detail": "tertiary"}, "medium"),
    ("roads", {"kind": "highway", "kind_detail": "motorway_link"}, "minor"),
    ("roads", {"kind": "minor_road", "kind_detail": "service"}, ""), ("roads", {"kind": "path"}, ""),
    ("roads", {"pmap:kind": "medium_road"}, "medium"), ("roads", {"kind": "rail"}, ""),
    ("transportation", {"class": "motorway"}, "highway"), ("transportation", {"class": "minor"}, "minor"),
    ("transportation", {"class": "rail"}, ""), ("waterway", {"class": "river"}, "river"),
    ("physical_line", {"pmap:kind": "river"}, "river"), ("water", {"kind": "stream"}, ""), ("buildings", {}, "")])
def test_lines_are_known_by_the_names_of_each_maker(layer: str, said: dict[str, str], kind: str) -> None:
    found = street_kinds.read(tile([Made(layer, LINE, said, [[(0, 0), (9, 9)]])]))
    assert [shape.kind for shape in found.shapes] == ([kind] if kind else [])


@pytest.mark.parametrize(("layer", "said", "kind"), [
    ("water", {"kind": "ocean"}, "water"), ("water", {"class": "lake"}, "water"), ("park", {"class": "national_park"},
    "park"), ("landcover", {"class": "wood"}, "park"), ("landuse", {"kind": "park"}, "park"),
    ("landuse", {"kind": "industrial"}, ""), ("earth", {"kind": "earth"}, "")])
def test_areas_are_known_by_the_names_of_each_maker(layer: str, said: dict[str, str], kind: str) -> None:
    found = street_kinds.read(tile([Made(layer, AREA, said, [[(0, 0), (9, 9), (0, 9)]])]))
    assert [shape.kind for shape in found.shapes] == ([kind] if kind else [])


@pytest.mark.parametrize(("said", "name"), [
    ({"class": "motorway", "ref": "880", "network": "us-interstate", "name": "Long Name Freeway"}, "I 880"),
    ({"class": "primary", "ref": "123", "network": "us-highway", "name": "Example Street"}, "Example Street"),
    ({"class": "primary", "ref": "US 123"}, "US 123"), ({"class": "minor", "name": "Example Lane"}, ""),
    ({"class": "primary", "name": "Tom &amp; Ann\u202e\u0000\n Way"}, "Tom & Ann Way"),
    ({"class": "primary", "name": "x" * 41}, ""),
    # Longer than any number that Python reads.
    ({"class": "primary", "name": "&#" + "9" * 5000 + ";"}, "\ufffd")])
def test_a_street_is_called_what_stands_on_its_signs(said: dict[str, str], name: str) -> None:
    found = street_kinds.read(tile([Made("transportation_name", LINE, said, [[(0, 0), (9, 9)]])]))
    assert [(shape.kind, shape.name) for shape in found.shapes] == ([("", name)] if name else [])


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=2, max_size=200))
def test_a_line_with_fewer_points_is_the_same_to_the_eye(points: list[tuple[float, float]]) -> None:
    kept = streets._thinned(points, 0.7)
    assert kept[0] == points[0] and kept[-1] == points[-1] and set(kept) <= set(points)
    segments = [[kept[at], kept[at + 1]] for at in range(len(kept) - 1) if kept[at] != kept[at + 1]]
    for point in points:
        # The two ends of a part may be one point, and all between them near it.
        near = min((math.dist(point, each) for each in kept), default=0)
        assert min(near, _away(point, segments)) <= 0.71  # type: ignore[arg-type]


@pytest.mark.system
def test_a_page_gets_no_heavier_than_forty_kilobytes_and_small_streets_go_first(tmp_path: Path) -> None:
    random = Random(5)
    places = list(cut([Made("roads", LINE, {}, [[OAKLAND]])], (12,)))
    [(zoom, across, down)] = places
    kinds = [{"kind": "highway"}, *[{"kind": "major_road"}] * 9, *[{"kind": "minor_road"}] * 190]
    lines = [Made("roads", LINE, said, [[(random.randrange(EXTENT), random.randrange(EXTENT)) for _ in range(40)]])
             for said in kinds * 3]
    raw = {(zoom, across + right, down + below): tile(lines) for right in (-1, 0, 1) for below in (-1, 0, 1)}
    found = opened(write(tmp_path / "map.pmtiles", raw)).under(Window(*OAKLAND, 3))
    assert [kind for kind, _ in found.paths] == ["ground", "major", "highway"]
    assert len(gzip.compress("".join(path for _, path in found.paths).encode(), 6)) < 40_000


@pytest.mark.parametrize("broken", [
    b"\x1a", b"\xff" * 30, tile([Made("roads", LINE, {"kind": "highway"}, [[(0, 0)] * 100_002])])])
def test_where_a_tile_is_broken_the_map_has_no_streets_and_the_log_says_so_once(
    tmp_path: Path, broken: bytes, caplog: pytest.LogCaptureFixture,
) -> None:
    window = Window(*OAKLAND, 3)
    tiles = {(12, across, down): broken for across, down in streets._tiles(window, 12)}
    found = opened(write(tmp_path / "map.pmtiles", tiles))
    with caplog.at_level(logging.WARNING):
        assert found.under(window) == found.under(window) == NO_STREETS
    reads = found._tile.cache_info()
    assert reads.hits == reads.misses, "what is broken is not read anew for each map"
    [line] = caplog.messages
    assert line.startswith("AMPARO_STREETS: ") and not any(str(each) in line for place in tiles for each in place[1:])


def test_where_streets_are_too_many_to_be_looked_at_the_small_ones_go_first(
    oakland: StreetMap, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streets, "_MOST_POINTS", 400)
    found = oakland.under(Window(*OAKLAND, 3))
    kinds = [kind for kind, _ in found.paths]
    assert "highway" in kinds and "minor" not in kinds


WHOLE = tile(town(37.8, -122.27, 1)[:9])


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=5), st.integers(0, len(WHOLE)))
def test_whatever_bytes_are_in_a_tile_there_is_a_map(changes: list[tuple[int, int]], cut_off: int) -> None:
    raw = bytearray(WHOLE)
    for at, byte in changes:
        raw[at] = byte
    found = _from_memory(bytes(raw[:cut_off] if cut_off % 3 == 0 else raw))
    window = Window(*OAKLAND, 3)
    drawing = maps.draw(window, (), [Spot(1, *OAKLAND)], middle=True, streets=found.under(window))
    assert [pin.label for pin in drawing.pins] == ["1"]


@given(st.lists(st.builds(Made, st.sampled_from(["roads", "water", "landuse", "places"]), st.integers(0, 4),
                          st.dictionaries(st.sampled_from(["kind", "name"]),
                                          st.sampled_from(["highway", "park", "neighbourhood", "<b>"]), max_size=2),
                          st.lists(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)).map(
                              lambda point: (point[0] * 999, point[1] * 999)), min_size=1, max_size=9), max_size=3)),
                max_size=8))
def test_whatever_shapes_are_in_a_tile_there_is_a_map(made: list[Made]) -> None:
    found = _from_memory(tile(made))
    for miles in (3, 20):
        drawing = maps.draw(Window(*OAKLAND, miles), (), [], middle=True,
                            streets=found.under(Window(*OAKLAND, miles)))
        assert "nan" not in repr(drawing).lower()


def _from_memory(raw: bytes) -> StreetMap:
    """Return a street map that has the same tile everywhere."""
    return StreetMap(_Same(raw))  # type: ignore[arg-type]


class _Same:
    """What a street map asks of an open file."""

    zooms = 0, 15
    metadata: ClassVar = {"vector_layers": [{"id": "roads"}]}

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def tile(self, zoom: int, across: int, down: int) -> bytes:
        """Return the same tile for every place, but an empty one for some."""
        return self._raw if (across + down) % 3 else b""


@pytest.mark.parametrize(("owed", "shown"), [
    ('<a href="https://www.openstreetmap.org/copyright" onclick="x()">&copy; OpenStreetMap contributors</a>',
     "© OpenStreetMap contributors"), ("", ""), ("<script>alert(1)</script> OSM\u202e", "alert(1) OSM"),
    ("x" * 900, "x" * 200), ("&#" + "9" * 5000 + ";", "\ufffd"), ("<" * 200_000, "<" * 200)])
def test_who_made_the_map_is_said_as_text_alone(tmp_path: Path, owed: str, shown: str) -> None:
    assert opened(write(tmp_path / "map.pmtiles", {(0, 0, 0): b""}, owed=owed)).owed == shown


def test_a_file_that_is_no_street_map_stops_the_start_with_the_reason(tmp_path: Path) -> None:
    assert streets.opened(None) is None
    (tmp_path / "text").write_text("PMTiles, I promise")
    write(tmp_path / "trees", {(0, 0, 0): b""}, layers=("trees",))
    for name, why in (("missing", "No such file"), ("text", "no PMTiles file"), ("trees", "no layer of streets")):
        with pytest.raises(BadSetting, match=f"AMPARO_STREETS=.*{name}.*{why}"):
            streets.opened(tmp_path / name)


@pytest.mark.parametrize("middle", EVERYWHERE)
def test_everywhere_a_map_can_be_drawn(tmp_path: Path, middle: tuple[float, float]) -> None:
    north, east = middle
    found = opened(towns(tmp_path / "map.pmtiles", (north, east))).under(Window(north, east, 8))
    assert "highway" in dict(found.paths)
    assert "nan" not in repr(found)
    assert all(abs(x) < 9 * SIZE for _, path in found.paths for line in polygons(path) for x, _ in line)
