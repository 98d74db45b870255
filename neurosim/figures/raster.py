"""Spikes over a life: the day, the busiest seconds of the night, the morning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from neurosim.figures.assemblies import Rows, rows
from neurosim.figures.style import BLACK, GREEN, GREY, ITEMS, PALE, PURPLE, SKY, VERMILLION
from neurosim.figures.timeline import REPLAYING, Piece, laid_out
from neurosim.protocol import Diary, Recall, Recording, Rest, Sleep, Study

REGIONS = ("neocortex", "CA3", "DG", "EC")
"""Populations that are drawn, from the bottom up."""

SPACE = 0.12
"""Paper between regions, where a region is 1 high."""


def draw_raster(ax: Axes, diary: Diary) -> None:
    """Draw the spikes of one life, its cells sorted by the item they fired most for at study."""
    parts = laid_out(diary)
    known = {name: rows(diary, name) for name in populations(diary)}
    for level, (population, order) in enumerate(known.items()):
        bottom = level * (1 + SPACE)
        for piece in (piece for part in parts for piece in part):
            _draw_spikes(ax, piece, population, order, bottom)
    top = len(known) * (1 + SPACE)
    named = len(diary.studies()) <= len(ITEMS)
    for part in parts:
        _mark(ax, part, top, top + (0.46 if named else 0.22))
    _label(ax, diary, parts, known, top)


def populations(diary: Diary) -> list[str]:
    """Return which populations there are to draw, from the bottom up."""
    found = dict.fromkeys(name for record in diary.recordings for name in record.spikes)
    return [name for name in REGIONS if name in found] or list(found)[:4]


def _draw_spikes(ax: Axes, piece: Piece, population: str, order: Rows, bottom: float) -> None:
    spikes = piece.record.spikes.get(population)
    if spikes is None or spikes.size != order.size:
        return
    seen = (spikes.seconds >= piece.start) & (spikes.seconds < piece.stop)
    seen &= order.row[spikes.cells] >= 0
    cells, times = spikes.cells[seen], spikes.seconds[seen] - piece.start + piece.at
    heights = bottom + (order.row[cells] + 0.5) / order.shown
    for item in np.unique(order.item[cells]):
        mine = order.item[cells] == item
        colour = ITEMS[item % len(ITEMS)] if item >= 0 else GREY
        # As pixels: thousands of vector marks make an SVG that no browser scrolls.
        ax.plot(
            times[mine],
            heights[mine],
            linestyle="none",
            marker="|",
            markersize=3.2 if item >= 0 else 2.2,
            markeredgewidth=0.9 if item >= 0 else 0.5,
            color=colour,
            rasterized=True,
        )


def _kind(record: Recording) -> tuple[str, str]:
    """Return what is going on, and its colour."""
    match record.event:
        case Study():
            return "study", GREEN
        case Recall() if record.lesioned:
            return f"recall without {record.lesioned}", VERMILLION
        case Recall():
            return "recall", SKY
        case Sleep(replay=False):
            return "sleep, replay blocked", PURPLE
        case Sleep():
            return "sleep", PURPLE
    return "awake", GREY


def _mark(ax: Axes, part: Sequence[Piece], top: float, above: float) -> None:
    """Draw what is going on above the spikes, and a line at every event."""
    begun = 0
    for number, piece in enumerate(part):
        ax.plot([piece.at] * 2, [0, top], color=PALE, linewidth=0.6, zorder=0)
        last = number + 1 == len(part)
        if last or _kind(part[number + 1].record) != _kind(piece.record):
            start, stop = part[begun].at, piece.end
            text, colour = _kind(piece.record)
            ax.fill_between([start, stop], top + 0.02, top + 0.12, color=colour, linewidth=0)
            ax.fill_between([start, stop], 0, top, color=colour, alpha=0.07, linewidth=0, zorder=-1)
            words = text.replace(" without ", "\nwithout ")
            ax.text((start + stop) / 2, above, words, ha="center", va="bottom", fontsize=11)
            begun = number + 1
    ax.plot([part[-1].end] * 2, [0, top], color=PALE, linewidth=0.6, zorder=0)


def _label(
    ax: Axes, diary: Diary, parts: Sequence[Sequence[Piece]], known: dict[str, Rows], top: float
) -> None:
    colours = {
        event.item.name: ITEMS[place % len(ITEMS)]
        for place, (event, _) in enumerate(diary.studies())
    }
    ticks: list[float] = []
    texts: list[str] = []
    for part in parts:
        for piece in part:
            _name(ax, piece, colours, top)
        spots, words = _seconds(part)
        ticks, texts = ticks + spots, texts + words
    ax.set_xticks(ticks, texts)
    ax.set_xlim(parts[0][0].at - 0.05, parts[-1][-1].end + 0.05)
    ax.set_ylim(-0.02, top + 0.95)
    middles = [level * (1 + SPACE) + 0.5 for level in range(len(known))]
    names = [f"{name}\n{order.shown} of {order.size}" for name, order in known.items()]
    ax.set_yticks(middles, names)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(_clock(parts), fontsize=11)


def _name(ax: Axes, piece: Piece, colours: dict[str, str], top: float) -> None:
    """Write the name of an item above the event that it belongs to."""
    event = piece.record.event
    name = event.item.name if isinstance(event, Study) else getattr(event, "target", "")
    if name and len(colours) <= len(ITEMS):
        short = name.removeprefix("item ")
        place = ((piece.at + piece.end) / 2, top + 0.27)
        ax.text(*place, short, color=colours.get(name, BLACK), ha="center", va="center", fontsize=8)


def _seconds(part: Sequence[Piece]) -> tuple[list[float], list[str]]:
    """Return whole seconds on the paper, and what they are called: from the part's beginning."""
    offset = part[0].start
    length = sum(piece.stop - piece.start for piece in part)
    step = 1 if length <= 12 else 5 if length <= 60 else 20
    whole = np.arange(0, length + 1e-9, step)
    return [part[0].at + float(s) for s in whole], [f"{s + offset:g}" for s in whole]


def _clock(parts: Sequence[Sequence[Piece]]) -> str:
    """Say what the seconds are counted from, and which of the night are shown."""
    for part in parts:
        night = part[0]
        if isinstance(night.record.event, Sleep | Rest):
            shown, total = night.stop - night.start, float(night.record.event.seconds)
            if shown < total:
                busy = f"the {shown:g} s of {total:g} s with most {REPLAYING} spikes"
                return f"seconds from the start of day, night ({busy}) and morning"
    return "seconds from the start of each part"
