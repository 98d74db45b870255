"""Copying after a delay: how long networks can learn to hold symbols in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.artificial.teaching import Pupil, accuracy
from neurosim.experiments.chart import SHARE, Chart, Scale
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.networks.pupils import RECURRENT
from neurosim.experiments.networks.taught import parameters_of, quickened
from neurosim.items import Copy
from neurosim.parameters import Parameter, cited
from neurosim.protocol import Progress

TESTS = 11
"""Stream of random numbers of the trials for tests."""


@dataclass(frozen=True)
class CopyMemory(NetworkExperiment):
    """Two symbols of eight, a delay in which nothing is shown, and then both in order.

    Every network has as many cells and as many steps of training; each has the learning rate that
    was best for it on other seeds. All trials are new, in training and in tests. A network without
    memory can only guess: one symbol of eight. So can those that are not taught, or that are taught
    the answers of other trials.
    """

    name: ClassVar[str] = "copy-memory"
    question: ClassVar[str] = "Over which delays can a recurrent network learn to copy?"
    sources: ClassVar[tuple[str, ...]] = (
        "hochreiter1997", "arjovsky2016", "bengio1994", "henaff2016", "tallec2018",
    )  # fmt: skip
    meanings: ClassVar[Mapping[str, str]] = {
        "accuracy": "share of symbols that are right after training, by steps of delay; 0 to 1",
        "learning": "the same at the longest delay, by steps of training; 0 to 1",
        "solved": "whether .99 of the symbols are right at the longest delay; 0 or 1",
        "untaught": "share of symbols that are right before training, at the longest delay; 0 to 1",
        "misled": "the same after training on the answers of other trials, at the shortest delay",
    }

    steps: float = cited(
        500, "steps", "chosen", "of training; enough for those with gates", 1, 100000
    )
    tests: float = cited(256, "trials", "chosen", "a standard error of .02 at most", 1, 100000)
    marks: float = cited(10, "marks", "chosen", "at which learning is tested", 1, 1000)
    delays: tuple[Parameter, ...] = (
        cited(10, "steps", "chosen", "1 s", 0, 1000),
        cited(30, "steps", "chosen", "3 s", 0, 1000),
        cited(100, "steps", "hochreiter1997", "the shortest of their long lags", 0, 1000),
    )

    def networks(self) -> tuple[Network, ...]:
        """Return the simple, the rotating, the long short-term and the gated network."""
        return RECURRENT

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Teach a new network for each delay, and test it."""
        pupil, steps = parameters_of(network, Pupil), int(self.steps)  # type: ignore[type-abstract]
        longest = max(self.delays)
        taught = 0.0
        for delay in self.delays:
            task = Copy(delay=delay)
            trials = task.draw(int(self.tests), np.random.default_rng([seed, TESTS]))
            for step, learner in enumerate(pupil.lessons(task, steps, seed)):
                if delay == longest and step % max(steps // int(self.marks), 1) == 0:
                    right = accuracy(learner, task, trials)
                    yield Score("learning", right, task.chance, 1.0, at=step)
                    if step == 0:
                        yield Score("untaught", right, task.chance, 1.0)
                progress((taught + delay * step / steps) / sum(self.delays, 1e-9))
            taught += delay
            right = accuracy(learner, task, trials)
            yield Score("accuracy", right, task.chance, 1.0, at=float(delay))
            if delay == longest:
                yield Score("solved", float(right >= 0.99), 0.0, 1.0)
        yield self._misled(pupil, seed)

    def charts(self) -> tuple[Chart, ...]:
        """Return accuracy by delay, learning curves, and the controls."""
        note = (
            "Published: simple recurrent networks do not learn lags of 100 steps, long short-term "
            "memory does (Hochreiter & Schmidhuber 1997). Those that begin with a rotation learn "
            "such tasks as well (Henaff, Szlam & LeCun 2016). Chance: a guess, 1/8."
        )
        right = "share of symbols right"
        return (
            Chart(
                "After training", "delay (steps)", right, (("accuracy", "right"),), SHARE,
                scale=Scale.LOG, note=note,
            ),
            Chart(
                "At the longest delay", "steps of training", right, (("learning", "right"),), SHARE
            ),
            Chart(
                "Solved, and controls", "", "share",
                (("solved", "solved"), ("untaught", "not taught"), ("misled", "misled")), SHARE,
            ),
        )  # fmt: skip

    def quick(self) -> CopyMemory:
        """Return short delays, and few steps of training."""
        return quickened(self, {"steps": 100, "delays.2": 30, "delays.1": 20})

    def _misled(self, pupil: Pupil, seed: int) -> Score:
        task = Copy(delay=min(self.delays))
        learner = pupil.trained(task, int(self.steps), seed, shuffled=True)
        trials = task.draw(int(self.tests), np.random.default_rng([seed, TESTS]))
        return Score("misled", accuracy(learner, task, trials), task.chance, 1.0)
