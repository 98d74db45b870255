"""Elastic weight consolidation: weights that old answers depend on are held by springs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

import numpy as np

from neurosim.artificial.layered import LayeredPerceptron
from neurosim.artificial.training import Penalty
from neurosim.protocol import Vector


@final
class ElasticWeights(Penalty):
    """Holds every weight where it was, as tightly as old answers depend on it.

    Kirkpatrick et al. (2017), with the weights w* after the old task, their diagonal Fisher
    information F and the stiffness lambda::

        L = L_new + lambda / 2 sum_i F_i (w_i - w*_i)^2

    A step of gradient descent over-shoots springs that are stiffer than 1 / learning rate, which
    is the longest step that moves a weight no further than home; stiffer ones count as that.

    Parameters
    ----------
    network
        The network after the old task; copied.
    old_inputs
        What it was asked in the old task, shape (patterns, inputs).
    stiffness
        How much old answers count beside new ones: lambda.
    stiffest
        The most that any spring may pull per unit of weight: at most 1 / learning rate.
    """

    def __init__(
        self, network: LayeredPerceptron, old_inputs: Vector, stiffness: float, stiffest: float
    ) -> None:
        self.home = tuple(weight.copy() for weight in network.weights)
        self.springs = tuple(
            np.minimum(stiffness * share, stiffest) for share in network.fisher(old_inputs)
        )

    def slopes(self, weights: Sequence[Vector]) -> tuple[Vector, ...]:
        """Return lambda F (w - w*)."""
        return tuple(
            spring * (weight - home)
            for spring, weight, home in zip(self.springs, weights, self.home, strict=True)
        )


@final
class EqualSprings(Penalty):
    """The control: every weight is held equally tightly, whether old answers need it or not.

    ::

        L = L_new + stiffness / 2 sum_i (w_i - w*_i)^2

    Parameters
    ----------
    network
        The network after the old task; copied.
    stiffness
        Pull of every spring per unit of weight.
    """

    def __init__(self, network: LayeredPerceptron, stiffness: float) -> None:
        self.home = tuple(weight.copy() for weight in network.weights)
        self.stiffness = float(stiffness)

    def slopes(self, weights: Sequence[Vector]) -> tuple[Vector, ...]:
        """Return stiffness (w - w*)."""
        return tuple(
            self.stiffness * (weight - home)
            for weight, home in zip(weights, self.home, strict=True)
        )
