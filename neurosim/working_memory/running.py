"""Trials of working memory, packed into as few simulations as hold them."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from neurosim.engine import Request, Simulator, Trial, simulator
from neurosim.protocol import Progress, Vector, ignore
from neurosim.working_memory.copies import MemoryBuilder
from neurosim.working_memory.persistent import PersistentActivity
from neurosim.working_memory.persistent_network import PersistentBuilder
from neurosim.working_memory.pools import COPIES, Populations
from neurosim.working_memory.silent import ActivitySilent
from neurosim.working_memory.silent_network import SilentBuilder
from neurosim.working_memory.table import drive_table
from neurosim.working_memory.trials import BIN, Course, MemoryTrial

if TYPE_CHECKING:
    from neurosim.engine import Result

SpikingMemory = PersistentActivity | ActivitySilent

BUILDERS: Mapping[type, type[MemoryBuilder[Any]]] = {
    PersistentActivity: PersistentBuilder,
    ActivitySilent: SilentBuilder,
}
"""What builds a network, by the type of its parameters."""


def simulate(
    network: SpikingMemory,
    trials: Sequence[MemoryTrial],
    seed: int,
    progress: Progress = ignore,
) -> Course:
    """Return the firing of a network in trials that are all as long as the longest.

    Raises
    ------
    SimulationError
        If a membrane potential is not finite at the end.
    """
    random = np.random.default_rng([seed, 1])
    populations, builder = network.populations, BUILDERS[type(network)]
    rates = []
    for first in range(0, len(trials), COPIES):
        batch = trials[first : first + COPIES]
        table = drive_table(batch, populations, network.drive, COPIES)
        noise = int(random.integers(2**31))
        seconds = max(trial.seconds for trial in batch)
        request = Request((Trial(seconds, table, noise),), builder.start_values(network, random))
        found = _simulator(builder, populations).run(request, ignore)
        rates.append(_rates(found, populations, seconds)[: len(batch)])
        progress(min(1.0, (first + COPIES) / len(trials)))
    return Course(np.concatenate(rates), int(populations.items))


def _rates(found: Result, populations: Populations, seconds: float) -> Vector:
    """Return the rates of all populations in Hz, shape (copies, bins, populations)."""
    bins = round(seconds / BIN)
    counts = np.zeros((COPIES * populations.count, bins))
    of_groups = (populations.of_excitatory(), populations.of_inhibitory())
    for spikes, where in zip(found.spikes.values(), of_groups, strict=True):
        when = np.minimum((spikes.seconds / BIN).astype(np.int64), bins - 1)
        np.add.at(counts, (where[spikes.cells], when), 1)
    per_copy = counts.reshape(COPIES, populations.count, bins)
    return np.swapaxes(per_copy / populations.sizes[:, None] / BIN, 1, 2)


@functools.cache
def _simulator(builder: type[MemoryBuilder[Any]], populations: Populations) -> Simulator:
    """Return what simulates a network; all but the numbers of cells is told at run time."""
    return simulator(builder(populations))
