"""Where a curve first comes down to a level."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise


def crossing(places: Iterable[float], values: Iterable[float], level: float) -> float | None:
    """Return the first place at which values that begin above a level are down to it.

    Between two places values are on a straight line. None if they never are, or do not begin above.

    Parameters
    ----------
    places
        Ascending, as many as values.
    """
    points = list(zip(places, values, strict=True))
    if not points or points[0][1] <= level:
        return None
    for (left, high), (right, low) in pairwise(points):
        if low <= level:
            return float(left + (high - level) / (high - low) * (right - left))
    return None
