"""What larger brains cost, in time and memory: a table, by hand.

Run it as ``.venv/bin/python benchmarks/scale.py``, on a machine that does little else and has 8 GiB
of memory; it takes some ten minutes and writes its table to ``scale.md`` beside itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from memory import peak
from timing import PYTHON, Benchmark, Line, run

from neurosim.cache import VARIABLE

SCALES = (1, 4, 16)
NIGHT = 20.0
"""Seconds of sleep that are timed."""

LIFE = """
import sys, time
from neurosim.items import RandomCodes
from neurosim.models.hippocampus_neocortex import build
from neurosim.parameters import changed
from neurosim.protocol import Recall, Sleep, Study

def timed(what):
    start = time.perf_counter()
    found = what()
    times.append(time.perf_counter() - start)
    return found

scale, night, times = float(sys.argv[1]), float(sys.argv[2]), []
items = changed(RandomCodes(), {"scale": scale}).draw(5, seed=1)
brain = timed(lambda: build(1, items.senses))
list(brain.live([Study(item, 0.4) for item in items.items]))
brain.sleep(0.01)
timed(lambda: brain.sleep(night))
timed(lambda: brain.recall(items.items[0].cue("sound"), 0.4))
cells = sum(alive.size for alive in brain.alive.values())
print(*times, cells, sum(weights.size for weights in brain.weights.values()))
"""
"""Prints the seconds of growth, of the night and of a recall, and the size of the brain."""

WHAT = {
    "cells": "of all populations, the senses included",
    "synapses": "of all pathways",
    "growth": "wall time to draw the wiring and the weights",
    "a second of sleep": f"wall time of a night of {NIGHT:g} s after five items, by its seconds",
    "a recall": "wall time of one recall of 0.4 s, alone in its run",
    "memory": "peak of all processes of such a life together, compiler included",
}
"""What is measured at every scale."""

MEANINGS = {f"{name}, scale {scale}": text for name, text in WHAT.items() for scale in SCALES}


def measured(scratch: Path) -> Iterator[Line]:
    """Yield one line of the table after the other."""
    for scale in SCALES:
        command = (*PYTHON, LIFE, str(scale), str(NIGHT))
        said, memory = peak(command, {VARIABLE: str(scratch / "cache")})
        growth, night, recall, cells, synapses = map(float, said.split())
        numbers = (cells, synapses / 1e6, growth, night / NIGHT, recall, memory)
        units = ("", "million", "s", "s", "s", "MiB")
        for name, number, unit in zip(WHAT, numbers, units, strict=True):
            yield Line(f"{name}, scale {scale}", number, unit, 1)


def ratios(lines: Sequence[Line]) -> Iterator[str]:
    """Yield what follows from numbers of one and the same run."""
    value = {line.name: line.value for line in lines}
    for scale in SCALES:
        sleep = value[f"a second of sleep, scale {scale}"]
        yield f"At scale {scale} a night takes {sleep:.2g} times as long as it is lived."
    share = value["memory, scale 16"] / 8192
    yield f"At scale 16 a life takes {share:.0%} of 8 GiB."


if __name__ == "__main__":
    run(Benchmark("What larger brains cost", Path(__file__), MEANINGS, measured, ratios))
