"""What the page of a parameter study is drawn from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from neurosim.experiments.chart import Chart
from neurosim.measures import Summary

Who = tuple[str, str]
"""An agent and a condition."""


@dataclass(frozen=True, eq=False)
class StudyData:
    """A parameter study.

    Parameters
    ----------
    question
        What was asked.
    labels
        Names of the parameters that were varied, with their units.
    points
        The value of each at each point.
    results
        Every measure with the number of its point; ``at`` is None for the mean over a curve.
    charts
        What the experiment draws of a single run.
    seeds
        The seeds.
    drawing, missing
        How points were chosen, and what has no results, in words.
    """

    question: str
    labels: tuple[str, ...]
    points: tuple[tuple[float, ...], ...]
    results: tuple[tuple[int, Summary], ...]
    charts: tuple[Chart, ...]
    seeds: tuple[int, ...]
    drawing: str
    missing: str = ""

    @property
    def is_grid(self) -> bool:
        """Whether there is a point for every combination of values."""
        sides = (len(self.values(axis)) for axis in range(len(self.labels)))
        return math.prod(sides) == len(self.points) > 1

    def values(self, axis: int) -> list[float]:
        """Return the values that a parameter has, in order."""
        return sorted({point[axis] for point in self.points})

    @property
    def chart(self) -> Chart:
        """The first chart: its first measure is the one that is drawn against many parameters."""
        return self.charts[0]

    @property
    def result(self) -> str:
        """What that measure is called."""
        (_, label), *_ = self.chart.measures
        mean = f", mean over {self.chart.x}" if self.chart.x else ""
        return f"{self.chart.title}: {label}, {self.chart.y}{mean}"

    def first(self) -> dict[Who, dict[int, Summary]]:
        """Return the first measure by agent and condition, and by point."""
        (name, _), *_ = self.chart.measures
        found: dict[Who, dict[int, Summary]] = {}
        for point, each in self.results:
            here = self.chart.condition in ("", each.condition)
            if each.measure == name and each.at is None and here:
                found.setdefault((each.agent, each.condition), {})[point] = each
        return found

    def said(self) -> Sequence[str]:
        """Return sentences for the caption."""
        count, few = len(self.seeds), ", ".join(map(str, self.seeds))
        shown = few if count <= 10 else f"{self.seeds[0]} to {self.seeds[-1]}"
        seeds = f"{count} seeds ({shown})" if count > 1 else f"1 seed ({shown})"
        told = (f"{len(self.points)} points; {seeds}, the same at each.", f"{self.drawing}.")
        return (*told, self.missing) if self.missing else told
