"""Replay in the nights of a life that carry a label: how much there was of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from neurosim.measures.codes import assemblies
from neurosim.measures.measure import Measure
from neurosim.measures.replay import DECODING, Replays, found_in, nights
from neurosim.measures.replay_chance import shuffled
from neurosim.measures.replay_numbers import rate
from neurosim.measures.replay_numbers import replay_rate as one_item
from neurosim.protocol import Diary, Recording


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

    def labelled(diary: Diary) -> list[Recording]:
        return [each for each in nights(diary, population) if each.event.label == label]

    def found(diary: Diary) -> Replays:
        recorded = [(r.spikes[population], r.event.seconds) for r in labelled(diary)]
        return found_in(recorded, assemblies(diary, population, DECODING.core_spikes))

    def by_chance(diary: Diary) -> float:
        return one_item(shuffled(found(diary), np.random.default_rng(0), DECODING))

    def of(number: Callable[[Replays], float]) -> Callable[[Diary], float]:
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
