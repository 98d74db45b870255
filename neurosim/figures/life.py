"""The figure of a life: spikes, recall, and what was brought back, on one page."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from neurosim.figures.gallery import draw_gallery
from neurosim.figures.raster import draw_raster
from neurosim.figures.recall import draw_recall
from neurosim.figures.style import page, spoken, style
from neurosim.items import ItemSet
from neurosim.measures import Summary
from neurosim.protocol import Diary

CAPTION_WIDTH = 190
"""Letters in a line of the caption."""


@dataclass(frozen=True, eq=False)
class LifeData:
    """What the figure of a life is drawn from.

    Parameters
    ----------
    results
        Every measure over seeds.
    seeds
        The seeds; the first is shown in detail.
    condition
        The condition that is shown in detail.
    items
        The items of the first seed.
    diaries
        Lives of the first seed in that condition, by agent.
    exchange
        What a second is worth to the artificial agents, in words.
    """

    results: Sequence[Summary]
    seeds: tuple[int, ...]
    condition: str
    items: ItemSet
    diaries: Mapping[str, Diary]
    exchange: str

    @property
    def spiking(self) -> Diary | None:
        """The first life with spikes, if there is one."""
        for diary in self.diaries.values():
            if any(record.spikes for record in diary.recordings):
                return diary
        return None


def life_figure(data: LifeData) -> Figure:
    """Draw a life on one page; the raster is left out where no agent has spikes."""
    with style():
        spiking = data.spiking
        figure = page(16, 12.6 if spiking else 7.0)
        bottom = 0.085 if spiking else 0.15
        lower = (0.36 if spiking else 0.63, bottom)
        letters = iter("abc")
        if spiking is not None:
            ax = figure.add_axes((0.075, 0.595, 0.905, 0.365))
            draw_raster(ax, spiking)
            title = f"Spikes of {spoken(spiking.agent)}, night: {data.condition}"
            _title(ax, f"{next(letters)}  {title}, seed {data.seeds[0]}")
        ax = figure.add_axes((0.065, lower[1] + 0.045, 0.52, lower[0] - 0.045))
        draw_recall(ax, data.results)
        _title(ax, f"{next(letters)}  Recall of sight from sound", above=70)
        ax = figure.add_axes((0.72, lower[1], 0.265, lower[0] + 0.055))
        draw_gallery(ax, data.items, data.diaries)
        _title(ax, f"{next(letters)}  Brought back in the morning", above=22)
        figure.text(0.02, 0.012, _caption(data), fontsize=11, va="bottom")
    return figure


def _title(ax: Axes, text: str, above: float = 6) -> None:
    ax.set_title(text, pad=above)


def _caption(data: LifeData) -> str:
    count = len(data.seeds)
    shown = ", ".join(map(str, data.seeds)) if count <= 10 else f"{data.seeds[0]}-{data.seeds[-1]}"
    spread = "bars: mean, lines: sd over seeds" if count > 1 else "bars: a single life, no spread"
    text = (
        f"n = {count} seed{'s' if count > 1 else ''} ({shown}); {spread}, circles: single seeds. "
        "Silent answers count as wrong. Chance: guessing among the studied items; "
        f"ceiling: the same score while studying. {data.exchange}"
    )
    return textwrap.fill(text, CAPTION_WIDTH)
