"""A measure against two parameters: a map for every agent and condition."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from numpy.typing import NDArray

from neurosim.figures.study_data import StudyData, Who
from neurosim.figures.style import VERMILLION, page, spoken, style
from neurosim.measures import Summary

WIDTH, COLUMNS, TALL = 16.0, 3, 4.2
"""Width of the page in inches, how many maps stand beside each other, and height of one."""

WRITTEN = 100
"""Cells of a map in which numbers are written; of more, none are."""

MOST_TICKS = 10


def grid_of(data: StudyData, found: Mapping[int, Summary]) -> NDArray[np.float64]:
    """Return the means of a measure: a row for each value of the second parameter, rising.

    Points without results are NaN.
    """
    across, up = data.values(0), data.values(1)
    grid = np.full((len(up), len(across)), np.nan)
    for point, each in found.items():
        x, y = data.points[point]
        grid[up.index(y), across.index(x)] = each.mean
    return grid


def maps_figure(data: StudyData) -> Figure:
    """Draw the first measure against both parameters, for every agent and condition."""
    every = data.first()
    columns = min(COLUMNS, max(len(every), 1))
    rows = -(-len(every) // columns)
    caption = _caption(data, every)
    height = 1.3 + TALL * rows + 0.24 * caption.count("\n") + 0.5
    with style(), rc_context({"text.parse_math": False}):
        figure = page(WIDTH, height)
        figure.text(0.02, 1 - 0.2 / height, data.question, size=16, weight="bold", va="top")
        figure.text(0.02, 1 - 0.62 / height, data.result, size=13, va="top")
        low, high = _limits(data, every)
        top = 1 - 1.3 / height
        for number, (who, found) in enumerate(every.items()):
            row, column = divmod(number, columns)
            wide = (0.86 - 0.08 * (columns - 1)) / columns
            wide = min(wide, 0.45)
            tall = (TALL - 1.15) / height
            left = 0.07 + column * (wide + 0.08)
            ax = figure.add_axes((left, top - row * TALL / height - tall, wide, tall))
            image = draw_map(ax, data, grid_of(data, found), low, high)
            several = len({condition for _, condition in every}) > 1
            title = f"{spoken(who[0])}, {who[1]}" if several else spoken(who[0])
            ax.set_title(title, fontsize=12)
            if number == len(every) - 1 or column == columns - 1:
                bar = figure.add_axes((left + wide + 0.012, ax.get_position().y0, 0.012, tall))
                figure.colorbar(image, cax=bar)
                for chance in {round(each.chance, 3) for each in found.values()}:
                    bar.axhline(chance, color=VERMILLION, linestyle="--", linewidth=1.8)
        figure.text(0.02, 0.12 / height, caption, fontsize=11, va="bottom")
    return figure


def draw_map(
    ax: Axes, data: StudyData, grid: NDArray[np.float64], low: float, high: float
) -> AxesImage:
    """Draw a map: all cells have one size, whatever lies between values.

    Parameters
    ----------
    grid
        As of `grid_of`.
    low, high
        What the ends of the colours mean.
    """
    ax.set_facecolor("white")
    image = ax.imshow(
        grid, cmap="cividis", vmin=low, vmax=high, origin="lower",
        aspect="auto",
    )  # fmt: skip
    if grid.size <= WRITTEN:
        for (row, column), mean in np.ndenumerate(grid):
            bright = np.isfinite(mean) and mean > (low + high) / 2
            text = f"{mean:.2f}" if np.isfinite(mean) else "none"
            ax.text(
                column, row, text, ha="center", va="center", fontsize=11,
                color="black" if bright or not np.isfinite(mean) else "white",
            )  # fmt: skip
    for axis, values in ((ax.xaxis, data.values(0)), (ax.yaxis, data.values(1))):
        every = max(1, -(-len(values) // MOST_TICKS))
        places = range(0, len(values), every)
        axis.set_ticks(list(places), [f"{values[place]:g}" for place in places])
    ax.set_xlabel("\n".join(textwrap.wrap(data.labels[0], 50)))
    ax.set_ylabel("\n".join(textwrap.wrap(data.labels[1], 32)))
    return image


def _limits(data: StudyData, every: Mapping[Who, Mapping[int, Summary]]) -> tuple[float, float]:
    if data.chart.limits is not None:
        return data.chart.limits
    means = [each.mean for found in every.values() for each in found.values()] or [0.0]
    return min(means), max(*means, min(means) + 1e-12)


def _caption(data: StudyData, every: Mapping[Who, Mapping[int, Summary]]) -> str:
    """Say what is drawn, what guessing and perfect memory score, and how large spreads are."""
    numbers = [each for found in every.values() for each in found.values()]
    chance = _range([each.chance for each in numbers])
    ceiling = _range([each.ceiling for each in numbers])
    spreads = [each.sd for each in numbers if each.sd is not None]
    spread = f" sd over seeds: {_range(spreads)}." if spreads else ""
    levels = f"Chance (dashed on the scale): {chance}; ceiling: {ceiling}."
    told = f"Colours and numbers: means over seeds.{spread} {levels}"
    return "\n".join(textwrap.wrap(" ".join((told, *data.said())), 175))


def _range(values: list[float]) -> str:
    texts = dict.fromkeys(f"{value:.2g}" for value in (min(values), max(values)))
    return " to ".join(texts)
