"""Learning rules of artificial units, for one weight that is told rates instead of spikes.

All see the same: the rate of the input x and of the unit y in every time bin, as shares of a
highest rate. None can see the order of spikes within a bin.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from neurosim.parameters import cited
from neurosim.protocol import Vector


@dataclass(frozen=True)
class RateRule(ABC):
    """A rule by which rates change one weight.

    Attributes
    ----------
    name
        What it is called in tables.
    sources
        What it is based on.
    """

    name: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]

    weight: float = cited(
        0.5, "1", "chosen", "half of what explains the output: room both ways", 1e-6, 1
    )

    @abstractmethod
    def step(self, weight: float, x: float, y: float) -> float:
        """Return the change of a weight in one time bin.

        Parameters
        ----------
        x, y
            Input and output, as shares of the highest rate.
        """

    def change(self, x: Vector, y: Vector) -> float:
        """Return the relative change of weight after all bins; it stays within 0 to 1."""
        weight = float(self.weight)
        for before, after in zip(x.tolist(), y.tolist(), strict=True):
            weight = min(max(weight + self.step(weight, before, after), 0.0), 1.0)
        return weight / float(self.weight) - 1


@dataclass(frozen=True)
class DeltaRule(RateRule):
    """The delta rule of a linear unit: dw = rate*(y - w x)*x, with y the target.

    Widrow & Hoff (1960).
    """

    name: ClassVar[str] = "delta-rule"
    sources: ClassVar[tuple[str, ...]] = ("widrow1960",)

    learning_rate: float = cited(
        0.2, "1", "chosen", "changes of the size of the data at 50 Hz", 0, 100
    )

    def step(self, weight: float, x: float, y: float) -> float:
        """Return rate*(y - w x)*x."""
        return float(self.learning_rate * (y - weight * x) * x)


@dataclass(frozen=True)
class RateBCM(RateRule):
    """The rule of Bienenstock, Cooper & Munro (1982): dw = rate*x*y*(y - threshold)."""

    name: ClassVar[str] = "bcm-rate"
    sources: ClassVar[tuple[str, ...]] = ("bienenstock1982",)

    learning_rate: float = cited(
        0.1, "1", "chosen", "changes of the size of the data at 50 Hz", 0, 100
    )
    threshold: float = cited(
        0.384, "1", "pfister2006", "19.2 Hz of 50: where triplet STDP changes sign", 0, 10
    )

    def step(self, weight: float, x: float, y: float) -> float:
        """Return rate*x*y*(y - threshold), whatever the weight."""
        return float(self.learning_rate * x * y * (y - self.threshold))


@dataclass(frozen=True)
class BackpropStep(RateRule):
    """One step of gradient descent through a hidden logistic unit.

    The weight leads into a hidden unit h = logistic(w x - bias) that drives a linear output with
    weight 1; the error is (y - h)^2/2:

        dw = rate*(y - h)*h*(1 - h)*x

    Rumelhart, Hinton & Williams (1986).
    """

    name: ClassVar[str] = "backprop-step"
    sources: ClassVar[tuple[str, ...]] = ("rumelhart1986",)

    learning_rate: float = cited(
        0.5, "1", "chosen", "changes of the size of the data at 50 Hz", 0, 100
    )
    bias: float = cited(2.0, "1", "chosen", "the unit is nearly silent without input", -10, 10)

    def step(self, weight: float, x: float, y: float) -> float:
        """Return rate*(y - h)*h*(1 - h)*x."""
        h = 1 / (1 + math.exp(self.bias - weight * x))
        return float(self.learning_rate * (y - h) * h * (1 - h) * x)


RATE_RULES: tuple[RateRule, ...] = (DeltaRule(), RateBCM(), BackpropStep())
"""Every artificial counterpart of the synapse bench."""
