"""What is measured of ripples."""

from __future__ import annotations

import numpy as np

from neurosim.measures import ripples as fast
from neurosim.measures import slow_waves as slow
from neurosim.measures.measure import Measure
from neurosim.measures.night_rhythms import (
    MS,
    REPLAYING,
    RIPPLING,
    Night,
    OfNights,
    any_ripple,
    enough_bursts,
    of_nights,
    peaks,
    variation,
)
from neurosim.protocol import Vector

NEAR = 0.05
"""Seconds between the peaks of a burst and of its ripple. Chosen: half of a burst."""


def ripple_measures(shown: tuple[float, ...]) -> tuple[Measure, ...]:
    """Return what is measured of ripples of CA1 in the nights of a life.

    Parameters
    ----------
    shown
        Frequencies in Hz at which the power is a curve ("power").
    """
    of = of_nights((REPLAYING, RIPPLING))
    return (*_peak(of), *_events(of), *(_power(of, frequency) for frequency in shown))


def _power(of: OfNights, frequency: float) -> Measure:
    def power(night: Night) -> float:
        return float(np.interp(frequency, night.spectrum.frequencies, night.spectrum.ratio))

    return of.measure(
        "power",
        "power of what CA1 fires in bursts, over that of displaced spikes (1: no rhythm)",
        power,
        enough_bursts,
        chance=lambda night: 1.0,
        at=frequency,
    )


def _peak(of: OfNights) -> tuple[Measure, ...]:
    return (
        of.measure(
            "peak_frequency",
            "where that power is highest, from 100 to 300 Hz",
            lambda night: night.spectrum.peak,
            enough_bursts,
        ),
        of.measure(
            "peak_power",
            "how high it is there; by chance, what one in 20 displaced copies reaches anywhere",
            lambda night: float(night.spectrum.ratio.max()),
            enough_bursts,
            chance=lambda night: float(np.quantile(night.spectrum.highest, 0.95)),
        ),
        of.measure(
            "peak_p",
            "share of displaced copies with a peak as high anywhere (p; .005 is the least)",
            lambda night: night.spectrum.p,
            enough_bursts,
            chance=lambda night: 0.5,
            ceiling=1 / (1 + fast.SURROGATES),
        ),
    )


def _events(of: OfNights) -> tuple[Measure, ...]:
    def lengths(night: Night) -> Vector:
        return np.array([event.seconds for event in night.ripples]) * MS

    return (
        of.measure(
            "burst_rate", "bursts of CA3 per second (1/s)", lambda n: len(n.bursts) / n.seconds,
            lambda night: True,
        ),
        of.measure(
            "ripple_rate", "ripples of CA1 per second (1/s)",
            lambda n: len(n.ripples) / n.seconds, lambda night: True,
        ),
        of.measure(
            "ripple_duration", "how long ripples last (median, ms)",
            lambda night: float(np.median(lengths(night))), any_ripple,
        ),
        of.measure(
            "longest_ripples", "how long one in ten ripples lasts at least (ms)",
            lambda night: float(np.quantile(lengths(night), 0.9)), any_ripple,
        ),
        of.measure(
            "interval_cv", "coefficient of variation of times between ripples (1: exponential)",
            lambda night: variation(np.diff(peaks(night.ripples))), any_ripple,
            chance=lambda night: 1.0,
        ),
        of.measure(
            "interval_p", "p that times between ripples are exponential (Kolmogorov-Smirnov)",
            lambda night: slow.exponential_p(np.diff(peaks(night.ripples))), any_ripple,
            chance=lambda night: 0.5, ceiling=1.0,
        ),
        of.measure(
            "bursts_with_ripple", "share of bursts of CA3 with a ripple of CA1 (0 to 1)",
            lambda night: float(np.mean(fast.near(night.bursts, peaks(night.ripples), NEAR))),
            lambda night: enough_bursts(night) and any_ripple(night),
            chance=lambda n: 1 - float(np.exp(-2 * NEAR * len(n.ripples) / n.seconds)),
            ceiling=1.0,
        ),
    )  # fmt: skip
