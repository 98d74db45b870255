"""Spike-timing-dependent plasticity of pairs of spikes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.parameters import cited, in_si
from neurosim.plasticity.rule import PlasticityRule, Trace, Vector, nearest, summing
from neurosim.plasticity.theory import HasDrift, HasWindow, mean_of_nearest, two_sided


@dataclass(frozen=True, kw_only=True)
class PairSTDP(PlasticityRule, HasWindow, HasDrift):
    """Pair-based STDP with additive changes and hard bounds; every pair of spikes counts.

    A spike before the synapse leaves a trace x, one after it a trace y:

        dx/dt = -x/tau_plus            pre:   x += 1
        dy/dt = -y/tau_minus           post:  y += 1

        pre:   w -= learning*learning_rate*w_unit*A_minus*y
        post:  w += learning*learning_rate*w_unit*A_plus*x

    Song, Miller & Abbott (2000).
    """

    pre: ClassVar[tuple[Trace, ...]] = (summing("x", "tau_plus"),)
    post: ClassVar[tuple[Trace, ...]] = (summing("y", "tau_minus"),)
    on_pre: ClassVar[str] = "w = clip(w - learning*learning_rate*w_unit*A_minus*y_post, 0, w_max)"
    on_post: ClassVar[str] = "w = clip(w + learning*learning_rate*w_unit*A_plus*x_pre, 0, w_max)"
    sources: ClassVar[tuple[str, ...]] = ("song2000",)

    A_plus: float = cited(0.005, "1", "song2000", "of the largest weight", -1, 10)
    A_minus: float = cited(0.00525, "1", "song2000", "1.05 times A_plus", -1, 10)
    tau_plus: float = cited(20.0, "ms", "song2000", "", 0.1, 1e4)
    tau_minus: float = cited(20.0, "ms", "song2000", "", 0.1, 1e4)

    def window(self, lags: Vector) -> Vector:
        """Return A_plus exp(-lag/tau_plus) for positive lags, -A_minus exp(lag/tau_minus) else."""
        plus, minus = in_si(self.tau_plus), in_si(self.tau_minus)
        sides = two_sided(lags, self.A_plus, plus, -self.A_minus, minus)
        return self.learning_rate * self.w_unit * sides

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return pre*post*(A_plus tau_plus - A_minus tau_minus), whatever the weight."""
        area = self.A_plus * in_si(self.tau_plus) - self.A_minus * in_si(self.tau_minus)
        return self.learning_rate * self.w_unit * pre * post * area + 0 * weight


@dataclass(frozen=True, kw_only=True)
class NearestPairSTDP(PairSTDP):
    """Pair-based STDP in which only the nearest spike counts: every spike sets its trace to 1.

    Equations as `PairSTDP`, with x = 1 and y = 1 at a spike instead of adding 1.
    """

    pre: ClassVar[tuple[Trace, ...]] = (nearest("x", "tau_plus"),)
    post: ClassVar[tuple[Trace, ...]] = (nearest("y", "tau_minus"),)

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return the drift: the mean of a trace at rate r is r tau/(1 + r tau)."""
        up = self.A_plus * post * mean_of_nearest(pre, in_si(self.tau_plus))
        down = self.A_minus * pre * mean_of_nearest(post, in_si(self.tau_minus))
        return self.learning_rate * self.w_unit * (up - down) + 0 * weight


@dataclass(frozen=True, kw_only=True)
class MultiplicativePairSTDP(PairSTDP):
    """Pair-based STDP with soft bounds: changes shrink towards the bound they lead to.

        pre:   w -= learning*learning_rate*A_minus*w*y
        post:  w += learning*learning_rate*A_plus*(w_max - w)*x

    Under independent Poisson spikes the weight settles where both balance, at
    w_max*A_plus*tau_plus/(A_plus*tau_plus + A_minus*tau_minus). Rubin, Lee & Sompolinsky (2001);
    van Rossum, Bi & Turrigiano (2000) with soft depression only.
    """  # fmt: skip

    on_pre: ClassVar[str] = "w = clip(w - learning*learning_rate*A_minus*w*y_post, 0, w_max)"
    on_post: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*A_plus*(w_max - w)*x_pre, 0, w_max)"
    )
    sources: ClassVar[tuple[str, ...]] = ("rubin2001", "vanrossum2000")

    w_max: float = cited(1.0, "1", "chosen", "weights as shares of the largest", 1e-6, 1e4)
    w_start: float = cited(0.5, "1", "chosen", "half of the largest", 0, 1e4)

    def window(self, lags: Vector) -> Vector:
        """Return the change of a naive synapse by one pair."""
        up, down = self.A_plus * (self.w_max - self.w_start), -self.A_minus * self.w_start
        plus, minus = in_si(self.tau_plus), in_si(self.tau_minus)
        return self.learning_rate * two_sided(lags, up, plus, down, minus)

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return pre*post*(A_plus tau_plus (w_max - w) - A_minus tau_minus w)."""
        up = self.A_plus * in_si(self.tau_plus) * (self.w_max - weight)
        down = self.A_minus * in_si(self.tau_minus) * weight
        return self.learning_rate * pre * post * (up - down)


@dataclass(frozen=True, kw_only=True)
class SymmetricSTDP(PlasticityRule, HasWindow):
    """STDP with one potentiating lobe, whatever the order of spikes: CA3 onto CA3.

        pre:   w += learning*learning_rate*w_unit*A*y
        post:  w += learning*learning_rate*w_unit*A*x

    with traces x and y of the same time constant. Mishra et al. (2016), as used by Ecker et al.
    (2022).
    """

    pre: ClassVar[tuple[Trace, ...]] = (summing("x", "tau"),)
    post: ClassVar[tuple[Trace, ...]] = (summing("y", "tau"),)
    on_pre: ClassVar[str] = "w = clip(w + learning*learning_rate*w_unit*A*y_post, 0, w_max)"
    on_post: ClassVar[str] = "w = clip(w + learning*learning_rate*w_unit*A*x_pre, 0, w_max)"
    sources: ClassVar[tuple[str, ...]] = ("mishra2016", "ecker2022")

    A: float = cited(
        0.688 / 300, "1", "chosen", "least squares to the 300 pairs of mishra2016", 0, 10
    )
    tau: float = cited(62.5, "ms", "ecker2022", "set by hand to match mishra2016", 0.1, 1e4)

    def window(self, lags: Vector) -> Vector:
        """Return A exp(-|lag|/tau)."""
        size = self.A * np.exp(-np.abs(lags) / in_si(self.tau))
        return self.learning_rate * self.w_unit * size
