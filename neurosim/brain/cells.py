"""Cells: equations as text beside the parameters that appear in them.

A parameter's field name is its name in the equations. Conductances are in units of the leak
conductance, so they have no unit.
"""

from __future__ import annotations

from abc import ABC
from dataclasses import dataclass
from typing import ClassVar

from neurosim.parameters import Parameter, cited, named_parameters
from neurosim.plasticity.text import NAME, mentions_any
from neurosim.spreads import LogNormalSpread, NormalSpread

RESERVED = frozenset({"begins", "goes_on", "trial_began", "lastspike", "not_refractory", "N"})
"""Names that every population has taken."""

SPIKING_POTENTIAL = "u = v + int(not not_refractory)*(spike_peak - v) : volt"
"""The potential of an integrate-and-fire cell, whose own `v` lacks the spike."""

PEAK_NOTE = "for rules that read the potential; 3 ms at it potentiate like 2 ms at 33 mV"

MICE = "between 27 mice, each on its own day; of stellate cells of entorhinal cortex, taken over"
"""Who differed: no such numbers are known to us of other principal cells."""

# From the 836 cells that the paper published: a line along the dorsoventral axis and a random
# intercept of each mouse, by restricted maximum likelihood. The bootstrap over mice gives, from
# the 5th to the 95th percentile, 0.69 to 1.59 of 10.7 ms, 0.66 to 1.28 mV and 0.64 to 1.32 mV.
# Days differ with the mice, so that these are upper bounds.
TAU_SPREAD = LogNormalSpread(0.12, "pastoll2020", f"{MICE}; 1.3 of 10.7 ms")
REST_SPREAD = NormalSpread(1.0, "pastoll2020", f"{MICE}; around -64.4 mV")
THRESHOLD_SPREAD = NormalSpread(1.0, "pastoll2020", f"{MICE}; around -38.9 mV")


class Cell(ABC):
    """A kind of cell.

    Attributes
    ----------
    equations
        State variables; without the parameters and without traces of plasticity rules.
    threshold, reset
        When it spikes, and what a spike does to the cell.
    at_rest
        Value of each state variable at rest; every trial begins there.
    modulated
        Names in the equations that the brain state sets, with their units.
    refractory
        When it cannot spike; spikes of the trial before do not count.
    method
        How the equations are integrated.
    on_slot
        What else happens at every slot of the stimulus timetable.
    potential
        Equation of the potential `u` that plasticity rules read, spikes included; empty if the
        cell has no membrane. It is part of a network only where a rule reads it.
    """

    equations: ClassVar[str]
    threshold: ClassVar[str]
    reset: ClassVar[str]
    at_rest: ClassVar[tuple[tuple[str, str], ...]]
    modulated: ClassVar[tuple[tuple[str, str], ...]] = ()
    refractory: ClassVar[str | bool] = (
        "timestep(t - lastspike, dt) < timestep(tau_refractory, dt) and lastspike >= trial_began"
    )
    method: ClassVar[str] = "euler"
    on_slot: ClassVar[tuple[str, ...]] = ()
    potential: ClassVar[str] = ""

    @property
    def names(self) -> frozenset[str]:
        """Names that its texts use, and that nothing else in a population may be called."""
        texts = (self.equations, self.threshold, self.reset, self.potential)
        modulated = {name for name, _ in self.modulated}
        found = {name for text in texts for name in NAME.findall(text)}
        return frozenset(found | modulated | set(named_parameters(self)) | RESERVED)

    def used(self, with_potential: bool) -> dict[str, Parameter]:
        """Return the parameters that its texts use, by name.

        Parameters
        ----------
        with_potential
            Whether the potential is part of the network.
        """
        texts = [self.equations, self.threshold, self.reset, str(self.refractory)]
        texts += [value for _, value in self.at_rest]
        texts += [self.potential] if with_potential else []
        known = named_parameters(self)
        return {name: each for name, each in known.items() if mentions_any(texts, name)}


@dataclass(frozen=True)
class InputCell(Cell):
    """A cell that fires as a Poisson process at the rate with which it is stimulated."""

    equations: ClassVar[str] = "rate : Hz"
    threshold: ClassVar[str] = "rand() < rate*dt"
    reset: ClassVar[str] = ""
    at_rest: ClassVar[tuple[tuple[str, str], ...]] = ()
    refractory: ClassVar[str | bool] = False
    method: ClassVar[str] = "exact"
    on_slot: ClassVar[tuple[str, ...]] = (
        "rate = stimulus_rates((stimulus_row(t) + 0.5)*second, i)",
    )


