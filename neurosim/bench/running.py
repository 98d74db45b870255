"""Runs of a bench: stimulations packed into as few runs as hold them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from neurosim.bench.builder import ENDS, NEVER, SPIKES, SYNAPSES, BenchBuilder
from neurosim.bench.progress import part
from neurosim.bench.stimulation import STEP, Stimulation
from neurosim.engine import SLOT, Request, Simulator, Trial, simulator
from neurosim.errors import InputError
from neurosim.plasticity import Vector
from neurosim.protocol import Progress

if TYPE_CHECKING:
    from neurosim.bench.bench import Bench, Outcome

COARSE = 1e-3
"""Time step in seconds where spikes are on a grid of milliseconds and nothing else happens."""

_simulators: dict[tuple[object, ...], Simulator] = {}
"""Simulators of this process by the structure of what they simulate."""


def run_all(
    bench: Bench,
    stimulations: Sequence[Stimulation],
    seed: int,
    state: Mapping[str, Vector],
    progress: Progress,
) -> Outcome:
    """Run all stimulations; see `Bench.run`."""
    from neurosim.bench.bench import Outcome

    copies = bench.rule.copies
    rows, where = _rows(stimulations, copies)
    whole = [stimulations[stimulation] for stimulation, _ in rows]
    naive = {name: values[[copy for _, copy in rows]] for name, values in state.items()}
    # Those of one time step together, the longest first: short ones then share short runs.
    steps = [_step(bench.builder, each) for each in whole]
    order = np.lexsort(([-each.seconds for each in whole], steps))
    alike = [(steps[place], _length(bench.builder, whole[place])) for place in order]
    batches = list(_batches(alike, [whole[place] for place in order]))
    total = sum(_in_slots(batch[0].seconds) for batch in batches)
    results: list[dict[str, NDArray[np.float64]]] = []
    done, first = 0.0, 0
    for number, batch in enumerate(batches):
        places = order[first : first + len(batch)]
        state = {name: values[places] for name, values in naive.items()}
        seconds = _in_slots(batch[0].seconds)
        told = part(progress, done / total, (done + seconds) / total, seconds)
        results.append(
            _run(bench, batch, seconds, steps[places[0]], state, _noise(seed, number), told)
        )
        first, done = first + len(batch), done + seconds
    back = np.argsort(order, kind="stable")[where]
    values = {name: np.concatenate([each[name] for each in results])[back] for name in results[0]}
    end = {name.partition(".")[2]: each for name, each in values.items() if name[:8] == "synapse."}
    start = {name: each[where] for name, each in naive.items()}
    return Outcome(bench.rule.settled(start), bench.rule.settled(end), values)


def _noise(seed: int, number: int) -> int:
    """Return the seed of the noise of one of several runs: no other seed has it anywhere."""
    return int(np.random.SeedSequence([seed, number]).generate_state(1)[0])


def _rows(
    stimulations: Sequence[Stimulation], copies: int
) -> tuple[list[tuple[int, int]], NDArray[np.int64]]:
    """Return which copies are simulated, and which of them stands for each, (stimulations, copies).

    Copies of a synapse that does not learn do the same: one is enough.
    """
    rows: list[tuple[int, int]] = []
    where = np.zeros((len(stimulations), copies), dtype=np.int64)
    for place, stimulation in enumerate(stimulations):
        simulated = copies if stimulation.plastic else 1
        where[place] = len(rows) + np.minimum(np.arange(copies), simulated - 1)
        rows += [(place, copy) for copy in range(simulated)]
    return rows, where


def _in_slots(seconds: float) -> float:
    """Return the next whole number of slots: runs cannot end within one."""
    return math.ceil(seconds / SLOT - 1e-6) * SLOT


def _batches(
    alike: Sequence[tuple[float, float]], stimulations: Sequence[Stimulation]
) -> Iterator[list[Stimulation]]:
    """Cut stimulations into batches that fit on the bench and may share a run.

    Parameters
    ----------
    alike
        Time step and length of each, which must be the same for all of a batch.

    Raises
    ------
    InputError
        If one stimulation has more spikes than the bench can hold.
    """
    batch: list[Stimulation] = []
    places, current = 0, (0.0, 0.0)
    for kind, each in zip(alike, stimulations, strict=True):
        needed = sum(getattr(each, end).size + 1 for end in ENDS)
        if needed > SPIKES:
            raise InputError(f"{each.name}: {needed - 3} spikes are more than the bench can hold")
        full = len(batch) == SYNAPSES or places + needed > SPIKES
        if batch and (full or kind != current):
            yield batch
            batch, places = [], 0
        batch.append(each)
        places, current = places + needed, kind
    yield batch


def _run(
    bench: Bench,
    batch: Sequence[Stimulation],
    seconds: float,
    step: float,
    state: Mapping[str, Vector],
    seed: int,
    progress: Progress,
) -> dict[str, NDArray[np.float64]]:
    empty = np.zeros(SYNAPSES - len(batch))
    values: dict[str, float | NDArray[np.float64]] = dict(bench.builder.values())
    for name, start in state.items():
        values[f"synapse.{name}"] = np.concatenate([start, empty])
    values["synapse.learning"] = np.concatenate([[float(s.plastic) for s in batch], empty])
    values |= _at_rest(bench.builder)
    values |= _spikes([each.ending_at(seconds) for each in batch], bench.builder)
    if bench.builder.traces["post"].on_dopamine:
        values["release.release"] = np.full(SYNAPSES, bench.release)
    request = Request((Trial(seconds, np.zeros(0), seed),), values, dt=step)
    found = _simulator(bench.builder).run(request, progress).values
    return {name: np.asarray(each[: len(batch)]) for name, each in found.items()}


def _length(builder: BenchBuilder, stimulation: Stimulation) -> float:
    """Return the length that a run must have; 0 where silence before the first spike is nothing."""
    return _in_slots(stimulation.seconds) if builder.changes_in_silence else 0.0


def _step(builder: BenchBuilder, stimulation: Stimulation) -> float:
    """Return the largest time step that loses nothing.

    What is integrated exactly and changes by spikes only can go from spike to spike.
    """
    if builder.changes_between_spikes:
        return builder.rule.step
    # Spikes keep their distance to the end of the run, which is on the grid.
    times = stimulation.seconds - np.concatenate([getattr(stimulation, end) for end in ENDS])
    times = np.append(times, builder.delay)
    off = np.abs(times / COARSE - np.round(times / COARSE))
    return COARSE if np.all(off < 1e-6) else STEP


def _at_rest(builder: BenchBuilder) -> dict[str, float | NDArray[np.float64]]:
    """Return where cells begin, where that is not 0."""
    numbers = builder.values()
    begin: dict[str, float | NDArray[np.float64]] = {}
    for end, traces in builder.traces.items():
        rests = list(traces.at_rest)
        if end == "post" and builder.has_potential:
            rests += builder.membrane.at_rest
        for name, text in rests:
            value = numbers[f"{end}.{text}"] if f"{end}.{text}" in numbers else float(text)
            if value != 0:
                begin[f"{end}.{name}"] = np.full(SYNAPSES, value)
    return begin


def _spikes(
    batch: Sequence[Stimulation], builder: BenchBuilder
) -> dict[str, float | NDArray[np.float64]]:
    """Return the table of spike times, and each cell's place in it."""
    ends = ENDS if builder.traces["post"].on_dopamine else ENDS[:2]
    table = np.full(SPIKES, NEVER)
    values: dict[str, float | NDArray[np.float64]] = {}
    place = 0
    for end in ends:
        due, places = np.full(SYNAPSES, NEVER), np.zeros(SYNAPSES)
        for number, stimulation in enumerate(batch):
            times = getattr(stimulation, end)
            table[place : place + times.size] = times
            due[number], places[number] = table[place], place
            place += times.size + 1
        values |= {f"{end}.due": due, f"{end}.place": places}
    return {**values, "spike_times.values": table}


def _simulator(builder: BenchBuilder) -> Simulator:
    if builder.structure not in _simulators:
        _simulators[builder.structure] = simulator(builder)
    return _simulators[builder.structure]
