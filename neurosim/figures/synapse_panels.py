"""Panels of experiments on synapses: curves of subjects, and published data over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from neurosim.experiments.findings import Certainty, DataSet, Panel
from neurosim.figures.style import BLACK, GREY
from neurosim.figures.synapse_data import MeanCurve
from neurosim.plasticity import Vector

LINES: tuple[tuple[float, tuple[float, ...]], ...] = (
    (0, ()),
    (0, (5, 2)),
    (0, (1.5, 1.5)),
    (0, (6, 2, 1.5, 2)),
)
"""Dashes of lines, by the label of a curve; they repeat after the last."""

HATCHES = ("", "////", "....", "xxxx")
"""The same for bars."""

SPARSE = 15
"""Most places at which a curve has dots."""

LETTER = 0.095
"""Width of a letter of the names of places, in inches."""

FLATTEST = 0.2
"""Least range of y, as a share of the largest number: rounding must not look like a result."""

GROUP = 0.8
"""Share of a place that its group of bars takes."""


def draw_curves(
    ax: Axes, curves: Iterable[MeanCurve], colours: Mapping[str, str], labels: Sequence[str]
) -> None:
    """Draw curves as lines with their spread: colours by agent, dashes by label."""
    agents = list(colours)
    for curve in curves:
        colour, x, y, sd = colours[curve.agent], *broken(curve)
        dashes = LINES[labels.index(curve.label) % len(LINES)]
        # Later lines are thinner, so that a line that lies on another does not hide it.
        width = 3.6 - 1.6 * agents.index(curve.agent) / max(len(agents) - 1, 1)
        ax.plot(x, y, color=colour, linestyle=dashes, linewidth=width, zorder=3)
        if len(x) <= SPARSE:
            ax.plot(x, y, ".", color=colour, markersize=7, zorder=3)
        if np.any(sd > 0):
            ax.fill_between(x, y - sd, y + sd, color=colour, alpha=0.2, linewidth=0, zorder=2)


def broken(curve: MeanCurve) -> tuple[Vector, Vector, Vector]:
    """Return places, means and spread of a curve, with a gap where places change sign.

    What happens to lags and delays at 0 was not simulated, and often is a jump.
    """
    x, y, sd = (np.array(each, dtype=float) for each in (curve.x, curve.y, curve.sd))
    after = np.flatnonzero((x[:-1] < 0) & (x[1:] > 0)) + 1
    return np.insert(x, after, 0.0), np.insert(y, after, np.nan), np.insert(sd, after, 0.0)


def draw_bars(
    ax: Axes,
    curves: Sequence[MeanCurve],
    colours: Mapping[str, str],
    labels: Sequence[str],
    level: float,
) -> None:
    """Draw curves over named places as groups of bars: by label, and in it by agent.

    Parameters
    ----------
    level
        Where bars begin.
    """
    agents = [agent for agent in colours if any(c.agent == agent for c in curves)]
    for curve in curves:
        middle, width = slot(labels, curve.label)
        bar = width / max(len(agents), 1)
        at = np.array(curve.x) + middle + (agents.index(curve.agent) - (len(agents) - 1) / 2) * bar
        errors = np.array(curve.sd) if any(curve.sd) else None
        ax.bar(
            at, np.array(curve.y) - level, 0.92 * bar, level, color=colours[curve.agent],
            hatch=HATCHES[labels.index(curve.label) % len(HATCHES)], edgecolor="white",
            linewidth=0, yerr=errors, ecolor=GREY, capsize=2, zorder=2,
        )  # fmt: skip


def draw_published(
    ax: Axes, data: DataSet, marker: str, panel: Panel, labels: Sequence[str]
) -> None:
    """Draw published points: filled as tabulated, open as computed, digitised or reported."""
    middle = slot(labels, data.label)[0] if panel.ticks else 0.0
    ax.errorbar(
        np.array(data.x) + middle, data.y, data.sem or None, color=BLACK, linestyle="none",
        marker=marker, markersize=7 if data.sem else 5.5, markeredgewidth=1.2,
        markerfacecolor=face(data), elinewidth=1.3, capsize=3, zorder=5,
    )  # fmt: skip


def face(data: DataSet) -> str:
    """Return what markers are filled with: black as tabulated, white otherwise."""
    filled = (Certainty.TABLE, Certainty.TRANSCRIBED)
    return BLACK if data.certainty in filled else "white"


def draw_axes(ax: Axes, panel: Panel, level: float | None) -> None:
    """Draw what belongs to the axes: names of places, and the level without plasticity."""
    if level is not None:
        ax.axhline(level, color=GREY, linewidth=1.6, zorder=1)
    if panel.ticks:
        ax.set_xticks(range(len(panel.ticks)), panel.ticks, fontsize=11)
        longest = max(map(len, panel.ticks))
        room = ax.bbox.width / ax.figure.dpi / len(panel.ticks)
        if LETTER * (longest + 1) > room:
            for name in ax.get_xticklabels():
                name.set(rotation=38, ha="right", rotation_mode="anchor")
        ax.set_xlim(-0.6, len(panel.ticks) - 0.4)
        ax.tick_params(axis="x", length=0)
    ax.set_xlabel(panel.x)
    ax.set_ylabel(panel.y)


def slot(labels: Sequence[str], label: str) -> tuple[float, float]:
    """Return where, in a place's group of bars, those of a label are, and how broad."""
    width = GROUP / max(len(labels), 1)
    place = labels.index(label) if label in labels else (len(labels) - 1) / 2
    return (place - (len(labels) - 1) / 2) * width, width


def limits(
    main: Sequence[MeanCurve],
    others: Sequence[MeanCurve],
    published: Sequence[DataSet],
    level: float | None,
) -> tuple[float, float]:
    """Return limits of y that hold main curves and data, and the other curves where they can.

    Other curves stretch the axes to three times what the rest needs, and no further.
    """
    needed = np.concatenate([_reach(main), *map(_extent, published), [level or 0.0] * (not main)])
    if level is not None:
        needed = np.append(needed, level)
    low, high = float(needed.min()), float(needed.max())
    span = max(high - low, FLATTEST * max(abs(low), abs(high)), 1e-6)
    more = _reach(others)
    if more.size:
        low = min(low, max(float(more.min()), low - span))
        high = max(high, min(float(more.max()), high + span))
    spare = max(span - (high - low), 0) / 2 + 0.06 * max(high - low, span)
    return low - spare, high + spare


def _reach(curves: Sequence[MeanCurve]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    ends = [np.array(c.y) + side * np.array(c.sd) for c in curves for side in (-1, 1)]
    return np.concatenate([np.zeros(0), *ends])


def _extent(data: DataSet) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    errors = np.array(data.sem) if data.sem else np.zeros(len(data.y))
    return np.concatenate([np.array(data.y) - errors, np.array(data.y) + errors])
