"""Remedies against forgetting, and the numbers of each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from neurosim.artificial.dreamer import Dreamer
from neurosim.artificial.elastic_weights import elastic_weights, equal_springs
from neurosim.artificial.layered import LayeredPerceptron
from neurosim.artificial.rehearsal import Fixed, Prioritised, Replayed, Store, pseudo_items
from neurosim.artificial.training import Examples, Penalty
from neurosim.experiments.network import Network
from neurosim.parameters import cited

PSEUDO = cited(128, "items", "chosen", "sixteen for each of eight old pairs", 1, 100000)


@dataclass(frozen=True)
class Help:
    """What a network has beside new pairs while it learns them."""

    store: Store | None = None
    penalties: tuple[Penalty, ...] = ()


@dataclass(frozen=True, eq=False)
class Learned:
    """A network that has just learned the old list.

    Parameters
    ----------
    learning_rate
        That it has learned at, and will learn the new list at.
    random
        Where remedies draw from.
    """

    network: LayeredPerceptron
    old: Examples
    learning_rate: float
    random: np.random.Generator

    def drawn(self, count: int) -> Examples:
        """Return so many pairs of the old list, all different; all of it if there are no more."""
        return self.old.taken(self.random.permutation(len(self.old))[:count])


class Remedy(ABC):
    """Something to be done between the lists."""

    @abstractmethod
    def prepared(self, learned: Learned) -> Help:
        """Return what helps the network while it learns the new list."""


@dataclass(frozen=True)
class Nothing(Remedy):
    """The control: new pairs alone."""

    def prepared(self, learned: Learned) -> Help:
        """Return no help."""
        return Help()


@dataclass(frozen=True)
class Rehearsal(Remedy):
    """Some of the old pairs are kept, and gone through in turn with new ones."""

    kept: float = cited(2, "pairs", "chosen", "a quarter of eight", 1, 500)

    def prepared(self, learned: Learned) -> Help:
        """Return the pairs that are kept, drawn by chance."""
        return Help(Fixed(learned.drawn(int(self.kept))))


@dataclass(frozen=True)
class Interleaving(Remedy):
    """All old pairs are kept, however many they are, and gone through in turn with new ones."""

    def prepared(self, learned: Learned) -> Help:
        """Return the old list."""
        return Help(Fixed(learned.drawn(len(learned.old))))


@dataclass(frozen=True)
class UniformReplay(Remedy):
    """A buffer of all pairs, old and new, each equally likely."""

    def prepared(self, learned: Learned) -> Help:
        """Return a buffer that keeps whatever is met."""
        return Help(Replayed(learned.old))


@dataclass(frozen=True)
class PrioritisedReplay(Remedy):
    """The same, drawn by how wrong the network was."""

    alpha: float = cited(0.6, "1", "schaul2016", "proportional variant", 0, 1)
    beta: float = cited(0.4, "1", "schaul2016", "at the start of training; not annealed here", 0, 1)
    epsilon: float = cited(0.01, "1", "chosen", "a hundredth of a unit's range", 1e-9, 1)

    def prepared(self, learned: Learned) -> Help:
        """Return a buffer that knows errors."""
        return Help(Prioritised(learned.old, self.alpha, self.beta, self.epsilon))


@dataclass(frozen=True)
class Pseudorehearsal(Remedy):
    """Random inputs, with what the network answered to them before the new list."""

    items: float = PSEUDO

    def prepared(self, learned: Learned) -> Help:
        """Return pseudo-items; of the old list nothing is kept."""
        width = learned.old.inputs.shape[1]
        return Help(Fixed(pseudo_items(learned.network, int(self.items), width, learned.random)))


@dataclass(frozen=True)
class GenerativeReplay(Remedy):
    """Inputs that a generator makes up, with what the network answers to them."""

    items: float = PSEUDO
    hidden: float = cited(30, "units", "chosen", "half as many again as there are inputs", 1, 10000)
    epochs: float = cited(
        500, "epochs", "chosen", "the generator's own, beside the budget of steps", 1, 100000
    )
    learning_rate: float = cited(0.01, "1", "chosen", "of the generator, by Adam", 1e-6, 1)
    noise: float = cited(0.1, "1", "chosen", "two bits of a pattern flip in a round", 0, 0.5)
    rounds: float = cited(20, "rounds", "chosen", "from noise to a dream", 1, 10000)

    def prepared(self, learned: Learned) -> Help:
        """Teach a generator the old cues, and return its dreams with the network's answers."""
        cues = learned.old.inputs
        dreamer = Dreamer(cues.shape[1], int(self.hidden), self.noise, learned.random)
        dreamer.learn(cues, int(self.epochs), self.learning_rate)
        dreams = dreamer.dream(int(self.items), int(self.rounds))
        return Help(Fixed(Examples(dreams, learned.network.answer(dreams))))


@dataclass(frozen=True)
class ElasticConsolidation(Remedy):
    """Weights that the old list depends on are held by springs."""

    stiffness: float = cited(
        10.0,
        "1",
        "chosen",
        "the most that lets .9 of AC be learned (seeds 100 to 103: AB .00, .12, .50, .66 and AC "
        ".97, .94, .34, .06 at 3, 10, 30, 100)",
        0,
        1e9,
    )

    def prepared(self, learned: Learned) -> Help:
        """Return the springs."""
        stiffest = 1 / learned.learning_rate
        springs = elastic_weights(learned.network, learned.old.inputs, self.stiffness, stiffest)
        return Help(None, (springs,))


@dataclass(frozen=True)
class EqualConsolidation(Remedy):
    """Control for them: all weights are held equally tightly, and no more than theirs."""

    stiffness: float = cited(
        0.003, "1", "chosen", "chosen as for elastic weights (.94 of AC)", 0, 1e9
    )

    def prepared(self, learned: Learned) -> Help:
        """Return the springs."""
        stiffness = min(self.stiffness, 1 / learned.learning_rate)
        return Help(None, (equal_springs(learned.network, stiffness),))


@dataclass(frozen=True)
class Together:
    """The ceiling: no lists at all; a network that has learned nothing gets all pairs at once."""


def every_remedy() -> tuple[Network, ...]:
    """Return networks that differ in their remedy only, the control first, the ceiling last."""
    return (
        Network("none", "new pairs alone", ("mccloskey1989",), Nothing()),
        Network("rehearsal", "a few old pairs in turn", ("ratcliff1990",), Rehearsal()),
        Network(
            "elastic-weights", "springs on what old pairs need", ("kirkpatrick2017",),
            ElasticConsolidation(),
        ),
        Network(
            "equal-springs", "the same springs on all weights", ("kirkpatrick2017",),
            EqualConsolidation(),
        ),
        Network(
            "pseudorehearsal", "random inputs, old answers", ("robins1995",), Pseudorehearsal()
        ),
        Network(
            "generative-replay", "inputs of a generator, old answers", ("shin2017", "bengio2013"),
            GenerativeReplay(),
        ),
        Network("replay", "all pairs, drawn alike", ("lin1992",), UniformReplay()),
        Network("prioritised-replay", "all pairs, by error", ("schaul2016",), PrioritisedReplay()),
        Network("interleaving", "all old pairs in turn", ("mcclelland1995",), Interleaving()),
        Network("together", "both lists from the start", ("mccloskey1989",), Together()),
    )  # fmt: skip
