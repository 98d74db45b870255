"""One chart of an experiment: any measures of any agents in any conditions, as curves or bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation, Transform

from neurosim.experiments.chart import Chart, Scale
from neurosim.figures.charts_axes import lay_out, name_bars
from neurosim.figures.charts_looks import (
    Line,
    Look,
    Who,
    agents_share,
    colours_in,
    lines,
    looks,
    shade,
    which,
)
from neurosim.figures.style import BLACK, GREY, VERMILLION
from neurosim.figures.synapse_data import MARKERS
from neurosim.figures.synapse_panels import HATCHES, LINES, face
from neurosim.measures import Summary

APART = 2.5
"""Points of paper between what stands at one place, so that nothing hides behind the other."""

GROUP = 0.8
"""Share of a place that its group of bars takes."""

FEW = 3
"""Levels of chance or ceiling that are drawn as bold as usual; of more, each is thin."""


def is_bars(chart: Chart, shown: Iterable[Line]) -> bool:
    """Say whether a chart is drawn as bars: its places have names, or there are none."""
    return bool(chart.ticks) or all(each.at is None for line in shown for each in line.numbers)


def draw_chart(
    ax: Axes, chart: Chart, results: Sequence[Summary], colours: Mapping[Who, str] | None = None
) -> None:
    """Draw the measures of a chart, with their spread, single seeds, chance and ceiling.

    Parameters
    ----------
    results
        Of several agents in one condition, or of one agent in several; more than these need
        colours of their own.
    colours
        Of everyone; by default those of `colours_of`.
    """
    shown = lines(chart, results)
    palette = colours_in(chart, results, results) if colours is None else colours
    kinds = looks(chart, shown, agents_share(chart, results))
    if is_bars(chart, shown):
        _draw_bars(ax, chart, shown, palette, kinds)
    else:
        _draw_curves(ax, chart, shown, palette, kinds)
    _draw_published(ax, chart)
    _set_limits(ax, chart, shown)
    ax.set_xlabel(chart.x)
    ax.set_ylabel(chart.y)


def _draw_curves(
    ax: Axes, chart: Chart, shown: Sequence[Line], colours: Mapping[Who, str], kinds: Sequence[Look]
) -> None:
    for number, line in enumerate(shown):
        kind = which(line, kinds)
        beside = _beside(ax, number, len(shown))
        means = [each.mean for each in line.numbers]
        colour, at = shade(colours, line.who, kind), line.places
        # Later lines are thinner, so that a line that lies on another does not hide it.
        width = 3.0 - 1.4 * number / max(len(shown) - 1, 1)
        ax.plot(
            at, means, color=colour, linestyle=LINES[kind % len(LINES)], linewidth=width,
            marker=MARKERS[kind % len(MARKERS)], markersize=5.5, transform=beside, zorder=4,
        )  # fmt: skip
        ax.errorbar(
            at, means, [each.sd or 0.0 for each in line.numbers], linestyle="none", color=colour,
            elinewidth=1.3, capsize=2.5, transform=beside, zorder=3,
        )  # fmt: skip
        for each, place in zip(line.numbers, at, strict=True):
            _draw_seeds(ax, [place] * len(each.per_seed), each, colour, beside)
    for level, colour, dashes in (("chance", VERMILLION, "--"), ("ceiling", BLACK, ":")):
        levels = list(_levels(shown, level))
        # Where every measure has a level of its own, these must not be all that is seen.
        width = 1.8 if len(levels) <= FEW else 0.7
        for places, values in levels:
            ax.plot(places, values, color=colour, linestyle=dashes, linewidth=width, zorder=2)
    lay_out(ax, chart, {at for line in shown for at in line.places})


def _draw_seeds(
    ax: Axes, at: Sequence[float], each: Summary, colour: str, where: Transform
) -> None:
    if len(each.per_seed) > 1:
        ax.plot(
            at, each.per_seed, "o", markersize=3.6, markerfacecolor="white", alpha=0.55,
            markeredgecolor=colour, markeredgewidth=0.9, transform=where, zorder=5, clip_on=False,
        )  # fmt: skip


def _beside(ax: Axes, number: int, count: int) -> Transform:
    """Return where a line is drawn: a little beside those that have the same places."""
    points = (number - (count - 1) / 2) * min(APART, 12 / count)
    return ax.transData + ScaledTranslation(points / 72, 0, ax.figure.dpi_scale_trans)


def _levels(
    shown: Iterable[Line], level: str
) -> Iterator[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Yield places and values of the curves of chance or ceiling, each once."""
    told: set[tuple[tuple[float, float], ...]] = set()
    for line in shown:
        values = tuple(float(getattr(each, level)) for each in line.numbers)
        key = tuple(zip(line.places, (round(value, 2) for value in values), strict=True))
        if key not in told:
            told.add(key)
            yield tuple(line.places), values


