"""Ways down a slope: gradient descent, with or without momentum, and Adam.

They move whatever weights they are given - any tuple of arrays, such as the weights of a network -
along slopes of the same shapes, in place. One optimiser serves one network: it remembers where the
last steps went.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import final

import numpy as np

from neurosim.errors import InputError
from neurosim.protocol import Vector

MOST_GROWTH = 1e4
"""How many times its start a loss may become; chosen: far beyond what a step too long overshoots
by and comes back from, far below what overflows."""


class Optimiser(ABC):
    """Moves weights down the slope of a loss.

    Parameters
    ----------
    learning_rate
        How far a step goes; in weights per unit of slope, or, for Adam, in weights.

    Raises
    ------
    InputError
        If the learning rate is no positive number.
    """

    def __init__(self, learning_rate: float) -> None:
        if not (math.isfinite(learning_rate) and learning_rate > 0):
            raise InputError(f"a learning rate must be a positive number, not {learning_rate:g}")
        self.learning_rate = float(learning_rate)

    @abstractmethod
    def step(self, weights: Sequence[Vector], slopes: Sequence[Vector]) -> None:
        """Take one step, in place; `slopes` are the loss's along each of the weights."""


@final
class GradientDescent(Optimiser):
    """Gradient descent with momentum (Rumelhart, Hinton & Williams 1986).

    With the slope g, the learning rate eta and the momentum alpha::

        v <- alpha v - eta g
        w <- w + v

    Parameters
    ----------
    learning_rate
        Weights per unit of slope.
    momentum
        What is kept of the last step, 0 (plain gradient descent) to below 1.

    Raises
    ------
    InputError
        If a number is out of its range.
    """

    def __init__(self, learning_rate: float, momentum: float = 0.0) -> None:
        super().__init__(learning_rate)
        self.momentum = _share("momentum", momentum)
        self._velocities: list[Vector] = []

    def step(self, weights: Sequence[Vector], slopes: Sequence[Vector]) -> None:
        """Take one step, in place."""
        self._velocities = self._velocities or [np.zeros_like(weight) for weight in weights]
        for weight, slope, velocity in zip(weights, slopes, self._velocities, strict=True):
            velocity[...] = self.momentum * velocity - self.learning_rate * slope
            weight[...] += velocity


@final
class Adam(Optimiser):
    """Adam: every weight has a step size of its own (Kingma & Ba 2015, algorithm 1).

    With the slope g at step t (from 1)::

        m <- beta1 m + (1 - beta1) g            mean of the slope
        v <- beta2 v + (1 - beta2) g^2          mean of its square
        w <- w - eta (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)

    Parameters
    ----------
    learning_rate
        The first step of each weight, whatever its slope.
    beta1, beta2
        What the means keep at each step, 0 to below 1; defaults are those of the paper.
    epsilon
        Keeps steps small where slopes are.

    Raises
    ------
    InputError
        If a number is out of its range.
    """

    def __init__(
        self,
        learning_rate: float = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
    ) -> None:
        super().__init__(learning_rate)
        self.beta1, self.beta2 = _share("beta1", beta1), _share("beta2", beta2)
        if not (math.isfinite(epsilon) and epsilon > 0):
            raise InputError(f"epsilon must be a positive number, not {epsilon:g}")
        self.epsilon = float(epsilon)
        self._steps = 0
        self._means: list[Vector] = []
        self._squares: list[Vector] = []

    def step(self, weights: Sequence[Vector], slopes: Sequence[Vector]) -> None:
        """Take one step, in place."""
        self._means = self._means or [np.zeros_like(weight) for weight in weights]
        self._squares = self._squares or [np.zeros_like(weight) for weight in weights]
        self._steps += 1
        mean_share = 1 - self.beta1**self._steps
        square_share = 1 - self.beta2**self._steps
        for weight, slope, mean, square in zip(
            weights, slopes, self._means, self._squares, strict=True
        ):
            mean[...] = self.beta1 * mean + (1 - self.beta1) * slope
            square[...] = self.beta2 * square + (1 - self.beta2) * slope**2
            spread = np.sqrt(square / square_share) + self.epsilon
            weight[...] -= self.learning_rate * (mean / mean_share) / spread


def check_descent(loss: float, start: float, learning_rate: float) -> None:
    """Check that training has not diverged.

    Parameters
    ----------
    loss
        The loss now.
    start
        The loss before the first step.
    learning_rate
        What to name.

    Raises
    ------
    InputError
        If the loss is no finite number, or more than `MOST_GROWTH` times what it was.
    """
    if not math.isfinite(loss) or loss > MOST_GROWTH * start:
        raise InputError(
            f"training diverged at a learning rate of {learning_rate:g}: the loss went from "
            f"{start:.3g} to {loss:.3g} (a smaller learning rate is needed)"
        )


def _share(name: str, value: float) -> float:
    if not 0 <= value < 1:
        raise InputError(f"{name} must be at least 0 and below 1, not {value:g}")
    return float(value)
