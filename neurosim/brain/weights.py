"""How strong synapses are before anything is learned."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from neurosim.protocol import Vector


class Weights(ABC):
    """How strong synapses are before anything is learned."""

    @abstractmethod
    def draw(self, random: np.random.Generator, count: int) -> Vector:
        """Return a weight for each synapse."""


@dataclass(frozen=True)
class Equal(Weights):
    """All synapses alike."""

    weight: float

    def draw(self, random: np.random.Generator, count: int) -> Vector:
        """Return the same weight `count` times."""
        return np.full(count, float(self.weight))


@dataclass(frozen=True)
class Uniform(Weights):
    """Weights drawn evenly between 0 and a largest one: a naive plastic pathway."""

    largest: float

    def draw(self, random: np.random.Generator, count: int) -> Vector:
        """Draw `count` weights."""
        return random.random(count) * float(self.largest)


@dataclass(frozen=True)
class LogNormal(Weights):
    """Weights with a log-normal distribution around a mean, as measured in cortex.

    Parameters
    ----------
    largest
        What larger ones are cut to; None for none.
    """

    mean: float
    spread: float
    largest: float | None = None

    def draw(self, random: np.random.Generator, count: int) -> Vector:
        """Draw `count` weights; `spread` is the standard deviation of their logarithm."""
        shift = -(float(self.spread) ** 2) / 2
        drawn = random.lognormal(shift, float(self.spread), count) * float(self.mean)
        return drawn if self.largest is None else np.minimum(drawn, float(self.largest))
