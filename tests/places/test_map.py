"""Maps as numbers: true to distance and direction everywhere in the USA, pins apart, lines where they belong."""

import gzip
import itertools
import json
import math
import re
from pathlib import Path

import pytest
from geopy.distance import geodesic
from hypothesis import assume, example, given
from hypothesis import strategies as st

from directory.config import own_folder
from directory.places import map as maps
from directory.places import outlines
from directory.places.build_shapes import CountyShapes
from directory.places.map import SIZE, Drawing, Spot, Window
from directory.places.place import Place

OAKLAND, HELENA, ATTU, ADAK = (37.80, -122.27), (46.59, -112.04), (52.9, 172.9), (51.88, -176.65)
GUAM, SAIPAN, PAGO_PAGO, SAN_JUAN = (13.47, 144.75), (15.19, 145.75), (-14.28, -170.70), (18.40, -66.05)
UTQIAGVIK, HILO, EASTPORT, KEY_WEST = (71.29, -156.79), (19.70, -155.09), (44.90, -66.99), (24.56, -81.78)
EVERYWHERE = (OAKLAND, HELENA, ATTU, ADAK, GUAM, SAIPAN, PAGO_PAGO, SAN_JUAN, UTQIAGVIK, HILO, EASTPORT, KEY_WEST)

middles = st.sampled_from(EVERYWHERE)
#: Miles and a bearing from the middle.
ways = st.lists(st.tuples(st.floats(0, 120), st.floats(0, 360)), min_size=1, max_size=20)


def walk(start: tuple[float, float], miles: float, bearing: float) -> tuple[float, float]:
    """Walk along the ground, by geopy; the longitude between -180 and 180."""
    end = geodesic(miles=miles).destination(start, bearing)
    return end.latitude, (end.longitude + 180) % 360 - 180


def drawn(middle: tuple[float, float], points: list[tuple[float, float]], **more: object) -> Drawing:
    spots = [Spot(number, *point) for number, point in enumerate(points, start=1)]
    window = maps.around(*middle, spots)
    return maps.draw(window, outlines.within(*window.box), spots, middle=True, **more)  # type: ignore[arg-type]


def polygons(path: str) -> list[list[tuple[int, int]]]:
    """Read a path of ours back into its rings."""
    found = []
    for part in path.split("M")[1:]:
        start, steps = part.rstrip("z").split("l")
        numbers = [int(each) for each in re.findall(r"-?\d+", steps)]
        points = [tuple(map(int, start.replace("-", " -").split()))]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + across, points[-1][1] + down))
        found.append(points)
    return found  # type: ignore[return-value]


def on_land(drawing: Drawing, x: float = SIZE / 2, y: float = SIZE / 2) -> bool:
    """Say whether a point lies in the land, by the even-odd rule."""
    inside = False
    for ring in polygons(drawing.land):
        for (x1, y1), (x2, y2) in itertools.pairwise([*ring, ring[0]]):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


@given(middles, st.floats(0.5, 100), st.floats(0, 360))
def test_a_point_lies_as_far_off_and_in_the_direction_as_on_the_ground(
    middle: tuple[float, float], miles: float, bearing: float
) -> None:
    [(x, y)] = Window(*middle, 100).place([walk(middle, miles, bearing)])
    unit = SIZE / 2 / 100
    assert math.hypot(x - SIZE / 2, y - SIZE / 2) / unit == pytest.approx(miles, abs=0.02)
    turn = math.degrees(math.atan2(x - SIZE / 2, SIZE / 2 - y)) - bearing
    assert abs((turn + 180) % 360 - 180) < 0.5


@given(middles, ways)
@example(ADAK, [(100, 270), (100, 90)])
@example(GUAM, [(0, 0), (120, 359)])
def test_every_pin_is_in_the_window_and_covers_no_other(
    middle: tuple[float, float], ways: list[tuple[float, float]]
) -> None:
    drawing = drawn(middle, [walk(middle, *way) for way in ways])
    assert "nan" not in repr(drawing).lower()
    for pin in drawing.pins:
        assert pin.half_width <= pin.x <= SIZE - pin.half_width
        assert pin.half_height <= pin.y <= SIZE - pin.half_height
        assert 0 <= pin.point_x <= SIZE and 0 <= pin.point_y <= SIZE
    for one, other in itertools.combinations(drawing.pins, 2):
        assert (abs(one.x - other.x) >= one.half_width + other.half_width
                or abs(one.y - other.y) >= one.half_height + other.half_height)


