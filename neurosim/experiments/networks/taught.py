"""What experiments that teach networks have in common."""

from __future__ import annotations

from typing import TypeVar

from neurosim.experiments.network import Network

Kind = TypeVar("Kind")


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
