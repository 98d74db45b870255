"""Sequences: whether the cells of a burst fire in the order of their place fields, and which way.

The place that a burst tells is decoded in short bins of time (see `neurosim.measures.places`). Its
order is the correlation of time and place, weighted with what is decoded. It is held against
chance in two ways, and has to pass both: place fields are given to other cells, which keeps when
each cell fired, and what each bin tells is shifted along the track, which keeps how far places are
spread. Its speed is that of the line with most of what was decoded near it (Davidson et al. 2009).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from neurosim.measures.bursts import Burst
from neurosim.measures.places import PLACE_FIELDS, Grid, PlaceFields, binned, decoded, placed
from neurosim.parameters import cited, in_si
from neurosim.protocol import Spikes

AT_ONCE = 4_000_000
"""Numbers that are decoded at once: 32 MB."""


@dataclass(frozen=True)
class SequenceTest:
    """How bursts are told sequences."""

    bin: float = cited(
        10, "ms", "chosen", "20 in davidson2009, for bursts several times as long", 1, 1000
    )
    core: float = cited(
        0.1, "1", "chosen", "from the first to the last bin with this share of the fullest", 0, 1
    )
    least_cells: float = cited(5, "cells", "chosen", "place cells that fire; fewer say little", 1, 1e4)
    least_bins: float = cited(3, "bins", "chosen", "two points always lie on a line", 3, 100)
    shuffles: float = cited(500, "shuffles", "chosen", "resolve a chance of .05 to .01", 20, 1e5)
    significance: float = cited(
        0.05, "1", "chosen", "chance of an order that is as clear, for each shuffle", 1e-4, 0.5
    )
    band: float = cited(
        0.1, "1", "chosen", "share of the track to either side of a line that counts as near", 0, 1
    )
    fields: PlaceFields = PLACE_FIELDS


SEQUENCE_TEST = SequenceTest()


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
        Tracks per second along the best line; positive is forward.
    span
        Share of the track between the 5th and the 95th percentile of decoded places.
    """

    start: float
    stop: float
    order: float
    chance: float
    speed: float
    span: float


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
    width = in_si(test.bin)
    for burst in bursts:
        counts, start = _core(spikes, burst, width, test)
        counts = counts[cells]
        full = np.count_nonzero(counts.sum(axis=0))
        if np.count_nonzero(counts.sum(axis=1)) < test.least_cells or full < test.least_bins:
            continue
        yield _sequence(counts, rates[cells], start, random, test)


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
    counts: Grid, rates: Grid, start: float, random: np.random.Generator, test: SequenceTest
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
    return Sequence(start, stop, order, chance, line_speed(found, width, test.band), span)


def weighted_correlation(found: Grid) -> Grid:
    """Return the correlation of time and place, weighted with what is decoded; 0 if there is none.

    Parameters
    ----------
    found
        Probability of each place in each bin, shape (..., places, bins); 0 where nothing fired.
    """
    time, place = np.arange(found.shape[-1], dtype=float), np.arange(found.shape[-2], dtype=float)
    by_time, by_place = found.sum(axis=-2), found.sum(axis=-1)
    total = np.maximum(by_time.sum(axis=-1), 1e-12)
    mean_time, mean_place = by_time @ time / total, by_place @ place / total
    of_time = by_time @ time**2 / total - mean_time**2
    of_place = by_place @ place**2 / total - mean_place**2
    both = ((place @ found) @ time) / total - mean_time * mean_place
    spread = of_time * of_place
    return np.asarray(np.where(spread > 1e-12, both / np.sqrt(np.maximum(spread, 1e-12)), 0.0))


def _other_cells(
    counts: Grid, rates: Grid, random: np.random.Generator, test: SequenceTest
) -> Grid:
    """Return the order if place fields are given to other cells, shape (shuffles,)."""
    orders = []
    left, each = int(test.shuffles), max(1, AT_ONCE // counts.size)
    while left > 0:
        given = [random.permutation(len(counts)) for _ in range(min(each, left))]
        found = decoded(counts[np.array(given)], rates, in_si(test.bin), test.fields)
        orders.append(weighted_correlation(found))
        left -= len(given)
    return np.concatenate(orders)


def _shifted(found: Grid, shuffles: int, random: np.random.Generator) -> Grid:
    """Return what is decoded with each bin shifted along the track, shape (shuffles, ...)."""
    places, bins = found.shape
    shift = random.integers(places, size=(shuffles, 1, bins))
    rows = (np.arange(places)[None, :, None] + shift) % places
    return np.asarray(found[rows, np.arange(bins)])


def line_speed(found: Grid, width: float, band: float) -> float:
    """Return the speed of the line with most of what is decoded within a band of it.

    A line may begin or end up to one track off the track; there it scores what chance would.

    Parameters
    ----------
    found
        Probability of each place in each bin, shape (places, bins); 0 where nothing fired.
    width
        Width of a bin in seconds.
    band
        Half the width of the band, as a share of the track.

    Returns
    -------
    float
        In tracks per second; positive is forward.
    """
    places, bins = found.shape
    told = np.flatnonzero(found.sum(axis=0) > 0)
    if told.size < 2:
        return 0.0
    below = np.vstack([np.zeros(told.size), np.cumsum(found[:, told], axis=0)])
    ends = np.arange(-places, 2 * places + 1)
    half, best = band * places, (-1.0, 0)
    for rise in range(-3 * places, 3 * places + 1):
        first = ends[(ends + rise >= -places) & (ends + rise <= 2 * places)]
        at = first[:, None] + rise * (told / (bins - 1))[None, :]
        low = np.clip(np.round(at - half), 0, places).astype(int)
        high = np.clip(np.round(at + half), 0, places).astype(int)
        near = below[high, np.arange(told.size)] - below[low, np.arange(told.size)]
        off = (at < 0) | (at > places)
        best = max(best, (float(np.where(off, 2 * band, near).mean(axis=1).max()), rise))
    return best[1] / places / ((bins - 1) * width)
