"""The network of persistent activity as Brian2 objects: `COPIES` of it, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurosim.engine import Assembly, Connections, Feeds
from neurosim.engine.brian import b2
from neurosim.parameters import in_si, named_parameters
from neurosim.protocol import Vector
from neurosim.working_memory.copies import MemoryBuilder, add_up, cell_values, cells_of, link
from neurosim.working_memory.persistent import (
    JUMP,
    ConductanceCell,
    Interneuron,
    PersistentActivity,
    Pyramidal,
)
from neurosim.working_memory.pools import COPIES

LATENCY = 0.5e-3
"""Seconds from a spike to what it opens (Brunel & Wang 2001)."""

ARRIVALS = 0.5e-3
"""Spikes from outside, 1.2 of which are expected in it, come on a grid of so many seconds."""

POPULATIONS = """
dampa/dt = -ampa/tau_ampa : 1
dnmda/dt = -nmda/tau_nmda : 1
dgaba/dt = -gaba/tau_gaba : 1
tau_ampa : second (shared, constant)
tau_nmda : second (shared, constant)
tau_gaba : second (shared, constant)
g_ampa : siemens (constant)
g_nmda : siemens (constant)
g_gaba : siemens (constant)
w_own : 1 (constant)
w_rest : 1 (constant)
all_ampa : 1 (linked)
all_nmda : 1 (linked)
all_gaba : 1 (linked)
nmda_factor : 1 (linked)
gaba_factor : 1 (linked)
input_rate : 1
in_ampa : siemens
in_nmda : siemens
in_gaba : siemens
expected : 1
none : 1
"""

ADD_UP = f"""
in_ampa = g_ampa*(w_own*ampa + w_rest*(all_ampa - ampa))
in_nmda = nmda_factor*g_nmda*(w_own*nmda + w_rest*(all_nmda - nmda))
in_gaba = gaba_factor*g_gaba*all_gaba
expected = input_rate*{ARRIVALS}
none = exp(-expected)
"""

SUMS = """
all_ampa_post = ampa_pre : 1 (summed)
all_nmda_post = nmda_pre : 1 (summed)
all_gaba_post = gaba_pre : 1 (summed)
"""

NETWORKS = """
all_ampa : 1
all_nmda : 1
all_gaba : 1
dopamine : 1
nmda_gain : 1 (shared, constant)
gaba_gain : 1 (shared, constant)
nmda_factor : 1
gaba_factor : 1
"""

CELLS = """
dv/dt = (g_L*(E_L - v) - (g_ext*s_ext + in_ampa + in_nmda*unblocked)*v
         + in_gaba*(E_inh - v))/C_m : volt (unless refractory)
