"""Plasticity rules: equations and events as text beside their parameters.

A rule is written in terms of the weight `w`, its bounds, traces of the cell before (`_pre`) and
after (`_post`) the synapse, and `learning`, which the brain state sets. Traces live in the cells,
not in the synapses: a cell's synapses share them.
"""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass
from typing import ClassVar

from neurosim.parameters import cited


class PlasticityRule(ABC):
    """A rule by which spikes change a weight.

    Attributes
    ----------
    on_pre, on_post
        What a spike before and a spike after the synapse does to `w`.
    traces
        Traces that the rule reads: the name of the variable and of the field with its time
        constant. A spike of the cell adds 1; in between it decays exponentially.
    """

    on_pre: ClassVar[str]
    on_post: ClassVar[str]
    traces: ClassVar[tuple[tuple[str, str], ...]]
    w_max: float


@dataclass(frozen=True)
class TripletSTDP(PlasticityRule):
    """Pair and triplet spike-timing-dependent plasticity with hard bounds.

    In the form of Pfister & Gerstner (2006), all-to-all, with amplitudes relative to `w_max`:

        pre:   w += learning*learning_rate*w_max*(A_minus*x1_post - A_unpaired)
        post:  w += learning*learning_rate*w_max*x1_pre*(A2_plus + A3_plus*y2_post)

    The window is symmetric (CA3, Mishra et al. 2016) if `A_minus` > 0 and has a depressing lobe if
    `A_minus` < 0. `A_unpaired` depresses at each presynaptic spike: synapses that are used while
    their target is silent fade.
    """

    traces: ClassVar[tuple[tuple[str, str], ...]] = (("x1", "tau_x1"), ("y2", "tau_y2"))
    on_pre: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*w_max*(A_minus*x1_post - A_unpaired), 0, w_max)"
    )
    on_post: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*w_max*x1_pre*(A2_plus + A3_plus*y2_post), 0, w_max)"
    )

    w_max: float
    learning_rate: float
    A2_plus: float
    A3_plus: float
    A_minus: float
    A_unpaired: float
    tau_x1: float = cited(20.0, "ms", "song2000", "window of pairs", 0.1, 1000)
    tau_y2: float = cited(100.0, "ms", "chosen", "near the 114 ms of pfister2006", 0.1, 1e4)


@dataclass(frozen=True)
class SoftTripletSTDP(TripletSTDP):
    """The same rule with soft bounds: potentiation fades towards `w_max`, depression towards 0.

        pre:   w += learning*learning_rate*w*(A_minus*x1_post - A_unpaired)
        post:  w += learning*learning_rate*(w_max - w)*x1_pre*(A2_plus + A3_plus*y2_post)

    Needs `A_minus` <= 0. Soft bounds: van Rossum, Bi & Turrigiano (2000).
    """  # fmt: skip

    on_pre: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*w*(A_minus*x1_post - A_unpaired), 0, w_max)"
    )
    on_post: ClassVar[str] = (
        "w = clip(w + learning*learning_rate*(w_max - w)*x1_pre*(A2_plus + A3_plus*y2_post),"
        " 0, w_max)"
    )


@dataclass(frozen=True)
class SleepDownscaling:
    """A cap on the incoming weights of each cell in NREM sleep.

    Once a second each cell whose incoming weights add up to more than `total` scales all of them
    by the same factor, so that they add up to `total`; what grows until the next second is above
    it. Cells below the cap are left alone: what is scaled down is the cell that many memories
    recruit. Scaling by one factor: Turrigiano et al. (1998). Sleep that scales down all synapses
    in proportion (Tononi & Cirelli 2014) is more than this.
    """

    total: float = cited(5.0, "1", "chosen", "about 40 partners at a weight that recalls", 0, 1e6)
