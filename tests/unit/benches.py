"""A tiny experiment on synapses, and a finished run of it that needed no simulation."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.bench import pairs
from neurosim.experiments.findings import Certainty, Curve, DataSet, Finding, Findings, Panel
from neurosim.experiments.synapse import SynapseExperiment
from neurosim.experiments.synapse_run import counterparts, run_subjects
from neurosim.parameters import cited
from neurosim.protocol import ignore
from neurosim.store import RunWriter, SynapseManifest, Task, card, synapse_result, synapse_work

LAGS = (-20.0, -10.0, 10.0, 20.0)
EXACT = 0.1 + 0.2
"""A float that a short decimal would not bring back."""


@dataclass(frozen=True)
class Tiny(SynapseExperiment):
    """Pairs at four lags.

    Measures: at_-20, at_-10, at_10, at_20, and the time of the largest, best_ms.
    """

    name: ClassVar[str] = "tiny"
    question: ClassVar[str] = "Does <b>timing</b> matter?"
    sources: ClassVar[tuple[str, ...]] = ("bi1998",)
    usual: ClassVar[tuple[str, ...]] = ("pair", "symmetric", "pair-nearest")
    panels: ClassVar[tuple[Panel, ...]] = (
        Panel("lags", "Pairs", "lag (ms)", "relative change of weight"),
        Panel("places", "By name", "", "relative change of weight", ("before", "after")),
    )
    published: ClassVar[tuple[DataSet, ...]] = (
        DataSet("slices", "bi1998", Certainty.TABLE, "lags", "", LAGS, (-0.1, -0.2, 0.4, EXACT),
                (0.1, 0.1, 0.1, 0.05), tuple(f"at_{lag:g}" for lag in LAGS)),
        DataSet("slices", "bi1998", Certainty.DIGITISED, "places", "one", (0.0, 1.0), (-0.2, 0.4)),
        DataSet("fit", "mishra2016", Certainty.REPORTED, "nowhere", "", (0.0,), (15.0,), (),
                ("best_ms",)),
    )  # fmt: skip

    count: float = cited(6, "pairs", "chosen", "few", 1, 1000)

    def findings(self, subject, seed, progress=ignore):
        stimulations = [pairs(lag / 1e3, int(self.count)) for lag in LAGS]
        changes = subject.changes(stimulations, seed, progress).tolist()
        measured = [
            Finding(f"at_{lag:g}", y, "1", 0.0) for lag, y in zip(LAGS, changes, strict=True)
        ]
        measured.append(Finding("best_ms", LAGS[int(np.argmax(changes))], "ms", 0.0))
        curves = (
            Curve("lags", "", LAGS, tuple(changes)),
            Curve("places", "one", (0.0, 1.0), (changes[1], changes[2])),
            Curve("places", "two", (0.0, 1.0), (changes[0], changes[3])),
        )
        return Findings(tuple(measured), curves)


@dataclass(frozen=True)
class Made:
    """A subject of which it is known what comes out."""

    name: str
    factor: float

    def changes(self, stimulations, seed, progress=ignore):
        progress(1.0)
        return self.factor * (1 + seed) * np.array([-0.1, -0.2, 0.4, EXACT])


@dataclass(frozen=True)
class Numbers:
    """Parameters of made subjects."""

    factor: float = cited(1, "1", "song2000", "a note with <b>signs</b>", 0, 2)


SUBJECTS = (Made("good", 1.0), Made("bad", -1.0), *counterparts())


def bench_manifest(seeds, experiment=Tiny):
    made = [card(each.name, "A made one.", (), Numbers()) for each in SUBJECTS[:2]]
    weights = [card(w.name, "A weight.", w.rule.sources, w.rule) for w in SUBJECTS[2:]]
    return SynapseManifest(
        command="neurosim run tiny",
        experiment=card("tiny", experiment.question, ("bi1998", "mishra2016"), experiment()),
        agents=(*made, *weights),
        artificial=tuple(each.name for each in SUBJECTS[2:]),
        panels=experiment.panels,
        asked=tuple(seeds),
        started="2026-01-01T00:00:00+00:00",
    )


def bench_writer(out, seeds, published=Tiny.published):
    tasks = (Task(each.name, seed) for seed in seeds for each in SUBJECTS)
    return RunWriter(out, bench_manifest(seeds), synapse_work(tasks, published))


def examined(task, published=Tiny.published):
    """Return what comes of a task."""
    (subject,) = (each for each in SUBJECTS if each.name == task.who)
    (found,) = run_subjects(Tiny(), [subject], task.seed)
    return synapse_result(found, published)


def write_bench(out, seeds=(0,), published=Tiny.published):
    with bench_writer(out, seeds, published) as run:
        for task in run.left():
            run.keep(task, examined(task, published))
        return run.publish("2026-01-01T00:00:01+00:00")
