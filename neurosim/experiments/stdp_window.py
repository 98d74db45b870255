"""The window of spike-timing-dependent plasticity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.bench import Stimulation, pairs
from neurosim.experiments.findings import Curve, DataSet, Finding, Findings, Panel
from neurosim.experiments.published import BI_POO, CA3_LAGS, MISHRA
from neurosim.experiments.subjects import Progress, Subject, unwatched
from neurosim.experiments.synapse import SynapseExperiment, on_and_off
from neurosim.parameters import cited
from neurosim.plasticity import Vector

SIDE = (1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 70.0, 100.0)
LAGS = np.array([*(-lag for lag in reversed(SIDE)), *SIDE])
"""Lags of the window in ms."""

LOBE = 0.005
"""Largest change below which there is no lobe to fit. Chosen: a tenth of the smallest error bar."""

LIKE_AN_EXPONENTIAL = 0.9
"""Share of variance above which an exponential describes a lobe. Chosen."""


@dataclass(frozen=True)
class StdpWindow(SynapseExperiment):
    """Pairs of spikes at one low frequency, over the lag between them.

    Measures, per rule:

    tau_plus_ms, tau_minus_ms
        Time constants of exponentials fitted to the simulated change at positive and negative
        lags. Missing where there is no lobe or it is not exponential.
    amplitude_plus, amplitude_minus
        The fitted change at a lag of 0, by all pairs together.
    change_at_plus10, change_at_minus10
        The change at 10 and -10 ms.
    ca3_at_minus100, ..., ca3_at_plus100
        The change by 300 pairs, held against CA3 cells, whose window is symmetric.

    Lags are positive where the presynaptic spike comes first. All changes are relative to the
    weight before. An artificial unit that is told rates cannot have a window: its change is the
    same at every lag.
    """

    name: ClassVar[str] = "stdp-window"
    question: ClassVar[str] = "How does the change of a synapse depend on the lag between spikes?"
    sources: ClassVar[tuple[str, ...]] = ("bi1998", "bi2001", "mishra2016")
    usual: ClassVar[tuple[str, ...]] = ("pair", "triplet-hippocampus-all-to-all", "symmetric")
    panels: ClassVar[tuple[Panel, ...]] = (
        Panel(
            "window",
            "60 pairs at 1 Hz",
            "lag, post minus pre (ms)",
            "relative change of weight",
        ),
        Panel(
            "ca3",
            "300 pairs at 1 Hz, CA3",
            "lag, post minus pre (ms)",
            "relative change of weight",
        ),
    )
    published: ClassVar[tuple[DataSet, ...]] = (*BI_POO, *MISHRA)

    count: float = cited(60, "pairs", "bi1998", "", 1, 1e4)
    frequency: float = cited(1.0, "Hz", "bi1998", "", 0.01, 5)
    ca3_count: float = cited(300, "pairs", "mishra2016", "", 1, 1e4)

    def findings(self, subject: Subject, seed: int, progress: Progress = unwatched) -> Findings:
        """Return the window and what is fitted to it."""
        stimulations = [*self._window(), *self._ca3()]
        changes, controls = on_and_off(subject, stimulations, seed, progress)
        window, ca3 = changes[: LAGS.size], changes[LAGS.size :]
        off = dict(zip([s.name for s in stimulations], controls, strict=True))
        at = dict(zip(LAGS.tolist(), window.tolist(), strict=True))
        measured = [
            *_fitted("plus", SIDE, [at[lag] for lag in SIDE]),
            *_fitted("minus", SIDE, [at[-lag] for lag in SIDE]),
            Finding("change_at_plus10", at[10.0], "1", off["window_10"]),
            Finding("change_at_minus10", at[-10.0], "1", off["window_-10"]),
        ]
        for lag, change in zip(CA3_LAGS, ca3.tolist(), strict=True):
            side = "plus" if lag > 0 else "minus"
            name = f"ca3_at_{side}{abs(lag):g}"
            measured.append(Finding(name, change, "1", off[f"ca3_{lag:g}"]))
        curves = (
            Curve("window", "", tuple(LAGS.tolist()), tuple(window.tolist())),
            Curve("ca3", "", CA3_LAGS, tuple(ca3.tolist())),
        )
        return Findings(tuple(measured), curves)

    def seconds(self) -> float:
        """Return how long the longest stimulations last."""
        return float((self.count + self.ca3_count) / self.frequency)

    def _window(self) -> list[Stimulation]:
        count, frequency = int(self.count), self.frequency
        return [pairs(lag / 1e3, count, frequency, f"window_{lag:g}") for lag in LAGS]

    def _ca3(self) -> list[Stimulation]:
        count, frequency = int(self.ca3_count), self.frequency
        return [pairs(lag / 1e3, count, frequency, f"ca3_{lag:g}") for lag in CA3_LAGS]


def _fitted(side: str, lags: tuple[float, ...], changes: list[float]) -> list[Finding]:
    """Return amplitude and time constant of one lobe, if it is one."""
    fit = exponential(np.array(lags), np.array(changes))
    if fit is None:
        return []
    amplitude, tau = fit
    return [Finding(f"tau_{side}_ms", tau, "ms"), Finding(f"amplitude_{side}", amplitude)]


def exponential(x: Vector, y: Vector) -> tuple[float, float] | None:
    """Fit y = a exp(-x/tau) by least squares; None if y is flat or is no exponential.

    Returns
    -------
    tuple of a and tau, or None.
    """
    from scipy.optimize import minimize_scalar  # late: it takes a third of a second to import

    if np.max(np.abs(y)) < LOBE:
        return None

    def amplitude(log_tau: float) -> float:
        shape = np.exp(-x / np.exp(log_tau))
        return float(np.sum(y * shape) / np.sum(shape**2))

    def rest(log_tau: float) -> float:
        return float(np.sum((y - amplitude(log_tau) * np.exp(-x / np.exp(log_tau))) ** 2))

    shortest, longest = np.log(float(np.min(x)) / 10), np.log(float(np.max(x)) * 10)
    found = minimize_scalar(rest, bounds=(shortest, longest), options={"xatol": 1e-9})
    flat = np.exp(found.x) > np.max(x)
    if flat or found.fun > (1 - LIKE_AN_EXPONENTIAL) * float(np.sum(y**2)):
        return None
    return amplitude(found.x), float(np.exp(found.x))
