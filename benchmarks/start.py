"""How long it is from the shell to a first spike, warm: a table, by hand.

Run it as ``.venv/bin/python benchmarks/start.py``, on a machine that does little else; it takes a
minute or two and writes its table to ``start.md`` beside itself. All is compiled before. Rounds go
through all commands in turn.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from timing import NEUROSIM, PYTHON, Benchmark, Line, output, run

from neurosim.cache import VARIABLE

ROUNDS = 7

FIRST_SPIKE = """
import numpy as np
from neurosim.items import Digits
from neurosim.models.hippocampus_neocortex import build
items = Digits().draw(1, seed=1)
found = build(1, items.senses).study(items.items[0], 0.1)
print(sum(train.cells.size for train in found.spikes.values()))
"""
"""Ends with the first spikes of a brain."""

BRIAN, NUMPY = "import brian2", "import numpy"
RUN, QUICK, BRAIN = "neurosim run stdp-window --rule pair", "the same, --quick", "a brain's first"

COMMANDS = {
    NUMPY: (*PYTHON, "import numpy"),
    BRIAN: (*PYTHON, "import brian2"),
    BRAIN: (*PYTHON, FIRST_SPIKE),
    QUICK: (NEUROSIM, "run", "stdp-window", "--rule", "pair", "--quick"),
    RUN: (NEUROSIM, "run", "stdp-window", "--rule", "pair"),
}

MEANINGS = {
    NUMPY: "a new Python that imports NumPy, and ends",
    BRIAN: "a new Python that imports Brian2, and ends",
    BRAIN: "a new Python that builds hippocampus_neocortex and shows it something for 0.1 s",
    QUICK: "a smaller version of what is below",
    RUN: "from shell to figures, tables and report",
}
"""What each line of the table is."""


def used(name: str, cache: Path, out: Path) -> tuple[float, float]:
    """Return the wall time and the processor time of a command."""
    command = COMMANDS[name]
    command = (*command, "--out", str(out)) if command[0] == NEUROSIM else command
    before, start = os.times(), time.perf_counter()
    output(command, {VARIABLE: str(cache), "OMP_NUM_THREADS": "1"})
    wall, after = time.perf_counter() - start, os.times()
    children = after.children_user + after.children_system
    return wall, children - before.children_user - before.children_system


def measured(scratch: Path) -> Iterator[Line]:
    """Yield one line of the table after the other."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for number in range(ROUNDS + 1):
        for place, (name, each) in enumerate(found.items()):
            each.append(used(name, scratch / "cache", scratch / f"run {place} {number}"))
    for name, each in found.items():
        yield Line(name, statistics.median(wall for wall, _ in each[1:]), "s", ROUNDS)
        busy = statistics.median(spent for _, spent in each[1:])
        yield Line(f"{name}: processor", busy, "s", ROUNDS)


def ratios(lines: Sequence[Line]) -> Iterator[str]:
    """Yield what follows from numbers of one and the same run."""
    value = {line.name: line.value for line in lines}
    for name in (BRAIN, QUICK, RUN):
        times = value[f"{name}: processor"] / value[f"{BRIAN}: processor"]
        yield f"{name}: {times:.2f} times the processor time of `import brian2`."


if __name__ == "__main__":
    told = {f"{name}: processor": "its processor time" for name in MEANINGS}
    run(Benchmark("From shell to spike", Path(__file__), MEANINGS | told, measured, ratios))
