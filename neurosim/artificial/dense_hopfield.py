"""The dense Hopfield network: energies that are steeper than squares hold far more patterns."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import ArrayLike

from neurosim.artificial.attractor import MOST_SWEEPS, AttractorMemory
from neurosim.artificial.sign_patterns import Signs, check_room, checked
from neurosim.errors import SimulationError
from neurosim.parameters import cited
from neurosim.protocol import Bits, Vector

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
        """Return F(p + 1) - F(p - 1), times any positive number, the same for all.

        Parameters
        ----------
        products
            Those of all units but the one that is updated, of any shape.
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
        from scipy.special import logsumexp  # late: it takes a while to import

        return np.asarray(-logsumexp(self.beta * products, axis=1) / self.beta)

    def pulls(self, products: Vector, units: int) -> Vector:
        """Return exp(beta p), but for its constant: 2 sinh(beta), and the largest of them."""
        return np.asarray(np.exp(self.beta * (products - products.max())))


@final
class DenseHopfieldNetwork(AttractorMemory):
    """Units of +1 and -1 whose energy is -sum_mu F(x_mu . s), x_mu being the stored patterns.

    ::

        p_mu = sum_j x_mu_j s_j over all j but i
        s_i  = sign(sum_mu x_mu_i (F(p_mu + 1) - F(p_mu - 1)));  unchanged at 0

    which is the sign with the lower energy. Units are updated one at a time, in sweeps of random
    order; those that would not flip are passed over. There are no couplings of two units unless F
    is a square: the patterns are kept.

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
        # What a unit is in all patterns must lie together: products with it are faster.
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
        for state in states if self.patterns.size else ():
            self._settle(state, random)
        return states

    def _settle(self, state: Signs, random: np.random.Generator) -> None:
        """Sweep until no unit flips any more, in place."""
        products = state @ self.patterns
        opposed = self._opposed(state, products)
        for _ in range(MOST_SWEEPS):
            order, at = random.permutation(self.units), 0
            if not opposed.any():
                return
            while opposed[order[at:]].any():
                at += int(opposed[order[at:]].argmax()) + 1
                unit = order[at - 1]
                state[unit] *= -1
                products += 2.0 * float(state[unit]) * self.patterns[unit]
                opposed = self._opposed(state, products)
        raise SimulationError(f"a dense Hopfield network did not settle in {MOST_SWEEPS} sweeps")

    def _opposed(self, state: Signs, products: Vector) -> Bits:
        """Say of every unit whether it would flip if it were updated now.

        Without unit i the product is p - 1 with a pattern that agrees with it, and p + 1 with one
        that does not. With the pulls of both, a and b, what holds the unit as it is adds up to
        1/2 sum_mu (a - b) + 1/2 s_i sum_mu x_mu_i (a + b), which is one product for all units.
        """
        agreeing, other = self.interaction.pulls(np.array([products - 1, products + 1]), self.units)
        holds = np.sum(agreeing - other) + state * (self.patterns @ (agreeing + other))
        return np.asarray(holds < -NOTHING * np.sum(np.abs(agreeing) + np.abs(other)))
