"""Synaptic tagging and capture: an early phase of hours that proteins may turn into a late one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError
from neurosim.parameters import changed, cited, in_si
from neurosim.plasticity.rule import PlasticityRule, SynapticVariable, Trace, Vector
from neurosim.plasticity.theory import HasLatePhase


@dataclass(frozen=True, kw_only=True)
class TaggingAndCapture(PlasticityRule, HasLatePhase):
    """Calcium drives an early phase h; a tagged synapse captures proteins into a late phase z.

    All weights are relative to that of a naive synapse, h0; h is 1 and z is 0 in a naive synapse:

        pre, `delay` later:  c += pre_calcium
        post:                c += post_calcium
        dc/dt = -c/tau_ca

        tau_h dh/dt = relaxation*(1 - h)
                      + learning*learning_rate*gamma_p*(h_up/h0 - h) H(c - theta_p)
                      - learning*learning_rate*gamma_d*h H(c - theta_d)
                      + sigma_pl/h0 sqrt(tau_h*learning*learning_rate
                                         *(H(c - theta_p) + H(c - theta_d))) xi

        S = bundle * sum of |h - 1| over all synapses of this rule onto the cell
        tau_p dp/dt = synthesis*H(S - theta_pro) - p
        tau_z dz/dt = p*((z_max - z) H(h - 1 - theta_tag) - (z - z_min) H(1 - h - theta_tag))

        w = w_unit*(h + z), within 0 and w_max

    H is 1 from 0 on, else 0. `p` (in texts `protein`) and `S` (`early_change`) belong to the cell
    after the synapse: a synapse may capture what others made the cell produce. Only induction is
    learning; h relaxes and z captures whatever the brain state. w follows from h and z: to begin
    elsewhere, begin with others of those. Calcium decays exactly, all else in steps of Euler and
    Maruyama's, by default 1/700 of the shortest
    time constant, in which the delay becomes 19.0 ms.

    Luboeinski & Tetzlaff (2021), after Li, Kulvicius & Tetzlaff (2016); the early phase is of
    Graupner & Brunel (2012) with a decay in place of two stable states. By default calcium as in
    their recurrent network; `SINGLE_SYNAPSE` is the synapse that they stimulated alone.
    """

    pre: ClassVar[tuple[Trace, ...]] = ()
    # Whether proteins are made is written so that Brian2 can integrate cells without noise exactly.
    post: ClassVar[tuple[Trace, ...]] = (
        Trace("early_change", "early_change : 1"),
        Trace(
            "protein",
            "dprotein/dt = (synthesis*clip(1 + sign(early_change - theta_pro), 0, 1) - protein)"
            "/tau_p : 1",
            lasts=True,
        ),
    )
    variables: ClassVar[tuple[SynapticVariable, ...]] = (
        SynapticVariable("c", "c : 1"),
        SynapticVariable(
            "h",
            "dh/dt = (relaxation*(1 - h)"
            " + learning*learning_rate*gamma_p*(h_up/h0 - h)*int(c >= theta_p)"
            " - learning*learning_rate*gamma_d*h*int(c >= theta_d)"
            " + sigma_pl/h0*xi*sqrt(tau_h*learning*learning_rate"
            "*(int(c >= theta_p) + int(c >= theta_d))))/tau_h : 1 (clock-driven)",
            "1",
            lasts=True,
        ),
        SynapticVariable(
            "z",
            "dz/dt = protein_post*((z_max - z)*int(h - 1 >= theta_tag)"
            " - (z - z_min)*int(1 - h >= theta_tag))/tau_z : 1 (clock-driven)",
            lasts=True,
        ),
    )
    # The sum is a line of its own: a variable of the cell that its synapses write.
    weight: ClassVar[str] = "w : 1\nearly_change_post = bundle*abs(h - 1) : 1 (summed)"
    on_pre_delayed: ClassVar[str] = "c += pre_calcium"
    delayed_by: ClassVar[str] = "delay"
    on_post: ClassVar[str] = "c += post_calcium"
    each_step: ClassVar[str] = "c = c*exp(-dt/tau_ca)\nw = clip(w_unit*(h + z), 0, w_max)"
    method: ClassVar[str] = "euler"
    step: ClassVar[float] = 5e-4
    copies: ClassVar[int] = 4
    sources: ClassVar[tuple[str, ...]] = ("luboeinski2021", "li2016", "graupner2012")

    pre_calcium: float = cited(0.6, "1", "luboeinski2021", "0.6 of 1", 0, 10)
    post_calcium: float = cited(
        0.16548, "1", "luboeinski2021", "0.6 of one synapse's 0.2758", 0, 10
    )
    delay: float = cited(18.8, "ms", "graupner2012", "of presynaptic calcium; slices", 0, 1000)
    tau_ca: float = cited(48.8, "ms", "graupner2012", "hippocampal slices", 1, 1000)
    theta_p: float = cited(3.0, "1", "li2016", "calcium from which h rises", 0, 100)
    theta_d: float = cited(1.2, "1", "li2016", "calcium from which h falls", 0, 100)
    gamma_p: float = cited(1645.6, "1", "graupner2012", "hippocampal slices", 0, 1e5)
    gamma_d: float = cited(313.1, "1", "graupner2012", "hippocampal slices", 0, 1e5)
    tau_h: float = cited(688.4, "s", "graupner2012", "hippocampal slices", 1, 1e6)
    relaxation: float = cited(0.1, "1", "li2016", "decay of h per tau_h", 1e-3, 10)
    h0: float = cited(4.20075, "mV", "li2016", "h_up/2*gamma_p/(gamma_p + gamma_d)", 0.01, 100)
    h_up: float = cited(10.0, "mV", "luboeinski2021", "where potentiation leads to", 0.01, 1000)
    sigma_pl: float = cited(
        2.90436, "mV", "luboeinski2021", "9.1844/sqrt(1000)*10; 9.1844 is of graupner2012", 0, 100
    )
    bundle: float = cited(
        1.0, "1", "luboeinski2021", "synapses that one of them stands for; there one", 1e-3, 1e5
    )
    synthesis: float = cited(
        1.0, "1", "luboeinski2021", "alpha; 0: blocked, as by anisomycin", 0, 1
    )
    theta_pro: float = cited(0.5, "1", "luboeinski2021", "2.10037 mV, of h0", 1e-3, 1e5)
    theta_tag: float = cited(0.2, "1", "luboeinski2021", "0.840149 mV, of h0", 1e-3, 10)
    tau_p: float = cited(3600.0, "s", "luboeinski2021", "60 min", 1, 1e6)
    tau_z: float = cited(3600.0, "s", "luboeinski2021", "60 min", 1, 1e6)
    z_max: float = cited(1.0, "1", "li2016", "of h0", 0, 10)
    z_min: float = cited(-0.5, "1", "li2016", "of h0", -1, 0)

    def naive(self, copies: int) -> dict[str, Vector]:
        """Return naive synapses; one of another weight than `w_unit` has a late phase to match.

        Raises
        ------
        InputError
            If no late phase matches `w_start`.
        """
        values = super().naive(copies)
        late = float(self.w_start / self.w_unit - 1)
        if not self.z_min <= late <= self.z_max:
            low, high = (float(self.w_unit * (1 + z)) for z in (self.z_min, self.z_max))
            raise InputError(
                f"no late phase makes a weight of w_start = {float(self.w_start):g} "
                f"(allowed: {low:g} to {high:g})"
            )
        return values | {"z": np.full(copies, late)}

    def begin(self, weights: Vector) -> dict[str, Vector]:
        """Return synapses of these weights: their late phase matches, as far as one does."""
        z = np.clip(weights / self.w_unit - 1, float(self.z_min), float(self.z_max))
        return self.naive(weights.size) | {"z": z, "w": np.asarray(self.w_unit * (1 + z))}

    def without_synthesis(self) -> TaggingAndCapture:
        """Return the same rule with the synthesis of proteins blocked, as by anisomycin."""
        return changed(self, {"synthesis": 0.0}, "blocked, as by anisomycin")

    def fast_forward(
        self,
        values: Mapping[str, NDArray[np.float64]],
        seconds: float,
        cells: NDArray[np.int64] | None = None,
    ) -> dict[str, NDArray[np.float64]]:
        """Return what silence of any length makes of synapses and their cells, in closed form.

        Without spikes |h - 1| and so S decay with tau_h/relaxation; synthesis ends when S falls
        below theta_pro, and each tag when |h - 1| falls below theta_tag. Luboeinski & Tetzlaff
        (2021) leap over silence in steps of 50 s; here one step is exact.

        Parameters
        ----------
        values
            "h", "z" and "c" of synapses, of any shape, and "protein" of their cells. Others than
            these, "w" and "early_change" come back as they are.
        seconds
            How long no spike comes; none may be under way from before.
        cells
            Index of the cell after each synapse, into "protein"; then all are one-dimensional.
            None: each synapse is alone on its cell.

        Raises
        ------
        InputError
            If the time is negative, or calcium is not yet below its thresholds.
        """
        if not (np.isfinite(seconds) and seconds >= 0):
            raise InputError(f"time must not be negative, but is {seconds:g} s")
        h, z, c, protein = (np.asarray(values[name]) for name in ("h", "z", "c", "protein"))
        if np.any(c >= min(self.theta_d, self.theta_p)):
            raise InputError("calcium is still above a threshold: let the synapse rest before")
        tau = in_si(self.tau_h) / self.relaxation
        early = self._early_change(h, protein, cells)
        made = self.synthesized(protein, early, seconds)
        tagged = np.minimum(seconds, decay_time(np.abs(h - 1), self.theta_tag, tau))
        own = (protein, early) if cells is None else (protein[cells], early[cells])
        taken = self.supply(*own, tagged)
        target = np.where(h > 1, float(self.z_max), float(self.z_min))
        late = target + (z - target) * np.exp(-taken / in_si(self.tau_z))
        now = 1 + (h - 1) * np.exp(-seconds / tau)
        return dict(values) | {
            "h": now,
            "z": late,
            "c": c * np.exp(-seconds / in_si(self.tau_ca)),
            "w": np.clip(self.w_unit * (now + late), 0, self.w_max),
            "protein": made,
            "early_change": early * np.exp(-seconds / tau),
        }

    def synthesized(
        self, protein: NDArray[np.float64], early: NDArray[np.float64], seconds: float
    ) -> NDArray[np.float64]:
        """Return the protein of cells after silence, by their protein and their S before it."""
        tau_p = in_si(self.tau_p)
        on = np.minimum(seconds, self.synthesis_time(early))
        at_end = self.synthesis + (protein - self.synthesis) * np.exp(-on / tau_p)
        return np.asarray(at_end * np.exp(-(seconds - on) / tau_p))

    def supply(
        self,
        protein: NDArray[np.float64],
        early: NDArray[np.float64],
        seconds: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return the integral of protein over the first seconds of silence, in seconds."""
        tau_p = in_si(self.tau_p)
        on = np.minimum(seconds, self.synthesis_time(early))
        first = -np.expm1(-on / tau_p)
        at_end = self.synthesis + (protein - self.synthesis) * (1 - first)
        rising = self.synthesis * on + (protein - self.synthesis) * tau_p * first
        return np.asarray(rising - at_end * tau_p * np.expm1(-(seconds - on) / tau_p))

    def synthesis_time(self, early: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for how many seconds of silence cells go on making protein, by their S."""
        return decay_time(early, self.theta_pro, in_si(self.tau_h) / self.relaxation)

    def _early_change(
        self,
        h: NDArray[np.float64],
        protein: NDArray[np.float64],
        cells: NDArray[np.int64] | None,
    ) -> NDArray[np.float64]:
        each = self.bundle * np.abs(h - 1)
        if cells is not None:
            each = np.bincount(cells, each, minlength=len(protein)).astype(np.float64)
        return np.asarray(each, dtype=np.float64)


def decay_time(size: NDArray[np.float64], threshold: float, tau: float) -> NDArray[np.float64]:
    """Return when what decays exponentially falls below a threshold; 0 if it is below already."""
    return np.asarray(tau * np.log(np.maximum(size / threshold, 1)))


SINGLE_SYNAPSE = TaggingAndCapture(
    pre_calcium=cited(1.0, "1", "graupner2012", "hippocampal slices", 0, 10),
    post_calcium=cited(0.2758, "1", "graupner2012", "hippocampal slices", 0, 10),
)
"""One synapse between two cells, stimulated alone: Luboeinski & Tetzlaff (2021)."""
