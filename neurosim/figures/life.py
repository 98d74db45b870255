"""The figure of a life: spikes, recall, and what was brought back, on one page."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from neurosim.figures.course import draw_course
from neurosim.figures.gallery import draw_gallery
from neurosim.figures.raster import draw_raster, raster_height
from neurosim.figures.recall import draw_recall
from neurosim.figures.style import page, spoken, style
from neurosim.items import ItemSet
from neurosim.measures import Summary
from neurosim.protocol import Diary, Recall

CAPTION_WIDTH = 190
"""Letters in a line of the caption."""

WIDE, LOWER = 16.0, 7.0
"""Width of the page, and height of what stands below the raster, in inches."""

TITLE, AXIS = 0.4, 0.5
"""What the raster needs for its title and for its axis, in inches."""


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
    def tests(self) -> list[Recall]:
        """All that was asked for in the lives that are shown."""
        events = (record.event for diary in self.diaries.values() for record in diary.recordings)
        return [event for event in events if isinstance(event, Recall)]

    @property
    def asked(self) -> str:
        """What was asked for and by which cue, in words; "" where nobody was asked."""
        if not self.tests:
            return ""
        cue = self.tests[0].cue
        answers = [sense for sense in self.items.senses.names if sense not in cue]
        return f" of {_listed(answers)} from {_listed(list(cue))}"

    @property
    def several_days(self) -> bool:
        """Whether results are told by day."""
        return any(result.at is not None for result in self.results)

    @property
    def last_label(self) -> str:
        """What the last tests are called; "" where nobody was asked."""
        return self.tests[-1].label if self.tests else ""

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
        raster = 0.0 if spiking is None else TITLE + raster_height(spiking) + AXIS
        high = LOWER + raster
        figure = page(WIDE, high)
        letters = iter("abc")
        if spiking is not None:
            ax = figure.add_axes(_box(1.5, LOWER + AXIS, 14.2, raster - TITLE - AXIS, high))
            draw_raster(ax, spiking)
            when = "the last day, nights" if data.several_days else "night"
            title = f"Spikes of {spoken(spiking.agent)}, {when}: {data.condition}"
            _title(ax, f"{next(letters)}  {title}, seed {data.seeds[0]}")
        if data.several_days:
            ax = figure.add_axes(_box(1.04, 1.94, 8.3, 3.67, high))
            draw_course(ax, data.results)
        else:
            ax = figure.add_axes(_box(1.04, 1.64, 8.3, 3.97, high))
            draw_recall(ax, data.results)
        _title(ax, f"{next(letters)}  Recall{data.asked}", above=70)
        ax = figure.add_axes(_box(11.5, 1.07, 4.25, 5.25, high))
        draw_gallery(ax, data.items, data.diaries, data.last_label)
        last = "last " if data.several_days else ""
        _title(ax, f"{next(letters)}  Brought back in the {last}morning", above=22)
        figure.text(0.02, 0.15 / high, _caption(data), fontsize=11, va="bottom")
    return figure


def _box(
    left: float, bottom: float, width: float, height: float, page_height: float
) -> tuple[float, float, float, float]:
    """Return a place on the page, given in inches."""
    return (left / WIDE, bottom / page_height, width / WIDE, height / page_height)


def _listed(words: Sequence[str]) -> str:
    return " and ".join(each for each in (", ".join(words[:-1]), words[-1]) if each)


def _title(ax: Axes, text: str, above: float = 6) -> None:
    ax.set_title(text, pad=above)


def _caption(data: LifeData) -> str:
    count = len(data.seeds)
    shown = ", ".join(map(str, data.seeds)) if count <= 10 else f"{data.seeds[0]}-{data.seeds[-1]}"
    mark = "points" if data.several_days else "bars"
    spread = (
        f"{mark}: mean, lines: sd over seeds" if count > 1 else f"{mark}: a single life, no spread"
    )
    single = "" if data.several_days else ", circles: single seeds"
    text = (
        f"n = {count} seed{'s' if count > 1 else ''} ({shown}); {spread}{single}. "
        "Silent answers count as wrong. Chance: guessing among the items studied so far; "
        f"ceiling: the same score while studying. {data.exchange}"
    )
    return textwrap.fill(text, CAPTION_WIDTH)
