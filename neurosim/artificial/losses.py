"""What an answer of logistic outputs costs, and its slope along their drive."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import final

import numpy as np

from neurosim.artificial.mlp import cross_entropy, logistic
from neurosim.protocol import Vector


class Loss(ABC):
    """A loss of outputs y = 1 / (1 + exp(-a)) whose targets are t; arrays are (patterns, units)."""

    @abstractmethod
    def total(self, drive: Vector, targets: Vector) -> float:
        """Return the loss, summed over patterns and units."""

    @abstractmethod
    def slope(self, drive: Vector, targets: Vector) -> Vector:
        """Return its slope along each drive."""

    @abstractmethod
    def curvature(self, drive: Vector) -> Vector:
        """Return its mean second slope along each drive, if the answers are right on average."""


@final
class CrossEntropy(Loss):
    """Minus the log probability of the targets, where outputs are probabilities.

    ::

        L = -sum t log y + (1 - t) log(1 - y)      dL/da = y - t
    """

    def total(self, drive: Vector, targets: Vector) -> float:
        """Return the loss in nats."""
        return cross_entropy(drive, targets)

    def slope(self, drive: Vector, targets: Vector) -> Vector:
        """Return y - t: the slope of the logistic function cancels."""
        return logistic(drive) - targets

    def curvature(self, drive: Vector) -> Vector:
        """Return y (1 - y)."""
        answer = logistic(drive)
        return answer * (1 - answer)


@final
class SquaredError(Loss):
    """Half the squared error, as in the first papers (Rumelhart, Hinton & Williams 1986).

    ::

        L = 1/2 sum (y - t)^2                      dL/da = (y - t) y (1 - y)
    """

    def total(self, drive: Vector, targets: Vector) -> float:
        """Return the loss."""
        return 0.5 * float(np.sum((logistic(drive) - targets) ** 2))

    def slope(self, drive: Vector, targets: Vector) -> Vector:
        """Return (y - t) y (1 - y): outputs that are surely wrong hardly learn."""
        answer = logistic(drive)
        return (answer - targets) * answer * (1 - answer)

    def curvature(self, drive: Vector) -> Vector:
        """Return (y (1 - y))^2."""
        answer = logistic(drive)
        return (answer * (1 - answer)) ** 2
