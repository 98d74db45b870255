"""Three ways to store patterns of +1 and -1 in symmetric couplings.

Couplings W are kept times N, the number of units: J_ij = W_ij / N. Hebb's are whole numbers then,
sums of them are exact, and a single stored pattern pulls each unit with about N.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from neurosim.artificial.sign_patterns import Signs
from neurosim.errors import InputError
from neurosim.parameters import cited

Couplings = NDArray[np.floating]
"""Symmetric, times N, shape (units, units)."""

DEPENDENT = 1e-9
"""Share of a pattern, squared, that must lie outside of what is stored. Chosen: far above rounding,
far below 1/N, the least that independent patterns of +1 and -1 were seen to have."""


@dataclass(frozen=True)
class StorageRule(ABC):
    """How couplings change when patterns are stored.

    Attributes
    ----------
    sources
        What it is based on.
    """

    sources: ClassVar[tuple[str, ...]]

    @abstractmethod
    def add(self, couplings: Couplings, patterns: Signs) -> None:
        """Store patterns, in their order, in couplings that may hold others already.

        Raises
        ------
        InputError
            If the rule cannot store them.
        """

    def self_couplings(self, couplings: Couplings) -> Couplings:
        """Return how strongly each unit is coupled to itself when it is updated, times N."""
        return np.zeros_like(couplings, shape=len(couplings))


@dataclass(frozen=True)
class HebbRule(StorageRule):
    """Hopfield (1982): J_ij = (1/N) sum_mu x_i x_j, and J_ii = 0."""

    sources: ClassVar[tuple[str, ...]] = ("hopfield1982", "amit1985")

    def add(self, couplings: Couplings, patterns: Signs) -> None:
        """Add the products of all pairs of units."""
        signs = patterns.astype(couplings.dtype)
        couplings += signs.T @ signs
        np.fill_diagonal(couplings, 0.0)


@dataclass(frozen=True)
class PseudoInverseRule(StorageRule):
    """Personnaz, Guyon & Dreyfus (1985): J projects onto the patterns, J x = x for each of them.

    ::

        r  = x - J x                     what of the pattern is new
        dJ = r r^T / (r^T r)

    which gives J = X^+ X, whatever their order. It is not local: r_i needs all of J. The diagonal
    is part of the projection; Kanter & Sompolinsky (1987) leave it out when units are updated,
    which widens the basins.
    """

    sources: ClassVar[tuple[str, ...]] = ("personnaz1985", "kanter1987")

    self_coupling: float = cited(
        0.0, "1", "kanter1987", "share of the diagonal that acts; 1: Personnaz et al. (1985)", 0, 1
    )

    def add(self, couplings: Couplings, patterns: Signs) -> None:
        """Project onto the patterns as well; all at once, by QR decomposition.

        Raises
        ------
        InputError
            If the patterns, with those that are stored, are linearly dependent.
        """
        units = len(couplings)
        stored = round(float(np.trace(couplings)) / units)
        if stored + len(patterns) > units:
            raise InputError(
                f"the pseudo-inverse rule stores {units} patterns in {units} units at most, "
                f"not {stored + len(patterns)}"
            )
        signs = patterns.astype(couplings.dtype)
        basis, heights = np.linalg.qr((signs - signs @ couplings / units).T)
        outside = np.diagonal(heights) ** 2 / units
        if outside.size and outside.min() < DEPENDENT:
            which = int(np.argmax(outside < DEPENDENT)) + 1
            raise InputError(
                "the pseudo-inverse rule needs linearly independent patterns, but "
                f"pattern {which} of {len(patterns)} is a mixture of others"
            )
        couplings += units * (basis @ basis.T)

    def self_couplings(self, couplings: Couplings) -> Couplings:
        """Return the share of the diagonal that acts."""
        return np.asarray(self.self_coupling * np.diagonal(couplings))


@dataclass(frozen=True)
class StorkeyRule(StorageRule):
    """Storkey (1997): Hebb's rule, less what the units know already. Local, pattern by pattern.

    ::

        h_ij  = sum_k J_ik x_k  over all k but i and j
        dJ_ij = (x_i x_j - x_i h_ji - h_ij x_j) / N,  and J_ii = 0

    With h_i = sum_k J_ik x_k, h_ij is h_i - J_ij x_j, so that all pairs change at once by
    (x x^T - x h^T - h x^T + 2 J) / N.
    """

    sources: ClassVar[tuple[str, ...]] = ("storkey1997", "storkey1999")

    def add(self, couplings: Couplings, patterns: Signs) -> None:
        """Add one pattern after the other."""
        units = len(couplings)
        for pattern in patterns.astype(couplings.dtype):
            crossed = np.outer(pattern, couplings @ pattern / units)
            couplings *= 1 + 2 / units
            couplings += np.outer(pattern, pattern) - crossed - crossed.T
            np.fill_diagonal(couplings, 0.0)
