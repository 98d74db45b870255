"""From spikes to firing rates, and from rates to what artificial networks take in.

Every artificial agent perceives through this adapter: Poisson spikes of the brain's own input
population are drawn and counted, so that networks get the brain's items in the brain's noise.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from neurosim.errors import InputError
from neurosim.parameters import cited
from neurosim.protocol import Bits, Code, InputRates, Senses, Spikes, Vector


@dataclass(frozen=True)
class RateAdapter:
    """Reads spike trains as rates in Hz, as activity of 0 to 1, and as bits.

    Input spikes are drawn in continuous time; the brain's are drawn in time steps, which is the
    same as long as a unit is unlikely to fire twice in a step.
    """

    inputs: InputRates = field(default_factory=InputRates)
    skipped: float = cited(
        0.0,
        "s",
        "chosen",
        "beginning of each window that is not counted; input units fire steadily from the start",
        0,
        10,
    )
    threshold: float = cited(
        0.5,
        "1",
        "chosen",
        "share of the active rate from which a unit counts as on: 10 of 20 spikes in 400 ms, "
        "which misses 1 active unit in 200 and takes almost no background for signal",
        0,
        1,
    )

    def rates(self, spikes: Spikes, start: float, stop: float) -> Vector:
        """Return each cell's rate in Hz in the window [start, stop), shape (size,).

        Raises
        ------
        InputError
            If nothing is left of the window after what is skipped at its beginning.
        """
        begin = start + self.skipped
        if not begin < stop:
            raise InputError(f"no window from {begin:g} s to {stop:g} s to count spikes in")
        return spikes.counts(begin, stop) / (stop - begin)

    def normalised(self, rates: Vector) -> Vector:
        """Return rates in Hz as shares of an active input unit's rate, cut off at 1.

        Raises
        ------
        InputError
            If active input units are silent, which leaves nothing to compare with.
        """
        if not self.inputs.active > 0:
            raise InputError("rates are read as shares of inputs.active, which must not be 0 Hz")
        return np.clip(rates / self.inputs.active, 0.0, 1.0)

    def binarised(self, activity: Vector) -> Bits:
        """Return which units count as on, given activity of 0 to 1."""
        return np.asarray(activity >= self.threshold, bool)

    def input_spikes(self, shown: Bits, seconds: float, random: np.random.Generator) -> Spikes:
        """Draw what the input population fires while `shown` is before the senses."""
        counts = random.poisson(self.inputs.of(shown) * seconds)
        cells = np.repeat(np.arange(len(shown), dtype=np.int32), counts)
        moments = random.uniform(0.0, seconds, len(cells))
        order = np.argsort(moments)
        return Spikes(cells[order], moments[order], len(shown))

    def perceive(self, shown: Bits, seconds: float, random: np.random.Generator) -> Vector:
        """Return the noisy activity of 0 to 1 that input units bring in, shape as `shown`."""
        spikes = self.input_spikes(shown, seconds, random)
        return self.normalised(self.rates(spikes, 0.0, seconds))

    def perceive_code(
        self, code: Code, senses: Senses, seconds: float, random: np.random.Generator
    ) -> Vector:
        """Perceive the senses that a code has; units of absent senses are exactly 0.

        An absent sense is not stimulated at all: not even its background reaches the agent.
        """
        activity = self.perceive(senses.vector(code), seconds, random)
        present = senses.vector({s: np.ones(n, bool) for s, n in senses.sizes if s in code})
        return np.where(present, activity, 0.0)
