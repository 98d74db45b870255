"""Springs hold weights where they were; elastic ones those that old answers depend on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

import numpy as np

from neurosim.artificial.layered import LayeredPerceptron
from neurosim.artificial.training import Penalty
from neurosim.protocol import Vector


@final
class Springs(Penalty):
    """Holds every weight w_i at home w*_i with a spring s_i.

    ::

        L = L_new + 1/2 sum_i s_i (w_i - w*_i)^2

    Parameters
    ----------
    network
        The network whose weights are home; copied.
    springs
        Pull of every spring per unit of weight, of the shapes of the weights.
    """

    def __init__(self, network: LayeredPerceptron, springs: Sequence[Vector]) -> None:
        self.home = tuple(weight.copy() for weight in network.weights)
        self.springs = tuple(springs)

    def slopes(self, weights: Sequence[Vector]) -> tuple[Vector, ...]:
        """Return s (w - w*)."""
        return tuple(
            spring * (weight - home)
            for spring, weight, home in zip(self.springs, weights, self.home, strict=True)
        )


def elastic_weights(
    network: LayeredPerceptron, old_inputs: Vector, stiffness: float, stiffest: float
) -> Springs:
    """Return springs as tight as old answers depend on a weight: elastic weight consolidation.

    Kirkpatrick et al. (2017), with the diagonal Fisher information F of the weights after the old
    task and the stiffness lambda: s = lambda F. A step of gradient descent over-shoots springs
    that are stiffer than 1 / learning rate, which is the longest step that moves a weight no
    further than home; stiffer ones count as that.

    Parameters
    ----------
    network
        The network after the old task.
    old_inputs
        What it was asked in the old task, shape (patterns, inputs).
    stiffness
        How much old answers count beside new ones: lambda.
    stiffest
        The most that any spring may pull per unit of weight: at most 1 / learning rate.
    """
    shares = network.fisher(old_inputs)
    return Springs(network, [np.minimum(stiffness * share, stiffest) for share in shares])


def equal_springs(network: LayeredPerceptron, stiffness: float) -> Springs:
    """Return the control: every weight is held as tightly, whether old answers need it or not."""
    return Springs(network, [np.full_like(weight, stiffness) for weight in network.weights])
