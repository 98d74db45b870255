"""Delayed match to sample with distractors, and n-back, learned by recurrent networks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.artificial.teaching import TESTS, Pupil, accuracy
from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.networks.pupils import RECURRENT
from neurosim.experiments.networks.taught import parameters_of
from neurosim.experiments.quick import smaller
from neurosim.items import DelayedMatch, NBack, SequenceTask
from neurosim.parameters import Parameter, cited
from neurosim.protocol import Progress


@dataclass(frozen=True)
class DelayedTasks(NetworkExperiment):
    """Whether the test is the sample, across distractors; whether a symbol is the one n before.

    Distractors are as likely to be tested as the sample, so that a network that remembers what it
    saw, but not what was first, is right in three of four trials. Every task is learned by a new
    network, with as many steps of training for each of them.
    """

    name: ClassVar[str] = "delayed-tasks"
    question: ClassVar[str] = "Can a memory resist distractors, and be kept up to date?"
    sources: ClassVar[tuple[str, ...]] = (
        "miller1996", "kirchner1958", "hochreiter1997", "cho2014",
    )  # fmt: skip
    meanings: ClassVar[Mapping[str, str]] = {
        "match": "share of tests answered right after training, by number of distractors; 0 to 1",
        "n_back": "share of symbols answered right after training, by n; 0 to 1",
        "match_untaught": "as match, before training",
        "n_back_untaught": "as n_back, before training",
    }

    steps: float = cited(400, "steps", "chosen", "of training, for every task", 1, 100000)
    tests: float = cited(256, "trials", "chosen", "a standard error of .03 at most", 1, 100000)
    delay: float = cited(20, "steps", "chosen", "from sample to test: 2 s", 1, 1000)
    gap: float = cited(1, "steps", "chosen", "between two symbols of n-back", 0, 100)
    distractors: tuple[Parameter, ...] = tuple(
        cited(count, "distractors", "miller1996", "up to 4 there", 0, 6) for count in (0, 2, 4)
    )
    backs: tuple[Parameter, ...] = tuple(
        cited(back, "symbols", "kirchner1958", "n", 1, 10) for back in (1, 2, 3)
    )

    def networks(self) -> tuple[Network, ...]:
        """Return the simple, the rotating, the long short-term and the gated network."""
        return RECURRENT

    def tasks(self) -> tuple[tuple[str, float, SequenceTask], ...]:
        """Return every task, with its measure and its place on the abscissa."""
        matches = (DelayedMatch(delay=self.delay, distractors=n) for n in self.distractors)
        backs = (NBack(back=back, gap=self.gap) for back in self.backs)
        return (
            *(("match", float(task.distractors), task) for task in matches),
            *(("n_back", float(task.back), task) for task in backs),
        )

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Teach a new network each task, and test it."""
        pupil = parameters_of(network, Pupil)  # type: ignore[type-abstract]
        steps, tasks = int(self.steps), self.tasks()
        for number, (measure, place, task) in enumerate(tasks):
            trials = task.draw(int(self.tests), np.random.default_rng([seed, TESTS]))
            for step, learner in enumerate(pupil.lessons(task, steps, seed)):
                if step == 0:
                    right = accuracy(learner, task, trials)
                    yield Score(f"{measure}_untaught", right, task.chance, 1.0, at=place)
                progress((number + step / steps) / len(tasks))
            yield Score(measure, accuracy(learner, task, trials), task.chance, 1.0, at=place)

    def charts(self) -> tuple[Chart, ...]:
        """Return accuracy by distractors and by n, after training and before."""
        note = (
            "Published counterpart: monkeys answer from the sample across up to four other stimuli "
            "(Miller, Erickson & Desimone 1996); people get worse with n (Kirchner 1958). Who only "
            "knows what was shown, not what was the sample, is right in .75 where there are "
            "distractors."
        )
        kinds = (("match", "after training"), ("match_untaught", "before"))
        backs = (("n_back", "after training"), ("n_back_untaught", "before"))
        right = "share right"
        return (
            Chart("Delayed match to sample", "distractors", right, kinds, SHARE, note=note),
            Chart("n-back", "n", right, backs, SHARE),
        )

    def quick(self) -> DelayedTasks:
        """Return few steps of training and a short delay."""
        return smaller(self, {"steps": 60, "delay": 10})
