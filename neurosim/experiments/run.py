"""Let agents live an experiment, and take its measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from neurosim.experiments.checked_rows import checked
from neurosim.experiments.experiment import Experiment, Plan
from neurosim.experiments.failure import FailedLifeError
from neurosim.items import ItemSet
from neurosim.measures import Row
from neurosim.protocol import (
    Agent,
    BrokenOffError,
    Checkpoints,
    Diary,
    RanAwayError,
    Senses,
    live,
    lived_seconds,
)

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
    at
        Its place on the abscissa of a curve; None where the measure is a single number.
    """

    measure: str
    time: float
    value: float
    chance: float
    ceiling: float
    at: float | None = None


@dataclass(frozen=True, eq=False)
class Outcome:
    """What came of one life: one agent, one condition, one seed.

    Attributes
    ----------
    part
        Which of the lives of its condition it was; "" where there is one.
    """

    agent: str
    condition: str
    seed: int
    diary: Diary
    readings: tuple[Reading, ...]
    part: str = ""


def run_seed(
    experiment: Experiment,
    items: ItemSet,
    agents: Mapping[str, Factory],
    seed: int,
    watch: Watch = unwatched,
) -> Iterator[Outcome]:
    """Yield the outcome of every agent in every condition, for one seed and given items.

    All agents get the same items; conditions of one agent start from the same agent.
    """
    timetables = experiment.timetables(items)
    plans = [Plan(condition, items, days) for condition, days in timetables.items()]
    yield from run_lives(experiment, plans, agents, seed, watch)


def run_lives(
    experiment: Experiment,
    plans: Iterable[Plan],
    agents: Mapping[str, Factory],
    seed: int,
    watch: Watch = unwatched,
) -> Iterator[Outcome]:
    """Yield the outcome of every agent in every planned life, for one seed.

    Every life starts from the same agent.

    Parameters
    ----------
    plans
        The lives, as `Experiment.lives` returns them.

    Raises
    ------
    FailedLifeError
        If a life is broken off, unless its activity ran away and may do so.
    """
    planned = list(plans)
    for agent, make in agents.items():
        for plan in planned:
            yield run_life(experiment, plan, agent, make, seed, watch)


def run_life(
    experiment: Experiment,
    plan: Plan,
    agent: str,
    make: Factory,
    seed: int,
    watch: Watch = unwatched,
    checkpoints: Checkpoints | None = None,
) -> Outcome:
    """Return the outcome of one life.

    Parameters
    ----------
    agent
        Its name in tables and figures.
    checkpoints
        Where it goes on from, and what is told of every moment between events; None for neither.

    Raises
    ------
    FailedLifeError
        If the life is broken off, unless its activity ran away and may do so.
    """
    label, total = plan.lived_by(agent, seed), lived_seconds(plan.timetable)

    def told(lived: float) -> None:
        watch(label, lived, total)

    told(0.0)
    try:
        diary = live(make(seed, plan.items.senses), plan.timetable, told, checkpoints)
    except BrokenOffError as problem:
        if not (experiment.may_run_away and isinstance(problem, RanAwayError)):
            until = Diary(agent, problem.recordings)
            raise FailedLifeError(str(problem), seed, plan, until) from problem
        diary = Diary(agent, problem.recordings[:-1])  # the last event is not whole
    found = readings(experiment, diary)
    return Outcome(agent, plan.condition, seed, diary, found, plan.part)


def readings(experiment: Experiment, diary: Diary) -> tuple[Reading, ...]:
    """Take every measure that applies to a diary."""
    return tuple(
        Reading(m.name, m.began(diary), m.value(diary), m.chance(diary), m.ceiling(diary), m.at)
        for m in experiment.measures()
        if m.applies(diary)
    )


def rows_of(outcome: Outcome) -> Iterator[Row]:
    """Return the readings of a life as rows; see `checked` for what is raised."""
    return checked(
        Row(
            outcome.agent,
            outcome.seed,
            outcome.condition,
            float(reading.time),
            reading.measure,
            None if reading.at is None else float(reading.at),
            float(reading.value),
            float(reading.chance),
            float(reading.ceiling),
        )
        for reading in outcome.readings
    )
