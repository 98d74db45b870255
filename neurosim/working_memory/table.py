"""What is shown in trials, as the table of inputs of a simulation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from neurosim.engine import SLOT
from neurosim.errors import InputError
from neurosim.protocol import Vector
from neurosim.working_memory.pools import Populations
from neurosim.working_memory.trials import Drive, MemoryTrial


def drive_table(
    trials: Sequence[MemoryTrial], populations: Populations, drive: Drive, copies: int
) -> Vector:
    """Return the input of all populations, then the dopamine of all networks, in every slot.

    Shape (slots, copies populations + copies). Networks without a trial get what others get
    outside of theirs.

    Raises
    ------
    InputError
        If an item is shown that has no population, or something happens outside of a trial.
    """
    slots = round(max(trial.seconds for trial in trials) / SLOT)
    inputs = np.full((slots, copies, populations.count), drive.excitatory)
    inputs[:, :, -1] = drive.inhibitory
    dopamine = np.zeros((slots, copies))
    for copy, trial in enumerate(trials):
        _check(trial, int(populations.items))
        for shown in trial.shown:
            inputs[_slots(shown.start, shown.seconds), copy, shown.item] += (
                drive.cue * shown.strength
            )
        for start, seconds in trial.asked:
            inputs[_slots(start, seconds), copy, :-1] += drive.asking
        for start, level in trial.dopamine:
            dopamine[round(start / SLOT) :, copy] = level
    return np.concatenate([inputs.reshape(slots, -1), dopamine], axis=1)


def _check(trial: MemoryTrial, items: int) -> None:
    for shown in trial.shown:
        if not 0 <= shown.item < items:
            raise InputError(f"there is no item {shown.item} (allowed: 0 to {items - 1})")
    spans = [(shown.start, shown.start + shown.seconds) for shown in trial.shown]
    spans += [(start, start + seconds) for start, seconds in trial.asked]
    spans += [(start, start) for start, _ in trial.dopamine]
    for start, stop in spans:
        if start < 0 or stop > trial.seconds + SLOT / 2:
            raise InputError(
                f"something happens from {start:g} to {stop:g} s, in a trial of {trial.seconds:g} s"
            )


def _slots(start: float, seconds: float) -> slice:
    return slice(round(start / SLOT), round((start + seconds) / SLOT))
