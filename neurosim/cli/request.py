"""What the user asked for, understood and checked before anything is simulated."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace

from neurosim.cli import agents as registry
from neurosim.cli.agents import Model
from neurosim.errors import InputError, unknown
from neurosim.experiments import EXPERIMENTS, Experiment, Factory
from neurosim.items import SOURCES, ItemSource
from neurosim.parameters import changed, listed
from neurosim.protocol import Agent, Senses

USUAL_AGENTS = ("hippocampus_neocortex", "hopfield_1982", "mlp_backprop", "lstm_1997")
"""Who lives an experiment if nobody is named."""

MOST_SEEDS = 100_000
LARGEST_SEED = 2**32 - 1
"""What every generator of random numbers accepts."""


@dataclass(frozen=True)
class Wish:
    """The words of ``neurosim run``, as they were typed."""

    experiment: str
    agents: str
    seed: int | None
    seeds: int | None
    items: str
    items_count: int | None
    night: float | None
    quick: bool
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Request:
    """A run that makes sense."""

    experiment: Experiment
    items: ItemSource
    models: tuple[Model, ...]
    seeds: tuple[int, ...]
    command: str

    def factories(self) -> dict[str, Factory]:
        """Return what makes the agents."""
        return {model.name: _factory(model) for model in self.models}


def understood(wish: Wish) -> Request:
    """Turn the user's words into a run.

    Raises
    ------
    InputError
        With what was wrong, what is allowed, and the nearest name.
    """
    experiment = experiment_named(wish.experiment)
    source = next((s for s in SOURCES if s.name == wish.items), None)
    if source is None:
        raise unknown("items", wish.items, [s.name for s in SOURCES])
    seeds = _seeds(wish)
    names = _names(wish.agents)
    own, theirs = _changes(wish, experiment, names)
    if wish.quick:
        experiment = experiment.quick()
    experiment = changed(experiment, own)
    if experiment.items_count != int(experiment.items_count):
        raise InputError(f"items_count must be a whole number, not {experiment.items_count:g}")
    models = tuple(_changed_model(registry.model(name), theirs[name]) for name in names)
    source.draw(int(experiment.items_count), seeds[0])
    return Request(experiment, source, models, seeds, _command(wish, names))


def experiment_named(name: str) -> Experiment:
    """Return an experiment by its name."""
    for experiment in EXPERIMENTS:
        if experiment.name == name:
            return experiment
    raise unknown("experiment", name, [each.name for each in EXPERIMENTS])


def _factory(model: Model) -> Factory:
    def make(seed: int, senses: Senses) -> Agent:
        return model.make(seed, senses, model.parameters)

    return make


def _changed_model(model: Model, changes: Mapping[str, float]) -> Model:
    try:
        return replace(model, parameters=changed(model.parameters, changes))
    except InputError as problem:
        raise InputError(f"{model.name}: {problem}") from problem


def _seeds(wish: Wish) -> tuple[int, ...]:
    if wish.seed is not None and wish.seeds is not None:
        raise InputError("give --seed S or --seeds N, not both")
    if wish.seeds is not None:
        if not 1 <= wish.seeds <= MOST_SEEDS:
            raise InputError(f"--seeds must be a number from 1 to {MOST_SEEDS}, not {wish.seeds}")
        return tuple(range(wish.seeds))
    seed = wish.seed or 0
    if not 0 <= seed <= LARGEST_SEED:
        raise InputError(f"--seed must be a whole number from 0 to {LARGEST_SEED}, not {seed}")
    return (seed,)


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",")) if text.strip() else USUAL_AGENTS
    known = registry.installed()
    for name in names:
        if name not in known:
            raise unknown("agent", name, known)
    if len(set(names)) < len(names):
        raise InputError(f"an agent is named twice in --agents {text}")
    return names


def _changes(
    wish: Wish, experiment: Experiment, names: tuple[str, ...]
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Sort what is to be changed: numbers of the experiment, numbers of each agent."""
    own: dict[str, float] = {}
    theirs: dict[str, dict[str, float]] = {name: {} for name in names}
    for text in wish.changes:
        name, value = _pair(text)
        agent, _, parameter = name.partition(".")
        if agent in theirs and parameter:
            theirs[agent][parameter] = value
        elif name in dict(listed(experiment)):
            own[name] = value
        else:
            raise _unknown_change(name, experiment, names)
    short = {"items_count": wish.items_count, "night": wish.night}
    own |= {name: float(value) for name, value in short.items() if value is not None}
    return own, theirs


def _pair(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    try:
        number = float(value)
    except ValueError:
        equals = ""
    if not (name and equals):
        raise InputError(f"--set takes NAME=VALUE with a number, not {text!r}")
    return name.strip(), number


def _unknown_change(name: str, experiment: Experiment, names: tuple[str, ...]) -> InputError:
    allowed = [path for path, _ in listed(experiment)]
    near = difflib.get_close_matches(name, [*allowed, *(f"{each}." for each in names)], 1, 0.4)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    listing = ", ".join([*allowed, *(f"{each}.PARAMETER" for each in names)])
    return InputError(f"unknown parameter {name!r}{hint} (allowed: {listing})")


def _command(wish: Wish, names: tuple[str, ...]) -> str:
    """Return the command that makes this run again, whatever the defaults become."""
    words = ["neurosim", "run", wish.experiment, "--agents", ",".join(names)]
    if wish.seeds is not None:
        words += ["--seeds", str(wish.seeds)]
    else:
        words += ["--seed", str(wish.seed or 0)]
    words += ["--items", wish.items]
    if wish.items_count is not None:
        words += ["--items-count", str(wish.items_count)]
    if wish.night is not None:
        words += ["--night", repr(wish.night)]
    words += ["--quick"] if wish.quick else []
    for change in wish.changes:
        words += ["--set", change]
    return shlex.join(words)
