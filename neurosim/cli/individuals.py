"""Models as individuals: what differs between animals is drawn for each seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from neurosim import individuals
from neurosim.cli import agents as registry
from neurosim.cli.agents import Model
from neurosim.errors import InputError
from neurosim.store import Card, card


def drawn(model: Model, seed: int) -> Model:
    """Return a model with the numbers of the individual of a seed."""
    return replace(model, parameters=individuals.individual(model.parameters, seed))


def model_card(model: Model) -> Card:
    """Return what a run tells of a model."""
    return card(model.name, model.summary, model.sources, model.parameters)


def differing_card(model: Model) -> Card:
    """Return the same where its numbers are drawn: their notes say so, at their means."""
    sources = tuple(dict.fromkeys((*model.sources, *individuals.sources(model.parameters))))
    return card(model.name, model.summary, sources, individuals.announced(model.parameters))


def check_individuals(models: Sequence[Model]) -> None:
    """Check that something is drawn for somebody.

    Raises
    ------
    InputError
        If no model has numbers that differ, with those that do.
    """
    if any(individuals.differing(model.parameters) for model in models):
        return
    names = ", ".join(model.name for model in models)
    all_able = (m.name for m in registry.usable() if individuals.differing(m.parameters))
    able = ", ".join(all_able) or "none is installed"
    raise InputError(
        f"--individuals has nothing to draw for {names} (agents with numbers that differ between "
        f"animals: {able}; a number that is set is not drawn)"
    )
