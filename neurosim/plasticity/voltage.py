"""Voltage-based plasticity: presynaptic spikes, and the potential of the cell after the synapse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.parameters import cited, in_si
from neurosim.plasticity.rule import PlasticityRule, Trace, Vector, summing

STAGES = 8
"""Stages that delay the potential."""


def _delayed() -> tuple[Trace, ...]:
    """Return stages that each follow the one before, the first the membrane potential."""
    sources = ("u", *(f"u_{stage}" for stage in range(1, STAGES)))
    return tuple(
        Trace(
            f"u_{stage}",
            f"du_{stage}/dt = ({source} - u_{stage})*{STAGES}/u_delay : volt",
            at_rest="u_rest",
        )
        for stage, source in enumerate(sources, 1)
    )


def _following(name: str, tau: str) -> Trace:
    """Return a trace that follows the delayed potential."""
    equation = f"d{name}/dt = (u_{STAGES} - {name})/{tau} : volt"
    return Trace(name, equation, at_rest="u_rest")


@dataclass(frozen=True, kw_only=True)
class VoltagePlasticity(PlasticityRule):
    """Voltage-based plasticity: depression at presynaptic spikes, potentiation at all times.

    A presynaptic spike leaves a trace x; two low-pass filters follow the potential u of the cell
    after the synapse, `u_delay` late, so that a spike does not count as its own past:

        dx/dt = -x/tau_x                          pre:  x += 1
        du_minus/dt = (u(t - u_delay) - u_minus)/tau_minus
        du_plus/dt = (u(t - u_delay) - u_plus)/tau_plus

        pre:    w -= k*A_LTD*[u_minus - theta_minus]
        dw/dt = k*A_LTP*x/tau_x*[u - theta_plus]*[u_plus - theta_minus]

    with k = learning*learning_rate*w_unit, w within 0 and w_max, and [y] = y above 0, else 0. The
    delay is a chain of 8 equal low-pass filters of the potential, u_1 to u_8, of u_delay/8 each: a
    delay of u_delay with a standard deviation of u_delay/sqrt(8). Steps are Euler's and must not be
    longer than u_delay/8.

    Clopath et al. (2010), without their slow homeostasis of A_LTD. By default visual cortex.
    """

    pre: ClassVar[tuple[Trace, ...]] = (summing("x", "tau_x"),)
    post: ClassVar[tuple[Trace, ...]] = (
        *_delayed(),
        _following("u_minus", "tau_minus"),
        _following("u_plus", "tau_plus"),
    )
    on_pre: ClassVar[str] = (
        "w = clip(w - learning*learning_rate*w_unit*A_LTD"
        "*(u_minus_post - theta_minus)*int(u_minus_post > theta_minus), 0, w_max)"
    )
    each_step: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*w_unit*A_LTP*dt/tau_x*x_pre"
        "*(u_post - theta_plus)*int(u_post > theta_plus)"
        "*(u_plus_post - theta_minus)*int(u_plus_post > theta_minus), 0, w_max)"
    )
    sources: ClassVar[tuple[str, ...]] = ("clopath2010",)

    A_LTD: float = cited(14e-5, "1/mV", "clopath2010", "", 0, 1)
    A_LTP: float = cited(8e-5, "1/mV^2", "clopath2010", "", 0, 1)
    theta_minus: float = cited(-70.6, "mV", "clopath2010", "", -120, 50)
    theta_plus: float = cited(-45.3, "mV", "clopath2010", "", -120, 50)
    tau_x: float = cited(15.0, "ms", "clopath2010", "", 0.1, 1e4)
    tau_minus: float = cited(10.0, "ms", "clopath2010", "", 0.1, 1e4)
    tau_plus: float = cited(7.0, "ms", "clopath2010", "", 0.1, 1e4)
    u_delay: float = cited(
        4.0, "ms", "torbennielsen2010", "there 3 steps of 1 ms, read one step later", 0.8, 100
    )
    u_rest: float = cited(-70.6, "mV", "clopath2010", "where the filters begin", -120, 50)
    w_start: float = cited(0.5, "1", "torbennielsen2010", "changes are relative to this", 0, 1e4)

    def clamped(self, rate: float, potential: Vector) -> Vector:
        """Return the mean change of weight per second while the potential is held.

        A presynaptic spike adds A_LTP [u - theta_plus] [u - theta_minus] and takes
        A_LTD [u - theta_minus]. The sign changes A_LTD/A_LTP above theta_plus.

        Parameters
        ----------
        rate
            Of presynaptic spikes, in Hz.
        potential
            In volts.
        """
        low = np.maximum(potential - in_si(self.theta_minus), 0)
        high = np.maximum(potential - in_si(self.theta_plus), 0)
        each = in_si(self.A_LTP) * high * low - in_si(self.A_LTD) * low
        return np.asarray(self.learning_rate * self.w_unit * rate * each)


VISUAL_CORTEX = VoltagePlasticity()
"""Visual cortex: Sjostrom et al. (2001)."""

HIPPOCAMPUS = VoltagePlasticity(
    A_LTD=cited(38e-5, "1/mV", "clopath2010", "hippocampus", 0, 1),
    A_LTP=cited(2e-5, "1/mV^2", "clopath2010", "hippocampus", 0, 1),
    theta_minus=cited(-41.0, "mV", "clopath2010", "hippocampus", -120, 50),
    theta_plus=cited(-38.0, "mV", "clopath2010", "hippocampus", -120, 50),
    tau_x=cited(16.0, "ms", "clopath2010", "hippocampus", 0.1, 1e4),
)
"""Hippocampus under voltage clamp: Ngezahayo et al. (2000). Filters as in visual cortex."""
