"""Calcium-based plasticity: the time that calcium spends above two thresholds decides."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.errors import InputError
from neurosim.parameters import cited, in_si
from neurosim.plasticity.rule import PlasticityRule, SynapticVariable, Vector

SAME = 1e-9
"""Times that differ by less, in seconds, are the same."""


@dataclass(frozen=True)
class Prediction:
    """What theory says about synapses after a periodic protocol.

    Parameters
    ----------
    alpha_d, alpha_p
        Shares of the time that calcium is above each threshold.
    rho_bar
        Where the mean efficacy leads to.
    tau_eff
        How fast it gets there, in seconds; infinite if calcium never gets above a threshold.
    mean
        Mean efficacy of synapses that begin DOWN, and of those that begin UP.
    up, down
        Probability that a DOWN synapse ends UP, and that an UP synapse ends DOWN.
    change
        Relative change of the mean weight.
    """

    alpha_d: float
    alpha_p: float
    rho_bar: float
    tau_eff: float
    mean: tuple[float, float]
    up: float
    down: float
    change: float


@dataclass(frozen=True, kw_only=True)
class CalciumPlasticity(PlasticityRule):
    """Calcium moves an efficacy rho between two stable states, DOWN (0) and UP (1).

        pre, `calcium_delay` later:  c += pre_calcium
        post:                        c += post_calcium
        dc/dt = -c/tau_ca

        tau drho/dt = -bistable*rho*(1 - rho)*(rho_star - rho)
                      + gamma_p*(1 - rho) H(c - theta_p) - gamma_d*rho H(c - theta_d)
                      + sigma sqrt(tau*(H(c - theta_p) + H(c - theta_d))) xi

        w = w_unit*(w_down + rho*(w_up - w_down)), within 0 and w_max

    H is 1 above 0, else 0; `learning*learning_rate` divides tau. Calcium decays exactly; rho moves
    in steps of Euler and Maruyama's. One synapse is all or none: a share `share_down` of naive
    synapses is DOWN, and what an experiment sees is the mean of many. After a protocol each one
    settles in the state on whose side of `rho_star` it is, in a few `tau`. `w_start` is not used.
    On the bench 64 copies stand for a synapse, and their mean has a standard error of some .08.

    Graupner & Brunel (2012), noise as corrected there later. By default their "DP" curve (Fig. 2):
    depression, then potentiation, as the lag increases.
    """

    variables: ClassVar[tuple[SynapticVariable, ...]] = (
        SynapticVariable("c", "dc/dt = -c/tau_ca : 1 (clock-driven)"),
        SynapticVariable("rho", "rho : 1", lasts=True),
    )
    on_pre_delayed: ClassVar[str] = "c += pre_calcium"
    delayed_by: ClassVar[str] = "calcium_delay"
    on_post: ClassVar[str] = "c += post_calcium"
    each_step: ClassVar[str] = (
        "rho = rho + learning*learning_rate*dt/tau*(-bistable*rho*(1 - rho)*(rho_star - rho)"
        " + gamma_p*(1 - rho)*int(c > theta_p) - gamma_d*rho*int(c > theta_d))"
        " + sigma*randn()"
        "*sqrt(learning*learning_rate*dt/tau*(int(c > theta_p) + int(c > theta_d)))\n"
        "w = clip(w_unit*(w_down + rho*(w_up - w_down)), 0, w_max)"
    )
    copies: ClassVar[int] = 64
    sources: ClassVar[tuple[str, ...]] = ("graupner2012",)

    tau_ca: float = cited(20.0, "ms", "graupner2012", "", 0.1, 1e4)
    pre_calcium: float = cited(1.0, "1", "graupner2012", "C_pre", 0, 100)
    post_calcium: float = cited(2.0, "1", "graupner2012", "C_post", 0, 100)
    calcium_delay: float = cited(13.7, "ms", "graupner2012", "D, of presynaptic calcium", 0, 1000)
    theta_d: float = cited(1.0, "1", "graupner2012", "calcium above which rho falls", 1e-6, 100)
    theta_p: float = cited(1.3, "1", "graupner2012", "calcium above which rho rises", 1e-6, 100)
    gamma_d: float = cited(200.0, "1", "graupner2012", "", 0, 1e5)
    gamma_p: float = cited(321.808, "1", "graupner2012", "", 0, 1e5)
    sigma: float = cited(2.8284, "1", "graupner2012", "", 0, 100)
    tau: float = cited(150.0, "s", "graupner2012", "", 1e-3, 1e6)
    bistable: float = cited(1.0, "1", "graupner2012", "0: every rho is stable", 0, 1000)
    rho_star: float = cited(0.5, "1", "graupner2012", "between the basins", 0, 1)
    share_down: float = cited(0.5, "1", "graupner2012", "beta: naive synapses DOWN", 0, 1)
    w_down: float = cited(1.0, "1", "chosen", "weights are relative to that of DOWN", 0, 1000)
    w_up: float = cited(5.0, "1", "graupner2012", "b: weight of UP relative to DOWN", 0, 1000)

    def __post_init__(self) -> None:
        super().__post_init__()
        highest = float(max(self.w_down, self.w_up) * self.w_unit)
        if highest > self.w_max:
            # Else a state would be cut off, and every closed form wrong.
            raise InputError(
                f"w_max = {float(self.w_max):g} is below the weight of a stable state "
                f"(allowed: from {highest:g})"
            )

    def naive(self, copies: int) -> dict[str, Vector]:
        """Return naive synapses: a share of them is DOWN, spread evenly among the others."""
        ups = np.floor(np.arange(copies + 1) * (1 - self.share_down) + 0.5)
        return self._at(np.diff(ups))

    def begin(self, weights: Vector) -> dict[str, Vector]:
        """Return synapses of these weights; what no efficacy expresses begins DOWN or UP."""
        span = self.w_up - self.w_down
        if span == 0:
            return super().begin(weights)
        rho = np.clip((weights / self.w_unit - self.w_down) / span, 0, 1)
        return self.naive(weights.size) | {"rho": rho, "w": self.expressed(rho)}

    def settled(self, values: Mapping[str, Vector]) -> Vector:
        """Return the weight of the state in whose basin each synapse is."""
        if self.bistable == 0:
            return values["w"]
        return self.expressed(np.asarray(values["rho"] > self.rho_star, dtype=float))

    def expressed(self, rho: Vector) -> Vector:
        """Return the weight that goes with an efficacy."""
        weight = self.w_unit * (self.w_down + rho * (self.w_up - self.w_down))
        return np.clip(weight, 0, float(self.w_max))

    def above(
        self, threshold: float, pre: Sequence[float], post: Sequence[float], period: float
    ) -> float:
        """Return for which share of the time calcium is above a threshold.

        Parameters
        ----------
        threshold
            Calcium concentration, above 0.
        pre, post
            Times of the spikes of one period in seconds; the protocol goes on for ever.
        period
            Seconds after which they come again.

        Raises
        ------
        InputError
            If the threshold or the period is not positive.
        """
        if not (threshold > 0 and period > 0):
            raise InputError("the threshold and the period must be positive")
        times, sizes = self._jumps(np.asarray(pre, float), np.asarray(post, float), period)
        if not times.size:
            return 0.0
        tau = in_si(self.tau_ca)
        peaks = _at_times(times, sizes, times, period, tau)
        gaps = np.diff(np.append(times, times[0] + period))
        lasts = tau * np.log(np.maximum(peaks / threshold, 1))
        return float(np.minimum(lasts, gaps).sum() / period)

    def predicted(
        self, pre: Sequence[float], post: Sequence[float], period: float, count: float
    ) -> Prediction:
        """Return what a periodic protocol does, in the diffusion approximation.

        While calcium acts, both thresholds are taken as crossed in proportion to time, and the
        cubic term is left out: the efficacy is then an Ornstein-Uhlenbeck process. Graupner &
        Brunel (2012).

        Parameters
        ----------
        pre, post, period
            As `above` takes them.
        count
            Periods that the protocol lasts.
        """
        alpha_d = self.above(self.theta_d, pre, post, period)
        alpha_p = self.above(self.theta_p, pre, post, period)
        fall, rise = self.gamma_d * alpha_d, self.gamma_p * alpha_p
        speed = self.learning_rate * (fall + rise) / in_si(self.tau)
        if speed == 0:
            return Prediction(alpha_d, alpha_p, math.nan, math.inf, (0.0, 1.0), 0.0, 0.0, 0.0)
        rho_bar = rise / (fall + rise)
        left = math.exp(-count * period * speed)
        variance = self.sigma**2 * (alpha_d + alpha_p) / (fall + rise) / 2 * (1 - left**2)
        mean = (rho_bar * (1 - left), rho_bar * (1 - left) + left)
        up, down = self._ends(mean[0], variance), 1 - self._ends(mean[1], variance)
        ends = self._mixed(up, 1 - down) if self.bistable > 0 else self._mixed(*mean)
        change = ends / self._mixed(0.0, 1.0) - 1
        return Prediction(alpha_d, alpha_p, rho_bar, 1 / speed, mean, up, down, change)

    def pairing(self, lag: float, count: float = 60, frequency: float = 1.0) -> Prediction:
        """Return what pairs of spikes do, the postsynaptic one `lag` seconds after the other."""
        return self.predicted((0.0,), (lag,), 1 / frequency, count)

    def _jumps(self, pre: Vector, post: Vector, period: float) -> tuple[Vector, Vector]:
        """Return when calcium jumps within one period, ascending, and by how much."""
        late = np.mod(pre + in_si(self.calcium_delay), period)
        soon = np.mod(post, period)
        sizes = [np.full(late.size, self.pre_calcium), self._post_jumps(late, soon, period)]
        times = np.concatenate([late, soon])
        order = np.argsort(times, kind="stable")
        return times[order], np.concatenate(sizes)[order]

    def _post_jumps(self, late: Vector, soon: Vector, period: float) -> Vector:
        return np.full(soon.size, float(self.post_calcium))

    def _ends(self, mean: float, variance: float) -> float:
        """Return the probability to be above `rho_star`."""
        distance = mean - self.rho_star
        if variance == 0:
            return float(distance > 0)
        return 0.5 * (1 + math.erf(distance / math.sqrt(2 * variance)))

    def _mixed(self, down: float, up: float) -> float:
        """Return the mean weight, if synapses that began DOWN and UP have these efficacies."""
        rho = self.share_down * down + (1 - self.share_down) * up
        return float(self.w_down + rho * (self.w_up - self.w_down))

    def _at(self, rho: Vector) -> dict[str, Vector]:
        return {"w": self.expressed(rho), "c": np.zeros(rho.size), "rho": rho}


@dataclass(frozen=True, kw_only=True)
class NMDACalciumPlasticity(CalciumPlasticity):
    """Calcium plasticity with coincidence: glutamate lets a postsynaptic spike bring more calcium.

    As `CalciumPlasticity`, but NMDA receptors that a presynaptic spike has opened pass calcium
    when a spike runs back into the dendrite, and the presynaptic calcium n that is still there
    measures them:

        pre, `calcium_delay` later:  n += pre_calcium, c += pre_calcium
        post:                        c += post_calcium + eta*n
        dn/dt = -n/tau_ca

    with n as it is when presynaptic calcium of the same moment has come. Graupner, Wallisch &
    Ostojic (2016), whose synapses have neither stable states nor noise: `bistable` and `sigma` are
    0, every naive synapse begins at rho = 1 - `share_down`, and keeps what a protocol makes of it.
    """

    variables: ClassVar[tuple[SynapticVariable, ...]] = (
        SynapticVariable("n", "dn/dt = -n/tau_ca : 1 (clock-driven)"),
        *CalciumPlasticity.variables,
    )
    on_pre_delayed: ClassVar[str] = "n += pre_calcium\nc += pre_calcium"
    on_post: ClassVar[str] = "c += post_calcium + eta*n"
    copies: ClassVar[int] = 1
    sources: ClassVar[tuple[str, ...]] = ("graupner2016",)

    tau_ca: float = cited(18.9304409, "ms", "graupner2016", "", 0.1, 1e4)
    pre_calcium: float = cited(0.864671725, "1", "graupner2016", "C_pre", 0, 100)
    post_calcium: float = cited(2.30814844, "1", "graupner2016", "C_post", 0, 100)
    calcium_delay: float = cited(10.0, "ms", "graupner2016", "D", 0, 1000)
    theta_p: float = cited(4.99779542, "1", "graupner2016", "", 1e-6, 100)
    gamma_d: float = cited(111.825154, "1", "graupner2016", "", 0, 1e5)
    gamma_p: float = cited(894.236947, "1", "graupner2016", "", 0, 1e5)
    tau: float = cited(707.022578, "s", "graupner2016", "", 1e-3, 1e6)
    sigma: float = cited(0.0, "1", "graupner2016", "no noise", 0, 100)
    bistable: float = cited(0.0, "1", "graupner2016", "no stable states", 0, 1000)
    w_down: float = cited(0.0, "1", "graupner2016", "the weight is rho", 0, 1000)
    w_up: float = cited(1.0, "1", "graupner2016", "the weight is rho", 0, 1000)
    eta: float = cited(
        3.669393, "1", "graupner2016", "coincident spikes: twice the sum of both alone", 0, 1000
    )

    def naive(self, copies: int) -> dict[str, Vector]:
        """Return naive synapses, all of the same efficacy unless there are stable states."""
        if self.bistable > 0:
            return super().naive(copies) | {"n": np.zeros(copies)}
        return self._at(np.full(copies, 1 - float(self.share_down))) | {"n": np.zeros(copies)}

    def _post_jumps(self, late: Vector, soon: Vector, period: float) -> Vector:
        sizes = np.full(late.size, self.pre_calcium)
        open_now = _at_times(late, sizes, soon, period, in_si(self.tau_ca))
        return np.asarray(self.post_calcium + self.eta * open_now)


def _at_times(times: Vector, sizes: Vector, at: Vector, period: float, tau: float) -> Vector:
    """Return a periodic, exponentially decaying trace at given times, jumps at them included."""
    since = np.mod(at[:, None] - times[None, :] + SAME, period) - SAME
    left = np.exp(-np.maximum(since, 0) / tau) / -np.expm1(-period / tau)
    return np.asarray((left * sizes).sum(axis=1))
