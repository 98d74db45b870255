"""From CA3 to a Hopfield network: cells to units, synapses to couplings, spikes to states.

With the weight W_ij >= 0 of the synapse from cell j onto cell i, the inhibition g, and s_i = 1 if
cell i fires in a window of some ms, else 0::

    J_ij = ((W_ij + W_ji) / 2 - g) / pull,   J_ii = 0
    pull = mean over patterns and their cells of sum_j ((W_ij + W_ji) / 2 - g) s_j
    E(s) = -1/2 s J s + theta sum_i s_i

A network of symmetric couplings has an energy (Hopfield 1982); synapses of CA3 are not symmetric,
so that only the symmetric part of their weights is kept. They excite only: what keeps the units
of all other patterns down is inhibition, which every active unit raises by as much, and a
threshold (Tsodyks & Feigelman 1988; Treves & Rolls 1994). `pull` makes 1 of what a whole pattern
pulls on one of its own cells with, so that energies of brains with other weights compare.
See ``docs/adapters/hopfield.md`` for the limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from neurosim.artificial import HopfieldNetwork
from neurosim.errors import InputError
from neurosim.parameters import cited, in_si
from neurosim.protocol import Bits, Spikes, Synapses, Vector

ROUNDING = 1e-9
"""Seconds that spikes on the border of a window may be off."""


@dataclass(frozen=True)
class HopfieldAdapter:
    """Reads patterns, states and couplings off a population that excites itself."""

    least: float = cited(
        2, "spikes", "chosen", "at study, from which on a cell is in the pattern: a doublet", 1, 100
    )
    smallest: float = cited(
        5, "cells", "chosen", "of a pattern; what fewer cells stand for is no assembly", 2, 1000
    )
    pause: float = cited(
        10.0, "ms", "chosen", "of silence before a volley: two thirds of tau_slow", 0.5, 1000
    )
    driven: float = cited(
        3.0,
        "ms",
        "chosen",
        "from the first spike of a volley: a partner's spike moves a cell by under 1 mV of the 20 "
        "that it needs, so that what fires is driven by the cue",
        0.5,
        100,
    )
    window: float = cited(
        20.0, "ms", "chosen", "a volley of a whole assembly lasts 5 to 15 ms", 1, 1000
    )
    inhibition: float = cited(
        0.05, "1", "chosen",
        "half of the largest weight; at the mean weight (0.001) patterns run into one", 0, 10,
    )  # fmt: skip
    threshold: float = cited(
        0.05,
        "1",
        "chosen",
        "share of the pull of a pattern: one cell of a strong one starts it",
        0,
        1,
    )

    def pattern(self, spikes: Spikes) -> Bits:
        """Return the cells that stand for what was studied, shape (cells,)."""
        return np.asarray(spikes.counts(0.0, np.inf) >= self.least)

    def is_pattern(self, pattern: Bits) -> bool:
        """Say whether enough cells stand for something."""
        return bool(np.count_nonzero(pattern) >= self.smallest)

    def volley(self, spikes: Spikes) -> float | None:
        """Return when the largest volley begins, in seconds; None if there is not a spike.

        A volley begins with a spike before which all cells were silent for a pause. The largest is
        the one in whose window most cells fire, the first of several.
        """
        times = spikes.seconds
        if not times.size:
            return None
        begins = times[np.diff(times, prepend=-np.inf) > in_si(self.pause)]
        sizes = [np.count_nonzero(self.fired(spikes, at, self.window)) for at in begins]
        return float(begins[int(np.argmax(sizes))])

    def fired(self, spikes: Spikes, since: float, ms: float) -> Bits:
        """Return the state: which cells fired in so many ms since a moment, shape (cells,)."""
        since -= ROUNDING
        return np.asarray(spikes.counts(since, since + ms / 1000) > 0)

    def pull(self, synapses: Synapses, patterns: Sequence[Bits]) -> float:
        """Return what a whole pattern pulls on one of its own cells with, on average.

        Raises
        ------
        InputError
            If patterns do not hold themselves: nothing was learned, or inhibition is too strong.
        """
        excess = self._excess(synapses)
        found = [float(np.mean((excess @ pattern)[pattern])) for pattern in patterns]
        pull = float(np.mean(found)) if found else 0.0
        if not pull > 0:
            raise InputError("no pattern holds its own cells: there is nothing to make 1 of")
        return pull

    def network(self, synapses: Synapses, pull: float) -> HopfieldNetwork:
        """Return the Hopfield network that synapses make.

        Parameters
        ----------
        pull
            Weight that becomes a coupling of 1; that of intact synapses for controls as well, so
            that their energies have the same unit.

        Raises
        ------
        InputError
            If the synapses do not stay within one population.
        """
        network = HopfieldNetwork(synapses.behind, 0.5, self.threshold)
        network.couplings = self._excess(synapses) / pull
        return network

    def _excess(self, synapses: Synapses) -> Vector:
        """Return the symmetric part of the weights above inhibition, 0 on the diagonal."""
        if synapses.before != synapses.behind:
            raise InputError(
                "couplings are within one population, but these synapses connect "
                f"{synapses.before} cells to {synapses.behind}"
            )
        weights = synapses.matrix()
        excess: Vector = (weights + weights.T) / 2 - float(self.inhibition)
        np.fill_diagonal(excess, 0.0)
        return excess


def permuted(synapses: Synapses, random: np.random.Generator) -> Synapses:
    """Return the same weights on the same synapses, but each on another one."""
    return replace(synapses, weights=random.permutation(synapses.weights))


def agreement(one: Bits, other: Bits) -> float:
    """Return the correlation of two states, -1 to 1; 0 if either is all on or all off."""
    a, b = one - np.mean(one), other - np.mean(other)
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size > 0 else 0.0
