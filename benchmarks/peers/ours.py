"""The project's own engine on a network of ``networks.py``: ``python ours.py NETWORK SECONDS``.

Traces live in the cells, where they cost as much as there are cells; Poisson trains are drawn from
one event to the next. With the word ``rand`` as a third argument they are drawn in every step.
"""

from __future__ import annotations

import resource
import sys
from typing import Any

import brian2 as b2
import numpy as np
from networks import (
    DT,
    E_EXC,
    E_INH,
    E_LEAK,
    NETWORKS,
    REFRACTORY,
    RESET,
    SEED,
    TAU_EXC,
    TAU_INH,
    TAU_M,
    TAU_STDP,
    THRESHOLD,
    Network,
    drawn,
)
from numpy.typing import NDArray
from results import told

from neurosim.engine import Assembly, Builder, Connections, Feeds, Request, Trial, simulator

CELLS = f"""
dv/dt = ({E_LEAK}*volt - v + g_exc*({E_EXC}*volt - v) + g_inh*({E_INH}*volt - v))/({TAU_M}*second)
    : volt (unless refractory)
dg_exc/dt = -g_exc/({TAU_EXC}*second) : 1
dg_inh/dt = -g_inh/({TAU_INH}*second) : 1
dbefore/dt = -before/({TAU_STDP}*second) : 1
dafter/dt = -after/({TAU_STDP}*second) : 1
"""


class Peer(Builder):
    """Builds a network of ``networks.py``."""

    units = 0
    dt = DT

    def __init__(self, network: Network, every_step: bool) -> None:
        self.network, self.every_step = network, every_step
        self.drawn = drawn(network)

    def build(self, feeds: Feeds, connections: Connections | None) -> Assembly:
        """Make the groups and synapses."""
        network, namespace = self.network, feeds.namespace()
        learns = [f"v = {RESET}*volt", f"after += {network.depression}"]
        learns += [] if network.delay else [f"before += {network.potentiation}"]
        cells = b2.NeuronGroup(
            network.cells,
            CELLS,
            threshold=f"v > {THRESHOLD}*volt",
            reset="\n".join(learns),
            refractory=REFRACTORY * b2.second,
            method="euler",
            namespace=namespace,
            name="cells",
        )
        groups, late = {"cells": cells}, {"pre": network.delay * b2.second}
        synapses = {
            "plastic": b2.Synapses(
                cells,
                cells,
                "w : 1",
                on_pre="g_exc_post += w; w = clip(w - after_post, 0, inf)",
                on_post=f"w = clip(w + before_pre, -inf, {network.strongest})",
                delay={**late, "post": 0 * b2.ms},
                name="plastic",
            ),
            "excitation": b2.Synapses(
                cells, cells, on_pre=f"g_exc_post += {network.weight_exc}", delay=late,
                name="excitation",
            ),
            "inhibition": b2.Synapses(
                cells, cells, on_pre=f"g_inh_post += {network.weight_inh}", delay=late,
                name="inhibition",
            ),
        }  # fmt: skip
        for name, each in synapses.items():
            sources, targets = self.drawn.wiring[name]
            each.connect(i=sources, j=targets)
        if network.delay:
            # Rules go by arrivals: what spikes leave before the synapse is as late as they are.
            arrival = b2.Synapses(
                cells, cells, on_pre=f"before_post += {network.potentiation}", delay=late,
                name="arrival",
            )  # fmt: skip
            arrival.pre.order = 2
            arrival.connect(i=np.arange(network.excitatory), j=np.arange(network.excitatory))
            synapses["arrival"] = arrival
        if network.input_rate:
            groups["inputs"], synapses["input"] = self._input(cells)
        return Assembly(groups, synapses, ("cells",), (("plastic", "w"),))

    def _input(self, cells: Any) -> tuple[Any, Any]:
        """Return the sources of Poisson trains, and their synapses."""
        network = self.network
        rate = f"{network.input_rate}*Hz"
        if self.every_step:
            source = b2.NeuronGroup(
                network.excitatory, "", threshold=f"rand() < {rate}*dt", name="inputs"
            )
        else:
            source = b2.NeuronGroup(
                network.excitatory,
                "due : second",
                threshold="t >= due",
                reset=f"due -= log(1 - rand())/({rate})",
                name="inputs",
            )
        synapse = b2.Synapses(
            source, cells, on_pre=f"g_exc_post += {network.input_weight}", name="input"
        )
        ends = np.arange(network.excitatory)
        synapse.connect(i=ends, j=ends)
        return source, synapse


def ignore(seconds: float) -> None:
    """Progress is not told."""


def used() -> float:
    """Return the seconds of processor time of all simulations so far."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def start(builder: Peer) -> dict[str, NDArray[np.float64]]:
    """Return what a run begins with."""
    network, chance = builder.network, builder.drawn
    values = {f"cells.{name}": getattr(chance, name) for name in ("v", "g_exc", "g_inh")}
    values["plastic.w"] = np.full(chance.wiring["plastic"][0].size, network.weight_plastic)
    if network.input_rate and not builder.every_step:
        random = np.random.default_rng(SEED)
        values["inputs.due"] = random.exponential(1 / network.input_rate, network.excitatory)
    return values


def main() -> None:
    """Simulate, and tell what it took: a run that is next to nothing is taken off."""
    network, seconds = NETWORKS[sys.argv[1]], float(sys.argv[2])
    builder = Peer(network, sys.argv[3:] == ["rand"])
    simulates = simulator(builder)
    values = start(builder)
    spent = []
    for each in (0.01, seconds):
        before = used()
        result = simulates.run(Request((Trial(each, np.zeros(0), SEED),), values), ignore)
        spent.append(used() - before)
    spikes = result.spikes["cells"]
    told(network, seconds, spent[1] - spent[0], spikes.cells, result.values["plastic.w"])


if __name__ == "__main__":
    main()
