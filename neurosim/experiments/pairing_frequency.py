"""Pairs of spikes at rising frequency: where pair-based plasticity fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from neurosim.bench import Stimulation, pair_trains, pairs
from neurosim.experiments.findings import Curve, DataSet, Finding, Findings, Panel
from neurosim.experiments.published import CHANGE, FREQUENCIES, ORDER, SIDES, SJOSTROM
from neurosim.experiments.subjects import Subject
from neurosim.experiments.synapse import SynapseExperiment, on_and_off
from neurosim.parameters import cited
from neurosim.protocol import Progress, ignore

CURVE = (0.1, 1.0, 5.0, 10.0, 12.5, 20.0, 25.0, 1000 / 30, 40.0, 50.0)
"""Frequencies at which the change is simulated, in Hz: their periods are whole milliseconds."""

BETWEEN = (1.0, 5.0)
"""Frequencies at which a train would not end before the next one begins, or hardly."""

SLOW = 1.0
"""Frequency in Hz below which pairs are given one by one."""


@dataclass(frozen=True)
class PairingFrequency(SynapseExperiment):
    """Pairs of spikes 10 ms apart, at frequencies from one in ten seconds to 50 Hz.

    Measures, per rule:

    plus10_at_0.1, plus10_at_10, plus10_at_20, plus10_at_40, plus10_at_50
        Relative change of weight by 60 pairs in a row, pre 10 ms before post, at that frequency in
        Hz.
    minus10_at_0.1, ..., minus10_at_50
        The same with post 10 ms before pre.
    trains_plus10_at_0.1, ..., trains_minus10_at_50
        The change by 15 trains of 5 pairs at that frequency, every 10 s; at 0.1 Hz, by 50 pairs.

    In visual cortex both orders potentiate at high frequency. Pair-based rules cannot do that:
    neighbouring pairs add opposite changes. Triplet, voltage and calcium rules can. Data: Sjostrom,
    Turrigiano & Nelson (2001), who gave trains; Pfister & Gerstner (2006) fitted their rules with
    60 pairs in a row. Not every rule that meets the data one way meets them the other.
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
        Panel("frequency", "60 pairs in a row", "frequency of pairs (Hz)", CHANGE),
        Panel("trains", "15 trains of 5 pairs, every 10 s", "frequency of pairs (Hz)", CHANGE),
    )
    published: ClassVar[tuple[DataSet, ...]] = SJOSTROM

    count: float = cited(60, "pairs", "pfister2006", "", 1, 1e4)
    trains: float = cited(15, "trains", "sjostrom2001", "", 1, 1e4)
    slow_count: float = cited(50, "pairs", "sjostrom2001", "at 0.1 Hz", 1, 1e4)

    def findings(self, subject: Subject, seed: int, progress: Progress = ignore) -> Findings:
        """Return the change at every frequency, for both orders and both protocols."""
        stimulations = [
            make(f"{prefix}{side}10_at_{frequency:g}", lag, frequency)
            for prefix, make in (("", self._row), ("trains_", self._trains))
            for side, lag in SIDES
            for frequency in CURVE
            if not prefix or frequency not in BETWEEN
        ]
        value, off = on_and_off(subject, stimulations, seed, progress)
        measured = tuple(
            Finding(name, value[name], "1", off[name])
            for prefix in ("", "trains_")
            for side, _ in SIDES
            for name in (f"{prefix}{side}10_at_{frequency:g}" for frequency in FREQUENCIES)
        )
        return Findings(measured, tuple(_curves(value)))

    def _row(self, name: str, lag: float, frequency: float) -> Stimulation:
        return pairs(lag, int(self.count), frequency, name)

    def _trains(self, name: str, lag: float, frequency: float) -> Stimulation:
        if frequency < SLOW:
            return pairs(lag, int(self.slow_count), frequency, name)
        return pair_trains(lag, frequency, int(self.trains), name=name)


def _curves(value: dict[str, float]) -> Iterator[Curve]:
    for panel, prefix in (("frequency", ""), ("trains", "trains_")):
        places = [f for f in CURVE if not prefix or f not in BETWEEN]
        for side, lag in SIDES:
            changes = tuple(value[f"{prefix}{side}10_at_{frequency:g}"] for frequency in places)
            yield Curve(panel, ORDER[lag > 0], tuple(places), changes)