@given(st.lists(st.sampled_from(EVERYWHERE), min_size=1, max_size=4))
def test_a_map_without_a_middle_holds_all_pins_wherever_they_are(points: list[tuple[float, float]]) -> None:
    spots = [Spot(number, *point) for number, point in enumerate(points, start=1)]
    window = maps.holding(points, 25)
    drawing = maps.draw(window, outlines.within(*window.box), spots, middle=False)
    assert all(0 < pin.point_x < SIZE and 0 < pin.point_y < SIZE for pin in drawing.pins)
    assert not drawing.rings and not drawing.towards and "nan" not in repr(drawing).lower()


@given(middles, st.floats(0, 120))
def test_rings_fit_are_as_wide_as_they_say_and_lie_around_what_is_nearer(
    middle: tuple[float, float], far: float
) -> None:
    point = walk(middle, far, 60)
    drawing = drawn(middle, [point])
    [pin] = drawing.pins
    away = math.hypot(pin.point_x - SIZE / 2, pin.point_y - SIZE / 2)
    assert 1 <= len(drawing.rings) <= 3
    for ring in drawing.rings:
        assert ring.radius < SIZE / 2
        assert (away <= ring.radius + 1) if far <= ring.miles else (away >= ring.radius - 1)
    unit = drawing.scale.length / drawing.scale.miles
    assert all(ring.radius == pytest.approx(ring.miles * unit, abs=ring.miles * 0.5) for ring in drawing.rings)


def test_ten_miles_are_shown_with_rings_of_five_and_ten() -> None:
    drawing = drawn(OAKLAND, [walk(OAKLAND, 9.9, 45)])
    assert [ring.miles for ring in drawing.rings] == [5, 10][:len(drawing.rings)]
    assert drawn(OAKLAND, [walk(OAKLAND, 90, 45)]).rings[-1].miles in (50, 100)


@given(middles, st.integers(0, 7))
def test_a_direction_is_named_as_the_compass_does(middle: tuple[float, float], turn: int) -> None:
    names = ["north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"]
    assume(abs(middle[0]) < 70)
    assert drawn(middle, [walk(middle, 20, turn * 45)]).towards == {1: names[turn]}


def test_west_of_the_antimeridian_is_to_the_left() -> None:
    """Attu lies at 173 east, Adak at 177 west: neighbours, though the numbers are 350 degrees apart."""
    drawing = drawn(ADAK, [ATTU])
    assert drawing.towards == {1: "west"}
    assert drawing.pins[0].point_x < SIZE / 2
    assert all(abs(x) < 20 * SIZE for ring in polygons(drawing.land) for x, _ in ring)


@pytest.mark.parametrize("middle", [OAKLAND, HELENA, ADAK, GUAM, PAGO_PAGO, SAN_JUAN, UTQIAGVIK, HILO,
                                    (39.1, -94.58), (31.76, -106.4), (25.9, -97.5), (48.2, -101.3), (40.7, -89.6)])
@pytest.mark.parametrize("miles", [6, 60, 600])
def test_a_town_is_on_land_from_near_and_from_far(middle: tuple[float, float], miles: float) -> None:
    """Points beyond the window are dropped, and what is left still encloses the same land."""
    drawing = drawn(middle, [walk(middle, miles, 90)])
    # Guam and the like shrink to a dot.
    assert on_land(drawing) or (miles == 600 and middle in (GUAM, PAGO_PAGO, ADAK, SAN_JUAN, HILO))


@pytest.mark.parametrize("point", [(37.6, -123.2), (27, -90), (30, -75), (20.5, -150), (14, 143)])
@pytest.mark.parametrize("miles", [5, 20, 200])
def test_the_sea_is_not_land(point: tuple[float, float], miles: float) -> None:
    assert not on_land(drawn(point, [walk(point, miles, 0)]))


def test_lines_between_states_and_counties_are_told_apart() -> None:
    texarkana = drawn((33.43, -94.04), [(33.43, -94.04)])
    assert texarkana.states and on_land(texarkana)
    assert drawn(OAKLAND, [walk(OAKLAND, 20, 0)]).counties
    assert not drawn(OAKLAND, [walk(OAKLAND, 20, 0)]).states
    assert not drawn(HELENA, [walk(HELENA, 900, 90)]).counties, "from so far they would be clutter"


