"""What larger brains and longer nights cost, in time and memory: a table and a figure, by hand.

Run it as ``.venv/bin/python benchmarks/scale.py``, on a machine that does little else and has 8 GiB
of memory; it takes some twenty minutes and writes ``scale.md`` and ``scale.png`` beside itself.
Times are processor time (user and system) of all processes of a life.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from matplotlib.ticker import EngFormatter, FormatStrFormatter, LogLocator, NullFormatter
from memory import peak
from timing import PYTHON, Benchmark, Line, run

from neurosim.cache import VARIABLE
from neurosim.figures.style import BLACK, BLUE, Format, page, rendered, style

SCALES = (1, 2, 4, 8, 16)
NIGHTS = (5.0, 10.0, 20.0, 40.0, 80.0)
"""Seconds of sleep that are timed at scale 1, one night after the other in each of some lives."""

LIVES = 5

NIGHT = 20.0
"""Seconds of sleep that are timed at every scale."""

LIFE = """
import os, sys
from neurosim.items import RandomCodes
from neurosim.models.hippocampus_neocortex import build
from neurosim.parameters import changed

def timed(what):
    start = os.times()[:4]
    found = what()
    times.append(sum(os.times()[:4]) - sum(start))
    return found

scale, nights, times = float(sys.argv[1]), [float(each) for each in sys.argv[2:]], []
items = changed(RandomCodes(), {"scale": scale}).draw(5, seed=1)
brain = timed(lambda: build(1, items.senses))
for item in items.items:
    brain.study(item, 0.4)
brain.sleep(0.01)
timed(lambda: brain.recall(items.items[0].cue("sound"), 0.4))
for night in nights:
    timed(lambda: brain.sleep(night))
cells = sum(alive.size for alive in brain.alive.values())
print(cells, sum(weights.size for weights in brain.weights.values()), *times)
"""
"""Prints the size of the brain, and the seconds of growth, of a recall and of nights."""

WHAT = {
    "cells": "of all populations, the senses included",
    "synapses": "of all pathways",
    "growth": "time to draw the wiring and the weights",
    "a recall": "time of one recall of 0.4 s, alone in its run",
    "a second of sleep": f"time of a night of {NIGHT:g} s after five items, by its seconds",
    "memory": "peak of all processes of such a life together, compiler included",
}
"""What is measured at every scale."""

UNITS = ("", "million", "s", "s", "s", "MiB")

MEANINGS = {
    **{f"{name}, scale {scale}": text for name, text in WHAT.items() for scale in SCALES},
    **{f"a night of {night:g} s": "its time, at scale 1" for night in NIGHTS},
}


@dataclass(frozen=True)
class Cost:
    """How a cost grows: a panel of the figure.

    Parameters
    ----------
    name
        What it grows with.
    label
        Of the abscissa.
    cost
        Of the ordinate.
    points
        Both, in order.
    """

    name: str
    label: str
    cost: str
    points: Sequence[tuple[float, float]]

    @property
    def line(self) -> tuple[float, float]:
        """The exponent and the factor of the power that is nearest, in logarithms."""
        slope, offset = np.polyfit(*np.log(np.array(self.points)).T, 1)
        return float(slope), float(np.exp(offset))


def measured(scratch: Path) -> Iterator[Line]:
    """Yield one line of the table after the other."""
    cache = {VARIABLE: str(scratch / "cache"), "OMP_NUM_THREADS": "1"}
    for scale in SCALES:
        said, memory = peak((*PYTHON, LIFE, str(scale), str(NIGHT)), cache)
        cells, synapses, growth, recall, night = map(float, said.split())
        numbers = (cells, synapses / 1e6, growth, recall, night / NIGHT, memory)
        for name, number, unit in zip(WHAT, numbers, UNITS, strict=True):
            yield Line(f"{name}, scale {scale}", number, unit, 1)
    command = (*PYTHON, LIFE, "1", *map(str, NIGHTS))
    lives = [map(float, peak(command, cache)[0].split()[4:]) for _ in range(LIVES)]
    for night, seconds in zip(NIGHTS, zip(*lives, strict=True), strict=True):
        yield Line(f"a night of {night:g} s", median(seconds), "s", LIVES)


def costs(lines: Sequence[Line]) -> tuple[Cost, ...]:
    """Return how the costs of lives grow."""
    value = {line.name: line.value for line in lines}

    def scaled(name: str) -> list[float]:
        return [value[f"{name}, scale {scale}"] for scale in SCALES]

    sleep, nights = scaled("a second of sleep"), [value[f"a night of {n:g} s"] for n in NIGHTS]
    cells, synapses = scaled("cells"), [1e6 * each for each in scaled("synapses")]
    second = "a second of sleep (s)"
    return (
        Cost("cells", "cells", second, list(zip(cells, sleep, strict=True))),
        Cost("synapses", "synapses", second, list(zip(synapses, sleep, strict=True))),
        Cost(
            "seconds", "biological time (s)", "a night (s)", list(zip(NIGHTS, nights, strict=True))
        ),
    )


def drawn(found: Sequence[Cost]) -> bytes:
    """Return the figure: points, and the powers that are nearest to them."""
    with style():
        figure = page(4.2 * len(found), 3.8)
        for axes, each in zip(figure.subplots(1, len(found)), found, strict=True):
            along, cost = np.array(each.points).T
            slope, factor = each.line
            axes.loglog(along, factor * along**slope, color=BLACK, linewidth=1.2)
            axes.loglog(along, cost, "o", color=BLUE)
            axes.set(xlabel=each.label, ylabel=each.cost, title=f"exponent {slope:.2f}")
            axes.set_xticks(along, labels=[EngFormatter(places=0, sep="")(x) for x in along])
            axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
            axes.yaxis.set_major_formatter(FormatStrFormatter("%g"))
            for axis in (axes.xaxis, axes.yaxis):
                axis.set_minor_formatter(NullFormatter())
        figure.tight_layout()
        return rendered(figure, Format.PNG)


def ratios(lines: Sequence[Line]) -> Iterator[str]:
    """Draw the figure, and yield what follows from numbers of one and the same run."""
    value = {line.name: line.value for line in lines}
    for scale in SCALES:
        sleep = value[f"a second of sleep, scale {scale}"]
        yield f"At scale {scale} a night takes {sleep:.2g} times as long as it is lived."
    share = value["memory, scale 16"] / 8192
    yield f"At scale 16 a life takes {share:.0%} of 8 GiB."
    found = costs(lines)
    for each in found:
        yield f"Time grows with {each.name} to the power of {each.line[0]:.2f}."
    Path(__file__).with_suffix(".png").write_bytes(drawn(found))
    yield "![cost of sleep against cells, synapses and seconds](scale.png)"


if __name__ == "__main__":
    run(Benchmark("What larger brains cost", Path(__file__), MEANINGS, measured, ratios))
