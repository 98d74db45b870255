"""What the benchmarks share: commands are timed, and a table is written, by hand."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from neurosim.cache import VARIABLE
from neurosim.store import machine, versions

NEUROSIM = str(Path(sys.executable).with_name("neurosim"))
PYTHON = (sys.executable, "-W", "ignore", "-c")

HEADING = """# {title}

Measured by `benchmarks/{script}` on {date}; {here}; load before the start {load:.1f}.
Versions: {used}.
"""

PAGE = """{heading}
| what | median | of | what it is |
|---|---:|---:|---|
{rows}

In this run:

{ratios}
"""


@dataclass(frozen=True)
class Line:
    """One line of the table: the median of so many repetitions."""

    name: str
    value: float
    unit: str
    repetitions: int


@dataclass(frozen=True)
class Benchmark:
    """A table that is measured.

    Parameters
    ----------
    title
        What stands above it.
    script
        The file that measures it; the table lies beside it.
    meanings
        What each line is.
    measured
        Yields the lines, given a folder for caches and runs.
    ratios
        Yields what follows from numbers of one and the same run.
    """

    title: str
    script: Path
    meanings: Mapping[str, str]
    measured: Callable[[Path], Iterator[Line]]
    ratios: Callable[[Sequence[Line]], Iterator[str]]


def output(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return what a command prints; it must succeed."""
    there = {**os.environ, **environment}
    done = subprocess.run(command, env=there, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"a command failed: {done.stderr.strip()[-300:]}")
    return done.stdout


def wall(command: Sequence[str], cache: Path) -> float:
    """Return the seconds that a command takes from start to end."""
    start = time.perf_counter()
    output(command, {VARIABLE: str(cache)})
    return time.perf_counter() - start


def repeated(name: str, command: Sequence[str], repetitions: int, cache: Path) -> Line:
    """Return the median time of a command whose binaries are in a cache."""
    times = [wall(command, cache) for _ in range(repetitions)]
    return Line(name, statistics.median(times), "s", repetitions)


def heading(title: str, script: Path, load: float) -> str:
    """Return what stands above a table: by what, when and where it was measured."""
    return HEADING.format(
        title=title,
        script=script.name,
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        here=", ".join(f"{name} {text}" for name, text in machine().items()),
        load=load,
        used=", ".join(f"{name} {version}" for name, version in versions().items()),
    )


def written(benchmark: Benchmark, lines: Sequence[Line], load: float) -> str:
    """Return the table in Markdown."""
    rows = (
        f"| {x.name} | {x.value:.3g} {x.unit} | {x.repetitions} | {benchmark.meanings[x.name]} |"
        for x in lines
    )
    return PAGE.format(
        heading=heading(benchmark.title, benchmark.script, load),
        rows="\n".join(rows),
        ratios="\n".join(f"- {sentence}" for sentence in benchmark.ratios(lines)),
    )


def run(benchmark: Benchmark) -> None:
    """Measure, print the table and write it."""
    load = os.getloadavg()[0]
    lines = []
    with tempfile.TemporaryDirectory() as scratch:
        for line in benchmark.measured(Path(scratch)):
            print(f"{line.name:40} {line.value:10.3g} {line.unit}", flush=True)
            lines.append(line)
    text = written(benchmark, lines, load)
    benchmark.script.with_suffix(".md").write_text(text, encoding="utf-8")
    print(f"\n{text}")
