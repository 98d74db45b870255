"""Numbers that describe what was replayed in the nights of a life.

Means over events need an event; numbers on the balance between items need a replay of one, and two
items that could be replayed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neurosim.measures.replay import Replays

DRAWS = 1000
"""Nights of equal chance that `even_share` and `even_spread` are averaged over."""


def rate(found: Replays) -> float:
    """Return how many events there were per second, whatever they held."""
    return len(found.events) / found.seconds


def replay_rate(found: Replays) -> float:
    """Return in how many events per second one item was replayed."""
    return sum(event.item is not None for event in found.events) / found.seconds


def duration(found: Replays) -> float:
    """Return how long events lasted, in seconds, on average."""
    return float(np.mean(_durations(found)))


def duration_sd(found: Replays) -> float:
    """Return the standard deviation of how long events lasted, in seconds."""
    return float(np.std(_durations(found)))


def undecodable(found: Replays) -> float:
    """Return the share of events that held no item."""
    return float(np.mean([not event.items for event in found.events]))


def mixed(found: Replays) -> float:
    """Return the share of events that held two items at once."""
    return float(np.mean([len(event.items) > 1 for event in found.events]))


def participation(found: Replays) -> float:
    """Return the share of the cells of the population that fired in an event, on average."""
    return float(np.mean([len(event.active) for event in found.events])) / found.cells


def completeness(found: Replays) -> float:
    """Return the share of an item's cells that fired when it was replayed, on average."""
    return float(np.mean([event.share for event in found.events if event.item is not None]))


def counts(found: Replays) -> dict[str, int]:
    """Return how often each item was replayed, mixtures left out."""
    held = [event.item for event in found.events]
    return {item: held.count(item) for item in found.assemblies}


def least_share(found: Replays) -> float:
    """Return how often the rarest item was replayed, relative to the mean: 1 if all are even."""
    return _least_share(np.array([list(counts(found).values())]))


def spread(found: Replays) -> float:
    """Return the entropy of what was replayed, relative to its maximum.

    1 if every item was replayed as often as any other, 0 if only one was.
    """
    return _spread(np.array([list(counts(found).values())]))


def even_share(found: Replays) -> float:
    """Return what `least_share` is if as many replays fall on items with equal chance."""
    return _least_share(_by_equal_chance(found))


def even_spread(found: Replays) -> float:
    """Return what `spread` is if as many replays fall on items with equal chance."""
    return _spread(_by_equal_chance(found))


def interval_cv(found: Replays) -> float:
    """Return the variation of the times from the start of one event to that of the next.

    It is the standard deviation relative to the mean: 1 if they are exponential, 0 if events come
    like a clock. Needs three events in a night.
    """
    times = np.concatenate([np.diff([event.start for event in night]) for night in found.nights])
    return float(np.std(times) / np.mean(times))


def _durations(found: Replays) -> NDArray[np.float64]:
    return np.array([event.seconds for event in found.events])


def _by_equal_chance(found: Replays) -> NDArray[np.int64]:
    items = len(found.assemblies)
    total = sum(counts(found).values())
    return np.random.default_rng(0).multinomial(total, np.full(items, 1 / items), DRAWS)


def _least_share(tables: NDArray[np.int64]) -> float:
    """Return the minimum over the mean, averaged over tables of counts, shape (tables, items)."""
    return float(np.mean(tables.min(axis=1) / tables.mean(axis=1)))


def _spread(tables: NDArray[np.int64]) -> float:
    """Return the relative entropy, averaged over tables of counts, shape (tables, items)."""
    p = tables / tables.sum(axis=1, keepdims=True)
    entropy = -np.sum(p * np.log(np.where(p > 0, p, 1.0)), axis=1)
    return float(np.mean(entropy) / np.log(tables.shape[1]))