@dataclass(frozen=True)
class PyramidalCell(Cell):
    """Leaky integrate-and-fire cell with adaptation and synapses that deplete.

    Excitation is fast (AMPA) or slow (the NMDA-like part of recurrent synapses); `a` is
    spike-frequency adaptation, `resources` what is left to release after previous spikes. Rules
    that read the potential find it at the peak of a spike for as long as the cell is refractory.
    """

    equations: ClassVar[str] = """
    dv/dt = int(not_refractory)*(
        (E_leak - v + (g_fast + g_slow)*(E_exc - v) + g_inh*(E_inh - v) - a)/tau_m
        + noise*sqrt(2/tau_m)*xi) : volt
    dg_fast/dt = -g_fast/tau_fast : 1
    dg_slow/dt = -g_slow/tau_slow : 1
    dg_inh/dt = -g_inh/tau_inh : 1
    da/dt = -a/tau_a : volt
    dresources/dt = (1 - resources)/tau_recovery : 1
    v_threshold : volt (constant)
    """
    threshold: ClassVar[str] = "v > v_threshold"
    reset: ClassVar[str] = "v = v_reset; a += jump_a*adaptation; resources -= U*resources"
    at_rest: ClassVar[tuple[tuple[str, str], ...]] = (
        ("v", "E_leak"),
        ("g_fast", "0"),
        ("g_slow", "0"),
        ("g_inh", "0"),
        ("a", "0"),
        ("resources", "1"),
    )
    modulated: ClassVar[tuple[tuple[str, str], ...]] = (("noise", "volt"), ("adaptation", "1"))
    potential: ClassVar[str] = SPIKING_POTENTIAL

    jump_a: float = cited(1.0, "mV", "chosen", "depth of adaptation after one spike", 0, 20)
    tau_a: float = cited(200.0, "ms", "chosen", "medium afterhyperpolarisation", 1, 1e5)
    U: float = cited(
        0.1, "1", "chosen", "share of resources a spike uses; 0 is no depression", 0, 1
    )
    tau_recovery: float = cited(
        200.0, "ms", "chosen", "faster than the 800 ms of tsodyks1997", 1, 1e5
    )
    E_leak: float = cited(
        -70.0, "mV", "chosen", "between -60 (vogels2005) and -75 mV", -100, -40, REST_SPREAD
    )
    v_reset: float = cited(-60.0, "mV", "vogels2005", "", -100, -40)
    threshold_potential: float = cited(-50.0, "mV", "vogels2005", "", -100, 0, THRESHOLD_SPREAD)
    E_exc: float = cited(0.0, "mV", "vogels2005", "", -100, 100)
    E_inh: float = cited(-75.0, "mV", "chosen", "between shunting -70 and -80 mV", -100, 0)
    tau_m: float = cited(20.0, "ms", "vogels2005", "", 1, 1000, TAU_SPREAD)
    tau_fast: float = cited(5.0, "ms", "vogels2005", "AMPA", 0.5, 1000)
    tau_slow: float = cited(
        15.0,
        "ms",
        "chosen",
        "recurrent excitation: 5 ms gives bursts of the whole population",
        0.5,
        1000,
    )
    tau_inh: float = cited(10.0, "ms", "vogels2005", "GABA-A", 0.5, 1000)
    tau_refractory: float = cited(3.0, "ms", "chosen", "between 2 and 5 ms in LIF models", 0.5, 100)
    spike_peak: float = cited(10.0, "mV", "chosen", PEAK_NOTE, -50, 100)


@dataclass(frozen=True)
class QuietPyramidalCell(PyramidalCell):
    """The same without background input: no random numbers are drawn for it, most of its cost."""

    equations: ClassVar[str] = PyramidalCell.equations.replace("+ noise*sqrt(2/tau_m)*xi", "")
    modulated: ClassVar[tuple[tuple[str, str], ...]] = (("adaptation", "1"),)