ds_ext/dt = -s_ext/tau_ampa : 1
unblocked : 1
in_ampa : siemens (linked)
in_nmda : siemens (linked)
in_gaba : siemens (linked)
expected : 1 (linked)
none : 1 (linked)
"""

SPONTANEOUS = (2.0, 8.0)
"""Hz at which pyramidal cells and interneurons are taken to have fired before a trial."""

MOST = 8
"""More than these come once in 200,000 times at the usual rate, and in .0009 of the times at twice
that, which is as much as is allowed; they are lost."""

UNBLOCK = "unblocked = 1/(1 + exp(-0.062*v/mV)/3.57)"
"""The magnesium block (Jahr & Stevens 1990), at 1 mM."""


def _arriving(most: int) -> str:
    """Return how a Poisson number of spikes, up to `most`, arrives from outside.

    It is the number of cumulative probabilities that a random number is above: `none` of no spike,
    and so on for `expected` spikes.
    """
    lines = ["u = rand()", "p0 = none", "c0 = none"]
    for n in range(1, most + 1):
        lines += [f"p{n} = p{n - 1}*expected/{n}", f"c{n} = c{n - 1} + p{n}"]
    return "\n".join([*lines, "s_ext += " + " + ".join(f"int(u > c{n})" for n in range(most))])


class PersistentBuilder(MemoryBuilder[PersistentActivity]):
    """Builds the copies; see `MemoryBuilder`."""

    dt = 1e-4

    def build(self, feeds: Feeds, connections: Connections | None) -> Assembly:
        """Make the objects."""
        networks = self._networks(feeds)
        populations = self._populations(feeds, networks)
        excitatory, inhibitory = self.populations.of_excitatory(), self.populations.of_inhibitory()
        cells = {
            "pyramidal": _cells("pyramidal", Pyramidal(), populations, excitatory),
            "interneurons": _cells("interneurons", Interneuron(), populations, inhibitory),
        }
        synapses = {
            "adding": add_up(populations, networks, SUMS, self.populations.of_copies()),
            "exciting": _exciting(cells["pyramidal"], populations, excitatory),
            "inhibiting": _inhibiting(cells["interneurons"], populations, inhibitory),
        }
        groups = {"networks": networks, "populations": populations, **cells}
        return Assembly(groups, synapses, tuple(cells), ())

    def _networks(self, feeds: Feeds) -> Any:
        group = b2.NeuronGroup(COPIES, NETWORKS, name="networks", namespace=feeds.namespace())
        first = COPIES * self.populations.count
        group.run_regularly(
            f"dopamine = stimulus_rates((stimulus_row(t) + 0.5)*second, i + {first})*second\n"
            "nmda_factor = 1 + nmda_gain*dopamine\n"
            "gaba_factor = 1 + gaba_gain*dopamine",
            clock=feeds.slots,
            when="start",
        )
        return group

    def _populations(self, feeds: Feeds, networks: Any) -> Any:
        of_copies = self.populations.of_copies()
        group = b2.NeuronGroup(
            len(of_copies),
            POPULATIONS,
            method="euler",
            namespace=feeds.namespace(),
            name="populations",
        )
        heard = ("all_ampa", "all_nmda", "all_gaba", "nmda_factor", "gaba_factor")
        link(group, networks, heard, of_copies)
        group.run_regularly(
            "input_rate = stimulus_rates((stimulus_row(t) + 0.5)*second, i)*second",
            clock=feeds.slots,
            when="start",
        )
        # After the sums, which are one earlier, and before anything decays: all of one moment.
        group.run_regularly(ADD_UP, when="groups", order=-1)
        return group

    @staticmethod
    def start_values(
        network: PersistentActivity, random: np.random.Generator
    ) -> Mapping[str, float | Vector]:
        """Return all parameters, and what is open in spontaneous activity."""
        n = network
        tau, rate = in_si(n.tau_nmda), SPONTANEOUS[0]
        opened = JUMP * rate / (1 / tau + JUMP * rate)
        sizes = np.tile(n.populations.sizes.astype(float), COPIES)
        spread = n.populations.spread
        values: dict[str, float | Vector] = {
            "populations.tau_ampa": in_si(n.pyramidal.tau_ampa),
            "populations.tau_nmda": in_si(n.tau_nmda),
            "populations.tau_gaba": in_si(n.tau_gaba),
            "exciting.tau_s": in_si(n.tau_nmda),
            "populations.nmda": opened * sizes * spread(1, 1, 0),
            "populations.gaba": SPONTANEOUS[1] * in_si(n.tau_gaba) * sizes * spread(0, 0, 1),
            "exciting.s": np.full(COPIES * int(n.populations.excitatory), opened),
            "populations.w_own": spread(float(n.w_plus), 1, 1),
            "populations.w_rest": spread(n.w_minus, 1, 1),
            "networks.nmda_gain": float(n.nmda_gain),
            "networks.gaba_gain": float(n.gaba_gain),
        }
        for name, onto in named_parameters(n.onto_pyramidal).items():
            other = in_si(getattr(n.onto_interneuron, name))
            values[f"populations.{name}"] = spread(in_si(onto), in_si(onto), other)
        values |= cell_values("pyramidal", n.pyramidal, n.populations.excitatory, random)
        return values | cell_values("interneurons", n.interneuron, n.populations.inhibitory, random)


def _cells(name: str, cell: ConductanceCell, populations: Any, where: NDArray[np.int64]) -> Any:
    """Return cells that hear the population that they belong to."""
    group = cells_of(name, cell, CELLS, where)
    link(group, populations, ("in_ampa", "in_nmda", "in_gaba", "expected", "none"), where)
    group.run_regularly(_arriving(MOST), dt=ARRIVALS * b2.second, when="before_groups")
    group.run_regularly(UNBLOCK, dt=1 * b2.ms, when="start")
    return group


def _exciting(cells: Any, populations: Any, where: NDArray[np.int64]) -> Any:
    """Let a spike open what it opens in every cell, told once to the population it comes from."""
    exciting = b2.Synapses(
        cells,
        populations,
        "ds/dt = -s/tau_s : 1 (event-driven)\ntau_s : second (shared, constant)",
        on_pre=f"ampa_post += 1\nnmda_post += {JUMP}*(1 - s)\ns += {JUMP}*(1 - s)",
        delay=LATENCY * b2.second,
        namespace={},
        name="exciting",
    )
    exciting.connect(i=np.arange(len(where)), j=where)
    return exciting


def _inhibiting(cells: Any, populations: Any, where: NDArray[np.int64]) -> Any:
    inhibiting = b2.Synapses(
        cells,
        populations,
        on_pre="gaba_post += 1",
        delay=LATENCY * b2.second,
        namespace={},
        name="inhibiting",
    )
    inhibiting.connect(i=np.arange(len(where)), j=where)
    return inhibiting
