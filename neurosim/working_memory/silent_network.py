"""The network of facilitated synapses as Brian2 objects: `COPIES` of it, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurosim.engine import Assembly, Connections, Feeds
from neurosim.engine.brian import b2
from neurosim.parameters import in_si
from neurosim.protocol import Vector
from neurosim.working_memory.copies import MemoryBuilder, add_up, cell_values, cells_of, link
from neurosim.working_memory.pools import COPIES
from neurosim.working_memory.silent import (
    ActivitySilent,
    CurrentCell,
    ExcitatoryCell,
    InhibitoryCell,
)

POPULATIONS = """
released : 1
spikes : 1
w_own : volt (constant)
w_items : volt (constant)
w_none : volt (constant)
w_spikes : volt (constant)
w_inhibitory : volt (constant)
is_item : 1 (constant)
is_none : 1 (constant)
is_inhibitory : 1 (constant)
from_items : 1 (linked)
from_none : 1 (linked)
from_excitatory : 1 (linked)
from_inhibitory : 1 (linked)
mu : volt
kick : volt
"""
"""What arrived in a step: transmitter (u x of every spike), and spikes."""

ADD_UP = """
kick = w_own*released + w_items*from_items + w_none*from_none
kick += w_spikes*from_excitatory - w_inhibitory*from_inhibitory
released = 0
spikes = 0
"""

NETWORKS = """
from_items : 1
from_none : 1
from_excitatory : 1
from_inhibitory : 1
"""

SUMS = """
from_items_post = released_pre*is_item_pre : 1 (summed)
from_none_post = released_pre*is_none_pre : 1 (summed)
from_excitatory_post = spikes_pre*(1 - is_inhibitory_pre) : 1 (summed)
from_inhibitory_post = spikes_pre*is_inhibitory_pre : 1 (summed)
"""

CELLS = """
dv/dt = (mu - v)/tau_m + sigma*xi/sqrt(tau_m) : volt (unless refractory)
mu : volt (linked)
kick : volt (linked)
"""

SYNAPSES = """
du/dt = (U - u)/tau_F : 1 (event-driven)
dx/dt = (1 - x)/tau_D : 1 (event-driven)
U : 1 (shared, constant)
tau_F : second (shared, constant)
tau_D : second (shared, constant)
"""

RELEASE = """
u += U*(1 - u)
released_post += u*x
spikes_post += 1
x -= u*x
"""

DELAYS = "0.25*ms*(1 + i % 4)"
"""0.25 to 1 ms, alike for all synapses of a cell; the paper has 0.1 to 1 ms."""


class SilentBuilder(MemoryBuilder[ActivitySilent]):
    """Builds the copies; see `MemoryBuilder`."""

    dt = 2.5e-4

    def build(self, feeds: Feeds, connections: Connections | None) -> Assembly:
        """Make the objects."""
        excitatory, inhibitory = self.populations.of_excitatory(), self.populations.of_inhibitory()
        of_copies = self.populations.of_copies()
        networks = b2.NeuronGroup(COPIES, NETWORKS, name="networks", namespace={})
        populations = self._populations(feeds, networks, of_copies)
        cells = {
            "excitatory": _cells("excitatory", ExcitatoryCell(), populations, excitatory),
            "inhibitory": _cells("inhibitory", InhibitoryCell(), populations, inhibitory),
        }
        synapses = {
            "adding": add_up(populations, networks, SUMS, of_copies),
            "exciting": _told(
                "exciting", cells["excitatory"], populations, excitatory, SYNAPSES, RELEASE
            ),
            "inhibiting": _told(
                "inhibiting", cells["inhibitory"], populations, inhibitory, "", "spikes_post += 1"
            ),
        }
        groups = {"networks": networks, "populations": populations, **cells}
        return Assembly(groups, synapses, tuple(cells), ())

    def _populations(self, feeds: Feeds, networks: Any, of_copies: NDArray[np.int64]) -> Any:
        group = b2.NeuronGroup(
            len(of_copies), POPULATIONS, namespace=feeds.namespace(), name="populations"
        )
        heard = ("from_items", "from_none", "from_excitatory", "from_inhibitory")
        link(group, networks, heard, of_copies)
        group.run_regularly(
            "mu = stimulus_rates((stimulus_row(t) + 0.5)*second, i)*second*mV",
            clock=feeds.slots,
            when="start",
        )
        group.run_regularly(ADD_UP, when="after_groups")
        return group

    @staticmethod
    def start_values(
        network: ActivitySilent, random: np.random.Generator
    ) -> Mapping[str, float | Vector]:
        """Return all parameters, synapses at rest, and potentials below V_th."""
        n, spread = network, network.populations.spread
        same = float(n.fewer) * 1e-3  # in volts

        def efficacy(items: float, none: float, inhibitory: float) -> Vector:
            return same * spread(items, none, inhibitory)

        values: dict[str, float | Vector] = {
            "populations.w_own": efficacy(n.J_p - n.J_b, 0, 0),
            "populations.w_items": efficacy(n.J_b, n.J_0, 0),
            "populations.w_none": efficacy(n.J_0, n.J_0, 0),
            "populations.w_spikes": efficacy(0, 0, n.J_IE),
            "populations.w_inhibitory": efficacy(n.J_EI, n.J_EI, n.J_II),
            "populations.is_item": spread(1, 0, 0),
            "populations.is_none": spread(0, 1, 0),
            "populations.is_inhibitory": spread(0, 0, 1),
            "exciting.U": float(n.U),
            "exciting.tau_F": in_si(n.tau_F),
            "exciting.tau_D": in_si(n.tau_D),
            "exciting.u": np.full(COPIES * int(n.populations.excitatory), float(n.U)),
            "exciting.x": np.ones(COPIES * int(n.populations.excitatory)),
        }
        values |= cell_values("excitatory", n.excitatory, n.populations.excitatory, random)
        return values | cell_values("inhibitory", n.inhibitory, n.populations.inhibitory, random)


def _cells(name: str, cell: CurrentCell, populations: Any, where: NDArray[np.int64]) -> Any:
    """Return cells that hear the population that they belong to."""
    group = cells_of(name, cell, CELLS, where)
    link(group, populations, ("mu", "kick"), where)
    # What arrives in the refractory period is lost.
    group.run_regularly("v += kick*int(not_refractory)", when="after_groups", order=1)
    return group


def _told(
    name: str, cells: Any, populations: Any, where: NDArray[np.int64], model: str, on_spike: str
) -> Any:
    """Let spikes be told, once, to the population that they come from."""
    synapses = b2.Synapses(cells, populations, model, on_pre=on_spike, namespace={}, name=name)
    synapses.connect(i=np.arange(len(where)), j=where)
    synapses.delay = DELAYS
    return synapses
