"""What is asked of a simulator, and what comes back: plain numbers in seconds and hertz."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import SimulationError
from neurosim.protocol import Spikes, Vector

SLOT = 0.01
"""Resolution of the stimulus timetable in seconds: stimuli start and end on multiples of it."""

SLOTS = 20_000
"""Length of the stimulus timetable. Trials must begin within it; the last may go on beyond."""

TABLES = ("stimulus_row", "stimulus_rates", "trial_seed")
"""Names of the tables that every run brings anew."""

ROWS = 128
"""Number of different stimuli in one run, silence included."""

Connections = Mapping[str, tuple[NDArray[np.int32], NDArray[np.int32]]]
"""Source and target index of every synapse, by name of the synapses."""


@dataclass(frozen=True, eq=False)
class Trial:
    """A stretch of a run that begins from rest, in its own stretch of random numbers.

    Parameters
    ----------
    seconds
        How long it lasts.
    rates
        Rate of every input unit in Hz, shape (units,).
    seed
        Seed of its noise.
    """

    seconds: float
    rates: Vector
    seed: int


@dataclass(frozen=True, eq=False)
class Request:
    """One run of a network.

    Parameters
    ----------
    trials
        What follows on what.
    values
        Numbers and arrays to start with, by "group.variable", in SI base units.
    connections
        Source and target index of every synapse, by name of the synapses; the number of synapses
        is part of the network and cannot change.
    dt
        Time step in seconds; None for the network's own.
    """

    trials: tuple[Trial, ...]
    values: Mapping[str, float | NDArray[np.float64]]
    connections: Connections = field(default_factory=dict)
    dt: float | None = None

    @property
    def seconds(self) -> float:
        """How long the run lasts."""
        return sum(trial.seconds for trial in self.trials)

    def slots(self) -> list[int]:
        """Return the slot in which each trial begins, and the one in which the last one ends."""
        lengths = [round(trial.seconds / SLOT) for trial in self.trials]
        return [0, *np.cumsum(lengths).tolist()]

    def feeds(self, units: int) -> dict[str, NDArray[np.float64]]:
        """Return the tables that tell the network what is shown and where trials begin.

        A network without input units is shown nothing.

        Raises
        ------
        SimulationError
            If there are more trials than one run can hold.
        """
        starts = self.slots()
        if len(self.trials) >= ROWS or starts[-2] >= SLOTS:
            raise SimulationError("one run cannot hold so many trials")
        row, seed = np.zeros(SLOTS), np.full(SLOTS, -1.0)
        seed[starts[:-1]] = [trial.seed for trial in self.trials]
        if units == 0:
            return {"trial_seed": seed}
        rates = np.zeros((ROWS, units))
        for number, trial in enumerate(self.trials):
            row[starts[number] : starts[number + 1]] = number + 1
            rates[number + 1] = trial.rates
        return dict(zip(TABLES, (row, rates, seed), strict=True))


@dataclass(frozen=True, eq=False)
class Result:
    """What came home from a run.

    Parameters
    ----------
    spikes
        Spikes by group, times from the start of the run.
    values
        The arrays that were asked to be kept, by "group.variable", in SI base units.
    """

    spikes: Mapping[str, Spikes]
    values: Mapping[str, NDArray[Any]]
