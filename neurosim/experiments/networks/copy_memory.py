"""Copying after a delay: how long networks can learn to hold symbols in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.artificial.teaching import TESTS, Pupil, accuracy
from neurosim.errors import InputError
from neurosim.experiments.chart import SHARE, Chart, Scale
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.networks.pupils import RECURRENT
from neurosim.experiments.networks.taught import parameters_of
from neurosim.experiments.quick import smaller
from neurosim.items import Copy
from neurosim.parameters import Parameter, cited
from neurosim.protocol import Progress

SOLVED = 0.99
"""Share of symbols that are right when a task counts as solved."""


@dataclass(frozen=True)
class CopyMemory(NetworkExperiment):
    """Two symbols of eight, a delay in which nothing is shown, and then both in order.

    Every network has as many cells and as many steps of training; each has the learning rate that
    was best for it on other seeds. All trials are new, in training and in tests. Who has solved the
    task in two tests in a row is not taught further. A network without memory can only guess: one
    symbol of eight. So can those that are not taught, or are taught the answers of other trials.
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

    steps: float = cited(800, "steps", "chosen", "of training; enough for gates", 1, 100000)
    every: float = cited(50, "steps", "chosen", "of training between two tests", 1, 100000)
    tests: float = cited(256, "trials", "chosen", "a standard error of .02 at most", 1, 100000)
    delays: tuple[Parameter, ...] = (
        cited(10, "steps", "chosen", "1 s", 0, 1000),
        cited(30, "steps", "chosen", "3 s", 0, 1000),
        cited(100, "steps", "hochreiter1997", "the longest lag of their experiment 2a", 0, 1000),
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(set(self.delays)) < len(self.delays):
            raise InputError(f"delays must differ, not {', '.join(f'{d:g}' for d in self.delays)}")

    def networks(self) -> tuple[Network, ...]:
        """Return the simple, the rotating, the long short-term and the gated network."""
        return RECURRENT

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Teach a new network for each delay, and test it."""
        pupil = parameters_of(network, Pupil)  # type: ignore[type-abstract]
        taught, longest = 0.0, max(self.delays)
        for delay in self.delays:
            task = Copy(delay=delay)
            course = self._course(pupil, task, seed)
            yield Score("accuracy", course[-1], task.chance, 1.0, at=float(delay))
            taught += delay
            progress(taught / max(sum(self.delays), 1.0))
            if delay == longest:
                for mark, right in enumerate(course):
                    yield Score("learning", right, task.chance, 1.0, at=mark * self.every)
                yield Score("solved", float(course[-1] >= SOLVED), 0.0, 1.0)
                yield Score("untaught", course[0], task.chance, 1.0)
        short = Copy(delay=min(self.delays))
        misled = self._course(pupil, short, seed, shuffled=True)
        yield Score("misled", misled[-1], short.chance, 1.0)

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
        short = {f"delays.{place}": delay for place, delay in enumerate((10, 20, 30))}
        return smaller(self, {"steps": 150, **short})

    def _course(self, pupil: Pupil, task: Copy, seed: int, shuffled: bool = False) -> list[float]:
        """Return the share of symbols that are right before training and after every part of it."""
        trials = task.draw(int(self.tests), np.random.default_rng([seed, TESTS]))
        rights: list[float] = []
        for step, learner in enumerate(pupil.lessons(task, int(self.steps), seed, shuffled)):
            if step % int(self.every) == 0:
                rights.append(accuracy(learner, task, trials))
                if len(rights) > 1 and min(rights[-2:]) >= SOLVED:
                    break
        missing = int(self.steps) // int(self.every) + 1 - len(rights)
        return rights + missing * rights[-1:]
