"""Spike-timing-dependent plasticity of pairs and triplets of spikes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from neurosim.parameters import cited, in_si
from neurosim.plasticity.rule import PlasticityRule, Trace, Vector, nearest, summing
from neurosim.plasticity.theory import HasDrift, HasWindow, mean_of_nearest, two_sided


@dataclass(frozen=True, kw_only=True)
class TripletSTDP(PlasticityRule, HasWindow, HasDrift):
    """Triplet STDP, minimal model, with hard bounds; all spikes count.

    A presynaptic spike leaves a trace r1, a postsynaptic one a fast trace o1 and a slow one o2:

        dr1/dt = -r1/tau_plus           pre:   r1 += 1
        do1/dt = -o1/tau_minus          post:  o1 += 1
        do2/dt = -o2/tau_y              post:  o2 += 1

        pre:   w += learning*learning_rate*w_unit*(a_in - A2_minus*o1)
        post:  w += learning*learning_rate*w_unit*r1*(A2_plus + A3_plus*o2)

    with all traces as they are just before the spike. Pfister & Gerstner (2006); `a_in`, the
    change by any presynaptic spike, paired or not, is of Kempter, Gerstner & van Hemmen (1999) and
    is 0 as published. The window is symmetric, as in CA3, if `A2_minus` < 0.
    """

    pre: ClassVar[tuple[Trace, ...]] = (summing("r1", "tau_plus"),)
    post: ClassVar[tuple[Trace, ...]] = (summing("o1", "tau_minus"), summing("o2", "tau_y"))
    on_pre: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*w_unit*(a_in - A2_minus*o1_post), 0, w_max)"
    )
    on_post: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*w_unit*r1_pre*(A2_plus + A3_plus*o2_post), 0, w_max)"
    )
    sources: ClassVar[tuple[str, ...]] = ("pfister2006",)

    A2_plus: float = cited(0.0, "1", "pfister2006", "pairs, potentiation", -10, 10)
    A3_plus: float = cited(6.5e-3, "1", "pfister2006", "triplets, potentiation", -10, 10)
    A2_minus: float = cited(7.1e-3, "1", "pfister2006", "pairs, depression", -10, 10)
    a_in: float = cited(0.0, "1", "pfister2006", "no such term", -10, 10)
    tau_plus: float = cited(16.8, "ms", "bi2001", "as used by pfister2006", 0.1, 1e4)
    tau_minus: float = cited(33.7, "ms", "bi2001", "as used by pfister2006", 0.1, 1e4)
    tau_y: float = cited(114.0, "ms", "pfister2006", "", 0.1, 1e4)

    def window(self, lags: Vector) -> Vector:
        """Return the change by one pair: triplets need a second postsynaptic spike."""
        plus, minus = in_si(self.tau_plus), in_si(self.tau_minus)
        sides = two_sided(lags, self.A2_plus, plus, -self.A2_minus, minus)
        return self.learning_rate * self.w_unit * (sides + self.a_in)

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return the drift, as Pfister & Gerstner (2006) derive it: a BCM rule of the rates."""
        plus, minus, y = in_si(self.tau_plus), in_si(self.tau_minus), in_si(self.tau_y)
        up = pre * post * plus * (self.A2_plus + self.A3_plus * post * y)
        down = self.A2_minus * pre * post * minus
        return self.learning_rate * self.w_unit * (up - down + self.a_in * pre) + 0 * weight


