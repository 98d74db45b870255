"""A hard stop for activity that has run away or died out: no figure may be drawn from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from neurosim.brain.circuit import Circuit
from neurosim.brain.states import State
from neurosim.engine import WINDOW, Result, Trial
from neurosim.protocol import Bits, BrokenOffError, RanAwayError

SHORTEST = 0.1
"""Seconds of study in which every region fires. Chosen: five input spikes at 50 Hz."""


@dataclass(frozen=True)
class Trouble:
    """What went wrong in a run.

    Parameters
    ----------
    reason
        Region, brain state, time and rate, in one line.
    trial
        Place of the trial in which it went wrong; of the last one, if it did in all of them.
    error
        What it is raised as.
    """

    reason: str
    trial: int
    error: type[BrokenOffError] = BrokenOffError


@dataclass(frozen=True)
class _Excess:
    """More spikes than a region may fire: when, in seconds of the trial, and at which rate."""

    region: str
    seconds: float
    rate: float


def limits(circuit: Circuit, alive: Mapping[str, Bits]) -> dict[str, float]:
    """Return how many spikes per second each region may fire in all, dead cells counted in."""
    rate = float(circuit.highest_rate)
    return {region.name: rate * alive[region.name].size for region in circuit.regions}


def run_away(
    circuit: Circuit, result: Result, trials: Sequence[Trial], state: State
) -> Trouble | None:
    """Return the first region that fired more than it may, counted as the network counts."""
    start = 0.0
    for number, trial in enumerate(trials):
        stop = start + trial.seconds
        reached = stop if result.stopped is None else min(stop, result.stopped)
        found = [
            excess
            for region in circuit.regions
            for excess in _excesses(circuit, region.name, result, start, reached, trial.seconds)
        ]
        if found:
            first = min(found, key=lambda excess: excess.seconds)
            return Trouble(
                f"{first.region} ran away in state {state.value}, {first.seconds:.2f} s into an "
                f"event of {trial.seconds:g} s: {first.rate:.0f} Hz on average over all its cells "
                f"(at most {float(circuit.highest_rate):g} Hz)",
                number,
                RanAwayError,
            )
        start = stop
    return None


def silent(
    circuit: Circuit,
    result: Result,
    trials: Sequence[Trial],
    state: State,
    whole: bool,
) -> Trouble | None:
    """Return a region that fired no spike in a whole run of studies.

    Silence in recall or sleep is an answer, and a lesion may silence what lies behind it.

    Parameters
    ----------
    whole
        Whether the brain has lost nothing.
    """
    seconds = sum(trial.seconds for trial in trials)
    if state is not State.ENCODE or seconds < SHORTEST or not whole:
        return None
    for region in circuit.regions:
        if region.name not in circuit.may_be_silent and not result.spikes[region.name].cells.size:
            return Trouble(
                f"{region.name} fell silent in state {state.value}: 0 Hz in {seconds:g} s of study",
                len(trials) - 1,
            )
    return None


def _excesses(
    circuit: Circuit,
    region: str,
    result: Result,
    start: float,
    reached: float,
    length: float,
) -> Iterator[_Excess]:
    """Yield where a region fired more than it may in a trial, window by window."""
    window = min(WINDOW, length)
    train, size = result.spikes[region].seconds, result.spikes[region].size
    allowed = float(circuit.highest_rate) * size * window
    began = start
    while began < reached - 1e-9:
        ended = min(began + window, reached)
        first, last = np.searchsorted(train, [began - 1e-9, ended - 1e-9])
        if last - first > allowed:
            moment = float(train[first + int(allowed)])
            yield _Excess(region, moment - start, float((last - first) / (ended - began) / size))
        began += window
