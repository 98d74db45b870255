"""How long experiments on synapses take here: a table, by hand.

Run it as ``.venv/bin/python benchmarks/synapses.py``, on a machine that does little else; it takes
some minutes and writes its table to ``synapses.md`` beside itself. What is measured runs in
processes of its own, and its binaries are in a cache of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from timing import NEUROSIM, PYTHON, Benchmark, Line, repeated, run, wall

EXPERIMENTS = (
    "stdp-window",
    "pairing-frequency",
    "spike-triplets",
    "ltp-ltd",
    "late-ltp",
    "dopamine-stdp",
    "short-term-plasticity",
)

IMPORT = "import brian2"
COLD, WARM = "all seven, cold", "all seven, warm"

MEANINGS = {
    IMPORT: "a new Python that imports Brian2, and ends",
    COLD: "from shell to figures and reports, every network compiled",
    WARM: "the same with the binaries in the cache",
    **dict.fromkeys(EXPERIMENTS, "from shell to figure and report, warm, its usual rules"),
    "pair, no compiler": "stdp-window of one rule on Brian2's numpy target",
}
"""What each line of the table is."""


def command(name: str, out: Path) -> tuple[str, ...]:
    """Return the command that runs an experiment into a folder that is not there yet."""
    return (NEUROSIM, "run", name, "--out", str(out))


def measured(scratch: Path) -> Iterator[Line]:
    """Yield one line of the table after the other."""
    cache = scratch / "cache"
    yield repeated(IMPORT, (*PYTHON, "import brian2"), 5, cache)
    first = [wall(command(name, scratch / f"cold {name}"), cache) for name in EXPERIMENTS]
    yield Line(COLD, sum(first), "s", 1)
    warm = 0.0
    for name in EXPERIMENTS:
        times = sorted(
            wall(command(name, scratch / f"warm {name} {number}"), cache) for number in range(3)
        )
        warm += times[1]
        yield Line(name, times[1], "s", 3)
    yield Line(WARM, warm, "s", 3)
    alone = (*command("stdp-window", scratch / "numpy"), "--rule", "pair")
    bare = ("env", "CXX=no-such-compiler", *alone)
    yield Line("pair, no compiler", wall(bare, cache), "s", 1)


def ratios(lines: Sequence[Line]) -> Iterator[str]:
    """Yield what follows from numbers of one and the same run."""
    value = {line.name: line.value for line in lines}
    yield f"stdp-window takes {value['stdp-window'] / value[IMPORT]:.1f} times `import brian2`."
    yield f"A cold start of all takes {value[COLD] / value[WARM]:.1f} times as long as a warm one."


if __name__ == "__main__":
    run(
        Benchmark(
            "How long experiments on synapses take", Path(__file__), MEANINGS, measured, ratios
        )
    )
