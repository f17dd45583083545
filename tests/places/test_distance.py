"""Distances and cells, with geopy's geodesic as the judge."""

import math

import pytest
from geopy.distance import geodesic
from geopy.point import Point
from hypothesis import example, given
from hypothesis import strategies as st

from directory.places import distance

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


def reach(latitude: float, longitude: float, miles: float, bearing: float) -> tuple[float, float]:
    """Walk from a point along the ground, by geopy."""
    end: Point = geodesic(miles=miles).destination((latitude, longitude), bearing)
    return end.latitude, max(-180.0, min(180.0, (end.longitude + 180) % 360 - 180))


@given(latitudes, longitudes, st.floats(0, 100), st.floats(0, 360))
def test_a_distance_up_to_100_miles_is_within_a_hundredth_of_geodesic(
    latitude: float, longitude: float, miles: float, bearing: float
) -> None:
    end = reach(latitude, longitude, miles, bearing)
    chord = distance.chord_between(distance.ecef(latitude, longitude), distance.ecef(*end))
    assert distance.miles(chord) == pytest.approx(geodesic((latitude, longitude), end).miles, abs=0.01)


@given(st.floats(0, 3000))
def test_chord_and_miles_are_inverse(miles: float) -> None:
    assert distance.miles(distance.chord_squared(miles)) == pytest.approx(miles, abs=1e-6)


def test_los_angeles_to_new_york_is_known_well_enough_to_say() -> None:
    chord = distance.chord_between(distance.ecef(34.0522, -118.2437), distance.ecef(40.7143, -74.0060))
    assert distance.miles(chord) == pytest.approx(2451, abs=8)


def test_a_cell_is_a_tenth_of_a_degree() -> None:
    assert distance.cell(-90, -180) == 0
    assert distance.cell(37.78, -122.22) == 1277 * 4096 + 577
    assert distance.cell(90, 180) == 1800 * 4096 + 3600


@given(latitudes, longitudes, st.floats(0, 120), st.floats(0, 1), st.floats(0, 360))
@example(13.45, 144.75, 100.0, 1.0, 90.0)
@example(52.0, 179.9, 100.0, 1.0, 90.0)
@example(51.9, -179.9, 100.0, 0.99, 270.0)
@example(89.9, 0.0, 100.0, 1.0, 0.0)
@example(-89.9, 77.0, 50.0, 1.0, 180.0)
@example(40.0, 180.0, 10.0, 1.0, 90.0)
@example(40.0, -180.0, 10.0, 1.0, 270.0)
def test_cells_within_never_misses_a_point(
    latitude: float, longitude: float, radius: float, share: float, bearing: float
) -> None:
    end = reach(latitude, longitude, radius * share, bearing)
    chord = distance.chord_between(distance.ecef(latitude, longitude), distance.ecef(*end))
    if distance.miles(chord) <= radius:
        assert distance.cell(*end) in distance.cells_within(latitude, longitude, radius)


@given(latitudes, st.sampled_from([-180.0, 180.0]), st.floats(0.1, 100))
def test_both_names_of_the_antimeridian_are_searched(
    latitude: float, longitude: float, radius: float
) -> None:
    cells = distance.cells_within(latitude, longitude, radius)
    assert distance.cell(latitude, 180) in cells
    assert distance.cell(latitude, -180) in cells


def test_cells_within_is_not_wasteful() -> None:
    cells = distance.cells_within(37.8, -122.27, 10)
    assert cells == sorted(set(cells))
    assert len(cells) <= 5 * 6
    assert len(distance.cells_within(40, -100, 100)) < 1400


@pytest.mark.system
def test_a_radius_of_nothing_is_the_own_cell_and_one_beyond_the_earth_is_all() -> None:
    assert distance.cells_within(37.85, -122.25, 0) == [distance.cell(37.85, -122.25)]
    assert len(distance.cells_within(0, 0, 20_000)) == 1801 * 3601
    assert math.isclose(distance.miles(distance.chord_squared(1e9)), math.pi * 3958.7613, rel_tol=1e-6)
