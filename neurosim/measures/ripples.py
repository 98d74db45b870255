"""Ripples: a rhythm of 140 to 220 Hz in what a population fires in its bursts.

The spectrum is the mean of the periodograms of short stretches around the middles of replay events.
It falls with frequency, because a burst begins and ends; a rhythm is a bump on it. It is therefore
divided by the power law that fits it (Theil-Sen, which a bump hardly moves), and then by what it is
if every spike is displaced by some milliseconds: that leaves the course of each burst, and the
number of spikes of each cell, and takes all rhythms above 100 Hz away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurosim.measures.waves import Band, Event, band_passed, envelope, raised, spike_counts
from neurosim.parameters import cited, in_si
from neurosim.protocol import Vector

STEP = 0.0005
"""Bin in seconds: the time step of the brain."""

RIPPLES = Band(140.0, 220.0)
"""Where ripples of rats are (Buzsaki 2015)."""

SEARCHED = Band(100.0, 300.0)
"""Where a peak is looked for."""

FITTED = Band(60.0, 500.0)
"""Where the power law is fitted."""

SURROGATES = 199
"""Displaced copies: the smallest p is .005."""


@dataclass(frozen=True)
class RippleDetection:
    """How ripples are found in a field potential: as in recordings (Karlsson & Frank 2009)."""

    high: float = cited(
        3, "1", "karlsson2009", "height of the envelope, in standard deviations", 0, 100
    )
    low: float = cited(
        0, "1", "karlsson2009", "it lasts while the envelope exceeds its mean", 0, 100
    )
    smoothing: float = cited(4, "ms", "karlsson2009", "sd of a Gaussian on the envelope", 0.5, 100)
    gap: float = cited(0, "ms", "chosen", "none are joined", 0, 1000)
    least: float = cited(15, "ms", "karlsson2009", "what is shorter is none", 0, 1000)


@dataclass(frozen=True)
class SpectrumOfBursts:
    """How the spectrum of bursts is taken, and what it is held against."""

    width: float = cited(128, "ms", "chosen", "of each stretch: a burst and some more", 16, 1e4)
    displaced: float = cited(
        4, "ms", "chosen", "sd of a Gaussian: blurs rhythms above 100 Hz, keeps the burst", 0.5, 100
    )


@dataclass(frozen=True, eq=False)
class Spectrum:
    """Power over that of displaced spikes, at each frequency that is searched.

    Attributes
    ----------
    frequencies
        In Hz.
    ratio
        Power relative to its power law, over the mean of the same in displaced copies.
    highest
        The highest ratio of each displaced copy, anywhere.
    """

    frequencies: Vector
    ratio: Vector
    highest: Vector

    @property
    def peak(self) -> float:
        """Where it is highest, in Hz."""
        return float(self.frequencies[np.argmax(self.ratio)])

    @property
    def p(self) -> float:
        """How often displaced spikes have a peak as high, anywhere in the range."""
        reached = np.sum(self.highest >= self.ratio.max())
        return float((1 + reached) / (1 + len(self.highest)))


SPECTRUM = SpectrumOfBursts()
RIPPLE_DETECTION = RippleDetection()


def spectrum_of_bursts(
    times: Vector, seconds: float, middles: Vector, how: SpectrumOfBursts = SPECTRUM
) -> Spectrum:
    """Return the spectrum of what a population fires around its bursts.

    Parameters
    ----------
    times
        Times of its spikes in seconds, ascending.
    seconds
        How long they were recorded.
    middles
        The middle of each burst in seconds.
    """
    random = np.random.default_rng(0)
    width, blur = in_si(how.width), in_si(how.displaced)
    times = times[near(times, middles, width / 2 + 4 * blur)]

    def ratios(moved: Vector) -> tuple[Vector, Vector]:
        frequencies, power = _mean_power(spike_counts(moved, seconds, STEP), middles, width)
        inside = (frequencies >= SEARCHED.low) & (frequencies <= SEARCHED.high)
        return frequencies[inside], (power / _power_law(frequencies, power))[inside]

    frequencies, own = ratios(times)
    moved = (times + random.normal(0.0, blur, times.size) for _ in range(SURROGATES))
    copies = np.array([ratios(each)[1] for each in moved])
    usual = copies.mean(axis=0)
    return Spectrum(frequencies, own / usual, (copies / usual).max(axis=1))


def ripples(potential: Vector, how: RippleDetection = RIPPLE_DETECTION) -> list[Event]:
    """Return the ripples in a field potential, in bins of `STEP`."""
    amplitude = envelope(band_passed(potential, RIPPLES, STEP), in_si(how.smoothing), STEP)
    found = raised(amplitude, float(how.high), float(how.low), in_si(how.gap), STEP)
    return [event for event in found if event.seconds >= in_si(how.least)]


def near(times: Vector, moments: Vector, reach: float) -> NDArray[np.bool_]:
    """Say which times lie within reach, in seconds, of any of some moments."""
    edges = np.r_[-np.inf, np.sort(moments), np.inf]
    after = np.searchsorted(edges, times)
    return np.asarray(np.minimum(times - edges[after - 1], edges[after] - times) < reach)


def _mean_power(counts: Vector, middles: Vector, width: float) -> tuple[Vector, Vector]:
    """Return the mean periodogram around moments (Hann, padded to twice the length)."""
    n = round(width / STEP)
    first = np.round((middles - width / 2) / STEP).astype(int)
    first = first[(first >= 0) & (first + n <= counts.size)]
    parts = counts[first[:, None] + np.arange(n)]
    tapered = (parts - parts.mean(axis=1, keepdims=True)) * np.hanning(n)
    power = np.abs(np.fft.rfft(tapered, 2 * n, axis=1)) ** 2
    return np.asarray(np.fft.rfftfreq(2 * n, STEP), float), np.asarray(power.mean(axis=0), float)


def _power_law(frequencies: Vector, power: Vector) -> Vector:
    """Return, at all frequencies, the power law that fits a spectrum."""
    from scipy.stats import theilslopes

    kept = (frequencies >= FITTED.low) & (frequencies <= FITTED.high)
    slope, offset, *_ = theilslopes(np.log(power[kept]), np.log(frequencies[kept]))
    return np.asarray(np.exp(offset + slope * np.log(np.maximum(frequencies, frequencies[1]))))