def test_a_map_stays_small() -> None:
    whole = maps.holding([(47, -124), (26, -80), (45, -67), (33, -117)], 25)
    for window in (whole, maps.holding([(42, -124), (33, -114)], 25), Window(64, -152, 1000), Window(37.5, -80, 199)):
        drawing = maps.draw(window, outlines.within(*window.box), [], middle=False)
        assert len(gzip.compress((drawing.land + drawing.states + drawing.counties).encode())) < 12_000


def test_places_at_one_point_share_a_pin() -> None:
    there, elsewhere = walk(OAKLAND, 3, 10), walk(OAKLAND, 3, 200)
    assert [pin.label for pin in drawn(OAKLAND, [there, there, there, elsewhere]).pins] == ["1–3", "4"]
    assert [pin.label for pin in drawn(OAKLAND, [there, elsewhere, there]).pins] == ["1, 3", "2"]
    crowd = [there, elsewhere] * 5
    assert [pin.label for pin in drawn(OAKLAND, crowd).pins] == ["1, …", "2, …"]


def test_names_are_written_where_there_is_room() -> None:
    towns = [Place("city", name, name, "CA", (), *point, "America/Los_Angeles") for name, point in
             (("Exampleville", walk(OAKLAND, 5, 90)), ("Too Near", walk(OAKLAND, 5.05, 90)),
              ("Nowhere Near", walk(OAKLAND, 90, 90)))]
    drawing = drawn(OAKLAND, [walk(OAKLAND, 9, 0)], towns=towns, counties=towns[:1])
    assert drawing.towns[0].text == "Exampleville"
    assert "Nowhere Near" not in [each.text for each in drawing.towns]
    written = [*drawing.towns, *drawing.county_names]
    for one, other in itertools.combinations(written, 2):
        assert abs(one.y - other.y) >= 28 or abs(one.x - other.x) > 100


def test_the_same_search_gives_the_same_map() -> None:
    points = [walk(HELENA, number * 3, number * 50) for number in range(20)]
    assert drawn(HELENA, points) == drawn(HELENA, points)


def test_the_drawing_is_as_large_as_its_template_says() -> None:
    template = Path(maps.__file__).parents[1] / "templates" / "components" / "map.html"
    assert f'viewBox="0 0 {SIZE} {SIZE}"' in template.read_text("utf-8")


def test_the_lines_of_the_whole_country_are_there() -> None:
    lines = outlines.lines()
    kinds = [line.kind for line in lines]
    assert (kinds.count("land"), kinds.count("state"), kinds.count("county")) == (251, 1233, 7875)
    assert min(line.west for line in lines) < -215_000 and max(line.east for line in lines) < -64_000
    assert all(abs(x2 - x1) < 30_000 for line in lines for x1, x2 in itertools.pairwise(line.longitudes))
    assert (own_folder("data") / "places" / "lines.tsv.gz").stat().st_size < 200_000


def test_the_build_gives_each_line_once(tmp_path: Path) -> None:
    """Three square counties in a row, the last in another state."""
    edges = {(x, y): [[x * 10, y * 10], [10, 0]] for x in range(3) for y in range(2)}
    walls = {x: [[x * 10, 0], [0, 10]] for x in range(4)}
    names = [*edges, *walls]
    arcs = [*edges.values(), *walls.values()]
    squares = [[names.index((x, 0)), names.index(x + 1), ~names.index((x, 1)), ~names.index(x)] for x in range(3)]
    around = [*(names.index((x, 0)) for x in range(3)), names.index(3), *(~names.index((x, 1)) for x in (2, 1, 0)),
              ~names.index(0)]
    counties = [{"id": fips, "type": "Polygon", "arcs": [ids], "properties": {"name": fips}}
                for fips, ids in zip(("01001", "01003", "02001"), squares, strict=True)]
    topology = {"transform": {"scale": [0.1, 0.1], "translate": [-100, 30]}, "arcs": arcs, "objects": {
        "counties": {"geometries": counties}, "nation": {"geometries": [{"type": "MultiPolygon", "arcs": [[around]]}]}}}
    path = tmp_path / "topology.json"
    path.write_text(json.dumps(topology))
    assert CountyShapes(path).lines == (
        ("land", "-100000 30000 1000 0 1000 0 1000 0 0 1000 -1000 0 -1000 0 -1000 0 0 -1000"),
        ("county", "-99000 30000 0 1000"), ("state", "-98000 30000 0 1000"))
