"""The abscissa of a chart: how it is scaled, and which places are written below it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes

from neurosim.experiments.chart import Chart, Scale
from neurosim.figures.synapse_panels import LETTER

MOST_TICKS = 10
"""Most places that are written below an axis."""

ROOM = 0.12
"""Space between what is written below an axis, in inches."""

LARGEST, SMALLEST = 11.0, 7.0
"""Sizes of the names of bars, in points: long words are written smaller."""


def lay_out(ax: Axes, chart: Chart, places: set[float]) -> None:
    """Scale the abscissa, with room at both ends, and write places below it."""
    every = sorted({*places, *(x for data in chart.published for x in data.x)})
    low, high = every[0], every[-1]
    if chart.scale is Scale.LOG and high > 0:
        least = min(place for place in every if place > 0)
        if low > 0:
            ax.set_xscale("log")
        else:
            ax.set_xscale("symlog", linthresh=least)
        ax.set_xlim(low / 1.2 if low > 0 else -least / 4, high * 1.2)
        ax.minorticks_off()
    else:
        room = 0.05 * (high - low) or 0.5
        ax.set_xlim(low - room, high + room)
    written = _written(ax, sorted(every, key=lambda place: (place not in places, place)))
    # Where places are near each other on a linear axis, round numbers tell more than some of them.
    if chart.scale is Scale.LOG or len(written) == len(every):
        ax.set_xticks(written, [f"{place:g}" for place in written])


def name_bars(ax: Axes, names: Sequence[str]) -> None:
    """Scale the abscissa for groups of bars at 0, 1, 2, ... and write their names below it."""
    # Few bars are not to be as broad as houses.
    spare = max(0.6, (3 - len(names)) / 2)
    ax.set_xlim(-spare, len(names) - 1 + spare)
    letters = ax.bbox.width / ax.figure.dpi / (len(names) - 1 + 2 * spare) / LETTER
    lines = [
        [part for line in name.split("\n") for part in _broken(line, max(6, int(letters) - 1))]
        for name in names
    ]
    longest = max(len(part) for parts in lines for part in parts)
    size = max(SMALLEST, min(LARGEST, LARGEST * letters / (longest + 1)))
    ax.set_xticks(range(len(names)), ["\n".join(parts) for parts in lines], fontsize=size)
    ax.tick_params(axis="x", length=0)


def _broken(line: str, letters: int) -> list[str]:
    """Break a line where it is too long, but no word."""
    return textwrap.wrap(line, letters, break_long_words=False, break_on_hyphens=False)


def _written(ax: Axes, places: Sequence[float]) -> list[float]:
    """Return the places for which there is room below the axis, those that come first before."""
    at = ax.transData.transform([(place, 0.0) for place in places])[:, 0] / ax.figure.dpi
    kept: dict[float, tuple[float, float]] = {}
    for place, middle in zip(places, at.tolist(), strict=True):
        half = (LETTER * len(f"{place:g}") + ROOM) / 2
        free = all(right <= middle - half or middle + half <= left for left, right in kept.values())
        if free and len(kept) < MOST_TICKS:
            kept[place] = (middle - half, middle + half)
    return sorted(kept)
