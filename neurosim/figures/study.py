"""The page of a parameter study: curves for one parameter, maps for two, ranks for more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matplotlib.figure import Figure

from neurosim.experiments.chart import Chart, Scale
from neurosim.figures.charts_looks import lines
from neurosim.figures.charts_page import ChartData, charts_figure
from neurosim.figures.study_data import StudyData
from neurosim.figures.study_maps import maps_figure
from neurosim.figures.study_ranks import ranks_figure
from neurosim.measures import Summary

__all__ = ["StudyData", "study_charts", "study_figure", "study_results"]

MOST_CHARTS = 4
"""Charts of an experiment that are drawn against a parameter."""

DECADES = 30.0
"""Ratio of the largest value to the least from which a parameter is laid out logarithmically."""


def study_figure(data: StudyData) -> Figure:
    """Draw a study.

    Parameters
    ----------
    data
        Of one parameter, the charts of the experiment are drawn against it; of two on a grid, the
        first measure as a map; of more, or drawn at random, its rank correlation with each.
    """
    if len(data.labels) == 1:
        return _curves(data)
    if len(data.labels) == 2 and data.is_grid:
        return maps_figure(data)
    return ranks_figure(data)


def _curves(data: StudyData) -> Figure:
    results = study_results(data)
    charts = [chart for chart in study_charts(data) if lines(chart, results)][:MOST_CHARTS]
    levels = f"Chance and ceiling are those of the same runs. {data.drawing}. {data.missing}"
    page = ChartData(data.question, charts, results, data.seeds, "", levels.rstrip())
    return charts_figure(page)


def study_charts(data: StudyData) -> tuple[Chart, ...]:
    """Return the charts of the experiment with the only parameter that is varied as abscissa.

    Places with names are measures of their own; of curves the mean over all places is drawn.
    """
    values = [value for (value,) in data.points]
    wide = min(values) > 0 and max(values) / min(values) >= DECADES
    return tuple(
        replace(
            chart,
            x=data.labels[0],
            title=chart.title + (f": mean over {chart.x}" if chart.x and not chart.ticks else ""),
            measures=tuple(_measures(chart)),
            ticks=(),
            published=(),
            note="",
            scale=Scale.LOG if wide else Scale.LINEAR,
        )
        for chart in data.charts
    )


def _measures(chart: Chart) -> Sequence[tuple[str, str]]:
    if not chart.ticks:
        return chart.measures
    return [
        (f"{name} at {place}", f"{label}, {tick}" if label else tick)
        for name, label in chart.measures
        for place, tick in enumerate(chart.ticks)
    ]


def study_results(data: StudyData) -> list[Summary]:
    """Return what was measured with the value of the only parameter as its place."""
    ticked = {name for chart in data.charts if chart.ticks for name, _ in chart.measures}
    found = []
    for point, each in data.results:
        (value,) = data.points[point]
        if each.at is None:
            found.append(replace(each, at=value))
        elif each.measure in ticked and each.at.is_integer():
            found.append(replace(each, at=value, measure=f"{each.measure} at {each.at:.0f}"))
    return found
