"""Let agents live an experiment, and take its measures."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from neurosim.errors import SimulationError
from neurosim.experiments.experiment import Experiment
from neurosim.items import ItemSet
from neurosim.measures import Row
from neurosim.protocol import Agent, Diary, Senses, live, lived_seconds

Factory = Callable[[int, Senses], Agent]
"""Makes an agent from a seed and its senses."""

Watch = Callable[[str, float, float], None]
"""Told what is lived, the seconds lived of it, and the seconds of life there are in it."""


def unwatched(label: str, lived: float, total: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Reading:
    """One number with what guessing and what perfect memory would score.

    Attributes
    ----------
    time
        Seconds into the life at which the tests began that it was measured in.
    """

    measure: str
    time: float
    value: float
    chance: float
    ceiling: float


@dataclass(frozen=True, eq=False)
class Outcome:
    """What came of one life: one agent, one condition, one seed."""

    agent: str
    condition: str
    seed: int
    diary: Diary
    readings: tuple[Reading, ...]


def run_seed(
    experiment: Experiment,
    items: ItemSet,
    agents: Mapping[str, Factory],
    seed: int,
    watch: Watch = unwatched,
) -> Iterator[Outcome]:
    """Yield the outcome of every agent in every condition, for one seed.

    All agents get the same items; conditions of one agent start from the same agent.
    """
    timetables = experiment.timetables(items)
    for agent, make in agents.items():
        for condition, timetable in timetables.items():
            label, total = f"{agent}, {condition}, seed {seed}", lived_seconds(timetable)
            diary = live(
                make(seed, items.senses),
                timetable,
                lambda lived, label=label, total=total: watch(label, lived, total),  # type: ignore[misc]
            )
            yield Outcome(agent, condition, seed, diary, readings(experiment, diary))


def readings(experiment: Experiment, diary: Diary) -> tuple[Reading, ...]:
    """Take every measure that applies to a diary."""
    return tuple(
        Reading(m.name, m.began(diary), m.value(diary), m.chance(diary), m.ceiling(diary))
        for m in experiment.measures()
        if m.applies(diary)
    )


def rows_of(outcome: Outcome) -> Iterator[Row]:
    """Yield the readings of a life as rows.

    Raises
    ------
    SimulationError
        If a number is not finite: no figure may be drawn from it.
    """
    for reading in outcome.readings:
        numbers = (reading.time, reading.value, reading.chance, reading.ceiling)
        if not all(math.isfinite(number) for number in numbers):
            where = f"{outcome.agent}, {outcome.condition}, seed {outcome.seed}"
            raise SimulationError(f"{reading.measure} is not a finite number ({where})")
        time, value, chance, ceiling = (float(number) for number in numbers)
        yield Row(
            outcome.agent,
            outcome.seed,
            outcome.condition,
            time,
            reading.measure,
            value,
            chance,
            ceiling,
        )
