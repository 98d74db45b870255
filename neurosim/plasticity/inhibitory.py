"""Plasticity of inhibitory synapses, which balances excitation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.parameters import cited, in_si
from neurosim.plasticity.rule import PlasticityRule, Trace, Vector, summing
from neurosim.plasticity.theory import HasDrift, HasWindow


@dataclass(frozen=True, kw_only=True)
class InhibitorySTDP(PlasticityRule, HasWindow, HasDrift):
    """Symmetric STDP of inhibitory synapses: cells after them come to fire at a target rate.

        dx/dt = -x/tau                  pre:   x += 1
        dy/dt = -y/tau                  post:  y += 1

        pre:   w += learning*learning_rate*w_unit*eta*(y - 2*rho_0*tau)
        post:  w += learning*learning_rate*w_unit*eta*x

    The weight is the size of the inhibition. It grows while the cell fires faster than rho_0 and
    shrinks while it fires slower. Vogels, Sprekeler, Zenke, Clopath & Gerstner (2011); numbers of
    its network, where weights are in nS.
    """

    pre: ClassVar[tuple[Trace, ...]] = (summing("x", "tau"),)
    post: ClassVar[tuple[Trace, ...]] = (summing("y", "tau"),)
    on_pre: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*w_unit*eta*(y_post - 2*rho_0*tau), 0, w_max)"
    )
    on_post: ClassVar[str] = "w = clip(w + learning*learning_rate*w_unit*eta*x_pre, 0, w_max)"
    sources: ClassVar[tuple[str, ...]] = ("vogels2011",)

    eta: float = cited(0.01, "1", "vogels2011", "in nS, of its network", 0, 10)
    rho_0: float = cited(3.0, "Hz", "vogels2011", "target rate of its network", 0, 1e3)
    tau: float = cited(20.0, "ms", "vogels2011", "", 0.1, 1e4)
    w_max: float = cited(100.0, "1", "vogels2011", "in nS, of its network", 1e-6, 1e4)

    def window(self, lags: Vector) -> Vector:
        """Return eta*(exp(-|lag|/tau) - 2*rho_0*tau): the presynaptic spike alone depresses."""
        tau = in_si(self.tau)
        pair = np.exp(-np.abs(lags) / tau) - 2 * in_si(self.rho_0) * tau
        return self.learning_rate * self.w_unit * self.eta * pair

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return 2*eta*tau*pre*(post - rho_0), whatever the weight."""
        size = 2 * self.learning_rate * self.w_unit * self.eta * in_si(self.tau)
        return size * pre * (post - in_si(self.rho_0)) + 0 * weight
