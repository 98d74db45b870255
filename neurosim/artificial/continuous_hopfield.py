"""The continuous Hopfield network, one update of which is attention (Ramsauer et al. 2020)."""

from __future__ import annotations

from typing import final

import numpy as np
from numpy.typing import ArrayLike

from neurosim.artificial.attractor import AttractorMemory
from neurosim.artificial.sign_patterns import Signs, check_room, checked
from neurosim.errors import InputError
from neurosim.protocol import Vector


def attention(queries: Vector, keys: Vector, values: Vector, beta: float) -> Vector:
    """Return softmax(beta Q K^T) V, a mean of the values for every query (Vaswani et al. 2017).

    Parameters
    ----------
    queries, keys, values
        Shapes (queries, width), (keys, width) and (keys, width of a value).
    beta
        Steepness; in transformers 1 / sqrt(width).
    """
    scores = beta * (queries @ keys.T)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    return np.asarray(weights @ values)


@final
class ContinuousHopfieldNetwork(AttractorMemory):
    """Units with real values, and the energy of Ramsauer et al. (2020).

    ::

        E(s) = -(1/beta) log sum_mu exp(beta x_mu . s) + 1/2 s . s     + constants
        s    = sum_mu x_mu exp(beta x_mu . s) / sum_nu exp(beta x_nu . s)

    The update goes where the energy's slope along its convex half, s, is what it was along the
    other half; so it never raises the energy. Patterns may be any real numbers; the common face of
    attractor memories stores +1 and -1 and retrieves the signs after one update.

    Parameters
    ----------
    units
        Number of units.
    beta
        Inverse temperature, above 0: how much more a pattern counts that is more like the state.

    Raises
    ------
    InputError
        If beta is not above 0.
    """

    def __init__(self, units: int, beta: float) -> None:
        super().__init__(units)
        if not 0 < beta < np.inf:
            raise InputError(f"beta must be a number above 0, not {beta}")
        self.beta = float(beta)
        self.patterns: Vector = np.zeros((0, units))

    def store(self, patterns: ArrayLike) -> None:
        """Keep patterns of +1 and -1.

        Raises
        ------
        InputError
            If they are no such patterns of this length, or take more memory than allowed.
        """
        self.keep(np.asarray(checked(patterns, self.units), float))

    def keep(self, patterns: Vector) -> None:
        """Keep patterns of real numbers, shape (patterns, units).

        Raises
        ------
        InputError
            If the shape is another one, a value is not finite, or they take too much memory.
        """
        if patterns.ndim != 2 or patterns.shape[1] != self.units:
            raise InputError(
                f"patterns must have the shape (patterns, {self.units}), not {patterns.shape}"
            )
        if not np.isfinite(patterns).all():
            raise InputError("patterns must be finite numbers, but some are NaN or infinite")
        check_room("patterns", len(self.patterns) + len(patterns), self.units)
        self.patterns = np.concatenate([self.patterns, patterns])

    def energy(self, states: Vector) -> Vector:
        """Return the energy of each state, without constants, shape (states,)."""
        from scipy.special import logsumexp  # late: it takes a while to import

        alike = logsumexp(self.beta * (states @ self.patterns.T), axis=1) / self.beta
        return np.asarray(0.5 * np.sum(states**2, axis=1) - alike)

    def updated(self, states: Vector) -> Vector:
        """Return the states after one update, shape (states, units).

        It is the slope of (1/beta) log sum exp: every pattern times its share of the sum.
        """
        from scipy.special import logsumexp  # late: it takes a while to import

        alike = self.beta * (states @ self.patterns.T)
        shares = np.exp(alike - logsumexp(alike, axis=1, keepdims=True))
        return np.asarray(shares @ self.patterns)

    def retrieve(self, cues: ArrayLike, random: np.random.Generator) -> Signs:
        """Return the signs after one update, of 0 the cue's; nothing about it is random.

        Raises
        ------
        InputError
            If the cues are no patterns of +1 and -1 of this length.
        """
        states = checked(cues, self.units)
        if not self.patterns.size:
            return states
        new = self.updated(states.astype(float))
        return np.where(new, np.sign(new), states).astype(np.int8)
