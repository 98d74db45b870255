"""The gates of a long short-term memory through a trial: what opens when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from neurosim.artificial import Moment
from neurosim.artificial.recurrent import RecurrentNetwork
from neurosim.artificial.teaching import TESTS, LongShortTerm, accuracy
from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.network import TRAINED, Network, NetworkExperiment, Score
from neurosim.experiments.networks.pupils import LSTM
from neurosim.experiments.networks.taught import parameters_of
from neurosim.experiments.quick import smaller
from neurosim.items import DelayedMatch
from neurosim.parameters import cited
from neurosim.protocol import Progress, Vector

UNTRAINED = "untrained"


@dataclass(frozen=True)
class Gates(NetworkExperiment):
    """Input, forget and output gates through delayed match to sample with distractors.

    Each is the mean over cells and test trials. What is written into cells at the sample and at
    distractors is held against what is written in the waits. The control is the same network before
    training.
    """

    name: ClassVar[str] = "gates"
    question: ClassVar[str] = "When do the gates of a long short-term memory open?"
    sources: ClassVar[tuple[str, ...]] = ("hochreiter1997", "gers2000", "miller1996")
    conditions: ClassVar[tuple[str, ...]] = (TRAINED, UNTRAINED)
    meanings: ClassVar[Mapping[str, str]] = {
        "input_gate": "how open input gates are, by step; 0 to 1",
        "forget_gate": "how open forget gates are (1 keeps all), by step; 0 to 1",
        "output_gate": "how open output gates are, by step; 0 to 1",
        "written": "how much is written into a cell, |i g|, by step; 0 to 1",
        "accuracy": "share of tests answered right; 0 to 1",
        "written_sample": "written at the sample, relative to the waits",
        "written_distractor": "written at distractors, relative to the waits",
        "sample_over_distractor": "written at the sample, relative to distractors",
    }

    steps: float = cited(400, "steps", "chosen", "of training", 1, 100000)
    tests: float = cited(256, "trials", "chosen", "means over as many", 1, 100000)
    delay: float = cited(20, "steps", "chosen", "from sample to test: 2 s", 2, 1000)
    distractors: float = cited(2, "distractors", "chosen", "with waits between them", 1, 6)

    def networks(self) -> tuple[Network, ...]:
        """Return the long short-term memory."""
        return (LSTM,)

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Look at the gates before and after training."""
        pupil = parameters_of(network, LongShortTerm)
        task = DelayedMatch(delay=self.delay, distractors=self.distractors)
        steps = int(self.steps)
        for step, learner in enumerate(pupil.lessons(task, steps, seed)):
            if step in {0, steps}:
                condition = UNTRAINED if step == 0 else TRAINED
                yield from self._looked_at(learner, task, seed, condition)
            progress(step / steps)

    def charts(self) -> tuple[Chart, ...]:
        """Return gates by step, before and after training, and what is written when."""
        note = (
            "Step 0 is the sample, the last one the test; distractors lie between, in equal waits. "
            "Published counterpart: input gates learn to protect what is stored (Hochreiter & "
            "Schmidhuber 1997); no numbers."
        )
        gates = (
            ("input_gate", "input gate"), ("forget_gate", "forget gate"),
            ("output_gate", "output gate"),
        )  # fmt: skip
        after, before = "Gates after training", "Gates before training"
        ratios = (
            ("written_sample", "sample / waits"), ("written_distractor", "distractors / waits"),
            ("sample_over_distractor", "sample / distractors"),
        )  # fmt: skip
        return (
            Chart(after, "step", "open", gates, SHARE, condition=TRAINED, note=note),
            Chart(before, "step", "open", gates, SHARE, condition=UNTRAINED),
            Chart("Written into cells", "step", "mean of |i g|", (("written", "written"),)),
            Chart("Written, by what is shown", "", "ratio", ratios),
            Chart("Answers", "", "share right", (("accuracy", "right"),), SHARE),
        )  # fmt: skip

    def quick(self) -> Gates:
        """Return few steps of training and a short delay."""
        return smaller(self, {"steps": 60, "delay": 11})

    def _looked_at(
        self, learner: RecurrentNetwork[Any], task: DelayedMatch, seed: int, condition: str
    ) -> Iterator[Score]:
        trials = task.draw(int(self.tests), np.random.default_rng([seed, TESTS]))
        moments: list[Moment] = learner.course(trials.frames(int(task.symbols)))[1:]
        written = each_step([np.abs(now.input_gate * now.candidate) for now in moments])
        courses = {
            "input_gate": each_step([now.input_gate for now in moments]),
            "forget_gate": each_step([now.forget_gate for now in moments]),
            "output_gate": each_step([now.output_gate for now in moments]),
            "written": written,
        }
        for measure, course in courses.items():
            for step, value in enumerate(course):
                yield Score(measure, float(value), 0.0, 1.0, at=step, condition=condition)
        right = accuracy(learner, task, trials)
        yield Score("accuracy", right, task.chance, 1.0, condition=condition)
        waits = np.ones(len(moments), bool)
        waits[[0, *task.places, -1]] = False
        sample, other = written[0], written[task.places].mean()
        for measure, ratio in (
            ("written_sample", sample / written[waits].mean()),
            ("written_distractor", other / written[waits].mean()),
            ("sample_over_distractor", sample / other),
        ):
            yield Score(measure, float(ratio), 1.0, 1.0, condition=condition)


def each_step(values: list[Vector]) -> Vector:
    """Return the mean over trials and cells, shape (steps,)."""
    return np.asarray(np.mean(values, axis=(1, 2)))
