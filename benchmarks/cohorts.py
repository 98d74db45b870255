"""How much faster two workers are than one: a table, by hand.

Run it as ``.venv/bin/python benchmarks/cohorts.py``, on a machine of two cores that does nothing
else; it takes some ten minutes and writes its table to ``cohorts.md`` beside itself. Networks are
compiled before, once. Twenty lives are their own repetition.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from timing import NEUROSIM, Benchmark, Line, run

from neurosim.cache import VARIABLE

SEEDS, ROUNDS = 20, 1
LIVES = ("life", "--quick", "--agents", "hippocampus_neocortex")

ONE, TWO = "one worker", "two workers"
USED_ONE, USED_TWO = "processor time, one worker", "processor time, two workers"

MEANINGS = {
    ONE: f"from shell to report: {SEEDS} agents, {' '.join(LIVES)}",
    TWO: "the same with --workers 2",
    USED_ONE: "of all its processes",
    USED_TWO: "of all its processes: what is above that of one worker is the price of spreading",
}
"""What each line of the table is."""


def spent(workers: int, seeds: int, out: Path, cache: Path) -> tuple[float, float]:
    """Return the wall time and the processor time of a cohort."""
    command = [NEUROSIM, "run", *LIVES, "--seeds", str(seeds), "--workers", str(workers)]
    before, start = os.times(), time.perf_counter()
    subprocess.run(
        [*command, "--out", str(out)],
        env={**os.environ, VARIABLE: str(cache), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        check=True,
    )
    wall, after = time.perf_counter() - start, os.times()
    children = after.children_user + after.children_system
    return wall, children - before.children_user - before.children_system


def measured(scratch: Path) -> Iterator[Line]:
    """Yield one line of the table after the other."""
    cache = scratch / "cache"
    spent(1, 1, scratch / "compiled", cache)
    rounds = [
        [spent(workers, SEEDS, scratch / f"{number} {workers}", cache) for workers in (1, 2)]
        for number in range(ROUNDS)
    ]
    for place, names in enumerate(((ONE, TWO), (USED_ONE, USED_TWO))):
        for which, name in enumerate(names):
            value = statistics.median(each[which][place] for each in rounds)
            yield Line(name, value, "s", ROUNDS)


def ratios(lines: Sequence[Line]) -> Iterator[str]:
    """Yield what follows from numbers of one and the same run."""
    value = {line.name: line.value for line in lines}
    yield f"Two workers are {value[ONE] / value[TWO]:.2f} times as fast as one."
    busy = value[USED_ONE] / value[ONE]
    yield f"One worker had {busy:.2f} of a core: less than 1 means that others were at work."
    yield f"Spreading takes {value[USED_TWO] / value[USED_ONE] - 1:.1%} more processor time."


if __name__ == "__main__":
    run(Benchmark("What a second worker is worth", Path(__file__), MEANINGS, measured, ratios))