def _draw_bars(
    ax: Axes, chart: Chart, shown: Sequence[Line], colours: Mapping[Who, str], kinds: Sequence[Look]
) -> None:
    """Draw a group of bars at every named place, or for every measure that there is."""
    names, inside = list(_barred(chart, shown)), {line.who for line in shown}
    everyone = [who for who in colours if who in inside]  # as on the page, whoever lacks a measure
    rows = [(line.who, line.measure) for line in shown] if chart.ticks else []
    width = GROUP / max(len(rows or everyone), 1)
    for line in shown:
        kind, place = which(line, kinds), float(names.index(line.measure))
        row = rows.index((line.who, line.measure)) if rows else everyone.index(line.who)
        shift = row * width - (GROUP - width) / 2
        hatch = HATCHES[kind % len(HATCHES)] if rows or kinds[kind][1] else ""
        for each in line.numbers:
            at = (each.at or 0.0 if rows else place) + shift
            _draw_bar(ax, at, width, each, shade(colours, line.who, kind), hatch)
    ticks = chart.ticks or tuple(_barred(chart, shown).values())
    name_bars(ax, ticks)
    ax.axhline(0, color=GREY, linewidth=0.8, zorder=1)


def _barred(chart: Chart, shown: Iterable[Line]) -> dict[str, str]:
    """Return the measures that have a place among bars, and what they are called.

    One that nobody took has none: no bar would look like nothing recalled.
    """
    taken = {line.measure for line in shown}
    placed = bool(chart.ticks or chart.published)
    return {name: label for name, label in chart.measures if placed or name in taken}


def _draw_bar(ax: Axes, at: float, width: float, each: Summary, colour: str, hatch: str) -> None:
    ax.bar(
        at, each.mean, 0.9 * width, color=colour, hatch=hatch, edgecolor="white", linewidth=0,
        zorder=2,
    )  # fmt: skip
    if each.sd is not None:
        ax.errorbar(at, each.mean, each.sd, color=BLACK, capsize=3, linewidth=1.3, zorder=4)
    spread = np.linspace(-0.25, 0.25, len(each.per_seed)) * width
    _draw_seeds(ax, list(at + spread), each, BLACK, ax.transData)
    ends = [at - width / 2, at + width / 2]
    ax.plot(ends, [each.chance] * 2, color=VERMILLION, linestyle="--", linewidth=1.8, zorder=3)
    ax.plot(ends, [each.ceiling] * 2, color=BLACK, linestyle=":", linewidth=1.8, zorder=3)


def _draw_published(ax: Axes, chart: Chart) -> None:
    """Draw published points, joined by a thin line where places are quantities."""
    for number, data in enumerate(chart.published):
        joined = "none" if chart.ticks or not chart.x else "-"
        ax.plot(data.x, data.y, color=GREY, linestyle=joined, linewidth=1.0, zorder=5)
        ax.errorbar(
            data.x, data.y, data.sem or None, color=BLACK, linestyle="none",
            marker=published_marker(number), markersize=7, markeredgewidth=1.2,
            markerfacecolor=face(data), elinewidth=1.3, capsize=3, zorder=6,
        )  # fmt: skip


def published_marker(number: int) -> str:
    """Return the marker of a chart's published data; they begin where those of measures end."""
    return MARKERS[-1 - number % len(MARKERS)]


def _set_limits(ax: Axes, chart: Chart, shown: Iterable[Line]) -> None:
    """Set limits of y, with a little room beyond, so that nothing lies on the frame."""
    if chart.y_scale is Scale.LOG:
        positive = [value for value in _values(chart, shown) if value > 0] or [1.0]
        ax.set_yscale("log")
        ax.set_ylim(min(positive) / 3, max(positive) * 3)
        return
    low, high = chart.limits or _needed(chart, shown)
    span = high - low or 1.0
    ax.set_ylim(low - 0.03 * span if low or not chart.limits else low, high + 0.06 * span)


def _needed(chart: Chart, shown: Iterable[Line]) -> tuple[float, float]:
    values = _values(chart, shown)
    return min(values), max(values)


def _values(chart: Chart, shown: Iterable[Line]) -> list[float]:
    values = [0.0]
    for line in shown:
        for each in line.numbers:
            spread = each.sd or 0.0
            values += [each.mean - spread, each.mean + spread, each.chance, each.ceiling]
            values += each.per_seed
    return values + [value for data in chart.published for value in data.y]
