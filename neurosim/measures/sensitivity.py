"""Which parameters a result depends on: rank correlations over the points of a study."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 4
"""Points below which no p value says anything."""


@dataclass(frozen=True)
class RankCorrelation:
    """Spearman's rank correlation of a parameter and a result.

    Attributes
    ----------
    rho
        From -1 to 1; 0 where the parameter or the result never changes.
    p
        Two-sided, after Holm's correction for the number of parameters; 1 where it cannot be told.
    """

    rho: float
    p: float


def rank_correlations(
    parameters: Sequence[Sequence[float]], results: Sequence[float]
) -> tuple[RankCorrelation, ...]:
    """Return the rank correlation of each parameter with the results.

    Parameters
    ----------
    parameters
        Of each parameter its value at each point.
    results
        The result at each point.
    """
    found = [_spearman(values, results) for values in parameters]
    corrected = holm([p for _, p in found])
    return tuple(RankCorrelation(rho, p) for (rho, _), p in zip(found, corrected, strict=True))


def holm(ps: Sequence[float]) -> tuple[float, ...]:
    """Return p values after Holm's correction: none is smaller than that of a smaller one."""
    order = sorted(range(len(ps)), key=lambda place: ps[place])
    corrected = [1.0] * len(ps)
    largest = 0.0
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(ps) - rank) * ps[place]))
        corrected[place] = largest
    return tuple(corrected)


def _spearman(values: Sequence[float], results: Sequence[float]) -> tuple[float, float]:
    from scipy.stats import spearmanr

    if len(results) < FEWEST or len(set(values)) == 1 or len(set(results)) == 1:
        return 0.0, 1.0
    found = spearmanr(values, results)
    rho, p = float(found.statistic), float(found.pvalue)
    return (rho, p) if math.isfinite(rho) and math.isfinite(p) else (0.0, 1.0)
