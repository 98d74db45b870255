"""Synaptic scaling: all synapses of a cell grow or shrink together until it fires as it should."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from neurosim.parameters import cited, in_si
from neurosim.plasticity.rule import PlasticityRule, Trace, Vector
from neurosim.plasticity.theory import HasDrift


@dataclass(frozen=True, kw_only=True)
class SynapticScaling(PlasticityRule, HasDrift):
    """Slow, multiplicative homeostasis towards a target rate of the cell after the synapse.

    A cell keeps a slow estimate a of its own rate, and all its synapses follow by one factor:

        da/dt = -a/tau_rate             post:  a += 1/tau_rate      (slow_rate)

        dw/dt = learning*learning_rate*beta*w*(goal - a)

    at all times, so that synapses of a silent cell grow as well. The estimate begins at the goal
    and lasts from event to event. Turrigiano et al. (1998) found it; equations and numbers are the
    proportional part of van Rossum, Bi & Turrigiano (2000, eq. 3). They are far faster than the two
    days it takes in culture; its integral part, which would go on growing while nothing may be
    learned, is left out.
    """

    post: ClassVar[tuple[Trace, ...]] = (
        Trace(
            "slow_rate",
            "dslow_rate/dt = -slow_rate/tau_rate : Hz",
            "slow_rate += 1/tau_rate",
            at_rest="goal",
            lasts=True,
        ),
    )
    # The estimate has decayed over the step already; exprel gives its mean during the step. The
    # factor differs from 1 by about 1e-7 a step, so that its square does not matter.
    each_step: ClassVar[str] = (
        "w = clip(w*(1 + learning*learning_rate*beta*dt"
        "*(goal - slow_rate_post*exprel(dt/tau_rate))), 0, w_max)"
    )
    sources: ClassVar[tuple[str, ...]] = ("turrigiano1998", "vanrossum2000")

    goal: float = cited(20.0, "Hz", "vanrossum2000", "rate of a cell that is content", 0, 1e3)
    beta: float = cited(4e-5, "1", "vanrossum2000", "per second and per Hz", 0, 1)
    tau_rate: float = cited(100.0, "s", "vanrossum2000", "", 1e-3, 1e6)

    def drift(self, pre: Vector, post: Vector, weight: Vector) -> Vector:
        """Return beta*weight*(goal - post), whatever the cell before the synapse does."""
        factor = self.learning_rate * self.beta * (in_si(self.goal) - post)
        return factor * weight + 0 * pre

    def growth_time(self, post: float) -> float:
        """Return the time constant, in seconds, of growth at a rate in Hz; negative of shrinking.

        Infinite at the goal.
        """
        rate = float(self.learning_rate * self.beta) * (in_si(self.goal) - post)
        return 1 / rate if rate else float("inf")
