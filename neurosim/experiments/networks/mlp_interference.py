"""Catastrophic interference: what a second list does to the first in a backprop network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from neurosim.artificial.layered import LayeredPerceptron
from neurosim.artificial.optimisers import Adam, GradientDescent, Optimiser
from neurosim.artificial.training import Examples, Schooling
from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.findings import Certainty, DataSet
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.networks.paired_lists import (
    Associator,
    PairedLists,
    learn_to_criterion,
    recalled,
    recognised,
)
from neurosim.experiments.quick import smaller
from neurosim.parameters import cited
from neurosim.protocol import Progress

MARKS = (0, 1, 2, 5, 10, 20, 30, 40, 50)
"""Epochs on the second list after which both are asked for."""

Asked = tuple[str, float, float]
"""A measure, its value and its chance."""

EPOCHS = (0.0, 5.0, 10.0, 20.0, 50.0)


def _published(which: str, label: str, values: tuple[float, ...]) -> DataSet:
    name = f"McCloskey & Cohen, {which}"
    return DataSet(name, "mccloskey1989", Certainty.DIGITISED, "recall", label, EPOCHS, values)


PUBLISHED = (
    _published("AB", "ab", (1.0, 0.0, 0.0, 0.0, 0.0)),
    _published("AC", "ac", (0.0, 0.01, 0.17, 0.52, 0.97)),
)
"""Share of correct responses of their network by epochs on AC, read off the figure."""


@dataclass(frozen=True)
class Descending:
    """An associator that learns by gradient descent."""

    network: Associator = field(default_factory=Associator)
    learning_rate: float = cited(
        1.5,
        "1",
        "chosen",
        "so that AC is learned as fast as in the published figure (seeds 100 to 114: .02, .13, "
        ".58 and .89 after 5, 10, 20 and 50 epochs)",
        1e-6,
        1000,
    )
    momentum: float = cited(0.0, "1", "chosen", "none", 0, 0.999)

    def optimiser(self) -> Optimiser:
        """Return its way down the slope."""
        return GradientDescent(self.learning_rate, self.momentum)


@dataclass(frozen=True)
class Adapting:
    """An associator that learns by Adam."""

    network: Associator = field(default_factory=Associator)
    learning_rate: float = cited(
        0.01, "1", "chosen", "so that both lists are learned as fast as by descent", 1e-6, 1
    )

    def optimiser(self) -> Optimiser:
        """Return its way down the slope."""
        return Adam(self.learning_rate)


@dataclass(frozen=True)
class MlpInterference(NetworkExperiment):
    """A list is learned, and then another one with the same cues and other responses.

    A network learns AB to the criterion, then AC for so many epochs (sequential). Controls: AB
    goes on instead of AC, so that what is lost is lost to AC (one-list); AC is learned among AB,
    so that what is lost is lost to the order (interleaved); AC is learned by a network that never
    learned AB, which is what remains of AB if nothing does (ac-alone). A response counts if every
    output is on the right side of 1/2; by the weaker criterion, if it is nearer to the right
    response than to any other of both lists.
    """

    name: ClassVar[str] = "mlp-interference"
    question: ClassVar[str] = "What does a second list do to the first in a backprop network?"
    sources: ClassVar[tuple[str, ...]] = ("mccloskey1989", "barnes1959", "ratcliff1990")
    conditions: ClassVar[tuple[str, ...]] = (
        "sequential",
        "interleaved",
        "one-list",
        "ac-alone",
    )
    meanings: ClassVar[Mapping[str, str]] = {
        "ab": "share of AB with every output right, by epochs on AC; 0 to 1",
        "ac": "share of AC with every output right, by epochs on AC; 0 to 1",
        "ab_nearest": "share of AB whose answer is nearest to its own of all responses; 0 to 1",
        "ac_nearest": "the same of AC; 0 to 1",
        "epochs_ab": "epochs that AB took to the criterion",
    }

    lists: PairedLists = field(default_factory=PairedLists)
    epochs: float = cited(50, "epochs", "mccloskey1989", "on the second list", 1, 50)
    criterion: float = cited(
        0.1, "1", "chosen", "AB is learned until no output is further from its target", 0.01, 0.5
    )
    most_epochs: float = cited(
        2000, "epochs", "chosen", "AB takes 20 to 100; more means it is not learned", 1, 100000
    )

    def networks(self) -> tuple[Network, ...]:
        """Return the network of the paper, and one that learns by Adam."""
        return (
            Network("backprop", "online gradient descent", ("mccloskey1989",), Descending()),
            Network("backprop-adam", "the same, taught by Adam", ("kingma2015",), Adapting()),
        )

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Teach AB to a network, and to copies of it what each condition has next."""
        learner = network.parameters
        if not isinstance(learner, Descending | Adapting):
            raise TypeError(f"{network.name} learns no pairs")
        random = np.random.default_rng([seed, 3])
        first, second = self.lists.drawn(random)
        naive = learner.network.untaught(first, random)
        learned = naive.copy()
        taught = learn_to_criterion(
            learned, first, learner.optimiser(), self.criterion, int(self.most_epochs), random
        )
        yield Score("epochs_ab", taught, self.most_epochs, 0.0, condition=self.conditions[0])
        nexts = (
            (learned, second),
            (learned.copy(), first.joined(second)),
            (learned.copy(), first),
            (naive, second),
        )
        online = Schooling(1)
        for condition, (pupil, shown) in zip(self.conditions, nexts, strict=True):
            descent = learner.optimiser()
            for epoch in range(int(self.epochs) + 1):
                if epoch in MARKS:
                    for name, value, chance in _asked(pupil, first, second):
                        yield Score(name, value, chance, 1.0, epoch, condition)
                online.epoch(pupil, shown, descent, random)
            progress((self.conditions.index(condition) + 1) / len(nexts))

    def charts(self) -> tuple[Chart, ...]:
        """Return both lists by epochs on the second, by either criterion."""
        note = "Published: McCloskey & Cohen (1989), sequential, read off their figure."
        x, share = "epochs on AC", "share of pairs"
        both = (("ab", "AB"), ("ac", "AC"))
        nearest = (("ab_nearest", "AB"), ("ac_nearest", "AC"))
        return (
            Chart("Every output right", x, share, both, SHARE, published=PUBLISHED, note=note),
            Chart("Nearest response", x, share, nearest, SHARE),
        )

    def quick(self) -> MlpInterference:
        """Return fewer epochs on AC, after which AB is gone and AC begins to come."""
        return smaller(self, {"epochs": 20})


def _asked(network: LayeredPerceptron, first: Examples, second: Examples) -> Iterator[Asked]:
    """Yield what both lists score, by either criterion, with what guessing would."""
    known, others = first.targets, second.targets
    right, nearest = 0.5 ** known.shape[1], 1 / (len(first) + len(second))
    yield "ab", recalled(network, first), right
    yield "ac", recalled(network, second), right
    yield "ab_nearest", recognised(network, first, np.concatenate([known, others])), nearest
    yield "ac_nearest", recognised(network, second, np.concatenate([others, known])), nearest
