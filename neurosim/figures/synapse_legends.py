"""Legends and caption of experiments on synapses: what colours, dashes and markers mean."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from neurosim.experiments.findings import CLOSE, Verdict
from neurosim.figures.style import BLACK, GREY, spoken
from neurosim.figures.synapse_data import SynapseData
from neurosim.figures.synapse_panels import HATCHES, LINES, face

LINE = 0.265
"""Height of a line of a legend, in inches."""

LEGEND_WIDTH = 170
"""Letters in a line of a legend."""

HANDLE = 9
"""Letters that have room in a handle and the space around it."""

CAPTION_WIDTH = 185
"""Letters in a line of the caption."""

Handle = Patch | Line2D


@dataclass(frozen=True)
class Legend:
    """A legend that is laid out over the width of the page, or a part of it.

    Parameters
    ----------
    handles
        What is in it.
    letters
        How many letters have room in a line.
    """

    handles: list[Handle]
    letters: int = LEGEND_WIDTH

    @property
    def columns(self) -> int:
        """How many handles stand in a line."""
        widths = [max(map(len, lines)) + HANDLE for lines in self._lines()]
        for columns in range(len(widths), 1, -1):
            broadest = [max(widths[a:b]) for a, b in self._filled(columns)]
            if sum(broadest) <= self.letters:
                return columns
        return 1

    @property
    def height(self) -> float:
        """Its height in inches."""
        heights = [len(lines) for lines in self._lines()]
        return LINE * max(sum(heights[a:b]) for a, b in self._filled(self.columns))

    def _lines(self) -> list[list[str]]:
        """Return the lines of each label."""
        return [str(each.get_label()).split("\n") for each in self.handles]

    def _filled(self, columns: int) -> Iterator[tuple[int, int]]:
        """Return which handles stand in each column, from one to before another."""
        # Columns are filled from the top; the first ones are longer where it does not add up.
        least, longer = divmod(len(self.handles), columns)
        return pairwise(n * least + min(n, longer) for n in range(columns + 1))


def fitted(handles: list[Handle], letters: int) -> Legend:
    """Return a legend whose labels are broken into lines where they do not fit into its width."""
    for each in handles:
        each.set_label(textwrap.fill(str(each.get_label()), letters - HANDLE))
    return Legend(handles, letters)


def who(colours: Mapping[str, str]) -> list[Handle]:
    """Return what colours mean."""
    return [Patch(facecolor=colour, label=spoken(agent)) for agent, colour in colours.items()]


def meaning(data: SynapseData) -> list[Handle]:
    """Return what dashes, hatches and markers mean."""
    handles: dict[str, Handle] = {}
    for panel in data.panels:
        labels = data.labels(panel)
        for n, label in enumerate(labels if len(labels) > 1 else ()):
            if panel.ticks:
                hatch = HATCHES[n % len(HATCHES)]
                handles.setdefault(
                    label, Patch(facecolor=GREY, edgecolor="white", lw=0, hatch=hatch, label=label)
                )
            else:
                dashes = LINES[n % len(LINES)]
                handles[label] = Line2D([], [], color=GREY, linestyle=dashes, lw=2.4, label=label)
    for each in data.drawn:
        name = f"{each.name}{', ' if each.label else ''}{each.label} [{each.source}]"
        look = Line2D(
            [], [], color=BLACK, linestyle="none", marker=data.marker(each), markersize=7,
            markeredgewidth=1.2, markerfacecolor=face(each), label=name,
        )  # fmt: skip
        handles.setdefault(name, look)
    return list(handles.values())


def caption(data: SynapseData) -> str:
    """Return how many seeds there were, what is drawn how, and the verdicts."""
    count = len(data.seeds)
    shown = ", ".join(map(str, data.seeds)) if count <= 10 else f"{data.seeds[0]}-{data.seeds[-1]}"
    spread = "; bands and grey error bars: sd over seeds" if count > 1 else ""
    told = [
        f"n = {count} seed{'s' if count > 1 else ''} ({shown}){spread}.",
        "Grey line: plasticity off." if data.levels else "",
        "Black: published, with standard errors of the mean where they are known; filled: "
        "tabulated or transcribed, open: computed, digitised from a figure or as reported."
        if data.drawn
        else "",
        f"Met: within {CLOSE:g} standard errors (SEM), root mean square (rms), and nearer than the "
        "constant that fits best."
        if any(data.verdicts.values())
        else "",
    ]
    text = " ".join(sentence for sentence in told if sentence)
    lines = [textwrap.fill(text, CAPTION_WIDTH)]
    for agent in (*data.spiking, *data.artificial):
        held = "; ".join(_told(verdict) for verdict in data.verdicts.get(agent, ()))
        if held:
            lines.append(textwrap.fill(f"{spoken(agent)}: {held}", CAPTION_WIDTH))
    return "\n".join(lines)


def _told(verdict: Verdict) -> str:
    how = "met" if verdict.met else "missed"
    far = f"{verdict.distance:.1f} SEM rms, {verdict.points} points"
    return f"{verdict.name} [{verdict.source}] {how} ({far})"
