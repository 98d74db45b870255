"""Exclusive or: what a layer of hidden units is good for, and where it gets stuck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.artificial.layered import LayeredPerceptron, initial_layers
from neurosim.artificial.losses import SquaredError
from neurosim.artificial.optimisers import GradientDescent, check_descent
from neurosim.experiments.chart import SHARE, Chart, Scale
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.networks.taught import parameters_of
from neurosim.experiments.quick import smaller
from neurosim.parameters import cited
from neurosim.protocol import Progress

INPUTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
TARGETS = np.array([[0], [1], [1], [0]], float)

UNDECIDED = 0.125
"""Loss of the answer 1/2 to everything, which is the best a unit without hidden ones can do."""

MARKS = (0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 30000, 100000)
"""Epochs at which the loss is drawn."""


@dataclass(frozen=True)
class Learner:
    """A perceptron with two inputs and one output, taught by batch gradient descent."""

    hidden: float = cited(
        8, "units", "chosen", "with as many, no seed from 100 to 129 got stuck", 0, 1000
    )
    learning_rate: float = cited(
        2.0, "1", "chosen", "of the mean over the four patterns: 0.5 of their sum", 1e-6, 1000
    )
    momentum: float = cited(0.9, "1", "rumelhart1986", "as for their mirror symmetry", 0, 0.999)
    spread: float = cited(
        1.0,
        "1",
        "chosen",
        "initial weights are uniform from -spread to spread; with 2 hidden units more spread means "
        "more local minima (seeds 100 to 129: 2, 5 and 13 of 30 stuck at 0.5, 1 and 2)",
        0.01,
        100,
    )

    def untaught(self, random: np.random.Generator) -> LayeredPerceptron:
        """Return a network that has learned nothing."""
        sizes = (2, int(self.hidden), 1) if self.hidden else (2, 1)
        return LayeredPerceptron(initial_layers(sizes, self.spread, random), SquaredError())


@dataclass(frozen=True)
class Xor(NetworkExperiment):
    """Two bits, and whether they differ: perceptrons with and without hidden units.

    No straight line parts (0, 1) and (1, 0) from (0, 0) and (1, 1), so that without hidden units
    at most three of the four are right and the least loss is that of answering 1/2 (Minsky &
    Papert 1969). Two hidden units are enough, if descent does not end in a local minimum; more of
    them have more ways out.
    """

    name: ClassVar[str] = "xor"
    question: ClassVar[str] = "Can a perceptron tell whether two bits differ?"
    sources: ClassVar[tuple[str, ...]] = ("rumelhart1986", "minsky1969")
    meanings: ClassVar[Mapping[str, str]] = {
        "loss": "half the squared error, mean over the four patterns, by epoch; 0 to 0.5",
        "right": "share of the four patterns that are answered on the right side of 1/2; 0 to 1",
        "solved": "whether the summed squared error came below the criterion; 0 or 1",
        "epochs": "epochs until it did; if it did not, none",
    }

    epochs: float = cited(
        3000, "epochs", "chosen", "ten times what all with 4 or more units need", 1, 100000
    )
    criterion: float = cited(
        0.04, "1", "chosen", "summed squared error: no answer is off by more than 0.2", 1e-6, 1
    )

    def networks(self) -> tuple[Network, ...]:
        """Return the control without hidden units, and networks with ever more of them."""
        return tuple(self._with(hidden) for hidden in (8, 4, 2, 0))

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Teach a network all four patterns at a time."""
        learner = parameters_of(network, Learner)
        perceptron = learner.untaught(np.random.default_rng([seed, 1]))
        descent = GradientDescent(learner.learning_rate, learner.momentum)
        start, needed = perceptron.error(INPUTS, TARGETS), None
        for epoch in range(int(self.epochs) + 1):
            loss = perceptron.error(INPUTS, TARGETS)
            check_descent(loss, start, learner.learning_rate)
            if epoch in MARKS:
                yield Score("loss", loss, UNDECIDED, 0.0, at=epoch)
                progress(epoch / self.epochs)
            if needed is None and 8 * loss < self.criterion:
                needed = epoch
            if epoch < self.epochs:
                descent.step(perceptron.weights, perceptron.gradient(INPUTS, TARGETS))
        right = np.mean((perceptron.answer(INPUTS) > 0.5) == (TARGETS > 0.5))
        yield Score("right", float(right), 0.5, 1.0)
        yield Score("solved", float(needed is not None), 0.0, 1.0)
        if needed is not None:
            yield Score("epochs", needed, self.epochs, 0.0)

    def charts(self) -> tuple[Chart, ...]:
        """Return loss by epoch, and who solved it."""
        note = (
            "Published: a unit without hidden ones cannot (Minsky & Papert 1969); hidden units "
            "taught by backpropagation can, and now and then get stuck (Rumelhart, Hinton & "
            "Williams 1986). Chance: answering 1/2."
        )
        return (
            Chart("Loss", "epochs", "half squared error", (("loss", "loss"),), scale=Scale.LOG),
            Chart(
                "Solved",
                "",
                "share",
                (("solved", "of the networks"), ("right", "of the patterns")),
                SHARE,
                note=note,
            ),
        )

    def quick(self) -> Xor:
        """Return fewer epochs, which are enough for most."""
        return smaller(self, {"epochs": 1000})

    @staticmethod
    def _with(hidden: int) -> Network:
        number = cited(hidden, "units", "chosen", "what is compared", 0, 1000)
        name = f"hidden-{hidden}" if hidden else "no-hidden-layer"
        summary = f"perceptron with {hidden or 'no'} hidden units, logistic, squared error"
        return Network(name, summary, ("rumelhart1986",), Learner(hidden=number))
