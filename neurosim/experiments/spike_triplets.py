"""Triplets and quadruplets of spikes: what pairs do not predict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from neurosim.bench import Stimulation, groups, post_pre_post, pre_post_pre, quadruplets
from neurosim.experiments.findings import Curve, DataSet, Finding, Findings, Panel
from neurosim.experiments.published import CHANGE, TRIPLETS, WANG
from neurosim.experiments.subjects import Subject
from neurosim.experiments.synapse import SynapseExperiment, on_and_off
from neurosim.parameters import cited
from neurosim.protocol import Progress, ignore

INTERVALS = (-92.0, -70.0, -50.0, -30.0, -15.0, 9.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 94.0)
"""Intervals between the pairs of a quadruplet, for the curve, in ms."""

NAMES = tuple(name for name, _, _ in TRIPLETS)

TICKS = tuple(
    name.replace("quadruplet_minus", "quadruplet -").replace("quadruplet_plus", "quadruplet +")
    .replace("_", " ")
    for name in NAMES
)  # fmt: skip


@dataclass(frozen=True)
class SpikeTriplets(SynapseExperiment):
    """Groups of two, three and four spikes, 60 times at 1 Hz.

    Measures, per rule, are relative changes of weight, named by the order of spikes and the
    milliseconds between them:

    pre10_post, post10_pre
        Pairs: post 10 ms after pre; pre 10 ms after post.
    pre5_post5_pre, pre10_post10_pre, pre15_post5_pre, pre5_post15_pre
        Triplets of two presynaptic spikes: pre, 5 ms later post, 5 ms later pre, and so on.
        Pfister & Gerstner (2006) write them as (5, -5), (10, -10), (15, -5), (5, -15).
    post5_pre5_post, post10_pre10_post, post5_pre15_post, post15_pre5_post
        Triplets of two postsynaptic spikes; there (-5, 5), (-10, 10), (-5, 15), (-15, 5).
    quadruplet_minus89, quadruplet_plus84, quadruplet_plus20
        A post-pre pair (5 ms) and a pre-post pair (5 ms), this many milliseconds after it (plus) or
        before it (minus), from middle to middle.

    A pair-based rule must predict the same for pre5_post5_pre and post5_pre5_post; the synapse
    changes by -1 % and 33 %. Data: Wang et al. (2005).
    """

    name: ClassVar[str] = "spike-triplets"
    question: ClassVar[str] = "Do three spikes change a synapse as much as the pairs in them?"
    sources: ClassVar[tuple[str, ...]] = ("wang2005", "pfister2006")
    usual: ClassVar[tuple[str, ...]] = (
        "pair-fitted-hippocampus",
        "triplet-hippocampus-all-to-all",
        "triplet-hippocampus-nearest",
    )
    panels: ClassVar[tuple[Panel, ...]] = (
        Panel("triplets", "60 groups at 1 Hz", "", CHANGE, TICKS),
        Panel(
            "quadruplets",
            "Post-pre and pre-post",
            "interval between the pairs (ms)",
            CHANGE,
        ),
    )
    published: ClassVar[tuple[DataSet, ...]] = WANG

    count: float = cited(60, "groups", "wang2005", "", 1, 1e4)

    def findings(self, subject: Subject, seed: int, progress: Progress = ignore) -> Findings:
        """Return the change by every group of spikes."""
        named = self._named()
        curve = [quadruplets(interval / 1e3, count=int(self.count)) for interval in INTERVALS]
        value, off = on_and_off(subject, [*named, *curve], seed, progress)
        measured = tuple(Finding(name, value[name], "1", off[name]) for name in NAMES)
        places = tuple(float(place) for place in range(len(NAMES)))
        curves = (
            Curve("triplets", "", places, tuple(value[name] for name in NAMES)),
            Curve("quadruplets", "", INTERVALS, tuple(value[each.name] for each in curve)),
        )
        return Findings(measured, curves)

    def _named(self) -> list[Stimulation]:
        count = int(self.count)
        before = ((5, 5), (10, 10), (15, 5), (5, 15))
        after = ((5, 5), (10, 10), (5, 15), (15, 5))
        return [
            groups("pre10_post", (0.0,), (0.010,), count, 1.0),
            groups("post10_pre", (0.010,), (0.0,), count, 1.0),
            *(pre_post_pre(first / 1e3, second / 1e3, count) for first, second in before),
            *(post_pre_post(first / 1e3, second / 1e3, count) for first, second in after),
            *(quadruplets(interval, count=count) for interval in (-0.089, 0.084, 0.020)),
        ]
