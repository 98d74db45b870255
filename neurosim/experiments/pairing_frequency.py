"""Pairs of spikes at rising frequency: where pair-based plasticity fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from neurosim.bench import pairs
from neurosim.experiments.findings import Curve, DataSet, Finding, Findings, Panel
from neurosim.experiments.published import FREQUENCIES, SJOSTROM
from neurosim.experiments.subjects import Progress, Subject, unwatched
from neurosim.experiments.synapse import SynapseExperiment, on_and_off
from neurosim.parameters import cited

CURVE = (0.1, 1.0, 5.0, 10.0, 12.5, 20.0, 25.0, 1000 / 30, 40.0, 50.0)
"""Frequencies at which the change is simulated, in Hz: their periods are whole milliseconds."""

SIDES = (("plus", 0.010), ("minus", -0.010))


@dataclass(frozen=True)
class PairingFrequency(SynapseExperiment):
    """Pairs of spikes 10 ms apart, at frequencies from one in ten seconds to 50 Hz.

    Measures, per rule:

    plus10_at_0.1, plus10_at_10, plus10_at_20, plus10_at_40, plus10_at_50
        Relative change of weight by 60 pairs, pre 10 ms before post, at that frequency in Hz.
    minus10_at_0.1, ..., minus10_at_50
        The same with post 10 ms before pre.

    In visual cortex both orders potentiate at high frequency. Pair-based rules cannot do that:
    neighbouring pairs add opposite changes. Triplet, voltage and calcium rules can. Data: Sjostrom,
    Turrigiano & Nelson (2001); continuous trains of 60 pairs as Pfister & Gerstner (2006) fitted
    them (the experiment gave 15 trains of 5 pairs).
    """

    name: ClassVar[str] = "pairing-frequency"
    question: ClassVar[str] = "How does the change by pairs of spikes depend on their frequency?"
    sources: ClassVar[tuple[str, ...]] = ("sjostrom2001", "pfister2006")
    usual: ClassVar[tuple[str, ...]] = (
        "pair-fitted-visual-cortex",
        "triplet-visual-cortex-all-to-all",
        "triplet-visual-cortex-nearest",
    )
    panels: ClassVar[tuple[Panel, ...]] = (
        Panel("frequency", "60 pairs", "frequency of pairs (Hz)", "relative change of weight"),
    )
    published: ClassVar[tuple[DataSet, ...]] = SJOSTROM

    count: float = cited(60, "pairs", "pfister2006", "", 1, 1e4)

    def findings(self, subject: Subject, seed: int, progress: Progress = unwatched) -> Findings:
        """Return the change at every frequency, for both orders."""
        names = {f"{s}10_at_{f:g}": (lag, f) for s, lag in SIDES for f in CURVE}
        stimulations = [
            pairs(lag, int(self.count), frequency, name) for name, (lag, frequency) in names.items()
        ]
        changes, controls = on_and_off(subject, stimulations, seed, progress)
        value = dict(zip(names, changes.tolist(), strict=True))
        off = dict(zip(names, controls.tolist(), strict=True))
        measured = tuple(
            Finding(name, value[name], "1", off[name])
            for side, _ in SIDES
            for name in (f"{side}10_at_{frequency:g}" for frequency in FREQUENCIES)
        )
        curves = tuple(
            Curve(
                "frequency",
                f"{lag * 1e3:+g} ms",
                CURVE,
                tuple(value[f"{side}10_at_{frequency:g}"] for frequency in CURVE),
            )
            for side, lag in SIDES
        )
        return Findings(measured, curves)

    def seconds(self) -> float:
        """Return how long the slowest train lasts."""
        return float(self.count) / CURVE[0]
