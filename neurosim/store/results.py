"""What comes of a life, of a network and of a synapse, as files and lines of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import partial

from neurosim.errors import SimulationError
from neurosim.experiments import FailedLifeError, Outcome, Plan, rows_of
from neurosim.experiments.findings import DataSet
from neurosim.experiments.synapse_run import SynapseOutcome, published_targets
from neurosim.measures import Row
from neurosim.store import measures
from neurosim.store.diaries import pack_diary
from neurosim.store.files import Fill
from neurosim.store.itemsets import packed_items
from neurosim.store.life_run import items_name, recording_name, state_name
from neurosim.store.manifest import Failure
from neurosim.store.states import SavedState, packed_state
from neurosim.store.synapse_rows import (
    CURVES,
    MEASURES,
    PUBLISHED,
    CurvePoint,
    DataPoint,
    Measured,
    curve_rows,
    data_rows,
    measured_rows,
    written,
)
from neurosim.store.task import Result, Task, Work


def charted_work(tasks: Iterable[Task]) -> Work:
    """Return the work of a run of lives or of networks."""
    return Work(tuple(tasks), {measures.NAME: measures.HEADER})


def synapse_work(tasks: Iterable[Task], published: Sequence[DataSet]) -> Work:
    """Return the work of a run on synapses.

    Parameters
    ----------
    published
        Data that the findings are held against.
    """
    tables = {
        name: tuple(field.name for field in fields(kind))
        for name, kind in ((MEASURES, Measured), (CURVES, CurvePoint))
    }
    return Work(tuple(tasks), tables, {PUBLISHED: written(DataPoint, data_rows(published))})


def life_result(
    outcome: Outcome, plan: Plan, shared: bool, ended: SavedState | None = None
) -> Result:
    """Return what came of a life.

    Parameters
    ----------
    plan
        What was lived.
    shared
        Whether all lives of the seed have the same items.
    ended
        The agent as it was in the end; None if it is not kept.

    Raises
    ------
    SimulationError
        If a number is not finite, or was taken twice.
    """
    life = outcome.agent, outcome.condition, outcome.seed, outcome.part
    files: dict[str, bytes | Fill] = {**_items(plan, outcome.seed, shared)}
    files[recording_name(*life)] = partial(pack_diary, outcome.diary)
    if ended is not None:
        files[state_name(*life)] = packed_state(ended)
    return Result(files, {measures.NAME: measures.written(rows_of(outcome))})


def broken_off_result(problem: FailedLifeError, shared: bool) -> Result:
    """Return what is kept of a life that was broken off: what led there, and its items."""
    seed, plan, agent = problem.seed, problem.plan, problem.diary.agent
    name = recording_name(agent, plan.condition, seed, plan.part)
    files: dict[str, bytes | Fill] = {**_items(plan, seed, shared)}
    files[name] = partial(pack_diary, problem.diary)
    failure = Failure(str(problem), agent, plan.condition, plan.part, seed)
    return Result(files if problem.diary.recordings else {}, failure=failure)


def failed_result(problem: SimulationError, task: Task) -> Result:
    """Return what is known of a task that failed and left nothing."""
    who = (task.who, task.condition, task.part, task.seed)
    return Result(failure=Failure(str(problem), *who))


def network_result(rows: Iterable[Row]) -> Result:
    """Return what was found out about a network."""
    return Result(tables={measures.NAME: measures.written(rows)})


def synapse_result(outcome: SynapseOutcome, published: Sequence[DataSet]) -> Result:
    """Return what was found out about a synapse, or an artificial weight."""
    rows = measured_rows(outcome, published_targets(published))
    tables = {
        MEASURES: written(Measured, rows),
        CURVES: written(CurvePoint, curve_rows(outcome)),
    }
    return Result(tables=tables)


def _items(plan: Plan, seed: int, shared: bool) -> dict[str, bytes]:
    place = ("", "") if shared else (plan.condition, plan.part)
    return {items_name(seed, *place): packed_items(plan.items)}
