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

TABLES = ("stimulus_row", "stimulus_rates", "trial_seed", "trial_seconds")
"""Names of the tables that every run brings anew."""

WINDOW = 1.0
"""Seconds over which the spikes of a group are counted, from the start of each trial on."""

ROWS = 128
"""Number of different stimuli in one run, silence included; equal ones share a row."""

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
        Rate of every input unit in Hz, shape (units,); of a stimulus that changes, in each step,
        shape (steps, units): the last one stays to the end.
    seed
        Seed of its noise.
    step
        How long a step of a stimulus that changes lasts, in seconds: a multiple of `SLOT`.
    """

    seconds: float
    rates: Vector
    seed: int
    step: float = SLOT

    def stimuli(self) -> list[bytes]:
        """Return what is shown in each step; equal bytes are equal stimuli."""
        return [rates.tobytes() for rates in np.atleast_2d(self.rates)]


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
    limits
        Spikes per second that all cells of a group may fire together, by group that is recorded.
        Where one fires more, counted over `WINDOW` or a shorter trial, the run ends.
    """

    trials: tuple[Trial, ...]
    values: Mapping[str, float | NDArray[np.float64]]
    connections: Connections = field(default_factory=dict)
    dt: float | None = None
    limits: Mapping[str, float] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """How long the run lasts."""
        return sum(trial.seconds for trial in self.trials)

    @property
    def size(self) -> int:
        """Bytes of the arrays that go into the run, and of as many that come home."""
        arrays = sum(np.asarray(value).nbytes for value in self.values.values())
        indices = sum(each.nbytes for pair in self.connections.values() for each in pair)
        return 2 * arrays + indices

    def slots(self) -> list[int]:
        """Return the slot in which each trial begins, and the one in which the last one ends."""
        lengths = [round(trial.seconds / SLOT) for trial in self.trials]
        return [0, *np.cumsum(lengths).tolist()]

    def feeds(self, units: int, watched: bool) -> dict[str, NDArray[np.float64]]:
        """Return the tables that tell the network what is shown and where trials begin.

        A network without input units is shown nothing; one that is not watched need not know how
        long trials are.

        Raises
        ------
        SimulationError
            If there are more trials, or different stimuli, than one run can hold.
        """
        starts = self.slots()
        if len(self.trials) >= ROWS or starts[-2] >= SLOTS:
            raise SimulationError("one run cannot hold so many trials")
        seed, length = np.full(SLOTS, -1.0), np.zeros(SLOTS)
        seed[starts[:-1]] = [trial.seed for trial in self.trials]
        length[starts[:-1]] = [trial.seconds for trial in self.trials]
        row, rates = self._shown(units)
        tables: dict[str, NDArray[np.float64]] = {"trial_seed": seed}
        tables |= {"stimulus_row": row, "stimulus_rates": rates} if units else {}
        tables |= {"trial_seconds": length} if watched else {}
        return tables

    def _shown(self, units: int) -> tuple[Vector, NDArray[np.float64]]:
        """Return the row that is shown in each slot, and the rates in each row; 0 is silence."""
        row, rates = np.zeros(SLOTS), np.zeros((ROWS, units))
        known: dict[bytes, int] = {}
        for trial, start, stop in zip(self.trials, self.slots(), self.slots()[1:], strict=False):
            numbers = [known.setdefault(each, len(known) + 1) for each in trial.stimuli()]
            if len(known) >= ROWS:
                raise SimulationError(f"one run cannot hold more than {ROWS - 1} stimuli")
            rates[numbers] = trial.rates
            slots = np.arange(min(stop, SLOTS) - start) // max(1, round(trial.step / SLOT))
            row[start:stop] = np.array(numbers)[np.minimum(slots, len(numbers) - 1)]
        return row, rates


@dataclass(frozen=True, eq=False)
class Result:
    """What came home from a run.

    Parameters
    ----------
    spikes
        Spikes by group, times from the start of the run.
    values
        The arrays that were asked to be kept, by "group.variable", in SI base units.
    stopped
        Seconds after which the run ended because a group had fired too much; None if none did.
    """

    spikes: Mapping[str, Spikes]
    values: Mapping[str, NDArray[Any]]
    stopped: float | None = None
