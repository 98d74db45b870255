"""The protocols of the literature, as stimulations of one synapse. Times are in seconds.

A lag is positive where the presynaptic spike comes first.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from neurosim.bench.stimulation import STEP, Stimulation, none
from neurosim.errors import InputError
from neurosim.plasticity import Vector

REST = 0.5
"""Silence before the first and after the last spike: longer than any fast trace."""


def pairs(lag: float, count: int = 60, frequency: float = 1.0, name: str = "") -> Stimulation:
    """Return pairs of a presynaptic and, `lag` later, a postsynaptic spike."""
    return groups(name or f"pair_{lag * 1e3:+g}", (0.0,), (lag,), count, frequency)


def pair_trains(
    lag: float,
    frequency: float,
    trains: int = 15,
    count: int = 5,
    pause: float = 10.0,
    name: str = "",
) -> Stimulation:
    """Return trains of pairs at a frequency, with pauses from start to start."""
    _positive(name or "pair trains", trains=trains, pause=pause)
    starts = np.arange(count) / frequency
    return groups(name or f"pair_trains_{lag * 1e3:+g}", starts, starts + lag, trains, 1 / pause)


def pre_post_pre(first: float, second: float, count: int = 60) -> Stimulation:
    """Return triplets at 1 Hz: a postsynaptic spike, one `first` before it, one `second` after."""
    name = f"pre{first * 1e3:g}_post{second * 1e3:g}_pre"
    return groups(name, (-first, second), (0.0,), count, 1.0)


def post_pre_post(first: float, second: float, count: int = 60) -> Stimulation:
    """Return triplets at 1 Hz: a presynaptic spike, one `first` before it, one `second` after."""
    name = f"post{first * 1e3:g}_pre{second * 1e3:g}_post"
    return groups(name, (0.0,), (-first, second), count, 1.0)


def quadruplets(interval: float, lag: float = 0.005, count: int = 60) -> Stimulation:
    """Return, at 1 Hz, a post-pre pair and, `interval` later, a pre-post pair.

    Parameters
    ----------
    interval
        From the middle of the post-pre pair to that of the pre-post pair; negative where the
        pre-post pair comes first.
    lag
        Between the spikes of a pair.
    """
    half = lag / 2
    pre, post = sorted((half, interval - half)), sorted((-half, interval + half))
    side = "plus" if interval > 0 else "minus"
    return groups(f"quadruplet_{side}{abs(interval) * 1e3:g}", pre, post, count, 1.0)


def groups(
    name: str,
    pre: Sequence[float] | Vector,
    post: Sequence[float] | Vector,
    count: int,
    frequency: float,
) -> Stimulation:
    """Return a group of spikes, repeated at a frequency.

    Parameters
    ----------
    pre, post
        Times of the spikes of one group.
    """
    _positive(name, count=count, frequency=frequency)
    starts = np.arange(count) / frequency
    return _placed(name, *((starts[:, None] + np.asarray(each)).ravel() for each in (pre, post)))


def train(name: str, pulses: Vector, latency: float | None) -> Stimulation:
    """Return a stimulation of the fibres before the synapse.

    Parameters
    ----------
    pulses
        Times of the stimuli.
    latency
        How long after each stimulus the cell fires; None if the stimuli do not make it fire.
    """
    return _placed(name, pulses, none() if latency is None else pulses + latency)


def tetanus(
    rate: float = 100.0, seconds: float = 1.0, repeats: int = 1, pause: float = 10.0
) -> Vector:
    """Return the pulses of a tetanus: trains at a high rate, with pauses from start to start."""
    _positive("tetanus", rate=rate, seconds=seconds, repeats=repeats, pause=pause)
    one = np.arange(round(rate * seconds)) / rate
    return np.asarray((pause * np.arange(repeats)[:, None] + one).ravel())


def theta_burst(
    bursts: int = 10, pulses: int = 4, rate: float = 100.0, theta: float = 5.0
) -> Vector:
    """Return the pulses of theta-burst stimulation: short bursts in the rhythm of theta."""
    _positive("theta burst", bursts=bursts, pulses=pulses, rate=rate, theta=theta)
    return np.asarray((np.arange(bursts)[:, None] / theta + np.arange(pulses) / rate).ravel())


def low_frequency(rate: float = 1.0, pulses: int = 900) -> Vector:
    """Return the pulses of low-frequency stimulation."""
    _positive("low-frequency stimulation", rate=rate, pulses=pulses)
    return np.arange(pulses) / rate


def poisson(
    name: str,
    pre: float,
    post: float,
    seconds: float,
    random: np.random.Generator,
    correlation: float = 0.0,
    lag: float = 0.005,
    step: float = STEP,
) -> Stimulation:
    """Return Poisson spikes before and after a synapse.

    Parameters
    ----------
    pre, post
        Rates in Hz; at most one spike in a step.
    correlation
        Share of the presynaptic spikes that are followed by a postsynaptic one. The rates stay
        what they are.
    lag
        How much later those come.
    step
        Spikes lie on multiples of it.

    Raises
    ------
    InputError
        If the correlation asks for more postsynaptic spikes than there are, or a rate for more
        than one spike in a step.
    """
    _positive(name, seconds=seconds, lag=lag, step=step)
    if not 0 <= correlation <= 1 or correlation * pre > post:
        highest = 1.0 if pre <= post else post / pre
        raise InputError(
            f"{name}: correlation = {correlation:g} is out of range (allowed: 0 to {highest:g})"
        )
    if not (0 <= pre * step <= 1 and 0 <= post * step <= 1):
        raise InputError(f"{name}: rates must be between 0 and {1 / step:g} Hz")
    steps, later = round(seconds / step), max(1, round(lag / step))
    before = random.random(steps) < pre * step
    shared = np.roll(before & (random.random(steps) < correlation), later)
    shared[:later] = False
    after = shared | (random.random(steps) < (post - correlation * pre) * step)
    trains = (np.asarray(np.flatnonzero(each) * step) for each in (before, after))
    return _placed(name, next(trains), next(trains), seconds)


def _placed(name: str, pre: Vector, post: Vector, seconds: float | None = None) -> Stimulation:
    """Return spikes with silence before and after them."""
    first = min([*pre[:1], *post[:1]], default=0.0)
    last = max([*pre[-1:], *post[-1:]], default=0.0)
    begin, end = (first, last) if seconds is None else (0.0, seconds)
    pre, post = np.sort(pre) - begin + REST, np.sort(post) - begin + REST
    return Stimulation(name, pre, post, end - begin + 2 * REST)


def _positive(name: str, **numbers: float) -> None:
    for what, number in numbers.items():
        if not (np.isfinite(number) and number > 0):
            raise InputError(f"{name}: {what} must be positive, not {number:g}")
