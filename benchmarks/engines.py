"""Two plastic networks in our engine, by hand in C++, and in other simulators: a table, by hand.

    .venv/bin/python benchmarks/engines.py --peers /tmp/peers/bin/python

takes about half an hour, on a machine that does little else, and writes ``engines.md`` beside
itself. Other simulators are no dependency. They are found in the environment that ``--peers``
names, made as

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install nest-simulator annarchy

and one that is not there is told as not installed. Every engine simulates the same network (same
numbers, wiring and start: ``peers/networks.py``) in a process of its own, with one thread. Rounds
go through all engines in turn, and ratios are taken within a round. What counts is the processor
time (user and system) that simulating took: the loop alone where an engine's process holds it; of
our engine, whose binary is another process, the whole binary, less that of a run of 10 ms. The
first round, in which networks are compiled, is not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from timing import heading

from neurosim.cache import VARIABLE

PEERS = Path(__file__).with_name("peers")
REFERENCE, OURS = "by hand, C++, float64", "neurosim"
AS_IT_COMES = "Brian2, C++ standalone as it comes"
NETWORKS = {
    "VA": "Vogels and Abbott (2005): 3200 + 800 cells, 319,246 synapses, 204,530 plastic",
    "CA3": "1800 + 200 cells, 399,883 synapses, 323,936 plastic, delays of 2 ms, Poisson input",
}
COLUMNS = (
    "| engine | s per s | lowest..highest | of | over by hand | over standalone as it comes "
    "| Hz, excitatory / inhibitory | plastic weights | s, shell to shell |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|\n"
)


@dataclass(frozen=True)
class Engine:
    """One way to simulate a network.

    Parameters
    ----------
    name
        What the table calls it.
    script
        The file in ``peers/`` that does it.
    words
        What it is told beside the network and the seconds; FOLDER stands for a folder of its own.
    needs
        The package that must be installed among the peers; empty for none.
    networks
        Those that it is measured on.
    most
        Rounds that it takes part in at most: the slowest are not asked often.
    """

    name: str
    script: str
    words: tuple[str, ...] = ()
    needs: str = ""
    networks: tuple[str, ...] = tuple(NETWORKS)
    most: int = 100


ENGINES = (
    Engine(REFERENCE, "by_hand.py", ("FOLDER",)),
    Engine(OURS, "ours.py"),
    Engine("neurosim, input drawn in every step", "ours.py", ("rand",), networks=("CA3",)),
    Engine(AS_IT_COMES, "brian.py", ("standalone", "FOLDER")),
    Engine("the same, traces in the cells", "brian.py", ("neurons", "FOLDER")),
    Engine("Brian2, runtime, Cython", "brian.py", ("cython", "FOLDER")),
    Engine("ANNarchy", "annarchy_engine.py", ("FOLDER",), "ANNarchy"),
    Engine("NEST", "nest_engine.py", (), "nest", most=2),
)


@dataclass(frozen=True)
class Run:
    """What one process told, and how long it took from shell to shell."""

    told: Mapping[str, float]
    wall: float


Rounds = Mapping[str, Mapping[int, Run]]
"""Runs by engine and by round, from 1 on."""


def environment(python: str, folder: Path) -> dict[str, str]:
    """Return the environment of a process: one thread, binaries in a cache of its own."""
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    home = Path(python).parent
    return {
        **os.environ,
        **dict.fromkeys(threads, "1"),
        "PATH": f"{home}{os.pathsep}{os.environ['PATH']}",
        "VIRTUAL_ENV": str(home.parent),
        VARIABLE: str(folder / "cache"),
    }


def run(engine: Engine, network: str, seconds: float, python: str, folder: Path) -> Run:
    """Let an engine simulate a network."""
    own = folder / network / f"{engine.script} {' '.join(engine.words)}".replace(" ", "-")
    own.mkdir(parents=True, exist_ok=True)
    words = [str(own) if word == "FOLDER" else word for word in engine.words]
    script = str(PEERS / engine.script)
    start = time.perf_counter()
    done = subprocess.run(
        [python, "-W", "ignore", script, network, str(seconds), *words],
        cwd=own,
        env=environment(python, folder),
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{engine.name} failed on {network}: {done.stderr.strip()[-500:]}")
    return Run(json.loads(done.stdout.strip().splitlines()[-1]), wall)


def installed(engine: Engine, python: str) -> bool:
    """Return whether an engine can be run."""
    command = [python, "-c", f"import {engine.needs or 'sys'}"]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode == 0


def measured(
    engines: Sequence[Engine], network: str, run_one: Callable[[Engine], Run], rounds: int
) -> Rounds:
    """Go through all engines again and again; return the runs of each, by round, but the first."""
    runs: dict[str, dict[int, Run]] = {engine.name: {} for engine in engines}
    for number in range(rounds + 1):
        for engine in engines:
            if number > engine.most:
                continue
            found = run_one(engine)
            cost = found.told["seconds"]
            print(f"{network} {number} {engine.name:40} {cost:8.4f} s per s", flush=True)
            if number > 0:
                runs[engine.name][number] = found
    return runs


def over(runs: Mapping[int, Run], others: Mapping[int, Run]) -> str:
    """Return how much longer one took than another within rounds: the median and the range."""
    ratios = [one.told["seconds"] / others[n].told["seconds"] for n, one in runs.items()]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f}..{max(ratios):.2f})"


def row(name: str, all_runs: Rounds) -> str:
    """Return the line of an engine."""
    runs = all_runs[name]
    costs = [each.told["seconds"] for each in runs.values()]
    told = runs[1].told
    cells = (
        name,
        f"{statistics.median(costs):.3f}",
        f"{min(costs):.3f}..{max(costs):.3f}",
        str(len(costs)),
        over(runs, all_runs[REFERENCE]),
        over(runs, all_runs[AS_IT_COMES]),
        f"{told['excitatory']:.2f} / {told['inhibitory']:.2f}",
        f"{told['mean']:.4f} ± {told['spread']:.4f}",
        f"{statistics.median(each.wall for each in runs.values()):.1f}",
    )
    return f"| {' | '.join(cells)} |"


def table(network: str, options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Measure one network, and yield the lines of its table."""
    python = {engine.name: options.peers if engine.needs else sys.executable for engine in ENGINES}
    there = [engine for engine in ENGINES if network in engine.networks]
    missing = [engine.name for engine in there if not installed(engine, python[engine.name])]
    engines = [engine for engine in there if engine.name not in missing]
    runs = measured(
        engines,
        network,
        lambda engine: run(engine, network, options.seconds, python[engine.name], folder),
        options.rounds,
    )
    rounds = f"{options.rounds} rounds of {options.seconds:g} s"
    yield f"\n## {network}\n\n{NETWORKS[network]}. {rounds}.\n\n{COLUMNS}"
    for engine in there:
        blank = f"| {engine.name} | not installed {'| ' * 8}|"
        yield f"{blank if engine.name in missing else row(engine.name, runs)}\n"


