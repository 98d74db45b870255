"""Sequences: whether the cells of a burst fire in the order of their place fields, and which way.

The place that a burst tells is decoded in short bins of time (see `neurosim.measures.places`). Its
order is the correlation of time and place, weighted with what is decoded. It is held against
chance in two ways, and has to pass both: place fields are given to other cells, which keeps when
each cell fired, and what each bin tells is shifted along the track, which keeps how far places are
spread. Its speed is that of the line through decoded places. First spikes tell another one, that
of the front: where cells behind the front go on firing, what is decoded lags behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurosim.measures.bursts import Burst
from neurosim.measures.places import (
    PLACE_FIELDS,
    Grid,
    PlaceFields,
    binned,
    decoded,
    normalised,
    placed,
)
from neurosim.parameters import cited, in_si
from neurosim.protocol import Spikes, Vector

AT_ONCE = 4_000_000
"""Numbers that are decoded at once: 32 MB."""

APART = 0.1
"""Share of the track from which on two fields tell a direction: the width of a field."""

LITTLE = 1e-12
"""A variance that is none."""


@dataclass(frozen=True)
class Sequence:
    """A burst and the order in it.

    Attributes
    ----------
    start, stop
        Its core, in seconds from the start of the night.
    order
        Correlation of time and place, -1 to 1; positive is forward.
    chance
        The larger of the chances of an order that is as clear.
    speed
        Tracks per second along the line through decoded places; positive is forward.
    front
        Seconds that first spikes take from one end of the track to the other; positive is forward.
    span
        Share of the track between the 5th and the 95th percentile of decoded places.
    """

    start: float
    stop: float
    order: float
    chance: float
    speed: float
    front: float
    span: float


@dataclass(frozen=True)
class SequenceTest:
    """How bursts are told sequences."""

    bin: float = cited(
        10, "ms", "chosen", "20 in davidson2009, for bursts several times as long", 1, 1000
    )
    core: float = cited(
        0.1, "1", "chosen", "from the first to the last bin with this share of the fullest", 0, 1
    )
    least_cells: float = cited(5, "cells", "chosen", "place cells; fewer say little", 1, 1e4)
    least_bins: float = cited(3, "bins", "chosen", "two points always lie on a line", 3, 100)
    shuffles: float = cited(300, "shuffles", "chosen", "resolve a chance of .05 to .01", 20, 1e5)
    significance: float = cited(
        0.05, "1", "chosen", "chance of an order that is as clear, for each shuffle", 1e-4, 0.5
    )
    least_span: float = cited(
        0.2, "1", "chosen", "of the track: a place that flickers within a field does not move", 0, 1
    )
    fields: PlaceFields = PLACE_FIELDS

    def passed(self, told: Sequence) -> bool:
        """Say whether a burst is a sequence: in order, and over more than one place."""
        return told.chance < self.significance and told.span >= self.least_span


SEQUENCE_TEST = SequenceTest()


def sequences(
    spikes: Spikes,
    bursts: list[Burst],
    rates: Grid,
    random: np.random.Generator,
    test: SequenceTest = SEQUENCE_TEST,
) -> Iterator[Sequence]:
    """Yield the order in each burst that is long enough and in which enough place cells fire.

    Parameters
    ----------
    spikes
        Spikes of a population in a night.
    bursts
        Its bursts.
    rates
        Place fields in Hz, shape (cells, places).
    random
        Where shuffles are drawn from.
    test
        How bursts are told sequences.
    """
    cells = placed(rates, test.fields)
    width, at = in_si(test.bin), rates[cells].argmax(axis=1) / rates.shape[1]
    for burst in bursts:
        counts, start = _core(spikes, burst, width, test)
        counts = counts[cells]
        full = np.count_nonzero(counts.sum(axis=0))
        if np.count_nonzero(counts.sum(axis=1)) < test.least_cells or full < test.least_bins:
            continue
        stop = start + counts.shape[1] * width
        crossed = front(spikes, start, stop, cells, at)
        yield _sequence(counts, rates[cells], start, crossed, random, test)


def _core(spikes: Spikes, burst: Burst, width: float, test: SequenceTest) -> tuple[Grid, float]:
    """Return spikes in the bins of the core of a burst, and when it begins."""
    bins = max(1, round((burst.stop - burst.start) / width))
    first, last = np.searchsorted(spikes.seconds, [burst.start, burst.start + bins * width])
    seconds = spikes.seconds[first:last] - burst.start
    counts = binned(spikes.cells[first:last], seconds, spikes.size, width, bins)
    all_cells = counts.sum(axis=0)
    many = np.flatnonzero(all_cells >= test.core * max(all_cells.max(), 1.0))
    if not many.size:
        return counts, burst.start
    return counts[:, many[0] : many[-1] + 1], burst.start + many[0] * width


def _sequence(
    counts: Grid,
    rates: Grid,
    start: float,
    crossed: float,
    random: np.random.Generator,
    test: SequenceTest,
) -> Sequence:
    width = in_si(test.bin)
    found = decoded(counts, rates, width, test.fields)
    order = float(weighted_correlation(found))
    shuffled = (
        _other_cells(counts, rates, random, test),
        weighted_correlation(_shifted(found, int(test.shuffles), random)),
    )
    clear = [int(np.count_nonzero(np.abs(each) >= abs(order))) for each in shuffled]
    chance = (1 + max(clear)) / (1 + int(test.shuffles))
    told = found.sum(axis=0) > 0
    path = found[:, told].argmax(axis=0) / len(found)
    span = float(np.percentile(path, 95) - np.percentile(path, 5))
    stop = start + counts.shape[1] * width
    return Sequence(start, stop, order, chance, line_speed(found, width), crossed, span)


def weighted_correlation(found: Grid) -> Grid:
    """Return the correlation of time and place, weighted with what is decoded; 0 if there is none.

    Parameters
    ----------
    found
        Probability of each place in each bin, shape (..., places, bins); 0 where nothing fired.
    """
    of_time, of_place, both = _moments(found)
    spread = of_time * of_place
    return np.asarray(np.where(spread > LITTLE, both / np.sqrt(np.maximum(spread, LITTLE)), 0.0))


def line_speed(found: Grid, width: float) -> float:
    """Return the slope of the line through what is decoded, in tracks per second.

    It is the line of least squares of place over time, weighted with what is decoded.

    Parameters
    ----------
    found
        Probability of each place in each bin, shape (places, bins); 0 where nothing fired.
    width
        Width of a bin in seconds.
    """
    of_time, _, both = _moments(found)
    return float(both / max(float(of_time), LITTLE)) / len(found) / width


def _moments(found: Grid) -> tuple[Grid, Grid, Grid]:
    """Return the variances of time and of place, in bins, and their covariance."""
    time, place = np.arange(found.shape[-1], dtype=float), np.arange(found.shape[-2], dtype=float)
    by_time, by_place = found.sum(axis=-2), found.sum(axis=-1)
    total = np.maximum(by_time.sum(axis=-1), LITTLE)
    mean_time, mean_place = by_time @ time / total, by_place @ place / total
    of_time = by_time @ time**2 / total - mean_time**2
    of_place = by_place @ place**2 / total - mean_place**2
    both = ((place @ found) @ time) / total - mean_time * mean_place
    return np.asarray(of_time), np.asarray(of_place), np.asarray(both)


def front(spikes: Spikes, start: float, stop: float, cells: NDArray[np.int64], at: Vector) -> float:
    """Return how long the front of a burst takes for the track, in seconds; negative is backward.

    The front is made of the first spike of each cell. It is the median of what pairs of cells
    say whose fields are at least `APART` apart (Theil-Sen); 0 if there are none.

    Parameters
    ----------
    spikes
        Spikes of a population in a night.
    start, stop
        The burst, in seconds.
    cells
        Cells that have a place field.
    at
        Where it is, as a share of the track.
    """
    first, last = np.searchsorted(spikes.seconds, [start, stop])
    own, when = np.unique(spikes.cells[first:last], return_index=True)
    _, fired, known = np.intersect1d(own, cells, return_indices=True)
    seconds, places = spikes.seconds[first:last][when[fired]], at[known]
    later, away = seconds[:, None] - seconds[None, :], places[:, None] - places[None, :]
    far = away >= APART
    return float(np.median(later[far] / away[far])) if far.any() else 0.0


def _other_cells(
    counts: Grid, rates: Grid, random: np.random.Generator, test: SequenceTest
) -> Grid:
    """Return the order if place fields are given to other cells, shape (shuffles,)."""
    fired = counts[counts.sum(axis=1) > 0]
    says = np.log(rates + test.fields.floor)
    expected = in_si(test.bin) * (rates + test.fields.floor).sum(axis=0)[:, None]
    orders = []
    left, each = int(test.shuffles), max(1, AT_ONCE // (says.shape[1] * counts.shape[1]))
    while left > 0:
        given = [random.permutation(len(counts))[: len(fired)] for _ in range(min(each, left))]
        log = np.array([says[cells].T @ fired for cells in given])
        orders.append(weighted_correlation(normalised(log - expected, fired)))
        left -= len(given)
    return np.concatenate(orders)


def _shifted(found: Grid, shuffles: int, random: np.random.Generator) -> Grid:
    """Return what is decoded with each bin shifted along the track, shape (shuffles, ...)."""
    places, bins = found.shape
    shift = random.integers(places, size=(shuffles, 1, bins))
    rows = (np.arange(places)[None, :, None] + shift) % places
    return np.asarray(found[rows, np.arange(bins)])
