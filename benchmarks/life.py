"""How long a brain's life takes here, and how much memory: a table, by hand.

Run it as ``.venv/bin/python benchmarks/life.py``, on a machine that does little else; it takes some
minutes and writes its table to ``life.md`` beside itself. What is measured runs in processes of its
own, and its binaries are in a cache of its own.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from timing import NEUROSIM, PYTHON, Benchmark, Line, output, repeated, run, wall

from neurosim.cache import VARIABLE

NIGHT, NIGHT_ON_NUMPY = 60.0, 2.0
"""Seconds of sleep that are timed, with and without a compiler."""

BEGINNING = """
from neurosim.items import Digits
from neurosim.models.hippocampus_neocortex import build
items = Digits().draw(5, seed=1)
brain = build(1, items.senses)
"""

FIRST_ANSWER = f"""{BEGINNING}
brain.study(items.items[0], 0.4)
brain.recall(items.items[0].cue("sound"), 0.4)
"""

STOPWATCH = f"""{BEGINNING}
import os, resource, statistics, sys, time
night, repetitions = float(sys.argv[1]), int(sys.argv[2])

def seconds(live, lived):
    start = time.perf_counter()
    live(lived)
    return time.perf_counter() - start

brain.rest(0.01)
print(statistics.median(seconds(brain.rest, 0.01) for _ in range(repetitions)))
for item in items.items:
    brain.study(item, 0.4)
print(statistics.median(seconds(brain.sleep, night) for _ in range(repetitions)) / night)
spent = sum(os.times()[:4])
brain.sleep(night)
print((sum(os.times()[:4]) - spent) / night)
peaks = (resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(max(peaks) / 1024)
"""
"""Times a run of 10 ms and a second of sleep within one process; tells its peak memory, too."""

QUICK, HELP = "neurosim run life --quick", "neurosim --help"
COLD, WARM = "first answer, cold", "first answer, warm"
RUN, SLEEP = "run of 10 ms", "a second of sleep"
SPENT = "a second of sleep, processor time"
YARDSTICK = "a second of a known network"
TIMES = "a second of sleep, in known ones"
AIM = 0.12 / 0.027
"""Seconds that a second of sleep may take for each that the known network takes: what both should
take, and took, on a faster machine."""

RUN_ON_NUMPY, SLEEP_ON_NUMPY = f"{RUN}, no compiler", f"{SLEEP}, no compiler"

MEANINGS = {
    HELP: "from shell to shell",
    "neurosim list": "from shell to shell",
    "import neurosim": "a new Python that imports the package, and ends",
    COLD: "from shell: import, write and compile the network, one study, one recall",
    WARM: "the same with the binary in the cache",
    RUN: "wall time of a trial so short that it is all overhead",
    SLEEP: f"wall time of a night of {NIGHT:g} s after five items, by its seconds",
    SPENT: "of the same night, once more: 5,560 cells, of which 600 are cortical",
    YARDSTICK: "processor time of Vogels and Abbott (2005), plastic, by hand in C++",
    TIMES: "the ratio of these two; each night is followed by the known network",
    RUN_ON_NUMPY: "the same on Brian2's numpy target",
    SLEEP_ON_NUMPY: f"the same on Brian2's numpy target, a night of {NIGHT_ON_NUMPY:g} s",
    QUICK: "from shell to figure and report: all agents, three nights each",
    "memory of a life": f"peak of the largest process of the compiled nights of {NIGHT:g} s",
    "memory at most": "peak of the largest process of all of the above, compilers included",
}
"""What each line of the table is."""


def cold(scratch: Path, repetitions: int) -> Line:
    """Return the time to a first answer when nothing was compiled before."""
    caches = [scratch / f"cache {number}" for number in range(repetitions)]
    times = [wall((*PYTHON, FIRST_ANSWER), cache) for cache in caches]
    return Line(COLD, statistics.median(times), "s", repetitions)


def timed(environment: Mapping[str, str], night: float, repetitions: int) -> list[float]:
    """Return the time of a run of 10 ms, twice of a second of sleep, and peak memory in MiB."""
    command = (*PYTHON, STOPWATCH, str(night), str(repetitions))
    return [float(word) for word in output(command, environment).split()]


def yardstick(scratch: Path) -> float:
    """Return what a second of the network takes that is written by hand in C++."""
    script = Path(__file__).with_name("peers") / "by_hand.py"
    command = (sys.executable, str(script), "VA", "5", str(scratch / "by hand"))
    return float(json.loads(output(command, {}))["seconds"])


def nights(scratch: Path, cache: Path, rounds: int) -> Iterator[Line]:
    """Yield what nights take, and what the machine takes for what is known."""
    found = [(*timed({VARIABLE: str(cache)}, NIGHT, 1), yardstick(scratch)) for _ in range(rounds)]
    run, sleep, spent, memory, known = map(statistics.median, zip(*found, strict=True))
    yield Line(RUN, run, "s", rounds)
    yield Line(SLEEP, sleep, "s", rounds)
    yield Line(SPENT, spent, "s", rounds)
    yield Line(YARDSTICK, known, "s", rounds)
    yield Line(TIMES, statistics.median(each[2] / each[4] for each in found), "times", rounds)
    yield Line("memory of a life", memory, "MiB", rounds)


def measured(scratch: Path) -> Iterator[Line]:
    """Yield one line of the table after the other."""
    cache = scratch / "cache 0"
    yield repeated(HELP, (NEUROSIM, "--help"), 5, cache)
    yield repeated("neurosim list", (NEUROSIM, "list"), 5, cache)
    yield repeated("import neurosim", (*PYTHON, "import neurosim"), 5, cache)
    yield cold(scratch, 2)
    yield repeated(WARM, (*PYTHON, FIRST_ANSWER), 3, cache)
    yield from nights(scratch, cache, 3)
    no_compiler = {VARIABLE: str(cache), "CXX": "no-such-compiler"}
    run_on_numpy, sleep_on_numpy, *_ = timed(no_compiler, NIGHT_ON_NUMPY, 2)
    yield Line(RUN_ON_NUMPY, run_on_numpy, "s", 2)
    yield Line(SLEEP_ON_NUMPY, sleep_on_numpy, "s", 2)
    quick = (NEUROSIM, "run", "life", "--quick", "--out", str(scratch / "run"))
    yield repeated(QUICK, quick, 1, cache)
    highest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield Line("memory at most", highest, "MiB", 1)


def ratios(lines: Sequence[Line]) -> Iterator[str]:
    """Yield what follows from numbers of one and the same run."""
    value = {line.name: line.value for line in lines}
    yield f"A night passes {1 / value[SLEEP]:.1f} times as fast as it is lived."
    known = f"{value[TIMES]:.1f} of the known network; at most {AIM:.1f} is the aim"
    yield f"A second of sleep takes as long as {known}."
    slower = value[SLEEP_ON_NUMPY] / value[SLEEP]
    yield f"Without a compiler, sleep takes {slower:.0f} times as long."
    yield f"A cold start takes {value[COLD] / value[WARM]:.1f} times as long as a warm one."
    worth = value[RUN] / value[SLEEP]
    yield f"Starting a run costs as much as {worth:.1f} s of sleep."


if __name__ == "__main__":
    run(Benchmark("How long a life takes", Path(__file__), MEANINGS, measured, ratios))