NOTES = """
Seconds of processor time for each biological second, medians; ratios are medians of ratios within a
round. Rates and plastic weights (mean and spread in the end, in units of the first weight) say that
it is the same network. From shell to shell, all that needs compiling was compiled before. The
machine was shared: read ratios.

- NEST integrates conductance-based cells with an adaptive step, and brings a weight up to date only
  when the synapse transmits. Its delays are dendritic, and none is shorter than a step.
- By hand, and in neurosim, Poisson trains are drawn from one event to the next.
"""


def main() -> None:
    """Measure, print the tables and write them."""
    parser = argparse.ArgumentParser(description="Compare engines on two plastic networks.")
    parser.add_argument("--peers", default=sys.executable, help="Python that has the others")
    parser.add_argument("--seconds", type=float, default=2.0, help="of biological time")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="keeps what is compiled; none keeps nothing")
    options = parser.parse_args()
    page = [heading("What engines cost", Path(__file__), os.getloadavg()[0]), NOTES]
    with tempfile.TemporaryDirectory() as scratch:
        for network in NETWORKS:
            page += table(network, options, options.folder or Path(scratch))
            Path(__file__).with_suffix(".md").write_text("".join(page), encoding="utf-8")
    print("".join(page))


if __name__ == "__main__":
    main()
