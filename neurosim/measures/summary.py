"""Readings of many lives as a tidy table, and what they come to over seeds."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One number of one life: a line of ``measures.csv``.

    Attributes
    ----------
    time
        Seconds into the life at which the tests began that it was measured in.
    at
        Its place on the abscissa of a curve; None where the measure is a single number.
    """

    agent: str
    seed: int
    condition: str
    time: float
    measure: str
    at: float | None
    value: float
    chance: float
    ceiling: float


@dataclass(frozen=True)
class Summary:
    """One measure of one agent in one condition, at one place of a curve, over seeds.

    Attributes
    ----------
    at
        The place on the abscissa; None where the measure is a single number.
    sd
        Standard deviation over seeds (n - 1 in the denominator); None for a single seed.
    per_seed
        The values, in the order of the seeds.
    chance, ceiling
        Means over seeds.
    """

    agent: str
    condition: str
    measure: str
    at: float | None
    mean: float
    sd: float | None
    per_seed: tuple[float, ...]
    chance: float
    ceiling: float


def summarised(rows: Iterable[Row]) -> list[Summary]:
    """Return a summary for every agent, condition, measure and place, as they first appear."""
    groups: dict[tuple[str, str, str, float | None], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.agent, row.condition, row.measure, row.at), []).append(row)
    return [_summary(group) for group in groups.values()]


def _summary(group: Sequence[Row]) -> Summary:
    first = group[0]
    values = tuple(row.value for row in group)
    return Summary(
        first.agent,
        first.condition,
        first.measure,
        first.at,
        statistics.fmean(values),
        statistics.stdev(values) if len(values) > 1 else None,
        values,
        statistics.fmean(row.chance for row in group),
        statistics.fmean(row.ceiling for row in group),
    )
