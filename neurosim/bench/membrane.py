"""The membrane of the postsynaptic cell on the bench, for rules that read its potential."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from neurosim.parameters import cited


@dataclass(frozen=True)
class Membrane:
    """An adaptive exponential integrate-and-fire cell that spikes when told, and only then.

        C dv/dt = g_leak*(E_leak - v) + g_leak*Delta_T*exp((v - v_T)/Delta_T) - w_ad + z
        tau_w dw_ad/dt = a*(v - E_leak) - w_ad      adaptation
        tau_z dz/dt = -z                            depolarising afterpotential
        tau_T dv_T/dt = v_T_rest - v_T              adaptive threshold

        spike:  v = v_spike for t_spike, then v = v_reset; w_ad += b; z = I_spike; v_T = v_T_spike

    w_ad rests while the spike lasts. Clopath et al. (2010), numbers as in the authors' code.

    The exponential is bounded by 1, its value at threshold. The bench gives the spikes, so the
    exponential, whose only other work is to make one, must not: above threshold it would grow
    beyond all bounds within a time step. Bounded, it pulls v up by Delta_T at most, and Euler's
    steps are stable: 0.1 ms is a hundredth of the shortest time constant (C/g_leak, 9.4 ms). Below
    threshold nothing changes, and v gets above it only where a spike from outside would have made
    a spike anyway.
    """

    equations: ClassVar[str] = """
        dv/dt = free*(g_leak*(E_leak - v) - w_ad + z
                + g_leak*Delta_T*exp(clip((v - v_T)/Delta_T, -100, 0)))/C_m : volt
        dw_ad/dt = free*(a*(v - E_leak) - w_ad)/tau_w : amp
        dz/dt = -z/tau_z : amp
        dv_T/dt = (v_T_rest - v_T)/tau_T : volt
        u = v : volt
        spiked : second
        free : 1"""
    on_spike: ClassVar[str] = (
        "v = v_spike\nw_ad = w_ad + b\nz = I_spike\nv_T = v_T_spike\nspiked = t\nfree = 0"
    )
    each_step: ClassVar[str] = (
        "over = (1 - free)*int(t > spiked + t_spike - 0.5*dt)\n"
        "v = v + over*(v_reset - v)\n"
        "free = free + over"
    )
    method: ClassVar[str] = "euler"
    at_rest: ClassVar[tuple[tuple[str, str], ...]] = (
        ("v", "E_leak"),
        ("v_T", "v_T_rest"),
        ("free", "1"),
    )

    C_m: float = cited(281.0, "pF", "clopath2010", "C", 1, 1e4)
    g_leak: float = cited(30.0, "nS", "clopath2010", "", 0.1, 1e3)
    E_leak: float = cited(-70.6, "mV", "clopath2010", "", -120, 0)
    Delta_T: float = cited(2.0, "mV", "clopath2010", "", 0.1, 20)
    v_T_rest: float = cited(-50.4, "mV", "clopath2010", "", -100, 50)
    v_T_spike: float = cited(
        -30.4, "mV", "torbennielsen2010", "20 mV above rest; printed without its sign", -100, 50
    )
    tau_T: float = cited(50.0, "ms", "clopath2010", "", 1, 1e4)
    tau_w: float = cited(144.0, "ms", "clopath2010", "", 1, 1e4)
    a: float = cited(4.0, "nS", "clopath2010", "", 0, 1e3)
    b: float = cited(
        0.0805, "pA", "torbennielsen2010", "as the code adds it up; perhaps nA were meant", 0, 1e4
    )
    I_spike: float = cited(400.0, "pA", "clopath2010", "afterpotential", 0, 1e4)
    tau_z: float = cited(40.0, "ms", "clopath2010", "", 1, 1e4)
    v_spike: float = cited(33.0, "mV", "torbennielsen2010", "32.862 in the code", -50, 100)
    t_spike: float = cited(2.0, "ms", "torbennielsen2010", "", 0, 10)
    v_reset: float = cited(-49.5016, "mV", "torbennielsen2010", "21.1 mV above rest", -120, 0)

    @property
    def names(self) -> frozenset[str]:
        """Every name that its texts use."""
        texts = (self.equations, self.on_spike, self.each_step)
        return frozenset(re.findall(r"(?<![\w.])[A-Za-z_]\w*", " ".join(texts)))
