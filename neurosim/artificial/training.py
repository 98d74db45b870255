"""How examples are shown to a perceptron, and what keeps it from learning them by heart."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import InitVar, dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray

from neurosim.artificial.layered import Layer, LayeredPerceptron
from neurosim.artificial.optimisers import Optimiser
from neurosim.errors import InputError
from neurosim.protocol import Vector


@dataclass(frozen=True, eq=False)
class Examples:
    """Inputs and what a network is to answer, one a row.

    Parameters
    ----------
    inputs
        Shape (patterns, inputs).
    targets
        Shape (patterns, outputs), from 0 to 1.
    checked
        Whether they are known to be sound, as rows of examples are: training takes some in every
        step.

    Raises
    ------
    InputError
        If they are not two tables of as many rows, or not all finite.
    """

    inputs: Vector
    targets: Vector
    checked: InitVar[bool] = False

    def __post_init__(self, checked: bool) -> None:
        if checked:
            return
        shapes = np.shape(self.inputs), np.shape(self.targets)
        if len(shapes[0]) != 2 or len(shapes[1]) != 2 or shapes[0][0] != shapes[1][0]:
            raise InputError(f"examples are two tables of as many rows, not of {shapes}")
        if not (np.all(np.isfinite(self.inputs)) and np.all(np.isfinite(self.targets))):
            raise InputError("examples must be finite numbers")

    def __len__(self) -> int:
        return len(self.inputs)

    def taken(self, rows: NDArray[np.int64]) -> Examples:
        """Return some of them."""
        return Examples(self.inputs[rows], self.targets[rows], checked=True)

    def joined(self, others: Examples) -> Examples:
        """Return these and others."""
        return Examples(
            np.concatenate([self.inputs, others.inputs]),
            np.concatenate([self.targets, others.targets]),
        )


class Penalty(ABC):
    """What weights cost by themselves, whatever the network answers."""

    @abstractmethod
    def slopes(self, weights: Sequence[Vector]) -> tuple[Vector, ...]:
        """Return the slope of the cost along all weights."""


@final
class WeightDecay(Penalty):
    """Half the squared length of all weights, times `strength`; biases are free.

    Parameters
    ----------
    strength
        Slope per weight.
    """

    def __init__(self, strength: float) -> None:
        self.strength = float(strength)

    def slopes(self, weights: Sequence[Vector]) -> tuple[Vector, ...]:
        """Return strength w for weights, and 0 for biases."""
        return tuple(self.strength * weight * (weight.ndim > 1) for weight in weights)


def batches(count: int, size: int, random: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Yield all of `count` rows in random order, `size` at a time; the last may be fewer.

    One at a time is online gradient descent, all at once is batch gradient descent.

    Raises
    ------
    InputError
        If a batch would be empty.
    """
    if size < 1:
        raise InputError(f"a batch holds at least one example, not {size}")
    order = random.permutation(count)
    for start in range(0, count, size):
        yield order[start : start + size]


def dropped(
    network: LayeredPerceptron, patterns: int, share: float, random: np.random.Generator
) -> tuple[Vector, ...]:
    """Return masks that silence a share of the hidden units, anew for each pattern.

    Those that are left count for more, so that their sum stays what it was on average and the
    whole network can be asked as it is (Srivastava et al. 2014).
    """
    return tuple(
        (random.random((patterns, len(layer.bias))) >= share) / (1 - share)
        for layer in network.layers[:-1]
    )


@dataclass(frozen=True)
class Schooling:
    """How a network is taught.

    Parameters
    ----------
    batch
        Examples a step: 1 is online, all of them is batch gradient descent.
    dropout
        Share of hidden units that are silent in a step.
    penalties
        What weights cost by themselves.
    """

    batch: int
    dropout: float = 0.0
    penalties: tuple[Penalty, ...] = ()

    def step(
        self,
        network: LayeredPerceptron,
        shown: Examples,
        optimiser: Optimiser,
        random: np.random.Generator,
        weight: float = 1.0,
    ) -> None:
        """Take one step on some examples, in place; `weight` says how much they count."""
        masks = dropped(network, len(shown), self.dropout, random) if self.dropout else ()
        slopes = network.gradient(shown.inputs, shown.targets, masks)
        if weight != 1.0:
            slopes = tuple(weight * slope for slope in slopes)
        for penalty in self.penalties:
            more = penalty.slopes(network.weights)
            slopes = tuple(one + other for one, other in zip(slopes, more, strict=True))
        optimiser.step(network.weights, slopes)

    def epoch(
        self,
        network: LayeredPerceptron,
        examples: Examples,
        optimiser: Optimiser,
        random: np.random.Generator,
    ) -> None:
        """Show every example once, in random order, in place."""
        for rows in batches(len(examples), self.batch, random):
            self.step(network, examples.taken(rows), optimiser, random)


@final
class EarlyStopping:
    """Keeps the network that did best on examples that it does not learn from.

    Parameters
    ----------
    patience
        Epochs without a new best after which to stop.
    """

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.best = np.inf
        self.waited = 0
        self._kept: tuple[Layer, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether it is time to stop."""
        return self.waited >= self.patience

    def look(self, network: LayeredPerceptron, held_out: Examples) -> None:
        """Compare the network with the best so far."""
        error = network.error(held_out.inputs, held_out.targets)
        if error < self.best:
            self.best, self.waited, self._kept = error, 0, network.copy().layers
        else:
            self.waited += 1

    def restore(self, network: LayeredPerceptron) -> None:
        """Give the network the weights it had when it did best."""
        network.layers = self._kept or network.layers
