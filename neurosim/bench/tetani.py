"""Strong and weak tetanic and low-frequency stimulation: presynaptic Poisson spikes in pulses.

As Luboeinski & Tetzlaff (2021) stimulate a single synapse, after Sajikumar et al. (2005). Only the
presynaptic cell is driven. It cannot spike again within 2 ms, and stimuli that come in that time
are lost, so that 100 Hz become some 83 spikes per second. The postsynaptic cell is assumed silent:
one synapse does not make it spike (theirs spikes about once in ten times of STET).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from neurosim.bench.stimulation import STEP, Stimulation, none
from neurosim.errors import InputError
from neurosim.plasticity import Vector

REFRACTORY = 2e-3
"""Seconds in which a cell that has just spiked cannot spike again."""

REST = 1.0
"""Silence after the last pulse in seconds: time for calcium to decay."""


def stet(seed: int) -> Stimulation:
    """Return strong tetanic stimulation: three pulses of 1 s at 100 Hz, 10 min apart."""
    return pulses("STET", 100.0, 1.0, (0.0, 600.0, 1200.0), seed)


def wtet(seed: int) -> Stimulation:
    """Return weak tetanic stimulation: one pulse of 0.2 s at 100 Hz."""
    return pulses("WTET", 100.0, 0.2, (0.0,), seed)


def slfs(seed: int) -> Stimulation:
    """Return strong low-frequency stimulation: 900 pulses of 0.15 s at 20 Hz, every 1.15 s."""
    return pulses("SLFS", 20.0, 0.15, [1.15 * burst for burst in range(900)], seed)


def wlfs(seed: int) -> Stimulation:
    """Return weak low-frequency stimulation: 900 s at 1 Hz."""
    return pulses("WLFS", 1.0, 900.0, (0.0,), seed)


def pulses(
    name: str, rate: float, length: float, onsets: Sequence[float], seed: int
) -> Stimulation:
    """Return Poisson spikes of a refractory presynaptic cell in pulses, then silence.

    Parameters
    ----------
    rate
        Rate of the stimuli in Hz.
    length
        Length of a pulse in seconds.
    onsets
        When pulses begin, in seconds, ascending.
    seed
        Seed of the spike times.

    Raises
    ------
    InputError
        If a number is not positive, or a pulse begins before the last one has ended.
    """
    if not (rate > 0 and length > 0 and len(onsets)):
        raise InputError(f"{name}: rate, length and number of pulses must be positive")
    if np.any(np.diff(onsets) < length):
        raise InputError(f"{name}: pulses of {length:g} s overlap")
    random = np.random.default_rng(seed)
    steps = np.arange(round(length / STEP)) * STEP
    stimuli = np.concatenate([
        onset + steps[random.random(steps.size) < rate * STEP] for onset in onsets
    ])  # fmt: skip
    return Stimulation(name, _elicited(stimuli), none(), float(onsets[-1]) + length + REST)


def _elicited(stimuli: Vector) -> Vector:
    spikes: list[float] = []
    for time in stimuli:
        if not spikes or time - spikes[-1] > REFRACTORY - STEP / 2:
            spikes.append(float(time))
    return np.array(spikes)
