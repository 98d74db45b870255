"""Spikes over a life: the day, the busiest seconds of the night, the morning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import blended_transform_factory

from neurosim.figures.assemblies import Band, Rows, bands, rows
from neurosim.figures.style import BLACK, BLUE, GREEN, GREY, ITEMS, PALE, PURPLE, SKY, VERMILLION
from neurosim.figures.timeline import REPLAYING, Piece, is_night, laid_out
from neurosim.protocol import Diary, Recall, Recording, Replay, Sleep, Stage, Study, Walk

SPACE, CLOSE = 0.14, 0.05
"""Paper between regions and between areas of one, where each is 1 high."""

HEAD = 1.0
"""Room above the spikes for what is going on, in inches."""

BAND, LEAST = 0.6, 4.6
"""Height of a region or area with what lies between, and of a whole raster at least, in inches."""


ASIDE = 1.22
"""How far to the left of its areas the name of a region is written, in inches."""


def draw_raster(ax: Axes, diary: Diary) -> None:
    """Draw the spikes of one life, its cells sorted by the item they fired most for at study."""
    parts = laid_out(diary)
    placed = _placed(bands(diary))
    known = {band: rows(diary, band) for band in placed}
    for band, order in known.items():
        for piece in (piece for part in parts for piece in part):
            draw_spikes(ax, piece, band.population, order, placed[band])
    top = max(placed.values(), default=0.0) + 1
    inch = top / max(float(ax.bbox.height / ax.figure.dpi) - HEAD, HEAD)
    named = len(diary.studies()) <= len(ITEMS)
    for part in parts:
        _mark(ax, part, top, inch, named)
    _label(ax, diary, parts, top + 0.29 * inch)
    _name_bands(ax, placed, known)
    ax.set_ylim(-0.02, top + HEAD * inch)


def raster_height(diary: Diary) -> float:
    """Return how high a raster must be to be read, in inches."""
    return max(LEAST, HEAD + BAND * len(bands(diary)))


def _placed(shown: Sequence[Band]) -> dict[Band, float]:
    """Return where each band begins."""
    placed: dict[Band, float] = {}
    bottom = 0.0
    for band, above in zip(shown, [*shown[1:], None], strict=True):
        placed[band] = bottom
        together = above is not None and above.population == band.population
        bottom += 1 + (CLOSE if together else SPACE)
    return placed


def draw_spikes(ax: Axes, piece: Piece, population: str, order: Rows, bottom: float) -> None:
    """Draw the spikes of a population in a stretch, from `bottom` to 1 above, coloured by item."""
    spikes = piece.record.spikes.get(population)
    if spikes is None or spikes.size != order.row.size:
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


def kind_of(record: Recording) -> tuple[str, str]:
    """Return what is going on, and its colour."""
    match record.event:
        case Study():
            kind = "study", GREEN
        case Walk():
            kind = "walk", GREEN
        case Recall() if record.lesioned:
            kind = f"recall without {record.lesioned}", VERMILLION
        case Recall():
            kind = "recall", SKY
        case Sleep(stage=Stage.REM):
            kind = "REM sleep", BLUE
        case Sleep(replay=Replay.NATURAL):
            kind = "sleep, with cues" if record.event.cues else "sleep", PURPLE
        case Sleep(replay=replay):
            kind = f"sleep, replay {replay.value}", PURPLE
        case _:
            kind = "awake", GREY
    return kind


def _mark(ax: Axes, part: Sequence[Piece], top: float, inch: float, named: bool) -> None:
    """Draw what is going on above the spikes, and a line at every event."""
    begun, above = 0, top + (0.46 if named else 0.22) * inch
    low, high = top + 0.02 * inch, top + 0.12 * inch
    for number, piece in enumerate(part):
        ax.plot([piece.at] * 2, [0, top], color=PALE, linewidth=0.6, zorder=0)
        last = number + 1 == len(part)
        if last or kind_of(part[number + 1].record) != kind_of(piece.record):
            start, stop = part[begun].at, piece.end
            text, colour = kind_of(piece.record)
            ax.fill_between([start, stop], low, high, color=colour, linewidth=0)
            ax.fill_between([start, stop], 0, top, color=colour, alpha=0.07, linewidth=0, zorder=-1)
            words = text.replace(" without ", "\nwithout ")
            ax.text((start + stop) / 2, above, words, ha="center", va="bottom", fontsize=11)
            begun = number + 1
    ax.plot([part[-1].end] * 2, [0, top], color=PALE, linewidth=0.6, zorder=0)


def _label(ax: Axes, diary: Diary, parts: Sequence[Sequence[Piece]], at: float) -> None:
    """Write the names of items above their events, and seconds below."""
    colours = {
        event.item.name: ITEMS[place % len(ITEMS)]
        for place, (event, _) in enumerate(diary.studies())
    }
    ticks: list[float] = []
    texts: list[str] = []
    for part in parts:
        for piece in part:
            _name(ax, piece, colours, at)
        spots, words = _seconds(part)
        ticks, texts = ticks + spots, texts + words
    ax.set_xticks(ticks, texts)
    ax.set_xlim(parts[0][0].at - 0.05, parts[-1][-1].end + 0.05)
    ax.set_xlabel(_clock(parts), fontsize=11)


def _name_bands(ax: Axes, placed: Mapping[Band, float], known: Mapping[Band, Rows]) -> None:
    """Write the names of regions and areas at the left, and how many of their cells are shown."""
    names = [f"{band.title}\n{order.shown} of {order.size}" for band, order in known.items()]
    ax.set_yticks([bottom + 0.5 for bottom in placed.values()], names, fontsize=11)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    divided = dict.fromkeys(band.population for band in placed if band.area)
    aside = blended_transform_factory(ax.figure.dpi_scale_trans, ax.transData)
    for name in divided:
        bottoms = [bottom for band, bottom in placed.items() if band.population == name]
        middle = (bottoms[0] + bottoms[-1] + 1) / 2
        left = ax.bbox.x0 / ax.figure.dpi - ASIDE
        ax.text(left, middle, name, rotation=90, ha="center", va="center", transform=aside)


def _name(ax: Axes, piece: Piece, colours: dict[str, str], at: float) -> None:
    """Write the name of an item above the event that it belongs to."""
    event = piece.record.event
    name = event.item.name if isinstance(event, Study) else getattr(event, "target", "")
    if name and len(colours) <= len(ITEMS):
        short = name.removeprefix("item ")
        ax.text(
            (piece.at + piece.end) / 2,
            at,
            short,
            color=colours.get(name, BLACK),
            ha="center",
            va="center",
            fontsize=8,
        )


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
        if is_night(night.record):
            shown, total = night.stop - night.start, float(night.record.event.seconds)
            if shown < total:
                busy = f"the {shown:g} s of {total:g} s with most {REPLAYING} spikes"
                return f"seconds from the start of day, night ({busy}) and morning"
    return "seconds from the start of each part"
