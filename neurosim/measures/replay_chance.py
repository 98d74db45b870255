"""What would be found in a night without replay: in the same spikes, of shuffled cells or times."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from neurosim.measures.bursts import BURSTS, Burst, BurstDetection
from neurosim.measures.replay import DECODING, Decoding, Replays, found_in, told
from neurosim.protocol import Recording, Spikes

TIMES = 10
"""How often cells are shuffled: numbers made of the result are averages over all shuffles."""


def shuffled(
    found: Replays,
    random: np.random.Generator,
    decoding: Decoding = DECODING,
    times: int = TIMES,
) -> Replays:
    """Return the same events many times, the identities of the cells permuted within each.

    As many cells fire as often, but not those that belong together: what is still decoded is
    chance.
    """
    again = [
        tuple(
            told(Burst(e.start, e.stop, random.permutation(e.spikes)), found.assemblies, decoding)
            for e in night
        )
        for _ in range(times)
        for night in found.nights
    ]
    return Replays(tuple(again), found.seconds * times, found.cells, found.assemblies)


def independent(
    found: Replays,
    records: Iterable[Recording],
    population: str,
    random: np.random.Generator,
    detection: BurstDetection = BURSTS,
    decoding: Decoding = DECODING,
) -> Replays:
    """Return what is found in the same nights if every spike comes at a time of its own.

    Each cell fires as often as before, but spikes know nothing of each other: what is still found
    is what the detection lets through. (Cells that fire in bursts of their own are no better a
    control: replay is what makes them burst.)

    Parameters
    ----------
    found
        What was found in the nights as they were.
    records
        The recordings of the nights.
    """
    moved = [
        (scattered(record.spikes[population], record.event.seconds, random), record.event.seconds)
        for record in records
    ]
    return found_in(moved, found.assemblies, detection, decoding)


def scattered(spikes: Spikes, seconds: float, random: np.random.Generator) -> Spikes:
    """Return as many spikes of every cell, at random times."""
    times = np.sort(random.uniform(0, seconds, len(spikes.seconds)))
    return Spikes(random.permutation(spikes.cells), times, spikes.size)
