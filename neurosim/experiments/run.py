"""Let agents live an experiment, and take its measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from neurosim.experiments.experiment import Experiment
from neurosim.items import ItemSet
from neurosim.protocol import Agent, Diary, Senses, live, lived_seconds

Factory = Callable[[int, Senses], Agent]
"""Makes an agent from a seed and its senses."""

Watch = Callable[[str, float, float], None]
"""Told what is lived, the seconds lived of it, and the seconds of life there are in it."""


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
    watch: Watch,
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


def total_seconds(experiment: Experiment, items: ItemSet, agents: Sequence[str]) -> float:
    """Return the seconds of life that one seed of an experiment takes, all agents together."""
    timetables = experiment.timetables(items).values()
    return len(agents) * sum(lived_seconds(timetable) for timetable in timetables)
