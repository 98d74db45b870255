"""Runs in which agents live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from neurosim.cli.agents import Model
from neurosim.cli.progress import Progress
from neurosim.cli.request import Request
from neurosim.cli.suitable import suitable_items, suitable_models
from neurosim.cli.wish import Wish, changed_part, changes_of, command, refuse, seeds_of
from neurosim.errors import InputError
from neurosim.experiments import Experiment, Factory, Outcome, run_lives
from neurosim.items import ItemSource
from neurosim.parameters import changed, check_counts, listed
from neurosim.protocol import Agent, Senses, lived_seconds
from neurosim.store import LifeManifest, LifeWriter, card


@dataclass(frozen=True)
class LifeRequest(Request[LifeWriter]):
    """Agents that are to live an experiment; see `Request`."""

    experiment: Experiment
    items: ItemSource
    models: tuple[Model, ...]

    def writer(self, out: Path) -> LifeWriter:
        """Return what writes lives."""
        return LifeWriter(out)

    def perform(self, writer: LifeWriter) -> None:
        """Let the agents live, seed by seed."""
        example = self.experiment.lives(self.items, self.seeds[0])
        factories: dict[str, Factory] = {model.name: _factory(model) for model in self.models}
        each = sum(lived_seconds(plan.timetable) for plan in example)
        with Progress(dict.fromkeys(factories, each), len(self.seeds)) as progress:
            for seed in self.seeds:
                plans = self.experiment.lives(self.items, seed)
                outcomes: list[Outcome] = []
                for agent in progress.each():
                    maker, watch = {agent: factories[agent]}, progress.watch
                    outcomes += run_lives(self.experiment, plans, maker, seed, watch)
                writer.add(seed, plans, outcomes)

    def manifest(self, status: str, started: str, ended: str) -> LifeManifest:
        """Return what is known of the run."""
        experiment, source = self.experiment, self.items
        plans = experiment.lives(source, self.seeds[0])
        return LifeManifest(
            status=status,
            command=self.command,
            experiment=card(experiment.name, experiment.question, experiment.cited(), experiment),
            conditions=tuple(dict.fromkeys(plan.condition for plan in plans)),
            items=card(source.name, source.summary, source.sources, source),
            agents=tuple(
                card(model.name, model.summary, model.sources, model.parameters)
                for model in self.models
            ),
            asked=self.seeds,
            started=started,
            ended=ended,
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
    experiment.lives(source, seeds[0])
    words = ["--agents", ",".join(names), "--items", source.name, *_shorthands(wish)]
    return LifeRequest(seeds, command(wish, words), experiment, source, models)


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
    if wish.items_count is not None:
        words += ["--items-count", str(wish.items_count)]
    if wish.night is not None:
        words += ["--night", repr(wish.night)]
    if wish.scale is not None:
        words += ["--scale", repr(wish.scale)]
    return words


def _factory(model: Model) -> Factory:
    def make(seed: int, senses: Senses) -> Agent:
        return model.make(seed, senses, model.parameters)

    return make


def _changed_model(model: Model, changes: Mapping[str, float]) -> Model:
    return replace(model, parameters=changed_part(model.name, model.parameters, changes))
