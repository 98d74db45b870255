"""Reward that comes late: eligibility traces and dopamine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.bench import Stimulation
from neurosim.experiments.findings import Certainty, Curve, DataSet, Finding, Findings, Panel
from neurosim.experiments.published import CHANGE, ORDER, SIDES
from neurosim.experiments.stdp_window import exponential
from neurosim.experiments.subjects import Subject
from neurosim.experiments.synapse import SynapseExperiment, on_and_off
from neurosim.parameters import cited
from neurosim.plasticity import Vector
from neurosim.protocol import Progress, ignore

DELAYS = (-1.0, -0.6, -0.4, -0.2, -0.1, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
"""Delays of dopamine after the pair, in seconds."""

NAMED = (-0.2, 0.1, 0.5, 1.0, 2.0, 3.0)
PERIOD = 10.0
"""Seconds from pair to pair: long after everything has decayed."""

CONSTANTS = DataSet(
    "time constants of the published model",
    "izhikevich2007",
    Certainty.TABLE,
    "constants",
    "",
    (0.0, 1.0),
    (1.0, 0.2),
    (),
    ("tau_eligibility_s", "tau_dopamine_s"),
)


@dataclass(frozen=True)
class DopamineStdp(SynapseExperiment):
    """Pairs of spikes, each followed, or preceded, by dopamine.

    Measures, per rule:

    plus10_dopamine_at_0.1, ..., plus10_dopamine_at_3
        Relative change of weight by 20 pairs, pre 10 ms before post, with dopamine so many seconds
        after each; at_-0.2 is dopamine before the pair.
    minus10_dopamine_at_0.1, ..., minus10_dopamine_at_3
        The same with post 10 ms before pre.
    plus10_no_dopamine, minus10_no_dopamine
        The same without dopamine.
    tau_eligibility_s
        Time constant with which the change fades as dopamine comes later.
    tau_dopamine_s
        Time constant with which it fades as dopamine comes earlier than the pair.

    The synapse bridges the delay by its eligibility trace. A rule without one either changes
    without dopamine, or not at all; so does an artificial unit that is told rates.
    """

    name: ClassVar[str] = "dopamine-stdp"
    question: ClassVar[str] = (
        "How late may a reward come, and still change the synapse that earned it?"
    )
    sources: ClassVar[tuple[str, ...]] = ("izhikevich2007",)
    usual: ClassVar[tuple[str, ...]] = ("dopamine", "pair")
    panels: ClassVar[tuple[Panel, ...]] = (
        Panel("delay", "20 pairs", "dopamine after the pair (s)", CHANGE),
    )
    published: ClassVar[tuple[DataSet, ...]] = (CONSTANTS,)

    count: float = cited(20, "pairs", "chosen", "enough for a change of some per cent", 1, 1000)

    def findings(self, subject: Subject, seed: int, progress: Progress = ignore) -> Findings:
        """Return the change at every delay, for both orders."""
        stimulations = [
            self._paired(side, lag, delay) for side, lag in SIDES for delay in (*DELAYS, None)
        ]
        value, off = on_and_off(subject, stimulations, seed, progress)
        wanted = [
            f"{side}10_{what}"
            for side, _ in SIDES
            for what in (*(f"dopamine_at_{delay:g}" for delay in NAMED), "no_dopamine")
        ]
        curves = tuple(
            Curve(
                "delay",
                ORDER[lag > 0],
                DELAYS,
                tuple(value[f"{side}10_dopamine_at_{delay:g}"] for delay in DELAYS),
            )
            for side, lag in SIDES
        )
        measured = [Finding(name, value[name], "1", off[name]) for name in wanted]
        tonic = value["plus10_no_dopamine"]
        return Findings((*measured, *_constants(curves[0], tonic)), curves)

    def _paired(self, side: str, lag: float, delay: float | None) -> Stimulation:
        starts: Vector = np.asarray(PERIOD * (np.arange(int(self.count)) + 0.5))
        name = f"{side}10_" + ("no_dopamine" if delay is None else f"dopamine_at_{delay:g}")
        dopamine: Vector = np.zeros(0) if delay is None else np.asarray(starts + delay)
        seconds = PERIOD * (int(self.count) + 1)
        return Stimulation(name, starts, np.asarray(starts + lag), seconds, dopamine)


def _constants(curve: Curve, tonic: float) -> list[Finding]:
    """Return the time constants with which the change fades to either side.

    Parameters
    ----------
    tonic
        The change that comes about without release of dopamine.
    """
    delays, changes = np.array(curve.x), np.array(curve.y) - tonic
    found = []
    for name, side in (("eligibility", delays > 0), ("dopamine", delays < 0)):
        fit = exponential(np.abs(delays[side]), changes[side])
        if fit is not None:
            found.append(Finding(f"tau_{name}_s", fit.tau, "s"))
    return found
