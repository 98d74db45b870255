"""The page of an experiment: its charts, a panel for every agent, and what is seen in them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import Protocol

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from neurosim.experiments.chart import Chart
from neurosim.figures.charts import draw_chart
from neurosim.figures.charts_legends import everyone, meaning
from neurosim.figures.charts_looks import agents_share, colours_in, lines
from neurosim.figures.style import GREY, page, spoken, style
from neurosim.figures.synapse_legends import CAPTION_WIDTH, LEGEND_WIDTH, Legend, fitted
from neurosim.measures import Summary

WIDTH, LEFT, RIGHT, BETWEEN = 16.0, 0.95, 0.2, 0.75
"""Width of the page, margins of a block, and the space between its panels, in inches."""

HEADING, TITLE, AXES, BELOW, CAPTION = 0.36, 0.3, 3.0, 0.8, 0.205
"""Heights of a chart's heading, of panels' titles, of axes, of what stands below them, and of a
line of the caption."""


@dataclass(frozen=True, eq=False)
class ChartData:
    """What the page of an experiment is drawn from.

    Parameters
    ----------
    question
        What was asked.
    charts
        What is drawn.
    results
        Every measure over seeds.
    seeds
        The seeds.
    exchange
        What a second is worth to the artificial agents, in words.
    levels
        What chance and ceiling are, in words.
    """

    question: str
    charts: Sequence[Chart]
    results: Sequence[Summary]
    seeds: tuple[int, ...]
    exchange: str
    levels: str = "Chance and ceiling are measured in the same lives."

    @property
    def agents(self) -> list[str]:
        """Everyone who was measured."""
        return list(dict.fromkeys(each.agent for each in self.results))

    @property
    def conditions(self) -> list[str]:
        """Every condition."""
        return list(dict.fromkeys(each.condition for each in self.results))

    def panels(self, chart: Chart) -> dict[str, list[Summary]]:
        """Return what is in each panel of a chart, by agent; by "" where all share one.

        Where only one agent has anything to show, the others have no panels.
        """
        alone = len(self.conditions) == 1 and not chart.condition
        if alone or agents_share(chart, self.results):
            return {self.agents[0] if len(self.agents) == 1 else "": list(self.results)}
        every = {
            agent: [each for each in self.results if each.agent == agent] for agent in self.agents
        }
        able = {agent: found for agent, found in every.items() if lines(chart, found)}
        return able if len(able) == 1 else every


@dataclass(frozen=True, eq=False)
class Block:
    """A chart on the page: its place, its legend and what is in each of its panels."""

    chart: Chart
    left: float
    width: float
    panels: Mapping[str, list[Summary]]
    legends: Sequence[Legend]

    @property
    def above(self) -> float:
        """Height of what stands above its axes."""
        titles = TITLE if len(self.panels) > 1 or any(self.panels) else 0.1
        return HEADING + titles + sum(legend.height for legend in self.legends)


class Detail(Protocol):
    """What is drawn above the charts."""

    @property
    def height(self) -> float:
        """How much of the page it takes, in inches."""

    def draw(self, figure: Figure, top: float, letters: Iterator[str]) -> None:
        """Draw it, from so many inches above the lower edge of the page down."""


def charts_figure(data: ChartData, detail: Detail | None = None) -> Figure:
    """Draw every chart, with a panel for every agent unless agents are to share one.

    Parameters
    ----------
    detail
        What is drawn above them; None for nothing.
    """
    measures = {name for chart in data.charts for name, _ in chart.measures}
    # Whoever has nothing that is drawn gets no colour.
    data = replace(data, results=[each for each in data.results if each.measure in measures])
    # Names are names: a dollar sign in one begins no formula.
    with style(), rc_context({"text.parse_math": False}):
        rows = _rows(data)
        below, who = _caption(data), Legend(everyone(data.results, data.charts))
        heights = [max(block.above for block in row) + AXES + BELOW for row in rows]
        height = 0.62 + who.height + sum(heights) + CAPTION * (below.count("\n") + 1.5)
        height += 0.0 if detail is None else detail.height
        figure = page(WIDTH, height)
        top = height - 0.18
        figure.text(0.25 / WIDTH, top / height, data.question, size=16, weight="bold", va="top")
        top -= 0.4
        letters = iter(ascii_lowercase)
        if detail is not None:
            detail.draw(figure, top, letters)
            top -= detail.height
        _draw_legend(figure, who, 0.2, top)
        top -= who.height
        for row, tall in zip(rows, heights, strict=True):
            axes_top = top - max(block.above for block in row)
            for block in row:
                _draw_block(figure, data, block, top, axes_top, next(letters))
            top -= tall
        figure.text(0.25 / WIDTH, 0.12 / height, below, fontsize=11, va="bottom")
    return figure


def _rows(data: ChartData) -> list[list[Block]]:
    """Lay out charts that there is something in: two beside each other if each is one panel."""
    charts = [chart for chart in data.charts if lines(chart, data.results)]
    apart = not all(agents_share(chart, data.results) for chart in data.charts)
    rows: list[list[Block]] = []
    for chart in charts:
        panels = data.panels(chart)
        columns = 2 if len(panels) == 1 and len(charts) > 1 else 1
        width = WIDTH / columns
        fits = rows and len(rows[-1]) == 1 and rows[-1][0].width + width <= WIDTH
        left = width if fits else 0.0
        meant = meaning(chart, data.results, apart)
        legends = [fitted(meant, LEGEND_WIDTH // columns)] if meant else []
        block = Block(chart, left, width, panels, legends)
        if fits:
            rows[-1].append(block)
        else:
            rows.append([block])
    return rows


def _draw_block(
    figure: Figure, data: ChartData, block: Block, top: float, axes_top: float, letter: str
) -> None:
    height = float(figure.get_figheight())
    title = f"{letter}  {block.chart.title}"
    figure.text(
        (block.left + 0.25) / WIDTH, (top - 0.06) / height, title, size=14, weight="bold", va="top"
    )
    at = top - HEADING
    for legend in block.legends:
        _draw_legend(figure, legend, block.left + 0.2, at)
        at -= legend.height
    room = block.width - LEFT - RIGHT - BETWEEN * (len(block.panels) - 1)
    # A panel that is alone on the page is no wider than it is good to look at.
    wide = min(room / len(block.panels), 9.0)
    drawn: list[Axes] = []
    for number, (agent, results) in enumerate(block.panels.items()):
        left = block.left + LEFT + number * (wide + BETWEEN)
        box = (left / WIDTH, (axes_top - AXES) / height, wide / WIDTH, AXES / height)
        ax = figure.add_axes(box)
        if agent:
            ax.set_title(spoken(agent), fontsize=12)
        if not lines(block.chart, results):
            ax.set_axis_off()
            ax.text(0.5, 0.5, "no such tests", color=GREY, ha="center", va="center")
            continue
        draw_chart(ax, block.chart, results, colours_in(block.chart, results, data.results))
        ax.set_ylabel("" if number else block.chart.y)
        drawn.append(ax)
    _share_limits(drawn)


def _share_limits(drawn: Sequence[Axes]) -> None:
    """Give panels of one chart the same y axis: what is higher in one is higher in all."""
    limits = [ax.get_ylim() for ax in drawn]
    for ax in drawn:
        ax.set_ylim(min(low for low, _ in limits), max(high for _, high in limits))


def _draw_legend(figure: Figure, legend: Legend, left: float, top: float) -> None:
    figure.legend(
        handles=legend.handles, ncols=legend.columns, loc="upper left", borderaxespad=0,
        bbox_to_anchor=(left / WIDTH, top / float(figure.get_figheight())), handlelength=3.4,
        columnspacing=1.6, labelspacing=0.3, borderpad=0.2,
    )  # fmt: skip


def _caption(data: ChartData) -> str:
    """Say how many seeds there were, what is drawn how, and what seconds are worth."""
    return "\n".join(textwrap.wrap(" ".join(_sentences(data)), CAPTION_WIDTH))


def _sentences(data: ChartData) -> Iterator[str]:
    count = len(data.seeds)
    shown = ", ".join(map(str, data.seeds)) if count <= 10 else f"{data.seeds[0]}-{data.seeds[-1]}"
    if count > 1:
        circles = ", circles: seeds" if any(each.per_seed for each in data.results) else ""
        yield f"n = {count} seeds ({shown}): means, error bars: sd over seeds{circles}."
    else:
        yield f"n = 1 seed ({shown}): no spread."
    yield data.levels
    apart = [chart for chart in data.charts if not agents_share(chart, data.results)]
    fewer = any(len(data.panels(chart)) < len(data.agents) for chart in apart)
    if fewer and len(data.conditions) > 1:
        yield "Agents without a panel took no such tests."
    yield from dict.fromkeys(chart.note for chart in data.charts if chart.note)
    if data.exchange:
        yield data.exchange
