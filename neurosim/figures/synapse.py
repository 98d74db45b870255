"""The figure of an experiment on synapses: rules above, artificial weights below, data on both."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from neurosim.experiments.findings import Panel
from neurosim.figures.style import (
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    page,
    style,
)
from neurosim.figures.synapse_data import SynapseData
from neurosim.figures.synapse_legends import Handle, Legend, caption, meaning, who
from neurosim.figures.synapse_panels import (
    draw_axes,
    draw_bars,
    draw_curves,
    draw_published,
    limits,
)

RULES = (BLUE, VERMILLION, GREEN, ORANGE, PURPLE, SKY, "#7A5C00", "#332288")
"""Colours of spiking synapses; they repeat after the last."""

COUNTERPARTS = (PURPLE, SKY, "#7A5C00", ORANGE, "#332288")
"""Colours of artificial weights."""

WIDTH, LEFT, RIGHT, BETWEEN = 16.0, 0.95, 0.2, 0.95
"""Width of the page, its margins and the space between panels, in inches."""

HEADING, TITLE, AXES, CAPTION = 0.4, 0.38, 3.0, 0.205
"""Heights of a row's heading, titles, axes and a line of the caption."""


@dataclass(frozen=True)
class _Row:
    """One row of panels."""

    heading: str
    colours: dict[str, str]
    legends: list[Legend]

    @property
    def above(self) -> float:
        """Height of what stands above its axes."""
        return HEADING + TITLE + sum(legend.height for legend in self.legends)


def synapse_figure(data: SynapseData) -> Figure:
    """Draw spiking synapses above and artificial weights below, on the same axes and data."""
    # Names are names: a dollar sign in one begins no formula.
    with style(), rc_context({"text.parse_math": False}):
        told = "Artificial weights, told only the rates of the same spikes"
        rows = [
            _row("Spiking synapses", data.spiking, RULES, meaning(data)),
            _row(told, data.artificial, COUNTERPARTS, []),
        ]
        rows = [row for row in rows if row.colours]
        below = caption(data)
        heights = [row.above + AXES + _below(data.panels) for row in rows]
        height = 0.58 + sum(heights) + 0.2 + CAPTION * (below.count("\n") + 1)
        figure = page(WIDTH, height)
        top = height - 0.18
        figure.text(0.25 / WIDTH, top / height, data.question, size=16, weight="bold", va="top")
        top -= 0.4
        letters = iter(ascii_lowercase)
        for row, tall in zip(rows, heights, strict=True):
            _draw_row(figure, data, row, top, letters)
            top -= tall
        figure.text(0.25 / WIDTH, 0.12 / height, below, fontsize=11, va="bottom")
    return figure


def _row(heading: str, agents: Sequence[str], palette: Sequence[str], meant: list[Handle]) -> _Row:
    colours = {agent: palette[n % len(palette)] for n, agent in enumerate(agents)}
    return _Row(heading, colours, [Legend(each) for each in (who(colours), meant) if each])


def _draw_row(
    figure: Figure, data: SynapseData, row: _Row, top: float, letters: Iterator[str]
) -> None:
    height = float(figure.get_figheight())
    figure.text(
        0.25 / WIDTH, (top - 0.05) / height, row.heading, size=14, weight="bold", va="top",
        color="#444444",
    )  # fmt: skip
    at = top - HEADING + 0.04
    for legend in row.legends:
        figure.legend(
            handles=legend.handles, ncols=legend.columns, loc="upper left", borderaxespad=0,
            bbox_to_anchor=(0.2 / WIDTH, at / height), handlelength=2.6, columnspacing=1.6,
            labelspacing=0.3, borderpad=0.2,
        )  # fmt: skip
        at -= legend.height
    base = top - row.above - AXES
    weights = [1 + len(panel.ticks) / 7 for panel in data.panels]
    room = WIDTH - LEFT - RIGHT - BETWEEN * (len(weights) - 1)
    left = LEFT
    for panel, weight in zip(data.panels, weights, strict=True):
        wide = room * weight / sum(weights)
        box = (left / WIDTH, base / height, wide / WIDTH, AXES / height)
        _draw_panel(figure, box, data, row, panel, next(letters))
        left += wide + BETWEEN


def _draw_panel(
    figure: Figure,
    box: tuple[float, float, float, float],
    data: SynapseData,
    row: _Row,
    panel: Panel,
    letter: str,
) -> None:
    ax = figure.add_axes(box)
    level, labels = data.levels.get(panel.name), data.labels(panel)
    curves = data.of(tuple(row.colours), panel)
    draw_axes(ax, panel, level)
    if panel.ticks:
        draw_bars(ax, curves, row.colours, labels, level or 0.0)
    else:
        draw_curves(ax, curves, row.colours, labels)
    here = []
    for each in data.drawn:
        if each.panel == panel.name:
            draw_published(ax, each, data.marker(each), panel, labels)
            here.append(each)
    main, others = data.of(data.spiking, panel), data.of(data.artificial, panel)
    # Both rows have the same ticks, whatever rounding does to the height of their axes.
    ax.yaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 2.5, 5, 10]))
    ax.set_ylim(*limits(main or others, others, here, level))
    wrapped = textwrap.fill(panel.title, max(20, int(box[2] * WIDTH * 9)))
    ax.set_title(f"{letter}  {wrapped}", fontsize=13)


def _below(panels: Sequence[Panel]) -> float:
    """Return the height of what is written below axes, in inches."""
    letters = max((len(tick) for panel in panels for tick in panel.ticks), default=0)
    titled = 0.25 if any(panel.ticks and panel.x for panel in panels) else 0.0
    return max(0.78, 0.3 + titled + 0.05 * letters)
