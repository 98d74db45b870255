"""Rules of rates, in spikes: Hebb, BCM, Oja. Their mean over Poisson spikes is the rate rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.parameters import cited, in_si
from neurosim.plasticity.rule import PlasticityRule, Trace, Vector, summing
from neurosim.plasticity.theory import HasDrift


@dataclass(frozen=True, kw_only=True)
class Hebb(PlasticityRule, HasDrift):
    """Hebb's rule: what fires together wires together, and nothing is ever unlearned.

    In rates, dw/dt = eta*r_pre*r_post. In spikes, sampled at postsynaptic spikes with a trace x
    whose mean is r_pre*tau:

        dx/dt = -x/tau                  pre:   x += 1

        post:  w += learning*learning_rate*w_unit*eta*x/tau

    Weights grow without bound but `w_max`. Gerstner, Kistler, Naud & Paninski (2014, ch. 19).
    """

    pre: ClassVar[tuple[Trace, ...]] = (summing("x", "tau"),)
    on_post: ClassVar[str] = "w = clip(w + learning*learning_rate*w_unit*eta*x_pre/tau, 0, w_max)"
    sources: ClassVar[tuple[str, ...]] = ("gerstner2014",)

    eta: float = cited(
        1e-4, "s", "chosen", "1 % of w_unit a second where both cells fire at 10 Hz", 0, 1
    )
    tau: float = cited(100.0, "ms", "chosen", "rates are counted over several spikes", 0.1, 1e5)

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return eta*pre*post, whatever the weight."""
        return self.learning_rate * self.w_unit * in_si(self.eta) * pre * post + 0 * weight


@dataclass(frozen=True, kw_only=True)
class BCM(PlasticityRule, HasDrift):
    """Rule of Bienenstock, Cooper & Munro: potentiation above a threshold that slides.

    In rates, dw/dt = eta*r_pre*r_post*(r_post - theta)/r_0, where the threshold theta follows the
    mean of r_post^2/r_0 slowly, as in Intrator & Cooper (1992). In spikes, sampled at postsynaptic
    ones:

        dx/dt = -x/tau                  pre:   x += 1
        dy/dt = -y/tau                  post:  y += 1
        dtheta/dt = -theta/tau_theta    post:  theta += y/(tau*tau_theta*r_0)

        post:  w += learning*learning_rate*w_unit*eta*(x/tau)*(y/tau - theta)/r_0

    with x, y and theta as they are just before the spike: a spike is no evidence of a rate beside
    itself, so that the mean of y/tau at spikes is the rate and theta settles at r_post^2/r_0
    without bias. Theta begins at r_0, lasts from event to event, and moves whether the synapse
    learns or not. Bienenstock, Cooper & Munro (1982).
    """

    pre: ClassVar[tuple[Trace, ...]] = (summing("x", "tau"),)
    post: ClassVar[tuple[Trace, ...]] = (
        summing("y", "tau"),
        Trace(
            "theta",
            "dtheta/dt = -theta/tau_theta : Hz",
            # Lines run in order: y has this spike in it already.
            "theta += (y - 1)/(tau*tau_theta*r_0)",
            at_rest="r_0",
            lasts=True,
        ),
    )
    on_post: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*w_unit*eta*x_pre/tau*(y_post/tau - theta_post)/r_0,"
        " 0, w_max)"
    )
    sources: ClassVar[tuple[str, ...]] = ("bienenstock1982", "intrator1992")

    eta: float = cited(1e-4, "s", "chosen", "that of Hebb, times (r_post - theta)/r_0", 0, 1)
    r_0: float = cited(10.0, "Hz", "chosen", "the rate at which a cell settles", 1e-3, 1e3)
    tau: float = cited(100.0, "ms", "chosen", "rates are counted over several spikes", 0.1, 1e5)
    tau_theta: float = cited(
        20.0, "s", "chosen", "slower than an item is shown, faster than the weights", 1e-3, 1e7
    )

    def threshold(self, post: Vector) -> Vector:
        """Return the threshold, in Hz, at which a cell settles that keeps firing at this rate."""
        return np.asarray(post) ** 2 / in_si(self.r_0)

    def drift_at(self, pre: Vector, post: Vector, threshold: Vector) -> Vector:
        """Return the mean change of weight per second at a threshold in Hz."""
        size = self.learning_rate * self.w_unit * in_si(self.eta) / in_si(self.r_0)
        return size * pre * post * (post - threshold)

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return the drift once the threshold has settled: it changes sign at r_post = r_0."""
        return self.drift_at(pre, post, self.threshold(post)) + 0 * weight


@dataclass(frozen=True, kw_only=True)
class Oja(PlasticityRule, HasDrift):
    """Rule of Oja: Hebb's rule, and a decay that keeps the sum of squared weights at w_unit^2.

    In rates and with v = w/w_unit, dv/dt = eta*(r_pre*r_post - r_post^2*v). In spikes, sampled at
    postsynaptic ones:

        dx/dt = -x/tau                  pre:   x += 1
        dy/dt = -y/tau                  post:  y += 1

        post:  w += learning*learning_rate*eta*(w_unit*x - w*y)/tau

    with traces as they are just before the spike. The weights onto a linear cell become the
    leading eigenvector of the inputs' correlations. Oja (1982).
    """

    pre: ClassVar[tuple[Trace, ...]] = (summing("x", "tau"),)
    post: ClassVar[tuple[Trace, ...]] = (summing("y", "tau"),)
    on_post: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*eta*(w_unit*x_pre - w*y_post)/tau, 0, w_max)"
    )
    sources: ClassVar[tuple[str, ...]] = ("oja1982",)

    eta: float = cited(
        1e-4, "s", "chosen", "1 % of w_unit a second where both cells fire at 10 Hz", 0, 1
    )
    tau: float = cited(100.0, "ms", "chosen", "rates are counted over several spikes", 0.1, 1e5)

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return eta*(pre*post*w_unit - post^2*weight), weights changing slowly."""
        size = self.learning_rate * in_si(self.eta)
        return size * (pre * post * self.w_unit - np.asarray(post) ** 2 * weight)

    def fixed_point(self, pre: Vector, post: Vector) -> Vector:
        """Return the weight at which synapses between cells of given rates in Hz settle."""
        return np.asarray(self.w_unit * pre / post)
