"""Where cells fire along a track, and where a population that fires says it is.

Place fields are measured while the agent walks, cells that have none are left out. A place is
decoded from the spikes of a short time alone (Davidson et al. 2009): cells are taken to be
independent and Poisson, and no place is likelier beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurosim.parameters import cited
from neurosim.protocol import Diary, Recording, Vector, Walk

Grid = NDArray[np.float64]


@dataclass(frozen=True)
class PlaceFields:
    """How place fields are measured."""

    places: float = cited(50, "bins", "chosen", "of the track; fields are ten bins wide", 5, 1000)
    smoothing: float = cited(
        1.5, "1", "chosen", "sd of a Gaussian along the track, in bins", 0, 100
    )
    peak: float = cited(5, "Hz", "chosen", "a cell that fires less has no field", 0, 500)
    floor: float = cited(
        0.2, "Hz", "chosen", "added everywhere: one odd spike rules out no place", 1e-6, 100
    )


PLACE_FIELDS = PlaceFields()


def walks(diary: Diary, population: str, label: str) -> list[tuple[Walk, Recording]]:
    """Return the walks of a label, of the intact agent, in which a population was recorded."""
    pairs = ((r.event, r) for r in diary.recordings if not r.lesioned and population in r.spikes)
    return [(e, record) for e, record in pairs if isinstance(e, Walk) and e.label == label]


def moving(walk: Walk) -> NDArray[np.bool_]:
    """Return in which steps the agent moves: it is where it was neither before nor after."""
    changes = np.diff(walk.places) != 0
    return np.asarray(np.r_[True, changes] & np.r_[changes, True])


def speed(walk: Walk) -> float:
    """Return how much of the track is visited in a second of moving, in tracks per second."""
    places = np.asarray(walk.places)[moving(walk)]
    return float(np.ptp(places) / (max(places.size - 1, 1) * walk.step)) if places.size else 0.0


def fields(
    walked: Sequence[tuple[Walk, Recording]], population: str, how: PlaceFields = PLACE_FIELDS
) -> Grid:
    """Return the rate of each cell at each place in Hz, shape (cells, places), while moving.

    Parameters
    ----------
    walked
        At least one walk and what was recorded in it.
    population
        Name of the population.
    how
        How place fields are measured.
    """
    from scipy.ndimage import gaussian_filter1d  # late: it takes a while to import

    bins = int(how.places)
    counts = np.zeros((walked[0][1].spikes[population].size, bins))
    seconds = np.zeros(bins)
    for walk, record in walked:
        at = np.minimum((np.asarray(walk.places) * bins).astype(int), bins - 1)
        counted = moving(walk)
        np.add.at(seconds, at[counted], walk.step)
        spikes = record.spikes[population]
        step = np.minimum((spikes.seconds / walk.step + 1e-9).astype(int), at.size - 1)
        inside = counted[step]
        np.add.at(counts, (spikes.cells[inside], at[step[inside]]), 1)
    smooth = float(how.smoothing)
    counts = gaussian_filter1d(counts, smooth, axis=1, mode="nearest")
    seconds = gaussian_filter1d(seconds, smooth, mode="nearest")
    return np.asarray(counts / np.maximum(seconds, 1e-9))


def placed(rates: Grid, how: PlaceFields = PLACE_FIELDS) -> NDArray[np.int64]:
    """Return the cells that have a place field."""
    return np.flatnonzero(rates.max(axis=1, initial=0.0) >= how.peak)


def decoded(counts: Grid, rates: Grid, width: float, how: PlaceFields = PLACE_FIELDS) -> Grid:
    """Return the probability of each place in each bin of time.

    Parameters
    ----------
    counts
        Spikes of each cell in each bin, shape (cells, bins).
    rates
        Place fields of these cells in Hz, shape (cells, places).
    width
        Width of a bin in seconds.

    Returns
    -------
    Grid
        Shape (places, bins); 0 in bins in which no cell fired.
    """
    log = np.log(rates + how.floor).T @ counts
    return normalised(log - width * (rates + how.floor).sum(axis=0)[:, None], counts)


def normalised(log: Grid, counts: Grid) -> Grid:
    """Return probabilities of places from their logarithms, which lack a constant in each bin.

    Parameters
    ----------
    log
        Shape (..., places, bins).
    counts
        Spikes of each cell in each bin, shape (cells, bins): bins without any come out as 0.
    """
    found = np.exp(log - log.max(axis=-2, keepdims=True))
    found /= found.sum(axis=-2, keepdims=True)
    return np.asarray(found * (counts.sum(axis=0) > 0))


def binned(cells: NDArray[np.int32], seconds: Vector, size: int, width: float, bins: int) -> Grid:
    """Return spikes of each cell in bins from 0 s on, shape (size, bins)."""
    counts = np.zeros((size, bins))
    at = np.minimum((seconds / width + 1e-9).astype(int), bins - 1)
    np.add.at(counts, (cells, at), 1)
    return counts
