"""What the networks of working memory have in common as Brian2 objects.

There are `COPIES` of a network, side by side. Cells hear their population, which hears, beside
itself, what all populations of its network add up to.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from neurosim.engine import Builder
from neurosim.engine.brian import b2
from neurosim.parameters import dimension, in_si, named_parameters
from neurosim.protocol import Vector
from neurosim.working_memory.pools import COPIES, Populations

Memory = TypeVar("Memory")
"""The parameters of a network."""


class MemoryBuilder(Builder, Generic[Memory]):
    """Builds the copies.

    Parameters
    ----------
    populations
        The numbers of cells; all other numbers are given at run time.
    """

    def __init__(self, populations: Populations) -> None:
        self.populations = populations
        self.units = COPIES * (populations.count + 1)

    @staticmethod
    @abstractmethod
    def start_values(network: Memory, random: np.random.Generator) -> Mapping[str, float | Vector]:
        """Return all parameters of a network, and the state that a run of it begins in."""


class Cell(Protocol):
    """What all cells have, in mV."""

    @property
    def V_reset(self) -> float: ...  # noqa: N802 (as in the papers)

    @property
    def V_th(self) -> float: ...  # noqa: N802


def cells_of(name: str, cell: Cell, equations: str, where: NDArray[np.int64]) -> Any:
    """Return cells of all copies; their parameters are declared beside the equations.

    Parameters
    ----------
    where
        The population of each.
    """
    parameters = named_parameters(cell).items()
    declared = [f"{name} : {dimension(p)} (shared, constant)" for name, p in parameters]
    return b2.NeuronGroup(
        len(where),
        "\n".join([equations, *declared]),
        threshold="v > V_th",
        reset="v = V_reset",
        refractory="tau_ref",
        method="euler",
        namespace={},
        name=name,
    )


def link(group: Any, source: Any, names: Sequence[str], where: NDArray[np.int64]) -> None:
    """Let variables of a group be those of another, at the places given."""
    for name in names:
        setattr(group, name, b2.linked_var(source, name, index=where))


def add_up(populations: Any, networks: Any, sums: str, of_copies: NDArray[np.int64]) -> Any:
    """Return what adds up over all populations of a network, by "(summed)" equations.

    Sums are taken before anything else happens in the slot "groups" of a time step, at order -2.
    """
    adding = b2.Synapses(populations, networks, sums, namespace={}, order=-1, name="adding")
    adding.connect(i=np.arange(len(of_copies)), j=of_copies)
    return adding


def cell_values(
    name: str, cell: Cell, per_network: float, random: np.random.Generator
) -> dict[str, float | Vector]:
    """Return parameters of cells, and potentials anywhere between reset and threshold."""
    parameters = named_parameters(cell).items()
    values: dict[str, float | Vector] = {f"{name}.{each}": in_si(p) for each, p in parameters}
    ends = in_si(cell.V_reset), in_si(cell.V_th)
    return values | {f"{name}.v": random.uniform(*ends, COPIES * int(per_network))}
