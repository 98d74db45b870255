"""A network that makes up inputs like those it has seen: a denoising autoencoder."""

from __future__ import annotations

from typing import final

import numpy as np

from neurosim.artificial.layered import LayeredPerceptron, initial_layers
from neurosim.artificial.losses import CrossEntropy
from neurosim.artificial.optimisers import Adam
from neurosim.artificial.training import Examples, Schooling
from neurosim.protocol import Vector


@final
class Dreamer:
    """Learns to take noise off patterns of bits, and dreams by taking it off nothing but noise.

    Chance flips some of the bits, the network says how likely each is on, chance draws them, and
    so on: after enough rounds these are samples of what it was taught (Bengio et al. 2013).

    Parameters
    ----------
    units, hidden
        Size of a pattern, and number of hidden units.
    noise
        Share of bits that are flipped in each round.
    random
        Draws initial weights, noise and bits.
    """

    def __init__(self, units: int, hidden: int, noise: float, random: np.random.Generator) -> None:
        self.noise = float(noise)
        self.random = random
        self.units = units
        layers = initial_layers((units, hidden, units), hidden**-0.5, random)
        self.network = LayeredPerceptron(layers, CrossEntropy())

    def learn(self, patterns: Vector, epochs: int, learning_rate: float) -> None:
        """See every pattern once an epoch, each time with other noise."""
        adam, online = Adam(learning_rate), Schooling(1)
        for _ in range(epochs):
            online.epoch(
                self.network, Examples(self._flipped(patterns), patterns), adam, self.random
            )

    def dream(self, count: int, rounds: int) -> Vector:
        """Return patterns that it makes up, shape (count, units)."""
        patterns = (self.random.random((count, self.units)) < 0.5).astype(float)
        for _ in range(rounds):
            likely = self.network.answer(self._flipped(patterns))
            patterns = (self.random.random(likely.shape) < likely).astype(float)
        return patterns

    def _flipped(self, patterns: Vector) -> Vector:
        flipped = self.random.random(patterns.shape) < self.noise
        return np.where(flipped, 1 - patterns, patterns)
