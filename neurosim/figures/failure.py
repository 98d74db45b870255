"""The last seconds of a life that was broken off: spikes, and how the firing rates rose."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from neurosim.figures.raster import kind_of
from neurosim.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PALE,
    PURPLE,
    VERMILLION,
    page,
    style,
)
from neurosim.figures.timeline import taking_time
from neurosim.protocol import Diary, Recording, Vector

LAST = 3.0
"""Seconds that are shown. Chosen: what led there, and spikes that can be told apart."""

BIN = 0.02
"""Seconds in which spikes are counted to rates."""

MOST = 120
"""Cells of a population that are shown, evenly chosen."""

SPACE = 0.12
"""Paper between populations, where a population is 1 high."""

COLOURS = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, BLACK, GREY)


@dataclass(frozen=True, eq=False)
class LastSpikes:
    """Spikes of one population: cells and times; the last spike of the life is at 0 s."""

    cells: Vector
    seconds: Vector
    size: int


@dataclass(frozen=True, eq=False)
class LastSeconds:
    """What led to the end of a life: spikes by population, and when each event began."""

    spikes: Mapping[str, LastSpikes]
    began: Sequence[tuple[float, Recording]]


def failure_figure(diary: Diary, reason: str) -> Figure:
    """Return a page with the last seconds of a life, and what went wrong as its title."""
    with style():
        figure = page(13, 9)
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[3, 1])
        shown = last_seconds(diary)
        _draw_spikes(above, shown.spikes)
        _mark_events(above, shown)
        _draw_rates(below, shown.spikes)
        figure.suptitle("\n".join(textwrap.wrap(reason, 100)), fontsize=13, x=0.02, ha="left")
        figure.tight_layout()
    return figure


def last_seconds(diary: Diary) -> LastSeconds:
    """Return what happened in the last seconds, one event after the other."""
    parts: dict[str, list[LastSpikes]] = {}
    events: list[tuple[float, Recording]] = []
    began = 0.0
    for record in reversed(taking_time(diary)):
        began -= float(record.event.seconds) if events else _latest(record)
        events.append((began, record))
        for name, spikes in record.spikes.items():
            times = spikes.seconds + began
            seen = times >= -LAST
            part = LastSpikes(spikes.cells[seen].astype(float), times[seen], spikes.size)
            parts.setdefault(name, []).append(part)
        if began <= -LAST:
            break
    return LastSeconds({name: _joined(each) for name, each in parts.items()}, events[::-1])


def _joined(parts: Sequence[LastSpikes]) -> LastSpikes:
    cells, seconds = (np.concatenate([getattr(p, n) for p in parts]) for n in ("cells", "seconds"))
    return LastSpikes(cells, seconds, parts[0].size)


def _latest(record: Recording) -> float:
    """Return when the last spike of an event came: about when it was broken off."""
    return max(
        (float(s.seconds[-1]) for s in record.spikes.values() if s.seconds.size), default=0.0
    )


def _draw_spikes(ax: Axes, known: Mapping[str, LastSpikes]) -> None:
    """Draw the spikes of some cells of each population, one below the other as in a raster."""
    levels = range(len(known))[::-1]
    for level, spikes, colour in zip(levels, known.values(), cycle(COLOURS), strict=False):
        step = -(-spikes.size // MOST)
        seen = spikes.cells % step == 0
        heights = level * (1 + SPACE) + (spikes.cells[seen] + 0.5) / spikes.size
        # As pixels: thousands of vector marks make an SVG that no browser scrolls.
        ax.plot(spikes.seconds[seen], heights, "|", color=colour, markersize=3, rasterized=True)
    ax.set_yticks(
        [level * (1 + SPACE) + 0.5 for level in levels],
        [
            f"{name.replace('_', ', ')}\n{-(-s.size // -(-s.size // MOST))} of {s.size}"
            for name, s in known.items()
        ],
    )
    ax.set_ylim(-SPACE, len(known) * (1 + SPACE))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def _mark_events(ax: Axes, shown: LastSeconds) -> None:
    """Draw a line where each event begins, and say above what is going on where that changes."""
    top = len(shown.spikes) * (1 + SPACE)
    before = ""
    for began, record in shown.began:
        text, colour = kind_of(record)
        ax.axvline(max(began, -LAST), color=PALE, linewidth=0.8, zorder=0)
        if text != before:
            words = text.replace(" without ", "\nwithout ")
            ax.text(max(began, -LAST), top, words, color=colour, ha="left", va="bottom")
        before = text


def _draw_rates(ax: Axes, known: Mapping[str, LastSpikes]) -> None:
    """Draw the mean firing rate of all cells of each population."""
    edges = np.arange(-round(LAST / BIN), 1) * BIN
    for (name, spikes), colour in zip(known.items(), cycle(COLOURS), strict=False):
        rates = np.histogram(spikes.seconds, edges)[0] / BIN / max(spikes.size, 1)
        ax.stairs(rates, edges, color=colour, linewidth=1.6, label=name.replace("_", ", "))
    ax.set_xlim(-LAST, 0.02 * LAST)
    ax.set_ylim(bottom=0)
    ax.set_ylabel("mean rate (Hz)")
    ax.set_xlabel("seconds before the last spike")
    if known:
        ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1.05))
