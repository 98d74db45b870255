"""Agents and items that suit an experiment."""

from __future__ import annotations

from neurosim.cli import agents as registry
from neurosim.cli.agents import Model
from neurosim.cli.wish import Wish, names_of
from neurosim.errors import InputError, unknown
from neurosim.experiments import Experiment
from neurosim.items import SOURCES, ItemSource
from neurosim.parameters import changed

USUAL_AGENTS = (
    "hippocampus_neocortex",
    "hopfield_1982",
    "mlp_backprop",
    "lstm_1997",
)
"""Who lives an experiment that names nobody; of them, those whom it can show something of."""


def suitable_models(wish: Wish, experiment: Experiment) -> tuple[Model, ...]:
    """Return the models that are named, or the usual ones that have what the experiment needs.

    Raises
    ------
    InputError
        If one that is named is unknown or lacks something.
    """
    known = registry.installed()
    wanted = experiment.usual_agents or USUAL_AGENTS
    usual = tuple(name for name in wanted if name in known) or wanted
    names = names_of(wish.agents, usual, known, "agents")
    models = tuple(registry.model(name) for name in names)
    if not wish.agents.strip():
        models = tuple(model for model in models if not lacking(model, experiment)) or models
    for model in models:
        lacks = lacking(model, experiment)
        if lacks:
            able = ", ".join(_able(experiment)) or "none is installed"
            raise InputError(
                f"agent {model.name!r} has no {lacks}, without which {experiment.name} shows "
                f"nothing (agents that have: {able})"
            )
    return models


def suitable_items(wish: Wish, experiment: Experiment) -> ItemSource:
    """Return the source of items that is named, or the experiment's usual one.

    Raises
    ------
    InputError
        If it is unknown, its items lack a sense, or they cannot be scaled as is asked for.
    """
    name = wish.items or experiment.usual_items
    known = {source.name: source for source in SOURCES}
    if name not in known:
        raise unknown("items", name, known)
    for sense in experiment.senses:
        if sense not in known[name].senses.names:
            able = ", ".join(
                source.name
                for source in SOURCES
                if set(experiment.senses) <= set(source.senses.names)
            )
            raise InputError(
                f"{name} items have no {sense}, which {experiment.name} needs (allowed: {able})"
            )
    source = known[name]
    return source if wish.scale is None else changed(source, {"scale": wish.scale})


def lacking(model: Model, experiment: Experiment) -> str:
    """Return what a model's agents lack for an experiment, or ""."""
    for need in sorted(signal.value for signal in experiment.needs):
        if need not in model.offers:
            return need
    if experiment.region and experiment.region not in model.regions:
        return experiment.region
    return ""


def _able(experiment: Experiment) -> list[str]:
    """Return the names of the installed models that have what an experiment needs."""
    return [model.name for model in registry.usable() if not lacking(model, experiment)]