@dataclass(frozen=True)
class RelayCell(PyramidalCell):
    """Thalamic relay cell that bursts when it is released from inhibition.

    Integrate-and-fire-or-burst (Smith et al. 2000): a low-threshold calcium current, open above
    `v_burst`, of which `ready` is what inactivation has left; below `v_burst` it recovers. It does
    not adapt.
    """

    equations: ClassVar[str] = """
    dv/dt = int(not_refractory)*(
        (E_leak - v + (g_fast + g_slow)*(E_exc - v) + g_inh*(E_inh - v)
        + g_burst*ready*int(v > v_burst)*(E_calcium - v))/tau_m
        + noise*sqrt(2/tau_m)*xi) : volt
    dready/dt = int(v <= v_burst)*(1 - ready)/tau_ready - int(v > v_burst)*ready/tau_spent : 1
    dg_fast/dt = -g_fast/tau_fast : 1
    dg_slow/dt = -g_slow/tau_slow : 1
    dg_inh/dt = -g_inh/tau_inh : 1
    v_threshold : volt (constant)
    """
    reset: ClassVar[str] = "v = v_reset"
    at_rest: ClassVar[tuple[tuple[str, str], ...]] = (
        ("v", "E_leak"),
        ("ready", "1"),
        ("g_fast", "0"),
        ("g_slow", "0"),
        ("g_inh", "0"),
    )

    E_leak: float = cited(
        -71.0, "mV", "chosen", "silent but in up states; -65 in smith2000", -100, -40
    )
    v_reset: float = cited(-50.0, "mV", "smith2000", "", -100, -30)
    threshold_potential: float = cited(-40.0, "mV", "chosen", "-35 in smith2000", -100, 0)
    E_inh: float = cited(-85.0, "mV", "chosen", "GABA-A and -B together", -120, 0)
    tau_m: float = cited(20.0, "ms", "vogels2005", "", 1, 1000)
    tau_inh: float = cited(30.0, "ms", "chosen", "sets the frequency of spindles", 0.5, 1000)
    g_burst: float = cited(2.0, "1", "smith2000", "0.07 of 0.035 mS/cm2", 0, 100)
    v_burst: float = cited(-60.0, "mV", "smith2000", "", -100, 0)
    E_calcium: float = cited(120.0, "mV", "smith2000", "", 0, 200)
    tau_ready: float = cited(100.0, "ms", "smith2000", "recovers below v_burst", 1, 1e4)
    tau_spent: float = cited(20.0, "ms", "smith2000", "inactivates above v_burst", 1, 1e4)


@dataclass(frozen=True)
class Interneuron(Cell):
    """Fast leaky integrate-and-fire cell.

    Thresholds are spread evenly and the membrane is noisy: identical silent interneurons would
    fire in one volley and lock the whole region to a rhythm.
    """

    equations: ClassVar[str] = """
    dv/dt = int(not_refractory)*(
        (E_leak - v + g_fast*(E_exc - v))/tau_m
        + sigma*sqrt(2/tau_m)*xi) : volt
    dg_fast/dt = -g_fast/tau_fast : 1
    v_threshold : volt (constant)
    """
    threshold: ClassVar[str] = "v > v_threshold"
    reset: ClassVar[str] = "v = v_reset"
    at_rest: ClassVar[tuple[tuple[str, str], ...]] = (("v", "E_leak"), ("g_fast", "0"))
    potential: ClassVar[str] = SPIKING_POTENTIAL

    E_leak: float = cited(-70.0, "mV", "chosen", "as pyramidal cells", -100, -40)
    v_reset: float = cited(-60.0, "mV", "vogels2005", "", -100, -40)
    threshold_potential: float = cited(-56.0, "mV", "chosen", "of the most excitable cell", -100, 0)
    threshold_spread: float = cited(
        16.0, "mV", "chosen", "recruits interneurons one after the other", 0, 50
    )
    E_exc: float = cited(0.0, "mV", "vogels2005", "", -100, 100)
    tau_m: float = cited(
        5.0, "ms", "chosen", "fast-spiking cells follow within milliseconds", 1, 1000
    )
    tau_fast: float = cited(5.0, "ms", "vogels2005", "AMPA", 0.5, 1000)
    sigma: float = cited(3.0, "mV", "chosen", "desynchronises interneurons", 0, 50)
    tau_refractory: float = cited(1.5, "ms", "chosen", "fast-spiking", 0.5, 100)
    spike_peak: float = cited(10.0, "mV", "chosen", PEAK_NOTE, -50, 100)


@dataclass(frozen=True)
class BasketCell(Interneuron):
    """The same, inhibited by others of its kind: together they pace a fast rhythm."""

    equations: ClassVar[str] = Interneuron.equations.replace(
        "g_fast*(E_exc - v)", "g_fast*(E_exc - v) + g_inh*(E_inh - v)"
    ).replace("v_threshold", "dg_inh/dt = -g_inh/tau_inh : 1\n    v_threshold")
    at_rest: ClassVar[tuple[tuple[str, str], ...]] = (*Interneuron.at_rest, ("g_inh", "0"))

    E_inh: float = cited(-75.0, "mV", "chosen", "as pyramidal cells", -100, 0)
    tau_fast: float = cited(4.1, "ms", "ecker2022", "onto basket cells of CA1", 0.5, 1000)
    tau_inh: float = cited(1.8, "ms", "bartos2002", "between basket cells of CA1", 0.5, 1000)
