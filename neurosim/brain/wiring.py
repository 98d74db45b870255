"""Who is connected to whom, and how strongly before anything is learned."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError
from neurosim.protocol import Vector

Pairs = tuple[NDArray[np.int32], NDArray[np.int32]]
"""Source and target index of each synapse."""


class Wiring(ABC):
    """Which cells of two populations are connected."""

    @abstractmethod
    def check(self, name: str, before: int, after: int) -> None:
        """Raise an InputError if a pathway of this name cannot connect so many cells."""

    @abstractmethod
    def count(self, before: int, after: int) -> int:
        """Return the number of synapses, which must not depend on chance."""

    @abstractmethod
    def draw(self, random: np.random.Generator, before: int, after: int) -> Pairs | None:
        """Return source and target of each synapse, or None if there is nothing to draw."""

    @abstractmethod
    def connect(self, synapses: Any, pairs: Pairs | None) -> None:
        """Connect Brian2 synapses, in the order of ascending sources."""


@dataclass(frozen=True)
class AllToAll(Wiring):
    """Every cell onto every cell; within one population, not onto itself."""

    within: bool = False

    def check(self, name: str, before: int, after: int) -> None:
        """Check that a pathway within a population does not lead out of it."""
        if self.within and before != after:
            raise InputError(f"{name} is within one population, but connects {before} to {after}")

    def count(self, before: int, after: int) -> int:
        """Return the number of pairs."""
        return before * (after - 1) if self.within else before * after

    def draw(self, random: np.random.Generator, before: int, after: int) -> Pairs | None:
        """Draw nothing."""
        return None

    def connect(self, synapses: Any, pairs: Pairs | None) -> None:
        """Connect all pairs."""
        if self.within:
            synapses.connect(condition="i != j")
        else:
            synapses.connect()


@dataclass(frozen=True)
class OneToOne(Wiring):
    """Every cell onto its counterpart: a topographic map."""

    def check(self, name: str, before: int, after: int) -> None:
        """Check that every cell has a counterpart."""
        if before != after:
            raise InputError(f"{name} is one to one, but connects {before} cells to {after}")

    def count(self, before: int, after: int) -> int:
        """Return the number of pairs."""
        return min(before, after)

    def draw(self, random: np.random.Generator, before: int, after: int) -> Pairs | None:
        """Draw nothing."""
        return None

    def connect(self, synapses: Any, pairs: Pairs | None) -> None:
        """Connect counterparts."""
        synapses.connect(j="i")


@dataclass(frozen=True)
class FixedInDegree(Wiring):
    """Every target cell gets inputs from the same number of random source cells."""

    inputs: float

    def check(self, name: str, before: int, after: int) -> None:
        """Check that there are as many different cells as each target wants."""
        if self.inputs > before:
            raise InputError(f"{name} cannot have {self.inputs:g} inputs from {before} cells")

    def count(self, before: int, after: int) -> int:
        """Return the number of synapses."""
        return int(self.inputs) * after

    def draw(self, random: np.random.Generator, before: int, after: int) -> Pairs | None:
        """Draw without repetition for each target cell."""
        drawn = [random.choice(before, int(self.inputs), replace=False) for _ in range(after)]
        source = np.concatenate(drawn).astype(np.int32)
        target = np.repeat(np.arange(after, dtype=np.int32), int(self.inputs))
        order = np.lexsort((target, source))
        return source[order], target[order]

    def connect(self, synapses: Any, pairs: Pairs | None) -> None:
        """Connect the pairs that were drawn."""
        source, target = pairs or (np.zeros(0, np.int32), np.zeros(0, np.int32))
        synapses.connect(i=source, j=target)


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
    """Weights with a log-normal distribution around a mean, as measured in cortex."""

    mean: float
    spread: float

    def draw(self, random: np.random.Generator, count: int) -> Vector:
        """Draw `count` weights; `spread` is the standard deviation of their logarithm."""
        shift = -(float(self.spread) ** 2) / 2
        return random.lognormal(shift, float(self.spread), count) * float(self.mean)
