"""What experiments that teach networks have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from neurosim.experiments.network import Network, NetworkExperiment
from neurosim.parameters import listed

Kind = TypeVar("Kind")
Question = TypeVar("Question", bound=NetworkExperiment)


def parameters_of(network: Network, kind: type[Kind]) -> Kind:
    """Return the parameters of a network that are of the kind an experiment knows.

    Raises
    ------
    TypeError
        If they are not: the network belongs to another experiment.
    """
    if not isinstance(network.parameters, kind):
        raise TypeError(f"{network.name} has no {kind.__name__}")
    return network.parameters


def quickened(experiment: Question, values: Mapping[str, float]) -> Question:
    """Return an experiment with smaller numbers, which say that they are for a quick look."""
    known, why = dict(listed(experiment)), "smaller, for a quick look"
    return replace(
        experiment,
        **{name: known[name].with_value(value, name, why) for name, value in values.items()},
    )
