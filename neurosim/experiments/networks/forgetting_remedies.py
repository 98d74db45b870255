"""What keeps a backprop network from forgetting a list when it learns the next one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from neurosim.artificial.layered import LayeredPerceptron
from neurosim.artificial.optimisers import GradientDescent, check_descent
from neurosim.artificial.rehearsal import Fixed
from neurosim.artificial.training import Examples, Schooling
from neurosim.experiments.chart import SHARE, Chart, Scale
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.networks.paired_lists import (
    Associator,
    PairedLists,
    learn_to_criterion,
    recalled,
)
from neurosim.experiments.networks.remedies import Help, Learned, Remedy, Together, every_remedy
from neurosim.experiments.quick import smaller
from neurosim.parameters import cited
from neurosim.protocol import Progress

EVERY = 8
"""Steps after which both lists are asked for, to see when AC is all right; and at the end."""

MARKS = (0, 48, 96, 200, 400, 800, 1600)
"""Steps at which that is drawn."""


@dataclass(frozen=True)
class ForgettingRemedies(NetworkExperiment):
    """AB, then AC, with a remedy between them; as many steps for all.

    A step is one pair. Whoever rehearses does so in every other step, and so sees each new pair
    half as often; the network without remedy spends all steps on new pairs. One that learns both
    lists together from the start, in as many steps as the others take for both phases, says what
    there is room for.
    """

    name: ClassVar[str] = "forgetting-remedies"
    question: ClassVar[str] = "What keeps a backprop network from forgetting?"
    sources: ClassVar[tuple[str, ...]] = ("mccloskey1989", "barnes1959")
    meanings: ClassVar[Mapping[str, str]] = {
        "ab": "share of AB with every output right, by steps on AC; 0 to 1",
        "ac": "share of AC with every output right, by steps on AC; 0 to 1",
        "ab_kept": "share of AB at the end; 0 to 1",
        "ac_learned": "share of AC at the end; 0 to 1",
        "ab_at_criterion": "share of AB when all of AC was right for the first time; 0 to 1",
        "steps_to_criterion": "steps until then; if it was never, none",
    }

    lists: PairedLists = field(default_factory=PairedLists)
    network: Associator = field(default_factory=Associator)
    learning_rate: float = cited(1.5, "1", "chosen", "as in mlp-interference", 1e-6, 1000)
    steps: float = cited(
        1600, "steps", "chosen", "200 epochs of AC alone, 100 with rehearsal", 2, 1600
    )
    criterion: float = cited(
        0.1, "1", "chosen", "AB is learned until no output is further from its target", 0.01, 0.5
    )
    most_epochs: float = cited(
        2000, "epochs", "chosen", "AB takes 20 to 100; more means it is not learned", 1, 100000
    )

    def networks(self) -> tuple[Network, ...]:
        """Return one network for each remedy."""
        return every_remedy()

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Teach AB, prepare the remedy, teach AC."""
        remedy = network.parameters
        random = np.random.default_rng([seed, 3])
        lists = self.lists.drawn(random)
        learner = self.network.untaught(lists[0], random)
        untaught = learner.copy()
        descent = GradientDescent(self.learning_rate)
        taught = learn_to_criterion(
            learner, lists[0], descent, self.criterion, int(self.most_epochs), random
        )
        progress(0.1)
        if isinstance(remedy, Together):
            both, more = lists[0].joined(lists[1]), taught * len(lists[0])
            course = self._course(untaught, both, Help(), more + int(self.steps), random)
            told = ((untaught, max(step - more, -1)) for step in course)
        elif isinstance(remedy, Remedy):
            aid = remedy.prepared(Learned(learner, lists[0], self.learning_rate, random))
            course = self._course(learner, lists[1], aid, int(self.steps), random)
            told = ((learner, step) for step in course)
        else:
            raise TypeError(f"{network.name} has no remedy")
        yield from self._told(told, lists, progress)

    def _told(
        self,
        course: Iterator[tuple[LayeredPerceptron, int]],
        lists: tuple[Examples, Examples],
        progress: Progress,
    ) -> Iterator[Score]:
        """Ask a network for both lists while it goes through its course."""
        first, second = lists
        chance = 0.5 ** first.targets.shape[1]
        old, reached = 0.0, False
        new = 0.0
        for network, step in course:
            if step % EVERY and step != self.steps:
                continue
            old, new = recalled(network, first), recalled(network, second)
            if step in MARKS:
                yield Score("ab", old, chance, 1.0, at=step)
                yield Score("ac", new, chance, 1.0, at=step)
                progress(0.1 + 0.9 * step / self.steps)
            if new == 1.0 and not reached:
                reached = True
                yield Score("ab_at_criterion", old, chance, 1.0)
                yield Score("steps_to_criterion", step, self.steps, 0.0)
        yield Score("ab_kept", old, chance, 1.0)
        yield Score("ac_learned", new, chance, 1.0)

    def _course(
        self,
        network: LayeredPerceptron,
        new: Examples,
        aid: Help,
        steps: int,
        random: np.random.Generator,
    ) -> Iterator[int]:
        """Teach new pairs, in every other step what is rehearsed; yield the number of steps."""
        descent, schooling = GradientDescent(self.learning_rate), Schooling(1, 0.0, aid.penalties)
        in_turn, start = Fixed(new), network.error(new.inputs, new.targets)
        yield 0
        for step in range(1, steps + 1):
            if aid.store is None or step % 2:
                drawn = in_turn.draw(network, random)
                if aid.store is not None:
                    aid.store.meet(drawn.example)
            else:
                drawn = aid.store.draw(network, random)
            schooling.step(network, drawn.example, descent, random, drawn.weight)
            check_descent(network.error(new.inputs, new.targets), start, self.learning_rate)
            yield step

    def charts(self) -> tuple[Chart, ...]:
        """Return what is left of AB and there of AC, at the end and on the way."""
        share, x = "share of pairs", "steps on AC"
        note = (
            "Published counterparts have other tasks: rehearsal (Ratcliff 1990), pseudorehearsal "
            "(Robins 1995), generative replay (Shin et al. 2017) and elastic weights (Kirkpatrick "
            "et al. 2017) each keep more of the old than no remedy."
        )
        ends = (
            ("ab_kept", "AB, at the end"),
            ("ac_learned", "AC, at the end"),
            ("ab_at_criterion", "AB, when all AC is right"),
        )
        return (
            Chart("Kept and learned", "", share, ends, SHARE, note=note),
            Chart("AB while AC is learned", x, share, (("ab", "AB"),), SHARE, scale=Scale.LOG),
            Chart("AC", x, share, (("ac", "AC"),), SHARE, scale=Scale.LOG),
        )

    def quick(self) -> ForgettingRemedies:
        """Return half the steps."""
        return smaller(self, {"steps": 800})
