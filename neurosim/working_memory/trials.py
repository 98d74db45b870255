"""What happens in a trial of working memory, and the firing rates that come home from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from neurosim.engine.request import SLOT
from neurosim.errors import InputError
from neurosim.protocol import Vector
from neurosim.working_memory.pools import Populations

BIN = 0.05
"""Width in seconds of the bins in which spikes are counted."""


@dataclass(frozen=True)
class Shown:
    """An item that is shown.

    Parameters
    ----------
    item
        Which: 0 for the first population.
    start, seconds
        When, and for how long.
    strength
        Of its input, relative to the network's own cue.
    """

    item: int
    start: float
    seconds: float
    strength: float = 1.0


@dataclass(frozen=True)
class MemoryTrial:
    """One trial.

    Parameters
    ----------
    seconds
        How long it lasts.
    shown
        Items that are shown.
    dopamine
        (second, level): the level from that second on; before the first, and where there is none,
        it is 0 (low), and 1 is high.
    asked
        (start, seconds) of signals to all excitatory cells alike that ask what is remembered.
    """

    seconds: float
    shown: tuple[Shown, ...]
    dopamine: tuple[tuple[float, float], ...] = ()
    asked: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Drive:
    """The input of a network, in whatever unit its cells take it.

    Parameters
    ----------
    excitatory, inhibitory
        What excitatory cells and interneurons get all the time.
    cue
        What is added to the cells of an item that is shown.
    asking
        What is added to all excitatory cells where memory is asked for.
    """

    excitatory: float
    inhibitory: float
    cue: float
    asking: float


def drive_table(
    trials: Sequence[MemoryTrial], populations: Populations, drive: Drive, copies: int
) -> Vector:
    """Return the input of all populations, then the dopamine of all networks, in every slot.

    Shape (slots, copies populations + copies). Networks without a trial get what others get
    outside of theirs.

    Raises
    ------
    InputError
        If an item is shown that has no population, or something happens before the trial.
    """
    slots = round(max(trial.seconds for trial in trials) / SLOT)
    inputs = np.full((slots, copies, populations.count), drive.excitatory)
    inputs[:, :, -1] = drive.inhibitory
    dopamine = np.zeros((slots, copies))
    for copy, trial in enumerate(trials):
        for shown in trial.shown:
            if not 0 <= shown.item < int(populations.items) or shown.start < 0:
                most = int(populations.items) - 1
                raise InputError(
                    f"item {shown.item} at {shown.start:g} s (allowed: 0 to {most}, from 0 s on)"
                )
            inputs[_slots(shown.start, shown.seconds), copy, shown.item] += (
                drive.cue * shown.strength
            )
        for start, seconds in trial.asked:
            inputs[_slots(start, seconds), copy, :-1] += drive.asking
        for start, level in trial.dopamine:
            dopamine[round(start / SLOT) :, copy] = level
    return np.concatenate([inputs.reshape(slots, -1), dopamine], axis=1)


def _slots(start: float, seconds: float) -> slice:
    return slice(round(start / SLOT), round((start + seconds) / SLOT))


@dataclass(frozen=True, eq=False)
class Course:
    """The firing of every population through every trial.

    Parameters
    ----------
    rates
        In Hz, in bins of `BIN` seconds, shape (trials, bins, populations).
    """

    rates: Vector
    items: int

    def between(self, start: float, stop: float) -> Vector:
        """Return mean rates in [start, stop), shape (trials, populations)."""
        return np.asarray(self.rates[:, round(start / BIN) : round(stop / BIN)].mean(axis=1))

    def selective(self, start: float, stop: float) -> Vector:
        """Return mean rates of the items' populations in [start, stop), shape (trials, items)."""
        return self.between(start, stop)[:, : self.items]
