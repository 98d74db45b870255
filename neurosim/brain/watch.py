"""A hard stop for activity that has run away: no figure may be drawn from it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from neurosim.brain.circuit import Circuit
from neurosim.brain.states import State
from neurosim.engine import Result, Trial
from neurosim.errors import SimulationError

WINDOW = 1.0
"""Seconds over which a region's rate is averaged; shorter trials are averaged as a whole."""


def check_rates(circuit: Circuit, result: Result, trials: Sequence[Trial], state: State) -> None:
    """Stop if a region fired above the circuit's highest rate in any second of any trial.

    Raises
    ------
    SimulationError
        With region, brain state and rate.
    """
    for region in circuit.regions:
        train = result.spikes[region.name]
        start = 0.0
        for trial in trials:
            edges = np.append(
                np.arange(0, max(trial.seconds - WINDOW / 2, 1e-9), WINDOW), trial.seconds
            )
            counts = np.histogram(train.seconds - start, edges)[0]
            rate = float(np.max(counts / np.diff(edges) / train.size))
            if rate > circuit.highest_rate:
                raise SimulationError(
                    f"{region.name} ran away in state {state.value}: {rate:.0f} Hz on average over "
                    f"all its cells (at most {float(circuit.highest_rate):g} Hz); nothing was kept"
                )
            start += trial.seconds
