"""Distances in statute miles, and the 0.1 degree cells a search looks in. Pure; knows no database.

A point is stored as WGS84 earth-centred x, y, z, and two points are compared by the square of the straight
line (chord) between them: no trigonometry in SQL. Against geopy's geodesic it is off by less than 0.01 mile
up to 100 miles.
"""

import math

_FEET_PER_METRE = 1 / 0.3048
_METRES_PER_MILE = 5280 / _FEET_PER_METRE
_EQUATOR = 6_378_137.0 / _METRES_PER_MILE
_FLATTENING = 1 / 298.257223563
_ECCENTRICITY_SQUARED = _FLATTENING * (2 - _FLATTENING)
_MEAN_RADIUS = 6_371_008.8 / _METRES_PER_MILE
# A meridian bends most at the equator: no point of it has a smaller radius of curvature than this.
_SMALLEST_MERIDIAN_RADIUS = _EQUATOR * (1 - _ECCENTRICITY_SQUARED)
_CELL_DEGREES = 0.1
_CELLS_PER_ROW = 4096
_LAST_COLUMN = 3600
# Far more than the rounding of a double, far less than an inch.
_MARGIN_DEGREES = 1e-9


def ecef(latitude: float, longitude: float) -> tuple[float, float, float]:
    """Return the earth-centred x, y, z in miles of a point given in degrees, at height 0 (WGS84)."""
    phi, lam = math.radians(latitude), math.radians(longitude)
    sine = math.sin(phi)
    normal = _EQUATOR / math.sqrt(1 - _ECCENTRICITY_SQUARED * sine * sine)
    axis = normal * math.cos(phi)
    return axis * math.cos(lam), axis * math.sin(lam), normal * (1 - _ECCENTRICITY_SQUARED) * sine


def chord_between(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return the squared chord in square miles between two `ecef` points."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2


def miles(chord_squared: float) -> float:
    """Return the distance along the ground for a squared chord in square miles."""
    return 2 * _MEAN_RADIUS * math.asin(min(1.0, math.sqrt(chord_squared) / (2 * _MEAN_RADIUS)))


def chord_squared(miles: float) -> float:
    """Return the squared chord in square miles for a distance along the ground; the inverse of `miles`."""
    return (2 * _MEAN_RADIUS * math.sin(min(miles / (2 * _MEAN_RADIUS), math.pi / 2))) ** 2


def cell(latitude: float, longitude: float) -> int:
    """Return the number of the 0.1 degree cell of a point; latitude -90 to 90, longitude -180 to 180."""
    return _row(latitude) * _CELLS_PER_ROW + _column(longitude)


def cells_within(latitude: float, longitude: float, radius_miles: float) -> list[int]:
    """Return every cell in which a point within the radius could lie, rising.

    Never misses one, at the poles and across the antimeridian too: both bounds follow from the chord, which
    is never longer than the way along the ground. Some cells lie wholly outside; compare distances after.
    """
    bend = radius_miles / (2 * _SMALLEST_MERIDIAN_RADIUS)
    north_south = math.degrees(2 * math.asin(min(1.0, bend))) + _MARGIN_DEGREES if bend < 1 else 180.0
    rows = range(_row(max(-90.0, latitude - north_south)), _row(min(90.0, latitude + north_south)) + 1)
    columns = _columns_within(latitude, longitude, radius_miles)
    return [row * _CELLS_PER_ROW + column for row in rows for column in columns]


def _columns_within(latitude: float, longitude: float, radius_miles: float) -> list[int]:
    x, y, _ = ecef(latitude, longitude)
    to_axis = math.hypot(x, y)
    everywhere = list(range(_LAST_COLUMN + 1))
    if radius_miles >= to_axis:
        return everywhere
    east_west = math.degrees(math.asin(radius_miles / to_axis)) + _MARGIN_DEGREES
    west, east = longitude - east_west, longitude + east_west
    columns = set(range(_column(max(-180.0, west)), _column(min(180.0, east)) + 1))
    if west <= -180:
        columns.update(range(_column(west + 360), _LAST_COLUMN + 1))
    if east >= 180:
        columns.update(range(_column(east - 360) + 1))
    return sorted(columns)


def _row(latitude: float) -> int:
    return math.floor((latitude + 90) / _CELL_DEGREES)


def _column(longitude: float) -> int:
    return math.floor((longitude + 180) / _CELL_DEGREES)
