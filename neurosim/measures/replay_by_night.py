"""Replay in the nights of a life that carry a label: how much there was of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from neurosim.measures.codes import assemblies
from neurosim.measures.measure import Measure
from neurosim.measures.replay import DECODING, Replays, found_in, nights
from neurosim.measures.replay_chance import shuffled
from neurosim.measures.replay_numbers import counts, rate
from neurosim.measures.replay_numbers import replay_rate as one_item
from neurosim.protocol import Diary, Recording

Number = Callable[[Replays], float]


def replay_rate(name: str, population: str, label: str, at: float | None = None) -> Measure:
    """Return how often single items were replayed in nights.

    By chance it is what is decoded from the same bursts if cells are shuffled; were every burst
    the replay of one item, it would be the rate of bursts.

    Parameters
    ----------
    name
        Name of the measure.
    population
        Population in which it is looked for.
    label
        Label of the nights in the timetable.
    at
        Where on the abscissa of a curve the number stands; None for a single number.
    """
    labelled, found = nights_of(population, label), replays_of(population, label)

    def by_chance(diary: Diary) -> float:
        return one_item(shuffled(found(diary), np.random.default_rng(0), DECODING))

    def of(number: Number) -> Callable[[Diary], float]:
        return lambda diary: number(found(diary))

    return Measure(
        name,
        "bursts per second that hold one item (1/s)",
        lambda diary: bool(labelled(diary)),
        lambda diary: labelled(diary)[0].began,
        of(one_item),
        chance=by_chance,
        ceiling=of(rate),
        at=at,
    )


def replays_each(
    name: str, population: str, label: str, group: str = "", at: float | None = None
) -> Measure:
    """Return how often each item of a group was replayed in nights, on average.

    Chance is what it comes to if the group is like all items; if nothing else were replayed, it
    would be all replays there are.

    Parameters
    ----------
    name, population, label, at
        As for `replay_rate`.
    group
        Label of the studies in which the items of the group were shown; "" for all items.
    """
    labelled, found = nights_of(population, label), replays_of(population, label)

    def names(diary: Diary) -> list[str]:
        shown = (event for event, _ in diary.studies() if group in ("", event.label))
        return list(dict.fromkeys(event.item.name for event in shown))

    def each(diary: Diary) -> float:
        counted = counts(found(diary))
        return float(np.mean([counted[name] for name in names(diary)]))

    def of_any(diary: Diary) -> float:
        return float(np.mean(list(counts(found(diary)).values())))

    def all_of_them(diary: Diary) -> float:
        return sum(counts(found(diary)).values()) / len(names(diary))

    return Measure(
        name,
        "how often an item of the group was replayed, mixtures left out",
        lambda diary: bool(labelled(diary)) and bool(names(diary)),
        lambda diary: labelled(diary)[0].began,
        each,
        chance=of_any,
        ceiling=all_of_them,
        at=at,
    )


def nights_of(population: str, label: str) -> Callable[[Diary], list[Recording]]:
    """Return what finds the nights of a label."""
    return lambda diary: [r for r in nights(diary, population) if r.event.label == label]


def replays_of(population: str, label: str) -> Callable[[Diary], Replays]:
    """Return what finds the replays in the nights of a label."""
    return replays_in(nights_of(population, label), population)


def replays_in(
    slept: Callable[[Diary], list[Recording]], population: str
) -> Callable[[Diary], Replays]:
    """Return what finds the replays in nights that are found so."""

    @lru_cache(maxsize=1)  # all measures of a diary are taken one after the other
    def found(diary: Diary) -> Replays:
        recorded = [(r.spikes[population], r.event.seconds) for r in slept(diary)]
        return found_in(recorded, assemblies(diary, population, DECODING.core_spikes))

    return found
