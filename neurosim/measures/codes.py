"""Which cells of a population stand for an item: those that fired while it was studied."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neurosim.parameters import Parameter, cited
from neurosim.protocol import Diary, Recording, Vector

CORE_SPIKES: Parameter = cited(
    3, "spikes", "chosen", "7.5 Hz in a glance of 0.4 s: background fires one or none", 1, 1000
)
"""Spikes at study from which on a cell counts as active."""


def counts_at_study(record: Recording, population: str) -> Vector:
    """Return how often each cell of a population fired in an event, shape (cells,)."""
    return record.spikes[population].counts(0.0, float("inf"))


def assemblies(
    diary: Diary, population: str, least: float = CORE_SPIKES
) -> dict[str, NDArray[np.bool_]]:
    """Return which cells of a population stand for each item, shape (cells,).

    The core of an item are the cells that fired at least so often, on average over the times
    that it was studied. Cells in the cores of more than half of the items say nothing about which
    item it is, and stand for none.

    Parameters
    ----------
    diary
        What was recorded, by an agent with spikes.
    population
        Name of the population.
    least
        Spikes from which on a cell counts.
    """
    counts: dict[str, list[Vector]] = {}
    for event, record in diary.studies():
        if population in record.spikes:
            counts.setdefault(event.item.name, []).append(counts_at_study(record, population))
    cores = {name: np.mean(each, axis=0) >= least for name, each in counts.items()}
    if not cores:
        return {}
    shared = np.sum(list(cores.values()), axis=0) > max(1.0, len(cores) / 2)
    return {name: core & ~shared for name, core in cores.items()}
