"""Slow oscillation and spindles: up states, slow waves, and what is locked to them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from neurosim.measures.bursts import smoothed_rate
from neurosim.measures.waves import (
    Band,
    Event,
    band_passed,
    envelope,
    phase,
    raised,
    stretches,
)
from neurosim.parameters import cited, in_si
from neurosim.protocol import Spikes, Vector

STEP = 0.001
"""Bin in seconds."""

SLOW = Band(0.4, 1.6)
"""The slow oscillation: where its phase is read."""

DELTA = Band(0.5, 4.0)
"""Slow waves, as they are measured one by one (Riedner et al. 2007)."""

SIGMA = Band(10.0, 16.0)
"""Spindles (Fernandez & Luthi 2020)."""

LENGTHS = (0.25, 2.5)
"""Seconds from one slow wave to the next."""


@dataclass(frozen=True)
class UpStates:
    """How up states are found in the rate of a population."""

    smoothing: float = cited(20, "ms", "chosen", "sd of a Gaussian", 1, 1000)
    share: float = cited(0.25, "1", "chosen", "of the rate at the height of up states", 0, 1)
    floor: float = cited(0.5, "Hz", "chosen", "a lower mean rate is no up state", 0, 100)
    least: float = cited(100, "ms", "chosen", "shorter gaps are bridged, states left out", 0, 1e4)


@dataclass(frozen=True)
class Spindles:
    """How spindles are found in a field potential: as in recordings."""

    high: float = cited(2.5, "1", "chosen", "peak of the envelope in standard deviations", 0, 100)
    low: float = cited(1, "1", "chosen", "its edges", 0, 100)
    smoothing: float = cited(100, "ms", "chosen", "sd of a Gaussian over the envelope", 1, 1e4)
    gap: float = cited(100, "ms", "chosen", "spindles nearer than that are one", 0, 1e4)
    least: float = cited(400, "ms", "chosen", "what is shorter is none; 500 in people", 0, 1e4)


class SlowWave(NamedTuple):
    """A slow wave: when it begins (s), from trough to crest, and its steepest rise (per second)."""

    start: float
    amplitude: float
    slope: float


UP_STATES, SPINDLES = UpStates(), Spindles()


def up_states(
    spikes: Spikes, seconds: float, how: UpStates = UP_STATES
) -> list[tuple[float, float]]:
    """Return when each up state of a population begins and ends, in seconds."""
    rate = smoothed_rate(spikes.seconds, seconds, in_si(how.smoothing)) / max(spikes.size, 1)
    up = rate > max(float(how.floor), float(how.share) * float(np.percentile(rate, 98)))
    least = in_si(how.least) / STEP
    for first, last in stretches(~up):
        if last - first < least and first > 0 and last < len(up):
            up[first:last] = True
    return [(a * STEP, b * STEP) for a, b in stretches(up) if b - a >= least]


def slow_waves(potential: Vector) -> list[SlowWave]:
    """Return the slow waves of a field potential, in bins of `STEP`.

    A wave goes from one upward crossing of zero to the next (Riedner et al. 2007, with the sign
    of deep layers, in which up states are crests).
    """
    trace = band_passed(potential, DELTA, STEP)
    slope = np.gradient(trace, STEP)
    starts = np.flatnonzero((trace[:-1] < 0) & (trace[1:] >= 0))
    return [
        SlowWave(
            float(first * STEP), float(np.ptp(trace[first:last])), float(slope[first:last].max())
        )
        for first, last in pairwise(starts)
        if LENGTHS[0] <= (last - first) * STEP <= LENGTHS[1]
    ]


def spindles(potential: Vector, how: Spindles = SPINDLES) -> list[Event]:
    """Return the spindles in a field potential, in bins of `STEP`."""
    amplitude = envelope(band_passed(potential, SIGMA, STEP), in_si(how.smoothing), STEP)
    found = raised(amplitude, float(how.high), float(how.low), in_si(how.gap), STEP)
    return [event for event in found if event.seconds >= in_si(how.least)]


def frequency(potential: Vector, event: Event) -> float:
    """Return the frequency of a spindle in Hz, by its crests; 0 if it has fewer than two."""
    inside = slice(round(event.start / STEP), round(event.stop / STEP))
    trace = band_passed(potential, SIGMA, STEP)[inside]
    crests = np.flatnonzero((trace[1:-1] > trace[:-2]) & (trace[1:-1] >= trace[2:]))
    return float((len(crests) - 1) / np.ptp(crests) / STEP) if len(crests) > 1 else 0.0


def share_within(times: Vector, states: list[tuple[float, float]]) -> float:
    """Return the share of moments that lie in states; 0 if there are none."""
    if not len(times) or not states:
        return 0.0
    starts, stops = np.array(states).reshape(-1, 2).T
    last = np.searchsorted(starts, times, side="right") - 1
    return float(np.mean((last >= 0) & (times < stops[np.maximum(last, 0)])))


@dataclass(frozen=True)
class Locking:
    """How moments keep to the phase of an oscillation.

    Attributes
    ----------
    length
        Mean resultant length: 0 at all phases alike, 1 always at the same.
    p
        Of the test of Rayleigh, which takes moments for independent.
    shifted
        Mean length if all moments are shifted in a circle together.
    p_shifted
        How often a shift gives a length as large.
    """

    length: float
    p: float
    shifted: float
    p_shifted: float


SHIFTS = 999


def locking(potential: Vector, times: Vector) -> Locking:
    """Return how moments keep to the phase of the slow oscillation of a field potential."""
    around = np.exp(1j * phase(band_passed(potential, SLOW, STEP)))
    places = np.minimum((times / STEP).astype(int), len(around) - 1)
    n, length = len(places), float(abs(around[places].mean()))
    big = n * length
    p = float(np.exp(np.sqrt(1 + 4 * n + 4 * (n**2 - big**2)) - (1 + 2 * n)))  # Zar (1999)
    random, edge = np.random.default_rng(0), min(round(3 / STEP), len(around) // 4)
    shifts = random.integers(edge, len(around) - edge, SHIFTS)
    chance = np.array([abs(around[(places + s) % len(around)].mean()) for s in shifts])
    reached = (1 + np.sum(chance >= length)) / (1 + SHIFTS)
    return Locking(length, min(1.0, p), float(chance.mean()), float(reached))


def exponential_p(intervals: Vector, draws: int = 999) -> float:
    """Return whether intervals may be exponential: p of Kolmogorov and Smirnov, by drawn samples.

    The mean is fitted, in every drawn sample as well (Lilliefors 1969).
    """
    random = np.random.default_rng(0)
    own = _distance(intervals)
    reached = sum(_distance(random.exponential(size=len(intervals))) >= own for _ in range(draws))
    return float((1 + reached) / (1 + draws))


def _distance(intervals: Vector) -> float:
    """Return the distance to the exponential distribution of the same mean."""
    x = np.sort(intervals)
    expected, n = 1 - np.exp(-x / x.mean()), len(x)
    above, below = np.arange(1, n + 1) / n - expected, expected - np.arange(n) / n
    return float(max(above.max(), below.max()))
