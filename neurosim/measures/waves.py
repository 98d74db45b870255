"""Rhythms in what a population fires: its field potential, bands, envelopes and events in them.

A field potential is taken to be the synaptic current that the spikes of a population open: every
spike adds one step that decays with the time constant of the synapses. Currents onto pyramidal
cells are what point neurons know of a local field potential (Mazzoni et al. 2015).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurosim.protocol import Spikes, Vector


class Band(NamedTuple):
    """Limits of a frequency band in Hz."""

    low: float
    high: float


class Event(NamedTuple):
    """A stretch of a trace in seconds, and where and how high (in standard deviations) it peaks."""

    start: float
    stop: float
    peak: float
    height: float

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.stop - self.start


def spike_counts(times: Vector, seconds: float, step: float) -> Vector:
    """Return the number of spikes in every bin of `step` seconds."""
    bins = max(1, round(seconds / step))
    places = np.clip((times / step + 1e-6).astype(int), 0, bins - 1)
    return np.bincount(places, minlength=bins).astype(float)


def field_potential(spikes: Spikes, seconds: float, tau: float, step: float) -> Vector:
    """Return the current that the spikes of a population open; 1 if each cell has just fired.

    Parameters
    ----------
    spikes
        Spikes of the population whose synapses they are.
    seconds
        How long they were recorded.
    tau
        Time constant of the synapses in seconds.
    step
        Bin in seconds.
    """
    from scipy.signal import lfilter

    counts = spike_counts(spikes.seconds, seconds, step) / max(spikes.size, 1)
    return np.asarray(lfilter([1.0], [1.0, -np.exp(-step / tau)], counts))


def band_passed(trace: Vector, band: Band, step: float) -> Vector:
    """Return a trace in a band (Butterworth of second order, both ways: no shift of phase)."""
    from scipy.signal import butter, sosfiltfilt

    sos = butter(2, band, "bandpass", fs=1 / step, output="sos")
    return np.asarray(sosfiltfilt(sos, trace))


def envelope(trace: Vector, width: float, step: float) -> Vector:
    """Return the amplitude of a band-passed trace, smoothed by a Gaussian of a width in seconds."""
    from scipy.ndimage import gaussian_filter1d
    from scipy.signal import hilbert

    return np.asarray(gaussian_filter1d(np.abs(hilbert(trace)), width / step))


def phase(trace: Vector) -> Vector:
    """Return the phase of a band-passed trace in radians; 0 is its crest."""
    from scipy.signal import hilbert

    return np.asarray(np.angle(hilbert(trace)))


def stretches(inside: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where each stretch of true values begins and ends."""
    edges = np.flatnonzero(np.diff(inside.astype(int), prepend=0, append=0))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def raised(amplitude: Vector, high: float, low: float, gap: float, step: float) -> list[Event]:
    """Return events in which an amplitude is raised, as they are found in recordings.

    Parameters
    ----------
    high, low
        Standard deviations above the mean that it reaches at its peak, and has at its edges.
    gap
        Events less than so many seconds apart are one.
    """
    score = (amplitude - amplitude.mean()) / max(float(amplitude.std()), 1e-12)
    joined: list[tuple[int, int]] = []
    for first, last in stretches(score > low):
        if joined and (first - joined[-1][1]) * step < gap:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    tops = [first + int(np.argmax(score[first:last])) for first, last in joined]
    return [
        Event(first * step, last * step, top * step, float(score[top]))
        for (first, last), top in zip(joined, tops, strict=True)
        if score[top] > high
    ]
