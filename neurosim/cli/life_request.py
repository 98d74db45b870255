"""Runs in which agents live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from neurosim.cli.agents import Model
from neurosim.cli.individuals import check_individuals, differing_card, drawn, model_card
from neurosim.cli.request import Request
from neurosim.cli.suitable import suitable_items, suitable_models
from neurosim.cli.wish import Wish, changed_part, changes_of, command, refuse, seeds_of
from neurosim.errors import InputError, SimulationError
from neurosim.experiments import Experiment, FailedLifeError, Plan, Watch, run_life
from neurosim.items import ItemSource
from neurosim.parameters import changed, check_counts, listed
from neurosim.protocol import Agent, Senses, lived_seconds
from neurosim.store import (
    LifeManifest,
    Result,
    SavedState,
    StoredCheckpoints,
    Task,
    Work,
    broken_off_result,
    card,
    charted_work,
    failed_result,
    life_result,
    saved,
    with_individual,
    with_individuals,
)


@dataclass(frozen=True)
class LifeRequest(Request):
    """Agents that are to live an experiment; see `Request`."""

    experiment: Experiment
    items: ItemSource
    models: tuple[Model, ...]
    keep_states: bool
    individuals: bool

    def work(self) -> Work:
        """Return every life: what is planned for one seed is planned for all."""
        example = self.plans(self.seeds[0])
        work = charted_work(
            Task(model.name, seed, plan.condition, plan.part)
            for seed in self.seeds
            for model in self.models
            for plan in example
        )
        return with_individuals(work) if self.individuals else work

    def seconds(self, task: Task) -> float:
        """Return the seconds of a life."""
        return lived_seconds(self._plan(task, self.seeds[0]).timetable)

    def perform(self, task: Task, checkpoints: Path, watch: Watch) -> Result:
        """Let an agent live."""
        plan = self._plan(task, task.seed)
        plans = self.plans(task.seed)
        shared = all(each.items is plan.items for each in plans)
        model = next(model for model in self.models if model.name == task.who)
        maker = _Maker(drawn(model, task.seed) if self.individuals else model)
        kept = StoredCheckpoints(checkpoints, task.who)
        try:
            outcome = run_life(self.experiment, plan, task.who, maker, task.seed, watch, kept)
            ended = maker.made() if self.keep_states else None
            result = life_result(outcome, plan, shared, ended)
            # Who lives is the same in all lives of a seed: the first one tells.
            first = (plan.condition, plan.part) == (plans[0].condition, plans[0].part)
            if self.individuals and first:
                return with_individual(result, task.who, task.seed, model.parameters)
            return result
        except FailedLifeError as problem:
            return broken_off_result(problem, shared)
        except SimulationError as problem:
            return failed_result(problem, task)

    def plans(self, seed: int) -> tuple[Plan, ...]:
        """Return what is planned for each agent with a seed."""
        return _plans(self.experiment, self.items, seed)

    def _plan(self, task: Task, seed: int) -> Plan:
        wanted = task.condition, task.part
        return next(p for p in self.plans(seed) if (p.condition, p.part) == wanted)

    def parts(self) -> dict[str, object]:
        """Return the experiment and the models."""
        return {"": self.experiment, **{model.name: model.parameters for model in self.models}}

    def manifest(self, started: str) -> LifeManifest:
        """Return what is known of the run before it begins."""
        experiment, source, plans = self.experiment, self.items, self.plans(self.seeds[0])
        return LifeManifest(
            command=self.command,
            experiment=card(experiment.name, experiment.question, experiment.cited(), experiment),
            conditions=tuple(dict.fromkeys(plan.condition for plan in plans)),
            items=card(source.name, source.summary, source.sources, source),
            agents=tuple(
                differing_card(model) if self.individuals else model_card(model)
                for model in self.models
            ),
            asked=self.seeds,
            started=started,
        )


def life_request(wish: Wish, experiment: Experiment) -> LifeRequest:
    """Turn the user's words into lives.

    Raises
    ------
    InputError
        With what was wrong, what is allowed, and the nearest name.
    """
    refuse(wish, {"--rule": wish.rule}, "agents live it; name them with --agents")
    source = suitable_items(wish, experiment)
    seeds = seeds_of(wish)
    models = suitable_models(wish, experiment)
    names = [model.name for model in models]
    changes = changes_of(wish, experiment, names)
    given = _given(wish, experiment)
    if wish.quick:
        experiment = experiment.quick()
    experiment = changed(experiment, changes.own | given)
    check_counts(experiment)
    models = tuple(_changed_model(model, changes.theirs[model.name]) for model in models)
    _plans(experiment, source, seeds[0])
    words = ["--agents", ",".join(names), "--items", source.name, *_shorthands(wish)]
    if wish.individuals:
        check_individuals(models)
    kept, each = wish.keep_states, wish.individuals
    return LifeRequest(seeds, command(wish, words), experiment, source, models, kept, each)


def _given(wish: Wish, experiment: Experiment) -> dict[str, float]:
    """Return the parameters that options of their own were given for."""
    short = {"items_count": wish.items_count, "night": wish.night}
    given = {name: float(value) for name, value in short.items() if value is not None}
    known = [name for name, _ in listed(experiment)]
    for name in given:
        if name not in known:
            option = f"--{name.replace('_', '-')}"
            allowed = ", ".join(known)
            raise InputError(f"{option} does not apply to {wish.experiment} (it has: {allowed})")
    return given


def _shorthands(wish: Wish) -> list[str]:
    words = ["--quick"] if wish.quick else []
    words += ["--keep-states"] if wish.keep_states else []
    words += ["--individuals"] if wish.individuals else []
    if wish.items_count is not None:
        words += ["--items-count", str(wish.items_count)]
    if wish.night is not None:
        words += ["--night", repr(wish.night)]
    if wish.scale is not None:
        words += ["--scale", repr(wish.scale)]
    return words


@lru_cache(maxsize=2)
def _plans(experiment: Experiment, source: ItemSource, seed: int) -> tuple[Plan, ...]:
    """Return what is planned; drawn once for all lives of a seed, and for the example of all."""
    return experiment.lives(source, seed)


class _Maker:
    """Makes the agent of one life, and still has it when the life is over."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._agents: list[tuple[Agent, int]] = []

    def __call__(self, seed: int, senses: Senses) -> Agent:
        agent = self.model.make(seed, senses, self.model.parameters)
        self._agents.append((agent, seed))
        return agent

    def made(self) -> SavedState:
        """Return the agent as it is."""
        ((agent, seed),) = self._agents
        return saved(agent, seed, self.model.parameters)


def _changed_model(model: Model, changes: Mapping[str, float]) -> Model:
    return replace(model, parameters=changed_part(model.name, model.parameters, changes))
