"""What a synapse transmits from spike to spike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.errors import InputError
from neurosim.experiments.findings import Certainty, Curve, DataSet, Finding, Findings, Panel
from neurosim.experiments.subjects import Subject
from neurosim.experiments.synapse import SynapseExperiment
from neurosim.parameters import cited
from neurosim.protocol import Progress, ignore

RATES = (1.0, 5.0, 10.0, 20.0, 50.0, 100.0)
"""Rates of the trains, in Hz."""

SHOWN = 20.0
"""Rate of the train that is shown pulse by pulse, in Hz. Chosen: as in the recordings."""

EXPECTED = (0.833, 0.362, 0.210, 0.114, 0.048, 0.025)
FACILITATED = (1.172, 2.915, 4.490, 5.516, 4.060, 2.362)


def _model(name: str, values: tuple[float, ...]) -> DataSet:
    return DataSet(name, "tsodyks1998", Certainty.COMPUTED, "rate", "", RATES, values)


@dataclass(frozen=True)
class ShortTermPlasticity(SynapseExperiment):
    """Regular trains of presynaptic spikes, and what each of them transmits.

    Measures, per rule, all relative to what the first spike transmits:

    paired_pulse_20, paired_pulse_50, paired_pulse_100
        The second of two spikes this many milliseconds apart.
    steady_at_1, ..., steady_at_100
        The last spike of a train at this rate in Hz, long enough for a steady state.
    recovery
        One spike 500 ms after the train at 20 Hz.

    A synapse without short-term plasticity transmits the same every time, and so does the weight
    of an artificial unit. The published points are the steady states of the two synapses of
    Tsodyks, Pawelzik & Markram (1998), in closed form.
    """

    name: ClassVar[str] = "short-term-plasticity"
    question: ClassVar[str] = "How does what a spike transmits depend on the spikes before it?"
    sources: ClassVar[tuple[str, ...]] = ("tsodyks1997", "markram1998", "tsodyks1998")
    usual: ClassVar[tuple[str, ...]] = (
        "tsodyks-markram-depressing",
        "tsodyks-markram-facilitating",
    )
    panels: ClassVar[tuple[Panel, ...]] = (
        Panel("train", "Train at 20 Hz", "spike of the train", "transmitted, first spike = 1"),
        Panel("rate", "Steady state", "rate of spikes (Hz)", "transmitted, first spike = 1"),
    )
    published: ClassVar[tuple[DataSet, ...]] = (
        _model("depressing synapse, closed form", EXPECTED),
        _model("facilitating synapse, closed form", FACILITATED),
    )

    pulses: float = cited(10, "spikes", "chosen", "as many as a figure can show", 2, 50)
    settling: float = cited(8.0, "s", "chosen", "many times the slowest recovery", 1, 100)

    def findings(self, subject: Subject, seed: int, progress: Progress = ignore) -> Findings:
        """Return what is transmitted in trains of every rate."""
        train = np.arange(int(self.pulses)) / SHOWN
        trains = [train[: number + 1] for number in range(train.size)]
        trains.append(np.append(train, train[-1] + 0.5))
        trains += [np.array([0.0, gap / 1e3]) for gap in (20, 50, 100)]
        trains += [np.arange(max(2, round(rate * self.settling))) / rate for rate in RATES]
        sizes = subject.transmitted(trains, seed, progress)
        if sizes[0] <= 0:
            raise InputError(f"{subject.name}: the first spike transmits nothing to compare with")
        relative = (sizes / sizes[0]).tolist()
        shown, rest = relative[: train.size], relative[train.size :]
        names = [
            "recovery",
            *(f"paired_pulse_{gap}" for gap in (20, 50, 100)),
            *(f"steady_at_{rate:g}" for rate in RATES),
        ]
        measured = tuple(
            Finding(name, value, "1", 1.0) for name, value in zip(names, rest, strict=True)
        )
        places = tuple(float(number + 1) for number in range(train.size))
        curves = (
            Curve("train", "", places, tuple(shown)),
            Curve("rate", "", RATES, tuple(rest[-len(RATES) :])),
        )
        return Findings(measured, curves)
