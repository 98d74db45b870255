"""The Hopfield network: memories as the valleys of an energy.

Hopfield (1982) stores patterns with about half of the units on. Of sparse patterns, the +1/-1
Hebb rule makes one big memory: most units are off in all of them, and their agreement drowns
what tells the patterns apart. The covariance rule counts activity from its mean, which repairs
this (Amit, Gutfreund & Sompolinsky 1987), and a threshold keeps silent units silent (Tsodyks &
Feigelman 1988). At a coding level of 0.5 and a threshold of 0 the rule is Hopfield's own.
"""

from __future__ import annotations

from typing import final

import numpy as np

from neurosim.artificial.attractor import MOST_SWEEPS
from neurosim.errors import SimulationError
from neurosim.protocol import Bits, Vector


@final
class HopfieldNetwork:
    """Units of 0 or 1 that are coupled symmetrically and updated one at a time.

    With the state s, the couplings J (symmetric, no self-coupling) and the threshold theta::

        dJ_ij = (x_i - a) (x_j - a) / (N a (1 - a))     storing the pattern x, coding level a
        h_i   = sum_j J_ij s_j - theta                  what pulls unit i up
        s_i   = 1 if h_i > 0 else 0                     one asynchronous update
        E     = -1/2 s J s + theta sum_i s_i            never rises, for J is symmetric

    A stored pattern pulls its own units up by 1 - a - theta and all others down by a + theta.

    Parameters
    ----------
    units
        Number of units.
    coding_level
        Share of the units that are active in a pattern.
    threshold
        What a unit's input must exceed, where 1 is the pull of a whole stored pattern.

    Attributes
    ----------
    sweeps
        How often each unit has been updated so far.
    """

    def __init__(self, units: int, coding_level: float, threshold: float) -> None:
        self.coding_level = float(coding_level)
        self.threshold = float(threshold)
        self.couplings: Vector = np.zeros((units, units))
        self.sweeps = 0

    def store(self, pattern: Bits) -> None:
        """Add a pattern to the couplings in one Hebbian step."""
        level, units = self.coding_level, len(pattern)
        above_mean = pattern - level
        self.couplings += np.outer(above_mean, above_mean) / (units * level * (1 - level))
        np.fill_diagonal(self.couplings, 0.0)

    def energy(self, state: Bits) -> float:
        """Return the energy of a state."""
        return float(-0.5 * state @ self.couplings @ state + self.threshold * np.sum(state))

    def updated(self, state: Bits, unit: int) -> bool:
        """Return what one unit becomes when it looks at all others."""
        return bool(self.couplings[unit] @ state > self.threshold)

    def swept(self, state: Bits, random: np.random.Generator) -> Bits:
        """Return the state after each unit was updated once, one at a time, in random order."""
        self.sweeps += 1
        new = np.array(state, bool)
        for unit in random.permutation(len(new)):
            new[unit] = self.updated(new, unit)
        return new

    def settle(self, start: Bits, random: np.random.Generator) -> Bits:
        """Sweep through the units until none changes any more: the bottom of a valley.

        This ends: a unit that turns on lowers the energy, a unit that turns off does not raise
        it, and units cannot turn off for ever.

        Raises
        ------
        SimulationError
            If it did not end, which only rounding could cause.
        """
        state = np.array(start, bool)
        for _ in range(MOST_SWEEPS):
            new = self.swept(state, random)
            if np.array_equal(new, state):
                return state
            state = new
        raise SimulationError(f"a Hopfield network did not settle in {MOST_SWEEPS} sweeps")
