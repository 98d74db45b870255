"""The window of spike-timing-dependent plasticity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.bench import Stimulation, pairs
from neurosim.experiments.findings import Curve, DataSet, Finding, Findings, Panel
from neurosim.experiments.published import (
    BI_POO,
    CA3_LAGS,
    CHANGE,
    CULTURE_NAMES,
    MISHRA,
    culture_means,
)
from neurosim.experiments.subjects import Subject
from neurosim.experiments.synapse import SynapseExperiment, on_and_off
from neurosim.parameters import cited
from neurosim.plasticity import Vector
from neurosim.protocol import Progress, ignore

SIDE = (1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 70.0, 100.0)
LAGS = np.array([*(-lag for lag in reversed(SIDE)), *SIDE])
"""Lags of the window in ms."""

LOBE = 0.005
"""Largest change below which there is no lobe to fit. Chosen: far below any error bar."""

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
        The fitted change at a lag of 0 beyond the offset, by all pairs together.
    offset_plus, offset_minus
        The fitted change at long lags.
    change_at_plus10, change_at_minus10
        The change at 10 and -10 ms.
    culture_at_minus73, ..., culture_at_plus69
        The window at the lags of the cells of Bi & Poo (1998), averaged over the same cells as the
        data: those of mean lags -73, -30, -16, -4, 6, 21 and 69 ms.
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
            CHANGE,
        ),
        Panel(
            "ca3",
            "300 pairs at 1 Hz, CA3",
            "lag, post minus pre (ms)",
            CHANGE,
        ),
    )
    published: ClassVar[tuple[DataSet, ...]] = (*BI_POO, *MISHRA)

    count: float = cited(60, "pairs", "bi1998", "", 1, 1e4)
    frequency: float = cited(1.0, "Hz", "bi1998", "", 0.01, 5)
    ca3_count: float = cited(300, "pairs", "mishra2016", "", 1, 1e4)

    def findings(self, subject: Subject, seed: int, progress: Progress = ignore) -> Findings:
        """Return the window and what is fitted to it."""
        stimulations = [*self._window(), *self._ca3()]
        value, off = on_and_off(subject, stimulations, seed, progress)
        at = {lag: value[f"window_{lag:g}"] for lag in LAGS.tolist()}
        ca3 = {lag: value[f"ca3_{lag:g}"] for lag in CA3_LAGS}
        measured = [
            *_fitted("plus", SIDE, [at[lag] for lag in SIDE]),
            *_fitted("minus", SIDE, [at[-lag] for lag in SIDE]),
            Finding("change_at_plus10", at[10.0], "1", off["window_10"]),
            Finding("change_at_minus10", at[-10.0], "1", off["window_-10"]),
        ]
        means = culture_means(LAGS, np.array([*at.values()]))
        measured += [
            Finding(name, mean, "1", off["window_10"])
            for name, mean in zip(CULTURE_NAMES, means, strict=True)
        ]
        for lag, change in ca3.items():
            side = "plus" if lag > 0 else "minus"
            name = f"ca3_at_{side}{abs(lag):g}"
            measured.append(Finding(name, change, "1", off[f"ca3_{lag:g}"]))
        curves = (
            Curve("window", "", tuple(at), tuple(at.values())),
            Curve("ca3", "", CA3_LAGS, tuple(ca3.values())),
        )
        return Findings(tuple(measured), curves)

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
    return [
        Finding(f"tau_{side}_ms", fit.tau, "ms"),
        Finding(f"amplitude_{side}", fit.amplitude),
        Finding(f"offset_{side}", fit.offset),
    ]


@dataclass(frozen=True)
class Fit:
    """The exponential y = offset + amplitude exp(-x/tau) that fits best."""

    amplitude: float
    tau: float
    offset: float


def exponential(x: Vector, y: Vector) -> Fit | None:
    """Fit an exponential with an offset by least squares; None if y is flat or is none."""
    from scipy.optimize import minimize_scalar  # late: it takes a third of a second to import

    def fitted(log_tau: float) -> tuple[Vector, float]:
        design = np.stack([np.exp(-x / np.exp(log_tau)), np.ones_like(x)], axis=1)
        best, *_ = np.linalg.lstsq(design, y, rcond=None)
        return best, float(np.sum((y - design @ best) ** 2))

    spread = float(np.sum((y - y.mean()) ** 2))
    shortest, longest = np.log(float(np.min(x)) / 10), np.log(float(np.max(x)) * 10)
    found = minimize_scalar(
        lambda log_tau: fitted(log_tau)[1], bounds=(shortest, longest), options={"xatol": 1e-9}
    )
    (amplitude, offset), rest = fitted(found.x)
    at_the_edge = not shortest + 0.01 < found.x < longest - 0.01
    if abs(amplitude) < LOBE or at_the_edge or rest > (1 - LIKE_AN_EXPONENTIAL) * spread:
        return None
    return Fit(float(amplitude), float(np.exp(found.x)), float(offset))
