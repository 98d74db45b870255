"""Learning by heart: few handwritten digits, and what keeps a network from knowing only these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.artificial.layered import LayeredPerceptron, initial_layers
from neurosim.artificial.losses import CrossEntropy
from neurosim.artificial.optimisers import GradientDescent, check_descent
from neurosim.artificial.training import EarlyStopping, Examples, Schooling, WeightDecay
from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.networks.taught import parameters_of
from neurosim.experiments.quick import smaller
from neurosim.items.digits import NAMES, digits
from neurosim.parameters import cited
from neurosim.protocol import Progress

MARKS = (0, 10, 20, 30, 40, 50, 70, 100, 150, 200, 300)
"""Epochs after which training and test sets are asked for."""

PICTURES, LABELS = 5, 6
"""Streams of random numbers of one seed: pictures, weights and lessons; and what labels say."""

NOISY, CLEAN, SHUFFLED = "noisy-labels", "clean-labels", "shuffled-labels"
KINDS = len(NAMES)


@dataclass(frozen=True)
class Pupil:
    """A perceptron with one output for each kind of digit, and what holds it back."""

    hidden: float = cited(100, "units", "chosen", "7500 weights for 50 pictures", 1, 10000)
    learning_rate: float = cited(
        0.3, "1", "chosen", "of the mean over a batch: learned by heart in 100 epochs", 1e-6, 1000
    )
    momentum: float = cited(0.9, "1", "rumelhart1986", "", 0, 0.999)
    batch: float = cited(50, "pictures", "chosen", "all of them: a step an epoch", 1, 1000)
    spread: float = cited(0.2, "1", "chosen", "initial weights are uniform within it", 1e-3, 10)
    weight_decay: float = cited(0.0, "1", "chosen", "none", 0, 10)
    dropout: float = cited(0.0, "1", "chosen", "none", 0, 0.95)
    patience: float = cited(
        0, "epochs", "chosen", "without a new best on held-out pictures; 0: never stop", 0, 100000
    )

    def untaught(self, inputs: int, random: np.random.Generator) -> LayeredPerceptron:
        """Return a network that has learned nothing."""
        layers = initial_layers((inputs, int(self.hidden), KINDS), self.spread, random)
        return LayeredPerceptron(layers, CrossEntropy())

    def schooling(self) -> Schooling:
        """Return how it is taught."""
        decay = (WeightDecay(self.weight_decay),) if self.weight_decay else ()
        return Schooling(int(self.batch), self.dropout, decay)


@dataclass(frozen=True)
class Overfitting(NetworkExperiment):
    """Five pictures of each digit to learn from, ten others to be tested with.

    Some labels of the training set are wrong: a network that learns all of it by heart learns
    these, too. A third set, of five of each, is for early stopping, and nobody else sees it.
    Controls: all labels are right (what noise costs), and all are shuffled: they can be learned
    by heart all the same, and tell nothing of other pictures (Zhang et al. 2017).
    """

    name: ClassVar[str] = "overfitting"
    question: ClassVar[str] = "When does a network learn its examples by heart?"
    sources: ClassVar[tuple[str, ...]] = ("alpaydin1998", "zhang2017", "prechelt1998")
    conditions: ClassVar[tuple[str, ...]] = (NOISY, CLEAN, SHUFFLED)
    meanings: ClassVar[Mapping[str, str]] = {
        "train_loss": "cross-entropy per picture of the training set, by epoch, in nats",
        "test_loss": "the same of the test set",
        "train_right": "share of the training set that is named right, by epoch; 0 to 1",
        "test_right": "the same of the test set",
        "final_train": "share of the training set at the end; 0 to 1",
        "final_test": "share of the test set at the end; 0 to 1",
        "gap": "test loss at the end less the least test loss on the way, in nats",
    }

    epochs: float = cited(
        1000, "epochs", "chosen", "ten times what the training set takes", 1, 1000
    )
    train: float = cited(5, "pictures", "chosen", "of each digit, to learn from", 1, 15)
    noise: float = cited(
        0.3, "1", "chosen", "share of labels that are wrong: these digits alone are too easy", 0, 1
    )
    held_out: float = cited(5, "pictures", "chosen", "of each digit, for early stopping", 1, 15)

    def networks(self) -> tuple[Network, ...]:
        """Return a perceptron without and with each of three things that hold it back."""
        decay = cited(
            0.01, "1", "chosen", "most right of 0.003, 0.01 and 0.03 (seeds 100 to 102)", 0, 10
        )
        half = cited(0.5, "1", "srivastava2014", "of the hidden units", 0, 0.95)
        patience = cited(20, "epochs", "chosen", "many times what a wobble takes", 0, 100000)
        return (
            Network("free", "perceptron, nothing holds it back", ("rumelhart1986",), Pupil()),
            Network(
                "weight-decay", "weights pulled to zero", ("krogh1992",), Pupil(weight_decay=decay)
            ),
            Network("dropout", "half its units silent", ("srivastava2014",), Pupil(dropout=half)),
            Network(
                "early-stopping", "stopped when held-out loss falls no more", ("prechelt1998",),
                Pupil(patience=patience),
            ),
        )  # fmt: skip

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Teach networks with the same first weights three sets of labels."""
        pupil = parameters_of(network, Pupil)
        for number, condition in enumerate(self.conditions):
            random = np.random.default_rng([seed, PICTURES])
            train, held_out, test = self._sets(random)
            # Conditions draw more or less for their labels, and must go on with the same weights.
            train = self._labelled(train, condition, np.random.default_rng([seed, LABELS]))
            yield from self._taught(pupil, train, held_out, test, condition, random)
            progress((number + 1) / len(self.conditions))

    def _taught(
        self,
        pupil: Pupil,
        train: Examples,
        held_out: Examples,
        test: Examples,
        condition: str,
        random: np.random.Generator,
    ) -> Iterator[Score]:
        network = pupil.untaught(train.inputs.shape[1], random)
        descent = GradientDescent(pupil.learning_rate, pupil.momentum)
        schooling, stopping = pupil.schooling(), EarlyStopping(int(pupil.patience))
        sets = {"train": train, "test": test}
        start, least = network.error(train.inputs, train.targets), np.inf
        stopped = False
        for epoch in range(int(self.epochs) + 1):
            unknown = network.error(test.inputs, test.targets)
            check_descent(unknown, start, pupil.learning_rate)
            least = min(least, unknown)
            if epoch in MARKS:
                for name, asked in sets.items():
                    loss = network.error(asked.inputs, asked.targets)
                    yield Score(f"{name}_loss", loss, guessed(), 0.0, epoch, condition)
                    yield Score(
                        f"{name}_right", named(network, asked), 1 / KINDS, 1.0, epoch, condition
                    )
            if pupil.patience and not stopped:
                stopping.look(network, held_out)
                stopped = stopping.enough
                if stopped:
                    stopping.restore(network)
            if not stopped and epoch < self.epochs:
                schooling.epoch(network, train, descent, random)
        if pupil.patience:
            stopping.restore(network)
        for name, asked in sets.items():
            yield Score(f"final_{name}", named(network, asked), 1 / KINDS, 1.0, condition=condition)
        last = network.error(test.inputs, test.targets)
        yield Score("gap", last - least, 0.0, 0.0, condition=condition)

    def _labelled(self, train: Examples, condition: str, random: np.random.Generator) -> Examples:
        """Return the training set with the labels of a condition."""
        order = random.permutation(len(train))
        if condition == SHUFFLED:
            return Examples(train.inputs, train.targets[order])
        targets = train.targets.copy()
        if condition == NOISY:
            for row in order[: round(self.noise * len(train))]:
                targets[row] = np.roll(targets[row], random.integers(1, KINDS))
        return Examples(train.inputs, targets)

    def _sets(self, random: np.random.Generator) -> tuple[Examples, Examples, Examples]:
        """Return pictures to learn from, to stop by and to be tested with, of all digits."""
        labels, pictures = digits()
        first, second = int(self.train), int(self.train + self.held_out)
        rows = [random.permutation(np.flatnonzero(labels == kind)) for kind in range(KINDS)]
        everything = Examples(pictures - pictures.mean(), np.eye(KINDS)[labels])
        parts = (slice(0, first), slice(first, second), slice(second, None))
        return tuple(  # type: ignore[return-value]
            everything.taken(np.concatenate([some[part] for some in rows])) for part in parts
        )

    def charts(self) -> tuple[Chart, ...]:
        """Return losses and accuracies by epoch, and what is reached."""
        x = "epochs"
        losses = (("train_loss", "training set"), ("test_loss", "test set"))
        ends = (("final_train", "training set"), ("final_test", "test set"))
        note = (
            "Published: shuffled labels are learned as well, and tell nothing of other pictures "
            "(Zhang et al. 2017). Chance: one in ten; loss of naming all digits equally."
        )
        right = (("train_right", "training set"), ("test_right", "test set"))
        return (
            Chart(
                "Loss, labels in part wrong", x, "cross-entropy (nats)", losses, condition=NOISY
            ),
            Chart(
                "Named as the labels say", x, "share of pictures", right, SHARE, condition=NOISY
            ),
            Chart(
                "At the end of all epochs, drawn above or not", "", "share of pictures", ends,
                SHARE, note=note,
            ),
        )  # fmt: skip

    def quick(self) -> Overfitting:
        """Return fewer epochs."""
        return smaller(self, {"epochs": 100})


def named(network: LayeredPerceptron, asked: Examples) -> float:
    """Return the share of pictures whose strongest output is the right one."""
    answers = np.argmax(network.answer(asked.inputs), axis=1)
    return float(np.mean(answers == np.argmax(asked.targets, axis=1)))


def guessed() -> float:
    """Return the loss of who gives each of ten outputs a tenth."""
    share = 1 / KINDS
    return float(-KINDS * (share * np.log(share) + (1 - share) * np.log(1 - share)))
