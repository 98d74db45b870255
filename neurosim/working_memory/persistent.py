"""Working memory in persistent activity, with slow NMDA receptors: Brunel & Wang (2001).

Pyramidal cells that are selective for the same item excite each other more strongly than others, by
w_plus; all share interneurons. A cue makes an item's cells fire, and what they then keep open,
receptors of 100 ms, lets them go on after it: 20 to 30 Hz, against 3 Hz of spontaneous activity.
Inhibition, which grows with all that is active, keeps the others quiet.

Cells leak, fire and are reset:

    C_m dv/dt = g_L (E_L - v) - (g_ext s_ext + G_AMPA + G_NMDA/(1 + exp(-0.062 v/mV)/3.57)) v
                + G_GABA (E_inh - v)

    G = g (w_own S_own + w_rest S_others)        S: open receptors, added up over a population
    w_own, w_rest:  w_plus, w_minus between cells of items,  1, 1 onto nonselective and inhibitory
    w_minus = 1 - f (w_plus - 1)/(1 - f)         so that spontaneous activity does not change

    each spike:  AMPA, GABA: s += 1,   NMDA: s += (1 - exp(-1)) (1 - s)

    dopamine D from 0 (low) to 1 (high):  g_NMDA (1 + nmda_gain D),  g_GABA (1 + gaba_gain D)

What differs from the paper: NMDA receptors open at once and not within 2 ms, by as much as they
would have (1 - exp(-alpha tau_rise)); cells have a synapse onto themselves; the magnesium block is
computed every millisecond, and spikes from outside come on a grid of 0.5 ms; forward Euler with a
step of 0.1 ms, and not second-order Runge-Kutta with 0.02 ms. Coarser steps miss crossings of the
threshold: with 0.25 ms persistent activity no longer lasts at low dopamine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import ClassVar

from neurosim.parameters import cited, in_si
from neurosim.working_memory.pools import Populations
from neurosim.working_memory.trials import Drive

JUMP = 1 - math.exp(-1.0)
"""Share of closed NMDA receptors that a spike opens: alpha 0.5/ms over a rise of 2 ms."""


@dataclass(frozen=True)
class ConductanceCell:
    """A leaky integrate-and-fire cell with conductances."""

    C_m: float
    g_L: float
    tau_ref: float
    g_ext: float
    E_L: float = cited(-70.0, "mV", "brunel2001", "resting potential", -90, -50)
    E_inh: float = cited(-70.0, "mV", "brunel2001", "reversal potential of GABA", -90, -50)
    V_th: float = cited(-50.0, "mV", "brunel2001", "threshold", -60, -30)
    V_reset: float = cited(-55.0, "mV", "brunel2001", "reset", -80, -50)
    tau_ampa: float = cited(2.0, "ms", "brunel2001", "AMPA, decay", 0.5, 50)


@dataclass(frozen=True)
class Pyramidal(ConductanceCell):
    """A pyramidal cell."""

    C_m: float = cited(500.0, "pF", "brunel2001", "capacitance", 10, 2000)
    g_L: float = cited(25.0, "nS", "brunel2001", "leak", 1, 200)
    tau_ref: float = cited(2.0, "ms", "brunel2001", "refractory period", 0, 20)
    g_ext: float = cited(2.08, "nS", "brunel2001", "AMPA, from outside", 0, 20)


@dataclass(frozen=True)
class Interneuron(ConductanceCell):
    """An interneuron."""

    C_m: float = cited(200.0, "pF", "brunel2001", "capacitance", 10, 2000)
    g_L: float = cited(20.0, "nS", "brunel2001", "leak", 1, 200)
    tau_ref: float = cited(1.0, "ms", "brunel2001", "refractory period", 0, 20)
    g_ext: float = cited(1.62, "nS", "brunel2001", "AMPA, from outside", 0, 20)


@dataclass(frozen=True)
class Receptors:
    """What one synapse from within the network opens in a cell."""

    g_ampa: float
    g_nmda: float
    g_gaba: float


@dataclass(frozen=True)
class OntoPyramidal(Receptors):
    """In a pyramidal cell."""

    g_ampa: float = cited(0.104, "nS", "brunel2001", "AMPA, from a pyramidal cell", 0, 10)
    g_nmda: float = cited(0.327, "nS", "brunel2001", "NMDA, from a pyramidal cell", 0, 10)
    g_gaba: float = cited(1.25, "nS", "brunel2001", "GABA, from an interneuron", 0, 20)


@dataclass(frozen=True)
class OntoInterneuron(Receptors):
    """In an interneuron."""

    g_ampa: float = cited(0.081, "nS", "brunel2001", "AMPA, from a pyramidal cell", 0, 10)
    g_nmda: float = cited(0.258, "nS", "brunel2001", "NMDA, from a pyramidal cell", 0, 10)
    g_gaba: float = cited(0.973, "nS", "brunel2001", "GABA, from an interneuron", 0, 20)


@dataclass(frozen=True)
class PersistentActivity:
    """The network of Brunel & Wang (2001), with dopamine.

    Dopamine opens NMDA and GABA receptors further, which deepens the well in which an item is kept
    and the wall around it (Brunel & Wang 2001, Durstewitz, Seamans & Sejnowski 2000).
    """

    sources: ClassVar[tuple[str, ...]] = ("brunel2001", "durstewitz2000")
    gated: ClassVar[bool] = True
    """Whether dopamine acts on it."""

    populations: Populations = field(default_factory=Populations)
    pyramidal: Pyramidal = field(default_factory=Pyramidal)
    interneuron: Interneuron = field(default_factory=Interneuron)
    onto_pyramidal: OntoPyramidal = field(default_factory=OntoPyramidal)
    onto_interneuron: OntoInterneuron = field(default_factory=OntoInterneuron)
    w_plus: float = cited(2.1, "1", "brunel2001", "within an item's cells, relative", 1, 5)
    tau_nmda: float = cited(100.0, "ms", "brunel2001", "NMDA, decay", 1, 500)
    tau_gaba: float = cited(10.0, "ms", "brunel2001", "GABA, decay", 1, 100)
    background: float = cited(2400.0, "Hz", "brunel2001", "800 synapses at 3 Hz", 0, 3600)
    cue: float = cited(120.0, "Hz", "chosen", "more from outside: nearly always enough", 0, 1200)
    nmda_gain: float = cited(0.15, "1", "chosen", "high dopamine: about 38 Hz in the delay", -1, 2)
    gaba_gain: float = cited(0.35, "1", "chosen", "an equal distractor stays out", -1, 2)
    reading: float = cited(0.25, "s", "chosen", "activity is read for so long", 0.05, 10)
    threshold: float = cited(10.0, "Hz", "chosen", "above: the item is held; 3 Hz at rest", 0, 500)

    @property
    def w_minus(self) -> float:
        """Strength between cells of different items, relative."""
        f = self.populations.coding_level
        return 1 - f * (self.w_plus - 1) / (1 - f)

    @property
    def trace(self) -> tuple[float, float]:
        """What keeps an item: its decay in s, and the share of what is left that a spike adds."""
        return in_si(self.tau_nmda), JUMP

    @property
    def drive(self) -> Drive:
        """What the cells get from outside, in spikes per second; a memory is seen unasked."""
        return Drive(float(self.background), float(self.background), float(self.cue), 0.0)
