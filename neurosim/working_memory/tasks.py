"""Spiking networks at tasks that recurrent networks are taught: the same trials, in seconds.

A symbol is the item of one population. Where a symbol is shown its cells are driven for the time
of a cue; a step of waiting lasts `SECONDS_A_STEP`. The test is not shown: when it comes, the
network is read, and the answer is whether the test is what it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurosim.items.sequences import NOTHING, SECONDS_A_STEP, Trials
from neurosim.parameters import cited
from neurosim.protocol import Vector
from neurosim.working_memory.running import SpikingMemory, simulate
from neurosim.working_memory.trials import MemoryTrial, Shown

LEAD = 0.3
"""Seconds of spontaneous activity before the first symbol; the first third is not looked at."""


@dataclass(frozen=True)
class Cueing:
    """How symbols are shown.

    Parameters
    ----------
    seconds
        How long.
    distractor
        Strength of all symbols after the first, relative to it.
    dopamine
        Level from the end of the first symbol on, 0 (low) or 1 (high).
    """

    seconds: float = cited(0.35, "s", "mongillo2008", "T_cue", 0.05, 10)
    distractor: float = 1.0
    dopamine: float = 1.0


@dataclass(frozen=True, eq=False)
class Held:
    """What networks held when the test came.

    Parameters
    ----------
    rates
        Of the items' cells while the network was read, in Hz, shape (trials, items).
    threshold
        From which rate on an item is held.
    before, waiting
        Rates of all excitatory populations of items before the first symbol, and in the last 0.2 s
        of the wait, shape (trials, items).
    """

    rates: Vector
    threshold: float
    before: Vector
    waiting: Vector

    @property
    def items(self) -> NDArray[np.bool_]:
        """Whether each item is held, shape (trials, items)."""
        return self.rates > self.threshold

    @property
    def strongest(self) -> NDArray[np.int64]:
        """The item that is held most strongly, `NOTHING` where none is; shape (trials,)."""
        return np.where(self.items.any(axis=1), self.rates.argmax(axis=1), NOTHING)


def place(trials: Trials, cue: float) -> tuple[list[list[tuple[int, float]]], float]:
    """Return what is shown when in every trial, as (symbol, second), and when the test comes.

    Parameters
    ----------
    cue
        Seconds that a step with a symbol lasts.
    """
    shown = trials.shown[:-1]
    lasts = np.where((shown != NOTHING).any(axis=1), cue, float(SECONDS_A_STEP))
    starts = LEAD + np.concatenate([[0.0], np.cumsum(lasts)])
    steps, trial = np.nonzero(shown != NOTHING)
    placed: list[list[tuple[int, float]]] = [[] for _ in range(shown.shape[1])]
    for step, number in zip(steps, trial, strict=True):
        placed[number].append((int(shown[step, number]), float(starts[step])))
    return placed, float(starts[-1])


def trial_of(
    placed: Sequence[tuple[int, float]], test: float, cueing: Cueing, reading: float
) -> MemoryTrial:
    """Return one trial for a spiking network; see `place`."""
    shown = tuple(
        Shown(symbol, start, float(cueing.seconds), cueing.distractor if number else 1.0)
        for number, (symbol, start) in enumerate(placed)
    )
    keep = shown[0].start + shown[0].seconds
    return MemoryTrial(test + reading, shown, ((keep, cueing.dopamine),), ((test, reading),))


def held(
    network: SpikingMemory, groups: Sequence[tuple[Trials, Cueing]], seed: int
) -> tuple[Held, ...]:
    """Return what a network holds when the test comes, for each group of trials, run side by side.

    All groups must have trials of the same length.
    """
    reading = float(network.reading)
    trials: list[MemoryTrial] = []
    test = 0.0
    for drawn, cueing in groups:
        placed, test = place(drawn, float(cueing.seconds))
        trials += [trial_of(each, test, cueing, reading) for each in placed]
    course = simulate(network, trials, seed)
    rates, before, waiting = (
        course.selective(*ends)
        for ends in ((test, test + reading), (LEAD / 3, LEAD), (test - 0.2, test))
    )
    found, first = [], 0
    for drawn, _ in groups:
        part = slice(first, first + drawn.shown.shape[1])
        found.append(Held(rates[part], float(network.threshold), before[part], waiting[part]))
        first = part.stop
    return tuple(found)


def matches(found: Held, trials: Trials) -> float:
    """Return the share of right answers to whether the test is the symbol held most strongly.

    Who holds nothing guesses, and is right in half of the trials.
    """
    right = (found.strongest == trials.shown[-1]) == trials.wanted[0]
    return float(np.mean(np.where(found.strongest == NOTHING, 0.5, right)))


def recognised(found: Held, trials: Trials) -> float:
    """Return the share of right answers to whether the test is among the symbols held."""
    said = found.items[np.arange(len(found.rates)), trials.shown[-1]]
    return float(np.mean(said == trials.wanted[0]))
