"""Reward learning: STDP marks synapses as eligible, dopamine changes those that are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.parameters import cited, in_si
from neurosim.plasticity.rule import PlasticityRule, SynapticVariable, Trace, Vector, summing


@dataclass(frozen=True, kw_only=True)
class DopamineSTDP(PlasticityRule):
    """STDP gated by dopamine that comes seconds later.

    Pairs of spikes change an eligibility trace c of the synapse, not its weight; the weight
    follows the product of c and of the dopamine around the cell after the synapse:

        dx/dt = -x/tau_plus             pre:       x += 1
        dy/dt = -y/tau_minus            post:      y += 1
        dc/dt = -c/tau_c                pre:       c -= A_minus*y
                                        post:      c += A_plus*x
        dd/dt = -d/tau_d                release:   d += release

        dw/dt = learning*learning_rate*w_unit*gain*c*(d + tonic)

    Between spikes c and d are exponentials, and every time step adds the exact integral of their
    product. Izhikevich (2007). All pairs of spikes count, as in Potjans, Morrison & Diesmann
    (2010); the program of Izhikevich (2007) counts nearest ones and keeps weights within 0 and 4.
    """

    pre: ClassVar[tuple[Trace, ...]] = (summing("x", "tau_plus"),)
    post: ClassVar[tuple[Trace, ...]] = (
        summing("y", "tau_minus"),
        Trace(
            "dopamine",
            "ddopamine/dt = -dopamine/tau_d : 1",
            on_dopamine="dopamine += release",
        ),
    )
    variables: ClassVar[tuple[SynapticVariable, ...]] = (
        SynapticVariable("c", "dc/dt = -c/tau_c : 1 (clock-driven)"),
    )
    on_pre: ClassVar[str] = "c -= A_minus*y_post"
    on_post: ClassVar[str] = "c += A_plus*x_pre"
    # c and d have decayed over the step already; exprel gives what they were worth during it.
    each_step: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*w_unit*gain*dt*c*("
        "dopamine_post*exprel(dt/tau_c + dt/tau_d) + tonic*exprel(dt/tau_c)), 0, w_max)"
    )
    sources: ClassVar[tuple[str, ...]] = ("izhikevich2007", "potjans2010")

    A_plus: float = cited(0.1, "1", "izhikevich2007", "in the authors' program", -10, 10)
    A_minus: float = cited(0.15, "1", "izhikevich2007", "1.5 times A_plus", -10, 10)
    tau_plus: float = cited(20.0, "ms", "izhikevich2007", "", 0.1, 1e4)
    tau_minus: float = cited(20.0, "ms", "izhikevich2007", "", 0.1, 1e4)
    tau_c: float = cited(1.0, "s", "izhikevich2007", "eligibility", 1e-3, 1e3)
    tau_d: float = cited(0.2, "s", "izhikevich2007", "dopamine", 1e-3, 1e3)
    tonic: float = cited(0.002, "1", "izhikevich2007", "dopamine at rest", -1e3, 1e3)
    gain: float = cited(
        1.0, "1/s", "izhikevich2007", "dw/dt = c*d; the authors' program steps as if 100", 0, 1e4
    )

    def eligibility(self, lag: float) -> float:
        """Return the eligibility just after one pair: post minus pre is `lag` seconds, not 0."""
        if lag > 0:
            return float(self.A_plus * np.exp(-lag / in_si(self.tau_plus)))
        return float(-self.A_minus * np.exp(lag / in_si(self.tau_minus)))

    def change(self, lag: float, delays: Vector, release: float) -> Vector:
        """Return the change of weight, ever after, by one pair and one release of dopamine.

        Parameters
        ----------
        lag
            Post minus pre, in seconds; not 0.
        delays
            From the later spike of the pair to the release, in seconds; negative where dopamine
            comes first.
        release
            Amount of dopamine; 0 for what tonic dopamine does alone.
        """
        tau_c, tau_d = in_si(self.tau_c), in_si(self.tau_d)
        waited = np.asarray(delays, dtype=float)
        left = np.exp(-np.where(waited > 0, waited / tau_c, -waited / tau_d))
        phasic = release * left * tau_c * tau_d / (tau_c + tau_d)
        size = self.learning_rate * self.w_unit * in_si(self.gain) * self.eligibility(lag)
        return np.asarray(size * (phasic + self.tonic * tau_c))
