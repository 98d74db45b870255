"""Populations of cells that are wired alike, and where they are in an array of many networks.

Copies of a network lie side by side in one simulation, a trial each. In every network cells come as
items' populations (the cells that are selective for an item), then the cells that are selective for
none, then interneurons. All cells of a population get the same input from the network: what its
synapses carry is added up once for the population, and a step costs as much as there are cells, not
synapses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError
from neurosim.parameters import cited
from neurosim.protocol import Vector

COPIES = 5
"""Networks in one simulation: the trials that are run side by side."""


@dataclass(frozen=True)
class Populations:
    """How many cells of which kind a network has.

    Raises
    ------
    InputError
        If a number is not whole, or the populations of the items need more cells than there are.
    """

    excitatory: float = cited(800, "cells", "brunel2001", "N_E", 10, 20000)
    inhibitory: float = cited(200, "cells", "brunel2001", "N_I", 2, 5000)
    items: float = cited(5, "items", "brunel2001", "p, populations selective for an item", 2, 50)
    coding_level: float = cited(0.1, "1", "brunel2001", "f, share of cells in each", 0.001, 1)

    def __post_init__(self) -> None:
        """Check that there are enough cells."""
        if self.selective < 1 or self.nonselective < 0:
            asked = f"{self.items:g} items of {self.coding_level:g} of {self.excitatory:g} cells"
            raise InputError(f"{asked} do not fit (allowed: one cell each to all cells together)")

    @property
    def selective(self) -> int:
        """Cells in the population of one item."""
        return round(self.coding_level * self.excitatory)

    @property
    def nonselective(self) -> int:
        """Excitatory cells that are selective for no item."""
        return int(self.excitatory) - int(self.items) * self.selective

    @property
    def count(self) -> int:
        """Populations of a network: the items', the nonselective one, and the interneurons."""
        return int(self.items) + 2

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Cells in every population, shape (populations,)."""
        each = [self.selective] * int(self.items)
        return np.array([*each, self.nonselective, int(self.inhibitory)])

    def of_excitatory(self, copies: int = COPIES) -> NDArray[np.int64]:
        """Return the population of every excitatory cell, counted through all copies."""
        return self._counted(np.repeat(np.arange(self.count - 1), self.sizes[:-1]), copies)

    def of_inhibitory(self, copies: int = COPIES) -> NDArray[np.int64]:
        """Return the population of every interneuron, counted through all copies."""
        return self._counted(np.full(int(self.inhibitory), self.count - 1), copies)

    def of_copies(self, copies: int = COPIES) -> NDArray[np.int64]:
        """Return the network of every population."""
        return np.repeat(np.arange(copies), self.count)

    def spread(
        self, items: float, nonselective: float, inhibitory: float, copies: int = COPIES
    ) -> Vector:
        """Return a number for every population of all copies, shape (copies populations,)."""
        one = [items] * int(self.items) + [nonselective, inhibitory]
        return np.tile(np.array(one, dtype=float), copies)

    def _counted(self, inside: NDArray[np.int64], copies: int) -> NDArray[np.int64]:
        first = np.arange(copies)[:, None] * self.count
        return (first + inside).ravel().astype(np.int64)
