"""What a network can keep of old examples to rehearse them among new ones."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import final

import numpy as np

from neurosim.artificial.layered import LayeredPerceptron
from neurosim.artificial.training import Examples
from neurosim.errors import InputError
from neurosim.protocol import Vector


@dataclass(frozen=True)
class Drawn:
    """One example that is rehearsed, and how much it counts."""

    example: Examples
    weight: float = 1.0


class Store(ABC):
    """Where examples to rehearse come from."""

    def meet(self, new: Examples) -> None:  # noqa: B027 - most stores keep nothing new
        """Take notice of one new example."""

    @abstractmethod
    def draw(self, network: LayeredPerceptron, random: np.random.Generator) -> Drawn:
        """Return the next example to rehearse."""


@final
class Fixed(Store):
    """A list that is gone through again and again, each time in another order.

    With the whole of what was learned that is interleaved learning (McClelland et al. 1995), with
    a part of it rehearsal (Ratcliff 1990), with made-up items pseudorehearsal (Robins 1995).

    Parameters
    ----------
    examples
        The list.

    Raises
    ------
    InputError
        If it is empty.
    """

    def __init__(self, examples: Examples) -> None:
        if not len(examples):
            raise InputError("there is nothing to rehearse")
        self.examples = examples
        self._order: list[int] = []

    def draw(self, network: LayeredPerceptron, random: np.random.Generator) -> Drawn:
        """Return the next of the list."""
        self._order = self._order or random.permutation(len(self.examples)).tolist()
        return Drawn(self.examples.taken(np.array([self._order.pop()])))


@final
class Replayed(Store):
    """All that was ever met, each equally likely to be drawn (Lin 1992).

    Parameters
    ----------
    old
        What is in it from the start.
    """

    def __init__(self, old: Examples) -> None:
        self._kept = old

    def __len__(self) -> int:
        return len(self._kept)

    def meet(self, new: Examples) -> None:
        """Keep an example that is not known."""
        if not _knows(self._kept, new):
            self._kept = self._kept.joined(new)

    def draw(self, network: LayeredPerceptron, random: np.random.Generator) -> Drawn:
        """Return any of them."""
        return Drawn(self._kept.taken(np.array([random.integers(len(self._kept))])))


@final
class Prioritised(Store):
    """All that was ever met, of which is drawn what the network is worst at (Schaul et al. 2016).

    With the error e_i of example i when it was last looked at::

        p_i = e_i + epsilon
        P_i = p_i^alpha / sum_k p_k^alpha            how likely i is drawn
        w_i = (N P_i)^-beta, divided by the largest  how much it counts, if it is

    Parameters
    ----------
    old
        What is in it from the start.
    alpha
        0 draws all alike, 1 in proportion to their errors.
    beta
        1 makes up in the mean for what is drawn more often.
    epsilon
        What keeps an example without error from never being drawn.
    """

    def __init__(self, old: Examples, alpha: float, beta: float, epsilon: float) -> None:
        self.alpha, self.beta, self.epsilon = float(alpha), float(beta), float(epsilon)
        self._kept = old
        self._priorities = np.full(len(old), 1.0)

    def __len__(self) -> int:
        return len(self._kept)

    def chances(self) -> Vector:
        """Return how likely each is drawn, shape (n,)."""
        powers: Vector = self._priorities**self.alpha
        return powers / float(powers.sum())

    def meet(self, new: Examples) -> None:
        """Keep an example that is not known, as urgent as the most urgent of the others."""
        if not _knows(self._kept, new):
            self._kept = self._kept.joined(new)
            self._priorities = np.append(self._priorities, self._priorities.max())

    def draw(self, network: LayeredPerceptron, random: np.random.Generator) -> Drawn:
        """Return one, and look how far the network's answer is from it."""
        chances = self.chances()
        drawn = random.choice(len(chances), p=chances)
        weights = chances**-self.beta
        example = self._kept.taken(np.array([drawn]))
        away = network.answer(example.inputs) - example.targets
        self._priorities[drawn] = np.linalg.norm(away) + self.epsilon
        return Drawn(example, float(weights[drawn] / weights.max()))


def pseudo_items(
    network: LayeredPerceptron, count: int, inputs: int, random: np.random.Generator
) -> Examples:
    """Return inputs of no meaning and what the network answers to them (Robins 1995).

    They are a sample of the function that it has learned; nothing of what it learned from is kept.
    """
    patterns = (random.random((count, inputs)) < 0.5).astype(float)
    return Examples(patterns, network.answer(patterns))


def _knows(kept: Examples, one: Examples) -> bool:
    same = np.all(kept.inputs == one.inputs, axis=1) & np.all(kept.targets == one.targets, axis=1)
    return bool(np.any(same))
