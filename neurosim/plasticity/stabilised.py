"""Triplet STDP with fast compensatory plasticity, which can go on for ever without running away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.parameters import cited, in_si
from neurosim.plasticity.rule import PlasticityRule, SynapticVariable, Trace, Vector, summing
from neurosim.plasticity.theory import HasDrift


@dataclass(frozen=True, kw_only=True)
class StabilisedTripletSTDP(PlasticityRule, HasDrift):
    """Triplet STDP, heterosynaptic and transmitter-induced plasticity, and consolidation.

        dx/dt  = -x/tau_plus            pre:   x += 1
        do1/dt = -o1/tau_minus          post:  o1 += 1
        do2/dt = -o2/tau_slow           post:  o2 += 1
        dr/dt  = -r/tau_rate            post:  r += 1/tau_rate      (slow_rate)

        pre:   w += learning*learning_rate*w_unit*(delta - A*(r/kappa)^2*o1)
        post:  w += learning*learning_rate*(w_unit*A*x*o2 - beta*(w - reference)*o1^3)

        dv/dt = (w/w_unit - v - P*v*(w_upper/2 - v)*(w_upper - v))/tau_cons,   reference = v*w_unit

    with traces as they are just before the spike. Triplets potentiate; depression by pairs slides
    with the slow rate r of the cell; a cell that fires much pulls all its synapses, active or not,
    back to their reference; and each presynaptic spike potentiates a little. The reference follows
    the weight in tens of minutes and is drawn to 0 or to w_upper. It and the slow rate last from
    event to event, and move whether the synapse learns or not.

    Zenke, Agnes & Gerstner (2015), as in their program, where depression slides with the square of
    the slow rate. The slow rate begins at kappa.
    """

    pre: ClassVar[tuple[Trace, ...]] = (summing("x", "tau_plus"),)
    post: ClassVar[tuple[Trace, ...]] = (
        summing("o1", "tau_minus"),
        summing("o2", "tau_slow"),
        Trace(
            "slow_rate",
            "dslow_rate/dt = -slow_rate/tau_rate : Hz",
            "slow_rate += 1/tau_rate",
            at_rest="kappa",
            lasts=True,
        ),
    )
    variables: ClassVar[tuple[SynapticVariable, ...]] = (
        SynapticVariable(
            "reference",
            "dreference/dt = (w - reference - P*reference"
            "*(w_upper/2 - reference/w_unit)*(w_upper - reference/w_unit))/tau_cons"
            " : 1 (clock-driven)",
            lasts=True,
        ),
    )
    on_pre: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*w_unit*(delta - A*(slow_rate_post/kappa)**2*o1_post),"
        " 0, w_max)"
    )
    on_post: ClassVar[str] = (
        "w = clip(w + learning*learning_rate"
        "*(w_unit*A*x_pre*o2_post - beta*(w - reference)*o1_post**3), 0, w_max)"
    )
    method: ClassVar[str] = "euler"
    sources: ClassVar[tuple[str, ...]] = ("zenke2015", "pfister2006")

    A: float = cited(1e-3, "1", "zenke2015", "in the authors' program", 0, 10)
    beta: float = cited(0.05, "1", "zenke2015", "heterosynaptic; authors' program", 0, 10)
    delta: float = cited(2e-5, "1", "zenke2015", "transmitter-induced; authors' program", 0, 10)
    kappa: float = cited(10.0, "Hz", "zenke2015", "rate at which depression is A", 1e-3, 1e3)
    tau_plus: float = cited(20.0, "ms", "zenke2015", "", 0.1, 1e4)
    tau_minus: float = cited(20.0, "ms", "zenke2015", "", 0.1, 1e4)
    tau_slow: float = cited(100.0, "ms", "zenke2015", "", 0.1, 1e4)
    tau_rate: float = cited(600.0, "s", "zenke2015", "in the program of its network", 1e-3, 1e6)
    tau_cons: float = cited(1200.0, "s", "zenke2015", "consolidation", 1e-3, 1e6)
    P: float = cited(20.0, "1", "zenke2015", "depth of the states of the reference", 0, 1e3)
    w_upper: float = cited(0.5, "1", "zenke2015", "upper state of the reference, in w_unit", 0, 1e3)
    w_max: float = cited(5.0, "1", "zenke2015", "", 1e-6, 1e4)
    w_start: float = cited(0.1, "1", "zenke2015", "in the program of its network", 0, 1e4)

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return the drift at a naive reference, once the slow rate has settled at `post`."""
        start = np.full_like(np.asarray(weight, dtype=float), self.number(self.variables[0].start))
        return self.drift_at(pre, post, weight, start, post)

    def drift_at(
        self, pre: Vector, post: Vector, weight: Vector, reference: Vector, rate: Vector
    ) -> Vector:
        """Return the mean change of weight per second.

        Parameters
        ----------
        pre, post
            Rates in Hz.
        weight, reference
            Weight and reference at which it is taken.
        rate
            Slow rate of the cell after the synapse, in Hz.
        """
        pull = self.learning_rate * self._pull(post) * (weight - reference)
        return self.learning_rate * self.w_unit * self._push(pre, post, rate) - pull

    def fixed_point(self, pre: Vector, post: Vector, reference: Vector, rate: Vector) -> Vector:
        """Return the weight where the drift is 0, away from the bounds; arguments as `drift_at`.

        Approached within 1/(learning_rate*beta*post*<o1^3>) seconds, long before the reference
        moves.
        """
        return np.asarray(reference + self.w_unit * self._push(pre, post, rate) / self._pull(post))

    def reference_rate(self, weight: Vector, reference: Vector) -> Vector:
        """Return the change of the reference per second."""
        v = np.asarray(reference) / self.w_unit
        cubic = self.P * v * (self.w_upper / 2 - v) * (self.w_upper - v)
        return np.asarray((weight - self.w_unit * (v + cubic)) / in_si(self.tau_cons))

    def _push(self, pre: Vector, post: Vector, rate: Vector) -> Vector:
        """Return what does not depend on the weight: triplets, pairs, transmitter."""
        pre, post, rate = np.asarray(pre), np.asarray(post), np.asarray(rate)
        up = self.A * in_si(self.tau_plus) * in_si(self.tau_slow) * pre * post**2
        down = self.A * (rate / in_si(self.kappa)) ** 2 * in_si(self.tau_minus) * pre * post
        return np.asarray(up - down + self.delta * pre)

    def _pull(self, post: Vector) -> Vector:
        """Return beta*post*<o1^3>: the third moment of a trace of Poisson spikes."""
        mean = np.asarray(post) * in_si(self.tau_minus)
        moment = mean**3 + 1.5 * mean**2 + mean / 3
        return np.asarray(self.beta * post * moment)
