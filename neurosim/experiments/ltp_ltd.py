"""The classic protocols of long-term potentiation and depression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.bench import Stimulation, low_frequency, poisson, tetanus, theta_burst, train
from neurosim.bench.progress import part
from neurosim.experiments.findings import Curve, DataSet, Finding, Findings, Panel
from neurosim.experiments.published import CHANGE, KIRKWOOD
from neurosim.experiments.subjects import SpikingSynapse, Subject
from neurosim.experiments.synapse import SynapseExperiment, on_and_off
from neurosim.parameters import cited
from neurosim.plasticity import HasDrift, Vector
from neurosim.protocol import Progress, ignore

PROTOCOLS = ("tetanus", "theta_burst", "low_frequency")
RATES = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 50.0)
"""Rates of random spikes, in Hz."""

KINDS = (("random", "independent", 0.0), ("correlated", "half of the pre spikes followed", 0.5))
"""Name in measures, label of the curve, and share of presynaptic spikes that have a follower."""

GRID = 1e-3
"""Random spikes lie on milliseconds."""


@dataclass(frozen=True)
class LtpLtd(SynapseExperiment):
    """Tetanus, theta burst, low-frequency stimulation, and random spikes.

    Stimuli are given to the fibres before the synapse. Whether they make the cell fire is not the
    synapse's business, so both are shown: the cell fires 5 ms after every stimulus, or is silent.
    Potentiation saturates: a weight grows at most to twice its start, as that of an artificial unit
    does here; rules with stable states of their own keep those. Measures, per rule, are relative
    changes of weight:

    tetanus, theta_burst, low_frequency
        100 stimuli at 100 Hz; 10 bursts of 4 at 100 Hz, 5 bursts a second; 900 at 1 Hz. The cell
        fires.
    tetanus_silent, theta_burst_silent, low_frequency_silent
        The same; the cell is silent.
    random_at_1, ..., random_at_50
        On average 900 presynaptic Poisson spikes at this rate in Hz; the cell fires at the same
        rate, independently. Mean over synapses.
    correlated_at_1, ..., correlated_at_50
        The same rates, but half of the presynaptic spikes are followed by one of the cell, 5 ms
        later.

    The published data are field potentials of visual cortex, where 900 stimuli were given at 1 Hz
    and fewer at higher rates: they say at which rates there is depression and potentiation, not how
    much one synapse changes, and are drawn but not scored. The closed form is of continuous time;
    random spikes lie on milliseconds, which makes traces of 17 ms some 3 % smaller. It is left out
    for rules that are still adapting to a rate when the spikes end.
    """

    name: ClassVar[str] = "ltp-ltd"
    question: ClassVar[str] = (
        "Which patterns of stimulation potentiate a synapse, which depress it?"
    )
    sources: ClassVar[tuple[str, ...]] = ("bliss1973", "larson1986", "dudek1992", "kirkwood1996")
    usual: ClassVar[tuple[str, ...]] = ("pair", "triplet-visual-cortex-all-to-all", "bcm-slow")
    panels: ClassVar[tuple[Panel, ...]] = (
        Panel("protocols", "Classic protocols", "", CHANGE, ("100 Hz", "theta burst", "1 Hz")),
        Panel("rate", "900 random spikes before and after", "rate of both (Hz)", CHANGE),
    )
    published: ClassVar[tuple[DataSet, ...]] = KIRKWOOD

    latency: float = cited(
        5.0, "ms", "chosen", "from stimulus to spike: one synapse and the rise to threshold", 1, 50
    )
    pulses: float = cited(900, "stimuli", "dudek1992", "", 1, 1e4)
    largest: float = cited(
        2.0, "1", "chosen", "of the weight before; LTP saturates near it", 1.1, 1e3
    )
    synapses: float = cited(
        16, "synapses", "chosen", "for a mean; copies of noisy rules among them", 1, 1000
    )

    def findings(self, subject: Subject, seed: int, progress: Progress = ignore) -> Findings:
        """Return the change by every protocol."""
        if isinstance(subject, SpikingSynapse):
            subject = subject.saturating(self.largest)
        random = np.random.default_rng(seed)
        several = max(1, int(self.synapses / subject.copies))
        noisy = [
            self._random(f"{kind}_at_{rate:g}", rate, share, random)
            for kind, _, share in KINDS
            for rate in RATES
            for _ in range(several)
        ]
        regular = self._regular()
        once = [*regular, *noisy[::several]]
        more = [each for place, each in enumerate(noisy) if place % several]
        # The control is the same for all of several synapses.
        value, off = on_and_off(subject, once, seed, part(progress, 0.0, 0.5))
        again = int(random.integers(2**31))
        told = part(progress, 0.5, 1.0)
        rest = subject.changes(more, again, told) if more else np.zeros(0)
        shared = [each.name for each in noisy[::several]]
        for name, others in zip(shared, rest.reshape(len(shared), -1), strict=True):
            value[name] = float(np.mean([value[name], *others]))
        measured = tuple(Finding(name, change, "1", off[name]) for name, change in value.items())
        return Findings(measured, (*_curves(value), *self._theory(subject)))

    def _regular(self) -> list[Stimulation]:
        latency = self.latency / 1e3
        slow = low_frequency(1.0, int(self.pulses))
        pulses = dict(zip(PROTOCOLS, (tetanus(), theta_burst(), slow), strict=True))
        return [
            *(train(name, each, latency) for name, each in pulses.items()),
            *(train(f"{name}_silent", each, None) for name, each in pulses.items()),
        ]

    def _random(
        self, name: str, rate: float, followed: float, random: np.random.Generator
    ) -> Stimulation:
        seconds, latency = self.pulses / rate, self.latency / 1e3
        return poisson(name, rate, rate, seconds, random, followed, latency, GRID)

    def _theory(self, subject: Subject) -> tuple[Curve, ...]:
        """Return the change in closed form, where there is one and it has settled."""
        if not isinstance(subject, SpikingSynapse):
            return ()
        rule, rates = subject.rule, np.array(RATES)
        adapting = any(trace.lasts for trace in rule.post) or rule.w_start <= 0
        if adapting or not isinstance(rule, HasDrift):
            return ()
        start = float(rule.w_start)
        drift = rule.drift(rates, rates, np.full(rates.size, start))
        change: Vector = np.asarray(drift * self.pulses / rates / start)
        highest = min(float(rule.w_max) / start, float(self.largest)) - 1
        shown = np.clip(change, -1, highest).tolist()
        return (Curve("rate", "closed form", RATES, tuple(shown)),)


def _curves(value: dict[str, float]) -> tuple[Curve, ...]:
    places = tuple(float(place) for place in range(len(PROTOCOLS)))
    silent = tuple(value[f"{name}_silent"] for name in PROTOCOLS)
    return (
        Curve("protocols", "cell fires", places, tuple(value[name] for name in PROTOCOLS)),
        Curve("protocols", "cell silent", places, silent),
        *(
            Curve("rate", label, RATES, tuple(value[f"{kind}_at_{rate:g}"] for rate in RATES))
            for kind, label, _ in KINDS
        ),
    )
