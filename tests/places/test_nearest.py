"""The nearest of many, for many: what looking at every pair would say."""

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places import distance, nearest

#: Degrees; often the same ones, so that points fall together, and both sides of the antimeridian.
_DEGREES = st.tuples(st.floats(-90, 90) | st.sampled_from((-14.3, 13.4, 64.8, 90.0)),
                     st.floats(-180, 180) | st.sampled_from((-180.0, 180.0, -170.7, 144.8)))
_POINTS = st.lists(_DEGREES.map(lambda degrees: distance.ecef(*degrees)), max_size=60)


@given(points=_POINTS, others=_POINTS)
def test_the_nearest_is_what_every_pair_says(points: list[nearest.Point], others: list[nearest.Point]) -> None:
    found = nearest.miles(points, others)
    assert len(found) == len(points)
    for point, miles in zip(points, found, strict=True):
        chord = min((dist(point, other) for other in others), default=None)
        assert miles == (None if chord is None else pytest.approx(distance.miles(chord * chord), abs=1e-6))


def test_nothing_is_near_where_there_is_nothing() -> None:
    here = distance.ecef(37.8, -122.2)
    assert nearest.miles([here], []) == [None]
    assert nearest.miles([], [here]) == []
    assert nearest.miles([here], [here]) == [0.0]
