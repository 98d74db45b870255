"""A night in detail: its stages, and seconds of NREM and REM sleep in potentials and spikes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from neurosim.figures.assemblies import Band as Cells
from neurosim.figures.assemblies import rows
from neurosim.figures.raster import draw_spikes
from neurosim.figures.style import BLACK, BLUE, GREY, PALE, PURPLE
from neurosim.figures.timeline import Piece, busiest
from neurosim.measures import ripples as fast
from neurosim.measures import slow_waves as slow
from neurosim.measures.night_rhythms import CORTEX, REPLAYING, RIPPLING, THALAMUS, Night
from neurosim.measures.replay import nights
from neurosim.measures.waves import band_passed
from neurosim.protocol import Diary, Recording, Sleep, Stage, Vector

LEFT, RIGHT, BETWEEN = 1.75, 0.2, 0.75
"""Margins of the page, and what lies between its columns, in inches."""

HYPNOGRAM, HEADING, AXIS = 0.85, 0.36, 0.62
"""Heights of the hypnogram, of headings and of what stands below an axis, in inches."""

TRACKS = {"layer 5": 0.75, "thalamus\n10 to 16 Hz": 0.55, "CA1\n140 to 220 Hz": 0.55, "CA3": 1.1}
"""Height of each track of NREM sleep in inches."""

VISITED, HIGH = "neocortex", 1.5
"""The population that is drawn in REM sleep, and the height of it in inches."""

SHOWN = (CORTEX, THALAMUS, RIPPLING, REPLAYING, VISITED)
"""Populations of which something is drawn."""


@dataclass(frozen=True, eq=False)
class NightInDetail:
    """One night of one life, to be drawn above the charts of all.

    Parameters
    ----------
    diary
        The life.
    seed
        Its seed.
    """

    diary: Diary
    seed: int

    @property
    def drawable(self) -> bool:
        """Whether there were both stages, and all that is drawn of them was recorded."""
        return bool(self._slept(Stage.NREM) and self._slept(Stage.REM))

    @property
    def height(self) -> float:
        """How much of a page it takes, in inches."""
        tracks = sum(TRACKS.values()) + HEADING + AXIS
        return HYPNOGRAM + HEADING + AXIS + tracks + HIGH + HEADING + AXIS

    def draw(self, figure: Figure, top: float, letters: Iterator[str]) -> None:
        """Draw it on a page, from so many inches above its lower edge down."""
        width, height = figure.get_size_inches()
        whole = width - LEFT - RIGHT

        def axes(left: float, wide: float, high: float, at: float) -> Axes:
            return figure.add_axes(
                (left / width, (at - high) / height, wide / width, high / height)
            )

        def heading(text: str, left: float, at: float) -> None:
            place = ((left - LEFT + 0.25) / width, (at - 0.06) / height)
            title = f"{next(letters)}  {text}"
            figure.text(*place, title, size=14, weight="bold", va="top")

        heading(f"Stages of the night, seed {self.seed}", LEFT, top)
        draw_hypnogram(axes(LEFT, whole, HYPNOGRAM, top - HEADING), self.diary)
        top -= HEADING + HYPNOGRAM + AXIS
        nrem, rem = self._slept(Stage.NREM), self._slept(Stage.REM)
        column = (whole - BETWEEN) / 2
        for number, (name, record) in enumerate((("First", nrem[0]), ("Last", nrem[-1]))):
            left = LEFT + number * (column + BETWEEN)
            heading(f"{name} NREM sleep", left, top)
            at = top - HEADING
            panels = []
            for track in TRACKS.values():
                panels.append(axes(left, column, track, at))
                at -= track
            draw_nrem(panels, self.diary, record, named=number == 0)
        top -= HEADING + sum(TRACKS.values()) + AXIS
        heading("Last REM sleep", LEFT, top)
        draw_busiest(axes(LEFT, whole, HIGH, top - HEADING), self.diary, rem[-1], VISITED)

    def _slept(self, stage: Stage) -> list[Recording]:
        slept = [nights(self.diary, name, stage=stage) for name in SHOWN]
        return [record for record in slept[0] if all(record in each for each in slept)]


def draw_hypnogram(ax: Axes, diary: Diary) -> None:
    """Draw which stage there was when, in seconds from the beginning of sleep."""
    places, begins = {Stage.REM: 1.0, Stage.NREM: 0.0}, 0.0
    colours = {Stage.REM: BLUE, Stage.NREM: PURPLE}
    before: float | None = None
    for record in diary.recordings:
        if not isinstance(record.event, Sleep) or record.lesioned:
            continue
        level, ends = places[record.event.stage], begins + record.event.seconds
        if before is not None:
            ax.plot([begins, begins], [before, level], color=GREY, linewidth=1.2)
        colour = colours[record.event.stage]
        ax.plot([begins, ends], [level, level], color=colour, linewidth=6, solid_capstyle="butt")
        begins, before = ends, level
    ax.set_yticks([0, 1], ["NREM", "REM"])
    ax.set_ylim(-0.4, 1.4)
    ax.set_xlim(0, max(begins, 1e-9))
    ax.set_xlabel("seconds of the night")


def draw_nrem(panels: list[Axes], diary: Diary, record: Recording, named: bool = True) -> None:
    """Draw the busiest seconds of NREM sleep: potentials of layer 5, thalamus and CA1, and CA3."""
    start, stop = busiest(record)
    night = Night(dict(record.spikes), record.event.seconds)
    for ax, (name, trace, step) in zip(panels, _traces(night), strict=False):
        first, last = round(start / step), round(stop / step)
        time = start + step * np.arange(last - first)
        ax.plot(time, trace[first:last], color=BLACK, linewidth=0.8, rasterized=True)
        _bare(ax, name if named else "")
    draw_busiest(panels[-1], diary, record, REPLAYING, named)
    for ax in panels:
        for begins, ends in night.up_states:
            ax.axvspan(begins, ends, color=PALE, alpha=0.5, linewidth=0, zorder=0)
        ax.set_xlim(start, stop)


def _traces(night: Night) -> list[tuple[str, Vector, float]]:
    """Return the name, the trace and the bin of each potential."""
    cortex, thalamus, ca1, _ = TRACKS
    sigma = band_passed(night.potential_of(THALAMUS), slow.SIGMA, slow.STEP)
    ripple = band_passed(night.potential_of(RIPPLING, fast.STEP), fast.RIPPLES, fast.STEP)
    return [
        (cortex, night.potential, slow.STEP),
        (thalamus, sigma, slow.STEP),
        (ca1, ripple, fast.STEP),
    ]


def draw_busiest(
    ax: Axes, diary: Diary, record: Recording, population: str, named: bool = True
) -> None:
    """Draw the spikes of a population in the busiest seconds, coloured by the item of each cell."""
    start, stop = busiest(record)
    order = rows(diary, Cells(population))
    draw_spikes(ax, Piece(record, start, stop, start), population, order, 0.0)
    _bare(ax, population if named else "")
    ax.spines["bottom"].set_visible(True)
    ax.tick_params(bottom=True, labelbottom=True)
    ax.set_xlim(start, stop)
    ax.set_ylim(-0.02, 1)
    ax.set_xlabel("seconds of this stretch (colours: items)")


def _bare(ax: Axes, name: str) -> None:
    """Take the frame away, and write a name to the left."""
    ax.set_yticks([])
    ax.tick_params(bottom=False, labelbottom=False)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.set_ylabel(name, rotation=0, ha="right", va="center", fontsize=11)
