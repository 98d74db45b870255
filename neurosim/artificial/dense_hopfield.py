"""The dense Hopfield network: energies that are steeper than squares hold far more patterns."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import logsumexp

from neurosim.artificial.attractor import AttractorMemory
from neurosim.artificial.sign_patterns import Signs, check_room, checked
from neurosim.errors import SimulationError
from neurosim.parameters import cited
from neurosim.protocol import Vector

MOST_SWEEPS = 1000

AT_ONCE = 2**16
"""Products that are worked on at once; chosen for speed: they stay in the processor's cache."""

NOTHING = 1e-12
"""What a unit must gain to flip, as a share of all that pulls it. Chosen: above rounding."""


@dataclass(frozen=True)
class Interaction(ABC):
    """The function F of the product x . s that each pattern x lowers the energy by."""

    @abstractmethod
    def energy(self, products: Vector, units: int) -> Vector:
        """Return the energies of states, from their products, shape (states, patterns)."""

    @abstractmethod
    def pulls(self, products: Vector, units: int) -> Vector:
        """Return F(p + 1) - F(p - 1), times any positive number for each state.

        Parameters
        ----------
        products
            Those of all units but the one that is updated, shape (states, patterns).
        """


@dataclass(frozen=True)
class Polynomial(Interaction):
    """Krotov & Hopfield (2016): F(p) = p^n. With n = 2 it is the network of 1982."""

    degree: float = cited(3, "factors", "krotov2016", "n; 2 is the network of 1982", 2, 30)

    def energy(self, products: Vector, units: int) -> Vector:
        """Return -sum p^n / N^(n-1)."""
        return np.asarray(-units * np.sum((products / units) ** int(self.degree), axis=1))

    def pulls(self, products: Vector, units: int) -> Vector:
        """Return ((p + 1)^n - (p - 1)^n) / (2 N^(n-1)): every second power of p."""
        degree = int(self.degree)
        factors = [
            math.comb(degree, k) * float(units) ** (1 - k) if k % 2 else 0.0
            for k in range(1, degree + 1)
        ]
        return np.asarray(np.polyval(factors, products / units))


@dataclass(frozen=True)
class Exponential(Interaction):
    """Demircigil et al. (2017): F(p) = exp(beta p)."""

    beta: float = cited(1.0, "1", "demircigil2017", "", 1e-3, 100)

    def energy(self, products: Vector, units: int) -> Vector:
        """Return -(1/beta) log sum exp(beta p), which falls where -sum exp(beta p) falls."""
        return np.asarray(-logsumexp(self.beta * products, axis=1) / self.beta)

    def pulls(self, products: Vector, units: int) -> Vector:
        """Return exp(beta p), but for its constant: 2 sinh(beta), and the largest of them."""
        return np.asarray(np.exp(self.beta * (products - products.max(axis=1, keepdims=True))))


@final
class DenseHopfieldNetwork(AttractorMemory):
    """Units of +1 and -1 whose energy is -sum_mu F(x_mu . s), x_mu being the stored patterns.

    ::

        p_mu = sum_j x_mu_j s_j over all j but i
        s_i  = sign(sum_mu x_mu_i (F(p_mu + 1) - F(p_mu - 1)));  unchanged at 0

    which is the sign with the lower energy. Units are updated one at a time, in sweeps of random
    order. There are no couplings of two units unless F is a square: the patterns are kept.

    Parameters
    ----------
    units
        Number of units.
    interaction
        The function F.
    """

    def __init__(self, units: int, interaction: Interaction) -> None:
        super().__init__(units)
        self.interaction = interaction
        self.patterns: Vector = np.zeros((units, 0))
        """What is stored, shape (units, patterns)."""

    def store(self, patterns: ArrayLike) -> None:
        """Keep patterns.

        Raises
        ------
        InputError
            If they are no patterns of +1 and -1 of this length, or take more memory than allowed.
        """
        more = checked(patterns, self.units)
        check_room("patterns", self.patterns.shape[1] + len(more), self.units)
        # Units are updated one at a time: what one is in all patterns must lie together.
        self.patterns = np.ascontiguousarray(np.concatenate([self.patterns, more.T], axis=1))

    def energy(self, states: Signs) -> Vector:
        """Return the energy of each state, shape (states,), as the interaction has it."""
        return self.interaction.energy(states @ self.patterns, self.units)

    def retrieve(self, cues: ArrayLike, random: np.random.Generator) -> Signs:
        """Return the state that each cue settles into; the cue itself if nothing is stored.

        Raises
        ------
        InputError
            If the cues are no patterns of +1 and -1 of this length.
        SimulationError
            If one does not settle, which only rounding could cause.
        """
        states = checked(cues, self.units)
        if self.patterns.size:
            together = max(1, AT_ONCE // self.patterns.shape[1])
            for first in range(0, len(states), together):
                self._settle(states[first : first + together], random)
        return states

    def _settle(self, states: Signs, random: np.random.Generator) -> None:
        """Sweep until no unit of any state flips, in place; all have the same random order."""
        products = states @ self.patterns
        for _ in range(MOST_SWEEPS):
            order = random.permutation(self.units)
            if not sum(self._flips(states, products, unit) for unit in order):
                return
        raise SimulationError(f"a dense Hopfield network did not settle in {MOST_SWEEPS} sweeps")

    def _flips(self, states: Signs, products: Vector, unit: int) -> int:
        """Update one unit of every state, in place, and return in how many it flipped."""
        signs, before = self.patterns[unit], states[:, unit].astype(float)
        pulls = self.interaction.pulls(products - np.outer(before, signs), self.units)
        gains = -before * (pulls @ signs)
        able = np.flatnonzero(gains > 0)
        rounding = NOTHING * np.abs(pulls[able]).sum(axis=1)
        flipped = able[gains[able] > rounding]
        states[flipped, unit] *= -1
        products[flipped] -= 2.0 * np.outer(before[flipped], signs)
        return len(flipped)