@dataclass(frozen=True, kw_only=True)
class NearestTripletSTDP(TripletSTDP):
    """Triplet STDP, minimal model, in which only the nearest spikes count.

    Equations as `TripletSTDP`, with traces set to 1 by a spike instead of adding 1.
    """

    pre: ClassVar[tuple[Trace, ...]] = (nearest("r1", "tau_plus"),)
    post: ClassVar[tuple[Trace, ...]] = (nearest("o1", "tau_minus"), nearest("o2", "tau_y"))

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return the drift: the mean of a trace at rate r is r tau/(1 + r tau)."""
        triplets = self.A3_plus * mean_of_nearest(post, in_si(self.tau_y))
        up = post * mean_of_nearest(pre, in_si(self.tau_plus)) * (self.A2_plus + triplets)
        down = self.A2_minus * pre * mean_of_nearest(post, in_si(self.tau_minus))
        return self.learning_rate * self.w_unit * (up - down + self.a_in * pre) + 0 * weight


@dataclass(frozen=True, kw_only=True)
class FullTripletSTDP(TripletSTDP):
    """Triplet STDP, full model: triplets of two presynaptic spikes depress as well.

    As `TripletSTDP`, with a slow presynaptic trace r2:

        dr2/dt = -r2/tau_x              pre:   r2 += 1

        pre:   w += learning*learning_rate*w_unit*(a_in - o1*(A2_minus + A3_minus*r2))

    Pfister & Gerstner (2006).
    """

    pre: ClassVar[tuple[Trace, ...]] = (summing("r1", "tau_plus"), summing("r2", "tau_x"))
    on_pre: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*w_unit"
        "*(a_in - o1_post*(A2_minus + A3_minus*r2_pre)), 0, w_max)"
    )

    A2_plus: float = cited(5e-10, "1", "pfister2006", "pairs, potentiation", -10, 10)
    A3_plus: float = cited(6.2e-3, "1", "pfister2006", "triplets, potentiation", -10, 10)
    A2_minus: float = cited(7e-3, "1", "pfister2006", "pairs, depression", -10, 10)
    A3_minus: float = cited(2.3e-4, "1", "pfister2006", "triplets, depression", -10, 10)
    tau_x: float = cited(101.0, "ms", "pfister2006", "", 0.1, 1e4)
    tau_y: float = cited(125.0, "ms", "pfister2006", "", 0.1, 1e4)

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return the drift, with the additional depression by triplets."""
        more = self.A3_minus * pre**2 * post * in_si(self.tau_minus) * in_si(self.tau_x)
        return super().drift(pre, post, weight) - self.learning_rate * self.w_unit * more


@dataclass(frozen=True, kw_only=True)
class NearestFullTripletSTDP(FullTripletSTDP):
    """Triplet STDP, full model, in which only the nearest spikes count.

    Equations as `FullTripletSTDP`, with traces set to 1 by a spike instead of adding 1.
    """

    pre: ClassVar[tuple[Trace, ...]] = (nearest("r1", "tau_plus"), nearest("r2", "tau_x"))
    post: ClassVar[tuple[Trace, ...]] = (nearest("o1", "tau_minus"), nearest("o2", "tau_y"))

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return the drift: the mean of a trace at rate r is r tau/(1 + r tau)."""
        r1, r2 = (mean_of_nearest(pre, in_si(tau)) for tau in (self.tau_plus, self.tau_x))
        o1, o2 = (mean_of_nearest(post, in_si(tau)) for tau in (self.tau_minus, self.tau_y))
        up = post * r1 * (self.A2_plus + self.A3_plus * o2)
        down = pre * o1 * (self.A2_minus + self.A3_minus * r2)
        return self.learning_rate * self.w_unit * (up - down + self.a_in * pre) + 0 * weight


@dataclass(frozen=True, kw_only=True)
class SoftTripletSTDP(TripletSTDP):
    """Triplet STDP with soft bounds: potentiation fades towards `w_max`, depression towards 0.

        pre:   w += learning*learning_rate*w*(a_in - A2_minus*o1)
        post:  w += learning*learning_rate*(w_max - w)*r1*(A2_plus + A3_plus*o2)

    Needs `A2_minus` >= 0. Soft bounds: van Rossum, Bi & Turrigiano (2000).
    """  # fmt: skip

    on_pre: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*w*(a_in - A2_minus*o1_post), 0, w_max)"
    )
    on_post: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*(w_max - w)*r1_pre*(A2_plus + A3_plus*o2_post),"
        " 0, w_max)"
    )
    sources: ClassVar[tuple[str, ...]] = ("pfister2006", "vanrossum2000")

    def window(self, lags: Vector) -> Vector:
        """Return the change of a naive synapse by one pair."""
        start, room = self.w_start, self.w_max - self.w_start
        plus, minus = in_si(self.tau_plus), in_si(self.tau_minus)
        sides = two_sided(lags, room * self.A2_plus, plus, -start * self.A2_minus, minus)
        return self.learning_rate * (sides + start * self.a_in)

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return the drift, which depends on the weight."""
        plus, minus, y = in_si(self.tau_plus), in_si(self.tau_minus), in_si(self.tau_y)
        up = pre * post * plus * (self.A2_plus + self.A3_plus * post * y) * (self.w_max - weight)
        down = (self.A2_minus * pre * post * minus - self.a_in * pre) * weight
        return self.learning_rate * (up - down)
