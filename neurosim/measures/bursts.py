"""When a population fires together: bursts found from its rate alone, whatever they may hold.

The rate of all cells is smoothed and held against its own background, as multi-unit activity is
in recordings of sleep. There, the background is the mean and the standard deviation of the whole
record. Bursts are part of that record: the larger and the more frequent they are, the higher the
bar that all must take, and bursts of small assemblies go missing beside those of large ones. Here
the background is therefore the mode, what the rate is most of the time, with the standard
deviation that independent cells would have at that rate. Neither depends on how large bursts are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from neurosim.measures.waves import stretches
from neurosim.parameters import cited, in_si
from neurosim.protocol import Spikes, Vector

STEP = 0.001
"""Bin of the rate in seconds."""


@dataclass(frozen=True)
class BurstDetection:
    """How bursts are found."""

    smoothing: float = cited(
        10,
        "ms",
        "chosen",
        "sd of a Gaussian (15 in davidson2009): keeps bursts apart that follow within 50 ms",
        1,
        100,
    )
    threshold: float = cited(
        3,
        "1",
        "davidson2009",
        "peak of a burst, in standard deviations of the background (as reported)",
        0,
        100,
    )
    edge: float = cited(
        1,
        "1",
        "chosen",
        "standard deviations above the background at which it begins and ends: 0, as in "
        "davidson2009, adds noise to both sides, and makes 50 ms of firing 120",
        0,
        100,
    )
    trough: float = cited(
        0.5,
        "1",
        "chosen",
        "two peaks are two bursts if the rate between falls under this share of the lower",
        0,
        1,
    )
    least_cells: float = cited(
        5, "cells", "chosen", "fewer that fire together are no event of the population", 1, 1000
    )


@dataclass(frozen=True, eq=False)
class Burst:
    """A moment at which a population fired together.

    Attributes
    ----------
    start, stop
        Seconds from the start of the event that was recorded.
    spikes
        Number of spikes of each cell, shape (cells of the population,).
    """

    start: float
    stop: float
    spikes: Vector


@dataclass(frozen=True)
class Background:
    """What a rate is most of the time, and the standard deviation that goes with it, in Hz."""

    mode: float
    sd: float


BURSTS = BurstDetection()


def population_bursts(
    spikes: Spikes, seconds: float, detection: BurstDetection = BURSTS
) -> list[Burst]:
    """Return the bursts of a population, in the order in which they came.

    A burst peaks above the threshold and lasts for as long as the rate stays clear of the
    background; smoothing adds some 30 ms to what fires for 50. Peaks with a deep trough between
    them are bursts of their own.

    Parameters
    ----------
    spikes
        Spikes of the population.
    seconds
        How long they were recorded.
    """
    if not len(spikes.seconds):
        return []
    width = in_si(detection.smoothing)
    rate = smoothed_rate(spikes.seconds, seconds, width)
    ground = background(rate, width)
    spans = (
        (cut * STEP, end * STEP)
        for first, last in stretches(rate > ground.mode + detection.edge * ground.sd)
        for cut, end in _parts(rate, first, last, ground, detection)
    )
    found = [Burst(start, stop, spikes.counts(start, stop)) for start, stop in spans]
    return [burst for burst in found if np.count_nonzero(burst.spikes) >= detection.least_cells]


def smoothed_rate(times: Vector, seconds: float, width: float) -> Vector:
    """Return the rate of spikes in Hz, in steps of a millisecond, smoothed by a Gaussian.

    Parameters
    ----------
    times
        Times of the spikes in seconds.
    width
        Standard deviation of the Gaussian in seconds.
    """
    bins = max(1, round(seconds / STEP))
    counts = np.bincount(np.minimum((times / STEP).astype(int), bins - 1), minlength=bins)
    reach = int(np.ceil(4 * width / STEP))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) * STEP / width) ** 2)
    whole = np.convolve(counts, kernel / (kernel.sum() * STEP))
    return np.asarray(whole[reach : reach + bins])


def background(rate: Vector, width: float) -> Background:
    """Return what a smoothed rate does most of the time, and how far it strays from that by chance.

    The standard deviation is that of independent cells at this rate. It is at least the height of
    a single spike: silence does not make two spikes a burst.

    Parameters
    ----------
    rate
        A rate in Hz.
    width
        Standard deviation, in seconds, of the Gaussian that it was smoothed by.
    """
    per_hertz = 1 / (2 * width * np.sqrt(np.pi))
    step = np.sqrt(max(float(np.median(rate)), 1.0) * per_hertz) / 4
    counts = np.bincount((rate / step).astype(int))
    weights = np.exp(-0.5 * (np.arange(-8, 9) / 2) ** 2)
    mode = (int(np.argmax(np.convolve(counts, weights)[8:-8])) + 0.5) * step
    spike = 1 / (np.sqrt(2 * np.pi) * width)
    return Background(float(mode), float(max(np.sqrt(mode * per_hertz), spike)))


def _parts(
    rate: Vector, first: int, last: int, ground: Background, detection: BurstDetection
) -> Iterator[tuple[int, int]]:
    """Yield the bursts in a stretch of raised rate, cut at its deep troughs."""
    high = rate[first:last] - ground.mode
    before, after = np.r_[0.0, high[:-1]], np.r_[high[1:], 0.0]
    is_peak = (high > detection.threshold * ground.sd) & (high >= before) & (high > after)
    peaks = np.flatnonzero(is_peak)
    if not len(peaks):
        return
    cut, top = 0, int(peaks[0])
    for peak in map(int, peaks[1:]):
        low = top + int(np.argmin(high[top:peak]))
        if high[low] < detection.trough * min(high[top], high[peak]):
            yield first + cut, first + low
            cut, top = low, peak
        elif high[peak] > high[top]:
            top = peak
    yield first + cut, last
