"""How long a step may be: too short stalls, too long overshoots, longer still diverges."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.artificial.bowl import Bowl, correlated
from neurosim.artificial.optimisers import Adam, GradientDescent, Optimiser
from neurosim.experiments.chart import Chart, Scale
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.quick import smaller
from neurosim.parameters import cited
from neurosim.protocol import Progress, Vector

RATES = {"good": 0.5, "stall": 0.003, "overshoot": 0.97, "divergence": 1.03}
"""Learning rate of each condition, as a share of the critical one."""

SWEEP = "sweep"
SHARES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 1.03, 1.1, 1.5)
"""Learning rates that are tried in the sweep, as a share of the critical one."""

MARKS = (0, 1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)
"""Steps at which the loss is drawn."""

MOST, LEAST = 6.0, -12.0
"""Powers of ten beyond which a loss is not told: it has diverged, or there is nothing left."""


class Descent(ABC):
    """A way down, and what theory says of it: nothing, where there is no closed form."""

    @abstractmethod
    def optimiser(self, rate: float) -> Optimiser:
        """Return it at a learning rate."""

    def critical(self, bowl: Bowl) -> float:
        """Return the learning rate that others are told as shares of: that of plain descent."""
        return bowl.critical_rate()

    def predicted(self, bowl: Bowl, start: Vector, rate: float, steps: int) -> float | None:
        """Return the loss after so many steps in closed form."""
        return None

    def found(self, bowl: Bowl, start: Vector, steps: int) -> float | None:
        """Return the rate, as a share, at which it begins to end higher than it began."""
        return None


@dataclass(frozen=True)
class Plain(Descent):
    """Gradient descent."""

    momentum: float = cited(0.0, "1", "chosen", "none", 0, 0.999)

    def optimiser(self, rate: float) -> Optimiser:
        """Return gradient descent at a learning rate."""
        return GradientDescent(rate, self.momentum)

    def critical(self, bowl: Bowl) -> float:
        """Return the rate from which on it diverges."""
        return bowl.critical_rate(self.momentum)

    def predicted(self, bowl: Bowl, start: Vector, rate: float, steps: int) -> float:
        """Return the loss after so many steps in closed form."""
        return bowl.predicted(start, rate, self.momentum, steps)

    def found(self, bowl: Bowl, start: Vector, steps: int) -> float:
        """Return the rate, as a share, at which it begins to end higher than it began."""
        low, high = 0.5, 2.0
        for _ in range(12):
            middle = (low + high) / 2
            path = bowl.path(start, self.optimiser(middle * self.critical(bowl)), steps)
            low, high = (low, middle) if bowl.loss(path[-1]) > bowl.loss(start) else (middle, high)
        return (low + high) / 2


@dataclass(frozen=True)
class Adaptive(Descent):
    """Adam, which has no critical rate of this kind: its steps do not grow with the slope."""

    beta1: float = cited(0.9, "1", "kingma2015", "", 0, 0.999)
    beta2: float = cited(0.999, "1", "kingma2015", "", 0, 0.99999)
    epsilon: float = cited(1e-8, "1", "kingma2015", "", 1e-15, 1)

    def optimiser(self, rate: float) -> Optimiser:
        """Return Adam at a learning rate."""
        return Adam(rate, self.beta1, self.beta2, self.epsilon)


@dataclass(frozen=True)
class LearningRate(NetworkExperiment):
    """Two weights, a valley, and descents with steps of every length.

    A linear unit learns from two inputs that go together, so that its loss is a long valley. The
    critical rate of gradient descent follows from the steepest curvature; every learning rate is
    told as a share of it. That the same closed form gives the loss after any number of steps is
    the control: what is simulated must lie on it.
    """

    name: ClassVar[str] = "learning-rate"
    question: ClassVar[str] = "How long may the steps of gradient descent be?"
    sources: ClassVar[tuple[str, ...]] = ("lecun1998", "polyak1964", "kingma2015")
    conditions: ClassVar[tuple[str, ...]] = (*RATES, SWEEP)
    meanings: ClassVar[Mapping[str, str]] = {
        "loss": "loss as powers of ten of that at the start, by steps; -12 to 6, where it is cut",
        "end": "the same after the last step, by learning rate as a share of the critical one",
        "theory": "the same in closed form",
        "critical": "learning rate from which on the loss ends higher than it began, as a share "
        "of the critical one in theory",
    }

    steps: float = cited(100, "steps", "chosen", "a good rate is at the bottom by then", 1, 100)
    examples: float = cited(50, "examples", "chosen", "another valley for each seed", 3, 10000)
    correlation: float = cited(
        0.9, "1", "chosen", "curvatures of 1.9 and 0.1: a valley of 19 to 1", -0.999, 0.999
    )
    distance: float = cited(1.0, "1", "chosen", "of the start from the bottom", 1e-6, 1e6)

    def networks(self) -> tuple[Network, ...]:
        """Return plain descent, descent with momentum, and Adam."""
        heavy = cited(0.8, "1", "chosen", "more than is best here (0.4): it swings", 0, 0.999)
        return (
            Network("gradient-descent", "gradient descent", ("lecun1998",), Plain()),
            Network("momentum", "gradient descent with momentum", ("polyak1964",), Plain(heavy)),
            Network("adam", "Adam", ("kingma2015",), Adaptive()),
        )

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Descend at every rate from the same place."""
        descent = network.parameters
        if not isinstance(descent, Descent):
            raise TypeError(f"{network.name} does not descend")
        random = np.random.default_rng([seed, 2])
        bowl = Bowl(*correlated(int(self.examples), self.correlation, random))
        angle = random.uniform(0, 2 * np.pi)
        start = bowl.bottom + self.distance * np.array([np.cos(angle), np.sin(angle)])
        critical, steps = descent.critical(bowl), int(self.steps)
        for condition, share in RATES.items():
            curve = self._curve(bowl, start, descent.optimiser(share * critical))
            for step in (step for step in MARKS if step <= self.steps):
                yield Score("loss", curve[step], 0.0, LEAST, at=step, condition=condition)
        for number, share in enumerate(SHARES):
            end = self._curve(bowl, start, descent.optimiser(share * critical))[-1]
            yield Score("end", end, 0.0, LEAST, at=share, condition=SWEEP)
            predicted = descent.predicted(bowl, start, share * critical, steps)
            if predicted is not None:
                told = float(cut(np.log10(predicted / bowl.loss(start))))
                yield Score("theory", told, 0.0, LEAST, at=share, condition=SWEEP)
            progress(number / len(SHARES))
        found = descent.found(bowl, start, 10 * steps)
        if found is not None:
            yield Score("critical", found, 0.0, 1.0, condition=SWEEP)

    def _curve(self, bowl: Bowl, start: Vector, optimiser: Optimiser) -> Vector:
        """Return the loss after 0, 1, 2, ... steps, as powers of ten of that at the start."""
        path = bowl.path(start, optimiser, int(self.steps))
        losses = np.maximum(bowl.loss(path), np.finfo(float).tiny)
        curve = cut(np.log10(losses / losses[0]))
        return np.append(curve, np.full(int(self.steps) + 1 - len(curve), MOST))

    def charts(self) -> tuple[Chart, ...]:
        """Return loss by steps, and what became of it by learning rate."""
        told = "loss (powers of ten of the start)"
        note = (
            "Published: descent diverges from twice the inverse of the steepest curvature on "
            "(LeCun et al. 1998), times 1 + momentum. Chance: no learning."
        )
        share = "learning rate / critical rate"
        both = (("end", "simulated"), ("theory", "closed form"))
        return (
            Chart("Loss", "steps", told, (("loss", "loss"),), (LEAST, MOST)),
            Chart(
                "After the last step", share, told, both, (LEAST, MOST), scale=Scale.LOG,
                note=note, condition=SWEEP,
            ),
        )  # fmt: skip

    def quick(self) -> LearningRate:
        """Return fewer steps."""
        return smaller(self, {"steps": 50})


def cut(powers: Vector) -> Vector:
    """Return powers of ten, none beyond what is told."""
    return np.clip(powers, LEAST, MOST)
