"""What happens in a trial of working memory, and the firing rates that come home from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from neurosim.protocol import Vector

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


def inputs_of(trials: Sequence[MemoryTrial], items: int, bins: int) -> tuple[Vector, Vector]:
    """Return how strongly every item is shown, and dopamine, in bins of `BIN` seconds.

    Shapes (trials, bins, items) and (trials, bins).
    """
    cues, dopamine = np.zeros((len(trials), bins, items)), np.zeros((len(trials), bins))
    for number, trial in enumerate(trials):
        for shown in trial.shown:
            ends = (round(each / BIN) for each in (shown.start, shown.start + shown.seconds))
            cues[number, slice(*ends), shown.item] += shown.strength
        for start, level in trial.dopamine:
            dopamine[number, round(start / BIN) :] = level
    return cues, dopamine


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
