"""Visits: what a population comes back to in REM sleep, on its own, as bursts that hold one item.

They are told as replays are (see `neurosim.measures.replay`): bursts are found by the rate of the
population alone, and an item is told by the cells that fired while it was studied.
"""

from __future__ import annotations

import numpy as np

from neurosim.measures.measure import Measure
from neurosim.measures.replay import DECODING, Replays, nights
from neurosim.measures.replay_by_night import replays_in
from neurosim.measures.replay_chance import shuffled
from neurosim.measures.replay_numbers import counts, replay_rate
from neurosim.protocol import Diary, Recording, Stage


def visits(name: str, population: str, label: str, group: str, at: float | None = None) -> Measure:
    """Return how often any item of a group was visited in stretches of REM sleep, per second.

    By chance it is what is decoded from the same bursts if cells are shuffled; were nothing else
    visited, it would be all visits there are.

    Parameters
    ----------
    name
        Name of the measure.
    population
        Population in which it is looked for.
    label
        What the label of the stretches begins with.
    group
        Label of the studies in which the items of the group were shown.
    at
        Where on the abscissa of a curve the number stands; None for a single number.
    """

    def slept(diary: Diary) -> list[Recording]:
        found = nights(diary, population, stage=Stage.REM)
        return [record for record in found if record.event.label.startswith(label)]

    found = replays_in(slept, population)

    def names(diary: Diary) -> set[str]:
        return {event.item.name for event, _ in diary.studies() if event.label == group}

    def a_second(diary: Diary, replayed: Replays) -> float:
        counted, wanted = counts(replayed), names(diary)
        return sum(counted[item] for item in wanted) / replayed.seconds

    def by_chance(diary: Diary) -> float:
        return a_second(diary, shuffled(found(diary), np.random.default_rng(0), DECODING))

    return Measure(
        name,
        "bursts per second of REM sleep that hold one item of the group (1/s)",
        lambda diary: bool(slept(diary)) and bool(names(diary)),
        lambda diary: slept(diary)[0].began,
        lambda diary: a_second(diary, found(diary)),
        chance=by_chance,
        ceiling=lambda diary: replay_rate(found(diary)),
        at=at,
    )
