"""The Hopfield network with units of +1 and -1: memories as the valleys of an energy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import ArrayLike

from neurosim.artificial.attractor import MOST_SWEEPS, AttractorMemory
from neurosim.artificial.sign_patterns import Signs, check_room, checked
from neurosim.artificial.storage_rules import Couplings, StorageRule
from neurosim.errors import SimulationError
from neurosim.protocol import Bits, Vector

AHEAD = 64
"""Units that are looked at together for the next one to flip; chosen for speed, changes nothing."""

NOTHING = 1e-6
"""A field, as a share of a stored pattern's pull, that is too weak to move a unit. Chosen: above
rounding, below 1/N, so that Hebb's whole numbers are compared exactly."""


@dataclass(frozen=True, eq=False)
class Settled:
    """Where synchronous updates ended.

    Attributes
    ----------
    states
        The last state of each, shape (states, units).
    cycling
        Those that go back and forth between two states for ever, shape (states,).
    """

    states: Signs
    cycling: Bits


@final
class SignHopfieldNetwork(AttractorMemory):
    """Units of +1 and -1 that are coupled symmetrically (Hopfield 1982).

    ::

        h_i = sum_j J_ij s_j             field; J_ii as the storage rule has it, never negative
        s_i = sign(h_i); unchanged at 0  update
        E   = -1/2 sum_ij J_ij s_i s_j   never rises where units are updated one at a time

    Asynchronous updates are one at a time: in every sweep each unit is visited once, in a new
    random order, and sees all flips before it. Fields are kept and changed by each flip, so that
    only flips cost N operations. Synchronous updates change all units at once; they end in a state
    or in a cycle of two.

    Parameters
    ----------
    units
        Number of units.
    rule
        How patterns are stored.
    precision
        Type of the couplings. Single precision is exact for Hebb's rule; others need double.

    Raises
    ------
    InputError
        If couplings of so many units would take more memory than is allowed.
    """

    def __init__(
        self, units: int, rule: StorageRule, precision: type[np.floating] = np.float64
    ) -> None:
        super().__init__(units)
        check_room("couplings", units, units, bytes_each=np.dtype(precision).itemsize)
        self.rule = rule
        self.couplings: Couplings = np.zeros((units, units), precision)

    def store(self, patterns: ArrayLike) -> None:
        """Store patterns by the rule, in their order.

        Raises
        ------
        InputError
            If they are no patterns of +1 and -1 of this length, or the rule cannot store them.
        """
        self.rule.add(self.couplings, checked(patterns, self.units))

    def shuffled(self, random: np.random.Generator) -> SignHopfieldNetwork:
        """Return the control: the same couplings, symmetric, each between other units."""
        other = SignHopfieldNetwork(self.units, self.rule, self.couplings.dtype.type)
        above = np.triu_indices(self.units, 1)
        other.couplings[above] = random.permutation(self.couplings[above])
        other.couplings += other.couplings.T
        np.fill_diagonal(other.couplings, np.diagonal(self.couplings))
        return other

    def fields(self, states: Signs) -> Couplings:
        """Return N h, what pulls every unit, shape (states, units)."""
        signs = states.astype(self.couplings.dtype)
        return np.asarray(signs @ self.couplings - signs * self._silent())

    def energy(self, states: Signs) -> Vector:
        """Return the energy of each state, shape (states,); a lone stored pattern has -(N-1)/2."""
        return np.asarray(-0.5 * np.sum(states * self.fields(states), axis=1, dtype=float)) / (
            self.units
        )

    def retrieve(self, cues: ArrayLike, random: np.random.Generator) -> Signs:
        """Return the state that each cue settles into by asynchronous updates.

        Raises
        ------
        InputError
            If the cues are no patterns of +1 and -1 of this length.
        SimulationError
            If one does not settle, which only rounding could cause.
        """
        states = checked(cues, self.units)
        for state, field in zip(states, self.fields(states), strict=True):
            self._settle(state, field, random)
        return states

    def retrieve_together(self, cues: ArrayLike) -> Settled:
        """Return where each cue ends by synchronous updates: in a state, or in a cycle of two.

        Raises
        ------
        InputError
            If the cues are no patterns of +1 and -1 of this length.
        SimulationError
            If one does neither, which only rounding could cause.
        """
        states = checked(cues, self.units)
        cycling, before = np.zeros(len(states), bool), np.zeros_like(states)
        moving = np.arange(len(states))
        for _ in range(MOST_SWEEPS):
            if not moving.size:
                return Settled(states, cycling)
            now = states[moving]
            new = self._updated(now)
            stays = np.all(new == now, axis=1)
            returns = ~stays & np.all(new == before[moving], axis=1)
            before[moving], states[moving] = now, new
            cycling[moving] = returns
            moving = moving[~(stays | returns)]
        raise SimulationError(f"a Hopfield network did not settle in {MOST_SWEEPS} updates")

    def _updated(self, states: Signs) -> Signs:
        fields = self.fields(states)
        moved = np.abs(fields) > NOTHING * self.units
        return np.where(moved, np.sign(fields), states).astype(np.int8)

    def _silent(self) -> Couplings:
        """Return what of the diagonal does not act on the units."""
        return np.asarray(np.diagonal(self.couplings) - self.rule.self_couplings(self.couplings))

    def _settle(self, state: Signs, field: Couplings, random: np.random.Generator) -> None:
        """Sweep until no unit flips any more, in place; `field` is that of the state."""
        silent = self._silent()
        for _ in range(MOST_SWEEPS):
            if self._sweep(state, field, silent, random):
                continue
            # What flips added up to is rounded; fields that are new must say the same.
            field[...] = self.fields(state[np.newaxis])[0]
            if np.all(state * field >= -NOTHING * self.units):
                return
        raise SimulationError(f"a Hopfield network did not settle in {MOST_SWEEPS} sweeps")

    def _sweep(
        self, state: Signs, field: Couplings, silent: Couplings, random: np.random.Generator
    ) -> int:
        """Visit every unit once, one at a time, in random order; return how many flipped."""
        order, at, flips = random.permutation(self.units), 0, 0
        while at < self.units:
            ahead = order[at : at + AHEAD]
            opposed = state[ahead] * field[ahead] < -NOTHING * self.units
            first = int(opposed.argmax())
            if not opposed[first]:
                at += AHEAD
                continue
            unit = ahead[first]
            state[unit] *= -1
            step = 2.0 * float(state[unit])
            field += self.couplings.dtype.type(step) * self.couplings[unit]
            field[unit] -= step * silent[unit]
            flips += 1
            at += first + 1
        return flips
