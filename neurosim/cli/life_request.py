"""Runs in which agents live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from neurosim.cli import agents as registry
from neurosim.cli.agents import Model
from neurosim.cli.progress import Progress
from neurosim.cli.request import Request
from neurosim.cli.wish import Wish, changed_part, changes_of, command, names_of, refuse, seeds_of
from neurosim.errors import unknown
from neurosim.experiments import Experiment, Factory, Outcome, run_seed
from neurosim.items import SOURCES, ItemSource
from neurosim.parameters import changed, check_counts
from neurosim.protocol import Agent, Senses, lived_seconds
from neurosim.store import LifeManifest, LifeWriter, card, machine, versions

USUAL_AGENTS = ("hippocampus_neocortex", "hopfield_1982", "mlp_backprop", "lstm_1997")
"""Who lives an experiment if nobody is named."""

USUAL_ITEMS = "digits"


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
        count = int(self.experiment.items_count)
        example = self.items.draw(count, self.seeds[0])
        timetables = self.experiment.timetables(example).values()
        factories: dict[str, Factory] = {model.name: _factory(model) for model in self.models}
        each = sum(map(lived_seconds, timetables))
        with Progress(dict.fromkeys(factories, each), len(self.seeds)) as progress:
            for seed in self.seeds:
                items = self.items.draw(count, seed)
                outcomes: list[Outcome] = []
                for agent, make in factories.items():
                    progress.begin(agent)
                    watch = progress.watch
                    outcomes += run_seed(self.experiment, items, {agent: make}, seed, watch)
                    progress.end()
                writer.add(seed, items, outcomes)

    def manifest(self, status: str, started: str, ended: str) -> LifeManifest:
        """Return what is known of the run."""
        experiment, source = self.experiment, self.items
        items = source.draw(int(experiment.items_count), self.seeds[0])
        return LifeManifest(
            status=status,
            command=self.command,
            experiment=card(experiment.name, experiment.question, experiment.sources, experiment),
            conditions=tuple(experiment.timetables(items)),
            items=card(source.name, source.summary, source.sources, source),
            agents=tuple(
                card(model.name, model.summary, model.sources, model.parameters)
                for model in self.models
            ),
            seeds=(),
            asked=self.seeds,
            versions=versions(),
            machine=machine(),
            started=started,
            ended=ended,
            files={},
        )


def life_request(wish: Wish, experiment: Experiment) -> LifeRequest:
    """Turn the user's words into lives.

    Raises
    ------
    InputError
        With what was wrong, what is allowed, and the nearest name.
    """
    refuse(wish, {"--rule": wish.rule}, "agents live it; name them with --agents")
    source_name = wish.items or USUAL_ITEMS
    source = next((s for s in SOURCES if s.name == source_name), None)
    if source is None:
        raise unknown("items", source_name, [s.name for s in SOURCES])
    seeds = seeds_of(wish)
    names = names_of(wish.agents, USUAL_AGENTS, registry.installed(), "agents")
    changes = changes_of(wish, experiment, names)
    short = {"items_count": wish.items_count, "night": wish.night}
    given = {name: float(value) for name, value in short.items() if value is not None}
    if wish.quick:
        experiment = experiment.quick()
    experiment = changed(experiment, changes.own | given)
    check_counts(experiment)
    models = tuple(_changed_model(name, changes.theirs[name]) for name in names)
    source.draw(int(experiment.items_count), seeds[0])
    words = ["--agents", ",".join(names), "--items", source_name, *_shorthands(wish)]
    return LifeRequest(seeds, command(wish, words), experiment, source, models)


def _shorthands(wish: Wish) -> list[str]:
    words = ["--quick"] if wish.quick else []
    if wish.items_count is not None:
        words += ["--items-count", str(wish.items_count)]
    if wish.night is not None:
        words += ["--night", repr(wish.night)]
    return words


def _factory(model: Model) -> Factory:
    def make(seed: int, senses: Senses) -> Agent:
        return model.make(seed, senses, model.parameters)

    return make


def _changed_model(name: str, changes: Mapping[str, float]) -> Model:
    model = registry.model(name)
    return replace(model, parameters=changed_part(name, model.parameters, changes))
