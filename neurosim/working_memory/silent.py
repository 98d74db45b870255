"""Working memory in facilitated synapses, without activity: Mongillo, Barak & Tsodyks (2008).

Cells of an item that is shown fire, and each spike leaves calcium at its synapses, which release
more for a second or two after. In the delay they are as quiet as all others. A signal to all
cells alike that asks what is remembered makes those fire together, in a population spike, whose
synapses are facilitated: reading refreshes the memory.

    tau_m dv/dt = mu - v + sigma sqrt(tau_m) xi          v to V_reset at V_th

    du/dt = (U - u)/tau_F           each spike:   u += U (1 - u),   then
    dx/dt = (1 - x)/tau_D           a cell gets J u x,   x -= u x

    J:  J_p between cells of the same item, J_b between those of different items,
        J_0 = gamma_0 J_p + (1 - gamma_0) J_b from and to cells of none
    J_EI, J_IE, J_II: from inhibitory to excitatory cells, and so on, without u and x

What differs from the paper: 800 and 200 cells, each connected to all, for 8000 and 2000, each
connected to one in five. Synapses are stronger by as much as they are fewer (`fewer`); input that
differs from cell to cell because its sources do is gone, for which there is more noise; and the
background is lower, so that a network of few cells, whose inhibition fluctuates more, does not
start population spikes of its own. Rates at rest are 0.1 to 0.3 Hz.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from neurosim.parameters import cited, in_si
from neurosim.working_memory.pools import Populations
from neurosim.working_memory.trials import Drive


@dataclass(frozen=True)
class CurrentCell:
    """A leaky integrate-and-fire cell with synapses that move its potential at once."""

    tau_m: float
    V_reset: float
    V_th: float = cited(20.0, "mV", "mongillo2008", "threshold, above rest", 1, 100)
    tau_ref: float = cited(2.0, "ms", "mongillo2008", "refractory period", 0, 20)
    sigma: float = cited(1.5, "mV", "chosen", "noise; 1 in the paper, and input from others", 0, 20)


@dataclass(frozen=True)
class ExcitatoryCell(CurrentCell):
    """An excitatory cell."""

    tau_m: float = cited(15.0, "ms", "mongillo2008", "membrane time constant", 1, 100)
    V_reset: float = cited(16.0, "mV", "mongillo2008", "reset, above rest", -50, 50)


@dataclass(frozen=True)
class InhibitoryCell(CurrentCell):
    """An inhibitory cell."""

    tau_m: float = cited(10.0, "ms", "mongillo2008", "membrane time constant", 1, 100)
    V_reset: float = cited(13.0, "mV", "mongillo2008", "reset, above rest", -50, 50)


@dataclass(frozen=True)
class FewerPopulations(Populations):
    """A tenth of the cells of the paper."""

    excitatory: float = cited(800, "cells", "chosen", "8000 in the paper, for speed", 10, 20000)
    inhibitory: float = cited(200, "cells", "chosen", "2000 in the paper, for speed", 2, 5000)
    items: float = cited(5, "items", "mongillo2008", "p", 2, 50)
    coding_level: float = cited(0.1, "1", "mongillo2008", "f", 0.001, 1)


@dataclass(frozen=True)
class ActivitySilent:
    """The network of Mongillo, Barak & Tsodyks (2008), with a tenth of its cells."""

    sources: ClassVar[tuple[str, ...]] = ("mongillo2008",)
    gated: ClassVar[bool] = False
    """Whether dopamine acts on it."""

    populations: FewerPopulations = field(default_factory=FewerPopulations)
    excitatory: ExcitatoryCell = field(default_factory=ExcitatoryCell)
    inhibitory: InhibitoryCell = field(default_factory=InhibitoryCell)
    U: float = cited(0.2, "1", "mongillo2008", "utilisation at rest", 0, 1)
    tau_F: float = cited(1500.0, "ms", "mongillo2008", "facilitation", 0.1, 1e5)
    tau_D: float = cited(200.0, "ms", "mongillo2008", "depression", 0.1, 1e5)
    J_p: float = cited(0.45, "mV", "mongillo2008", "potentiated", 0, 10)
    J_b: float = cited(0.10, "mV", "mongillo2008", "baseline", 0, 10)
    gamma_0: float = cited(0.10, "1", "mongillo2008", "share potentiated elsewhere", 0, 1)
    J_EI: float = cited(0.25, "mV", "mongillo2008", "inhibitory to excitatory", 0, 10)
    J_IE: float = cited(0.135, "mV", "mongillo2008", "excitatory to inhibitory", 0, 10)
    J_II: float = cited(0.20, "mV", "mongillo2008", "inhibitory to inhibitory", 0, 10)
    fewer: float = cited(
        2.0, "1", "mongillo2008", "1600 and 400 synapses on a cell, here half", 0, 100
    )
    mu_excitatory: float = cited(20.5, "mV", "chosen", "silent unless asked; paper: 23.1", 0, 100)
    mu_inhibitory: float = cited(19.5, "mV", "chosen", "for usual rates; paper: 21.0", 0, 100)
    reading: float = cited(0.25, "s", "mongillo2008", "it is asked for so long", 0.05, 10)
    threshold: float = cited(2.0, "Hz", "chosen", "half a spike of each cell while asked", 0, 500)
    cue: float = cited(0.15, "1", "mongillo2008", "more background for the cells shown", 0, 2)
    asking: float = cited(0.08, "1", "chosen", "more background to ask; 0.05 in the paper", 0, 2)

    @property
    def J_0(self) -> float:  # noqa: N802 (as in the paper)
        """Mean efficacy from and to cells of no item, in mV."""
        return self.gamma_0 * self.J_p + (1 - self.gamma_0) * self.J_b

    @property
    def trace(self) -> tuple[float, float]:
        """What keeps an item: its decay in s, and the share of what is left that a spike adds."""
        return in_si(self.tau_F), float(self.U)

    @property
    def drive(self) -> Drive:
        """What the cells get from outside, in mV."""
        mu = float(self.mu_excitatory)
        return Drive(mu, float(self.mu_inhibitory), self.cue * mu, self.asking * mu)
