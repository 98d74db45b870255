"""What is left of potentiation and depression after hours, with and without new proteins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.bench import Stimulation
from neurosim.bench.progress import part
from neurosim.bench.tetani import slfs, stet, wlfs, wtet
from neurosim.experiments.findings import Certainty, Curve, DataSet, Finding, Findings, Panel
from neurosim.experiments.published import CHANGE
from neurosim.experiments.subjects import Subject
from neurosim.experiments.synapse import SynapseExperiment
from neurosim.parameters import cited
from neurosim.plasticity import Vector
from neurosim.protocol import Progress, ignore

HOURS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)
"""Hours after the onset of stimulation at which the synapse is looked at."""

NAMED = (1.0, 4.0, 7.0, 8.0)

PROTOCOLS: dict[str, Callable[[int], Stimulation]] = {
    "strong_tetanus": stet,
    "weak_tetanus": wtet,
    "strong_low_frequency": slfs,
    "weak_low_frequency": wlfs,
}


def _seven_hours(panel: str, label: str, name: str, weight: float) -> DataSet:
    source = "average of 100 simulations of the model's authors"
    return DataSet(
        source,
        "luboeinski2026",
        Certainty.DIGITISED,
        panel,
        label,
        (7.0,),
        (weight - 1,),
        (),
        (f"{name}_at_7h",),
    )


@dataclass(frozen=True)
class LateLtp(SynapseExperiment):
    """Strong and weak stimulation, and the synapse from one to eight hours later.

    Strong tetanus is three trains of 1 s at 100 Hz, ten minutes apart; weak tetanus one train of
    0.2 s. Strong low-frequency stimulation is 900 bursts of 0.15 s at 20 Hz; weak, 900 s at 1 Hz.
    Stimuli are Poisson, and the cell stays silent. Measures, per rule, are relative changes of
    weight so many hours after the onset of stimulation:

    strong_tetanus_at_1h, ..._at_4h, ..._at_7h, ..._at_8h
        And weak_tetanus_at_1h, strong_low_frequency_at_1h, weak_low_frequency_at_1h, and so on.
    strong_tetanus_blocked_at_1h, ..., strong_low_frequency_blocked_at_8h
        The same without protein synthesis, as by anisomycin.

    The early phase lasts for hours whatever is done; what is left after eight is the late phase,
    which needs strong stimulation and new proteins. A rule without phases keeps what it has
    learned for ever, as does the weight of an artificial unit; told that the cell is silent, units
    that learn from errors unlearn. Silence of hours is not simulated step by step but leapt over in
    closed form. The published points are of the model, not of
    synapses: experiments are of the same protocols (Sajikumar et al. 2005; Frey & Morris 1997).
    """

    name: ClassVar[str] = "late-ltp"
    question: ClassVar[str] = "What is left of a change after eight hours, and what does it need?"
    sources: ClassVar[tuple[str, ...]] = ("luboeinski2021", "sajikumar2005", "frey1997")
    usual: ClassVar[tuple[str, ...]] = ("tagging",)
    panels: ClassVar[tuple[Panel, ...]] = (
        Panel("tetanus", "Tetanus, 100 Hz", "hours after onset", CHANGE),
        Panel("low", "Low frequency", "hours after onset", CHANGE),
    )
    published: ClassVar[tuple[DataSet, ...]] = (
        _seven_hours("tetanus", "strong", "strong_tetanus", 1.735),
        _seven_hours("tetanus", "weak", "weak_tetanus", 1.005),
        _seven_hours("low", "strong", "strong_low_frequency", 0.64),
        _seven_hours("low", "weak", "weak_low_frequency", 0.99),
    )

    trains: float = cited(
        4, "trains", "chosen", "different Poisson spikes of each protocol", 1, 100
    )

    def findings(self, subject: Subject, seed: int, progress: Progress = ignore) -> Findings:
        """Return the change at every hour, with and without protein synthesis."""
        several = range(int(self.trains))
        seeds = np.random.SeedSequence(seed).generate_state(int(self.trains)).tolist()
        stimulations = [make(seeds[each]) for make in PROTOCOLS.values() for each in several]
        off = [stimulations[place * len(several)].without_plasticity() for place in range(4)]
        times = np.array(HOURS) * 3600
        after = subject.later([*stimulations, *off], times, seed, True, part(progress, 0.0, 0.5))
        strong = [s for s in stimulations if s.name in ("STET", "SLFS")]
        blocked = subject.later(strong, times, seed, False, part(progress, 0.5, 1.0))
        value = dict(zip(PROTOCOLS, self._means(after[: len(stimulations)]), strict=True))
        value |= {
            f"{name}_blocked": each
            for name, each in zip(
                ("strong_tetanus", "strong_low_frequency"), self._means(blocked), strict=True
            )
        }
        control = dict(zip(PROTOCOLS, after[len(stimulations) :], strict=True))
        measured = tuple(
            Finding(
                f"{name}_at_{hour:g}h",
                float(changes[HOURS.index(hour)]),
                "1",
                float(control[name.removesuffix("_blocked")][HOURS.index(hour)]),
            )
            for name, changes in value.items()
            for hour in NAMED
        )
        return Findings(measured, _curves(value))

    def _means(self, changes: Vector) -> Vector:
        """Return the mean change over the trains of each protocol, at each time."""
        return np.asarray(changes.reshape(-1, int(self.trains), len(HOURS)).mean(axis=1))


def _curves(value: dict[str, Vector]) -> tuple[Curve, ...]:
    shown = (("tetanus", "tetanus"), ("low", "low_frequency"))
    labels = (
        ("strong", "strong_{}"),
        ("weak", "weak_{}"),
        ("strong, no new proteins", "strong_{}_blocked"),
    )
    return tuple(
        Curve(panel, label, HOURS, tuple(value[name.format(kind)].tolist()))
        for panel, kind in shown
        for label, name in labels
    )
