"""Who is connected to whom."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError
from neurosim.protocol import Vector

Pairs = tuple[NDArray[np.int32], NDArray[np.int32]]
"""Source and target index of each synapse."""


@dataclass(frozen=True)
class Cells:
    """The cells of a population as its wiring sees them.

    Parameters
    ----------
    areas
        Number of cells of each area, in the order they are laid out; one for an undivided region.
    mapped
        How many of the first cells stand for one input unit each.
    """

    areas: tuple[int, ...]
    mapped: int = 0

    @property
    def size(self) -> int:
        """The number of cells."""
        return sum(self.areas)


class Wiring(ABC):
    """Which cells of two populations are connected.

    Attributes
    ----------
    is_drawn
        Whether it is drawn anew for every brain.
    """

    is_drawn: ClassVar[bool] = False

    @abstractmethod
    def check(self, name: str, before: Cells, after: Cells) -> None:
        """Raise an InputError if a pathway of this name cannot connect so many cells."""

    @abstractmethod
    def count(self, before: Cells, after: Cells) -> int:
        """Return the number of synapses, which must not depend on chance."""

    @abstractmethod
    def draw(self, random: np.random.Generator, before: Cells, after: Cells) -> Pairs | None:
        """Return source and target of each synapse, or None if chance decides nothing."""

    @abstractmethod
    def pairs(self, given: Pairs | None, before: Cells, after: Cells) -> Pairs:
        """Return source and target of each synapse, in the order of ascending sources.

        Parameters
        ----------
        given
            What was drawn; None if nothing was.
        """

    @property
    def graded(self) -> bool:
        """Whether some of the weights that are drawn for it count for more than others."""
        return False

    def strengths(self, before: Cells, after: Cells) -> Vector:
        """Return what the weight of each synapse is multiplied by."""
        return np.ones(self.count(before, after))

    def connect(self, synapses: Any, given: Pairs | None, before: Cells, after: Cells) -> None:
        """Connect Brian2 synapses."""
        source, target = self.pairs(given, before, after)
        synapses.connect(i=source, j=target)


class Certain(Wiring):
    """A wiring in which chance decides nothing: every brain has the same."""

    def draw(self, random: np.random.Generator, before: Cells, after: Cells) -> Pairs | None:
        """Draw nothing."""
        return None


class Random(Wiring):
    """A wiring that is drawn anew for every brain."""

    is_drawn: ClassVar[bool] = True

    def pairs(self, given: Pairs | None, before: Cells, after: Cells) -> Pairs:
        """Return what was drawn."""
        return given or (np.zeros(0, np.int32), np.zeros(0, np.int32))


@dataclass(frozen=True)
class AllToAll(Certain):
    """Every cell onto every cell; within one population, not onto itself."""

    within: bool = False

    def check(self, name: str, before: Cells, after: Cells) -> None:
        """Check that a pathway within a population does not lead out of it."""
        check_within(self.within, name, before, after)

    def count(self, before: Cells, after: Cells) -> int:
        """Return the number of pairs."""
        return before.size * (after.size - 1 if self.within else after.size)

    def pairs(self, given: Pairs | None, before: Cells, after: Cells) -> Pairs:
        """Return all pairs."""
        cells = [np.arange(each.size, dtype=np.int32) for each in (before, after)]
        source, target = np.broadcast_arrays(cells[0][:, None], cells[1])
        if not self.within:
            return source.ravel(), target.ravel()
        others = ~np.eye(before.size, dtype=bool)
        return source[others], target[others]

    def connect(self, synapses: Any, given: Pairs | None, before: Cells, after: Cells) -> None:
        """Connect all pairs, which need no list."""
        if self.within:
            synapses.connect(condition="i != j")
        else:
            synapses.connect()


@dataclass(frozen=True)
class OneToOne(Certain):
    """Every cell onto its counterpart: a topographic map."""

    def check(self, name: str, before: Cells, after: Cells) -> None:
        """Check that the map is whole, on both sides."""
        if not before.mapped == after.mapped > 0:
            ends = f"{before.mapped} to {after.mapped}"
            raise InputError(f"{name} is one to one, but connects maps of {ends} input units")

    def count(self, before: Cells, after: Cells) -> int:
        """Return the number of pairs."""
        return before.mapped

    def pairs(self, given: Pairs | None, before: Cells, after: Cells) -> Pairs:
        """Return the counterparts."""
        cells = np.arange(before.mapped, dtype=np.int32)
        return cells, cells


@dataclass(frozen=True)
class WithinAreas(Certain):
    """Every cell of an area onto every cell of the same area of another population.

    Parameters
    ----------
    evenly
        Whether a cell counts for more where there are fewer, so that areas of which the same share
        is active drive their targets alike.
    """

    evenly: bool = False

    @property
    def graded(self) -> bool:
        """Whether some of the weights that are drawn for it count for more than others."""
        return self.evenly

    def strengths(self, before: Cells, after: Cells) -> Vector:
        """Return what the weight of each synapse is multiplied by: 1 in the largest area."""
        if not self.evenly:
            return super().strengths(before, after)
        shares = max(before.areas) / np.asarray(before.areas, float)
        source, _ = self.pairs(None, before, after)
        return np.asarray(np.repeat(shares, before.areas)[source])

    def check(self, name: str, before: Cells, after: Cells) -> None:
        """Check that both populations have the same areas."""
        if len(before.areas) != len(after.areas):
            ends = f"{len(before.areas)} to {len(after.areas)}"
            raise InputError(f"{name} stays within areas, but connects {ends} of them")

    def count(self, before: Cells, after: Cells) -> int:
        """Return the number of pairs."""
        return sum(a * b for a, b in zip(before.areas, after.areas, strict=True))

    def pairs(self, given: Pairs | None, before: Cells, after: Cells) -> Pairs:
        """Return all pairs within each area."""
        areas = [np.repeat(np.arange(len(c.areas)), c.areas) for c in (before, after)]
        source, target = np.nonzero(areas[0][:, None] == areas[1])
        return source.astype(np.int32), target.astype(np.int32)


@dataclass(frozen=True)
class FixedInDegree(Random):
    """Every target cell gets inputs from the same number of random source cells.

    Parameters
    ----------
    inputs
        The number.
    within
        Whether source and target are one population, whose cells get no input from themselves.
    """

    inputs: float
    within: bool = False

    def check(self, name: str, before: Cells, after: Cells) -> None:
        """Check that there are as many different cells as each target wants."""
        check_within(self.within, name, before, after)
        others = before.size - self.within
        if self.inputs > others:
            raise InputError(f"{name} cannot have {self.inputs:g} inputs from {others} cells")

    def count(self, before: Cells, after: Cells) -> int:
        """Return the number of synapses."""
        return int(self.inputs) * after.size

    def draw(self, random: np.random.Generator, before: Cells, after: Cells) -> Pairs | None:
        """Draw without repetition for each target cell."""
        return drawn(random, before.size, after.size, int(self.inputs), self.within)


@dataclass(frozen=True)
class Convergence(Random):
    """Cells of an association area get inputs from random cells of the maps of the senses."""

    inputs: float

    def check(self, name: str, before: Cells, after: Cells) -> None:
        """Check that there are cells enough to converge from, and some to converge upon."""
        if self.inputs > before.mapped or after.size == after.mapped:
            ends = f"{before.mapped} cells to {after.size - after.mapped}"
            raise InputError(f"{name} cannot converge with {self.inputs:g} inputs from {ends}")

    def count(self, before: Cells, after: Cells) -> int:
        """Return the number of synapses."""
        return int(self.inputs) * (after.size - after.mapped)

    def draw(self, random: np.random.Generator, before: Cells, after: Cells) -> Pairs | None:
        """Draw without repetition for each cell beyond the maps."""
        beyond = after.size - after.mapped
        source, target = drawn(random, before.mapped, beyond, int(self.inputs))
        return source, (target + after.mapped).astype(np.int32)


def check_within(within: bool, name: str, before: Cells, after: Cells) -> None:
    """Check that a pathway that is said to stay within a population does.

    Raises
    ------
    InputError
        If it connects populations of different sizes.
    """
    if within and before.size != after.size:
        raise InputError(
            f"{name} is within one population, but connects {before.size} to {after.size}"
        )


def drawn(
    random: np.random.Generator, before: int, after: int, inputs: int, within: bool = False
) -> Pairs:
    """Draw `inputs` of the `before` sources for each target, in the order of ascending sources.

    Parameters
    ----------
    within
        Whether source and target are one population, whose cells get no input from themselves.
    """
    others = before - within
    chosen = [random.choice(others, inputs, replace=False) for _ in range(after)]
    source = np.concatenate(chosen).astype(np.int32)
    target = np.repeat(np.arange(after, dtype=np.int32), inputs)
    if within:
        source += source >= target
    order = np.lexsort((target, source))
    return source[order], target[order]
