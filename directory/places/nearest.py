"""How far each of many points is from the nearest of many others. Pure; exact; no distance is measured twice in vain.

The points are halved again and again. Whatever is too far from the middle of a half to be nearest to any point of it is
left out before that half is looked at: islands, poles and the antimeridian need no care of their own.
"""

from collections.abc import Sequence
from itertools import repeat
from math import dist
from operator import itemgetter

from directory.places import distance

Point = tuple[float, float, float]
#: So few points are compared with all that is left.
_FEW = 24
#: Miles: far more than the rounding of a double, far less than an inch.
_MARGIN = 1e-6


def miles(points: Sequence[Point], others: Sequence[Point]) -> list[float | None]:
    """Return, for each `ecef` point, the miles along the ground to the nearest other; None when there is none."""
    if not others:
        return [None] * len(points)
    chords: dict[Point, float] = {}
    if points:
        _measure(list(set(points)), others, chords)
    return [distance.miles(chords[point] ** 2) for point in points]


def _measure(points: list[Point], others: Sequence[Point], chords: dict[Point, float]) -> None:
    """Fill in the chord in miles from each point to the nearest other. There is at least one of both."""
    lowest, highest = (tuple(map(pick, zip(*points, strict=True))) for pick in (min, max))
    middle = [(low + high) / 2 for low, high in zip(lowest, highest, strict=True)]
    chord = list(map(dist, repeat(middle), others))
    # A point of this half is at most half a diagonal from the middle, and so is what is nearest to it from the best.
    limit = min(chord) + dist(lowest, highest) + _MARGIN
    left = [other for other, far in zip(others, chord, strict=True) if far <= limit]
    if len(points) <= _FEW:
        chords.update((point, min(map(dist, repeat(point), left))) for point in points)
        return
    widths = [high - low for low, high in zip(lowest, highest, strict=True)]
    points.sort(key=itemgetter(widths.index(max(widths))))
    half = len(points) // 2
    _measure(points[:half], left, chords)
    _measure(points[half:], left, chords)
