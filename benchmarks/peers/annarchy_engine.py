"""ANNarchy on a network of ``networks.py``: ``python annarchy_engine.py NETWORK SECONDS FOLDER``.

FOLDER is where its C++ goes; what is there already is not compiled again.
"""

from __future__ import annotations

import sys
import time

import ANNarchy as ann  # noqa: N813 (as its manual calls it)
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
from scipy.sparse import csc_matrix

MS = 1e3

CELL = ann.Neuron(
    parameters={
        "E_leak": E_LEAK * MS,
        "E_exc": E_EXC * MS,
        "E_inh": E_INH * MS,
        "tau_m": TAU_M * MS,
        "tau_exc": TAU_EXC * MS,
        "tau_inh": TAU_INH * MS,
        "top": THRESHOLD * MS,
        "bottom": RESET * MS,
    },
    equations=[
        "tau_m*dv/dt = E_leak - v + g_exc*(E_exc - v) + g_inh*(E_inh - v)",
        "tau_exc*dg_exc/dt = -g_exc",
        "tau_inh*dg_inh/dt = -g_inh",
    ],
    spike="v > top",
    reset="v = bottom",
    refractory=REFRACTORY * MS,
)


def plastic(network: Network) -> ann.Synapse:
    """Return what plastic synapses do."""
    return ann.Synapse(
        parameters={
            "tau_stdp": TAU_STDP * MS,
            "potentiation": network.potentiation,
            "depression": network.depression,
            "strongest": network.strongest,
        },
        equations=[
            ann.Variable("tau_stdp*dx/dt = -x", method="event-driven"),
            ann.Variable("tau_stdp*dy/dt = -y", method="event-driven"),
        ],
        pre_spike="""
            g_target += w
            x += potentiation
            w = clip(w - y, 0.0, strongest)
        """,
        post_spike="""
            y += depression
            w = clip(w + x, 0.0, strongest)
        """,
    )


def matrix(
    pair: tuple[NDArray[np.int32], NDArray[np.int32]],
    first: tuple[int, ...],
    shape: tuple[int, int],
    weight: float,
) -> csc_matrix:
    """Return the weights of a projection: rows are sources, counted from their first."""
    sources, targets = (indices - start for indices, start in zip(pair, first, strict=True))
    return csc_matrix((np.full(sources.size, weight), (sources, targets)), shape)


def main() -> None:
    """Simulate, and tell what it took."""
    network, seconds, folder = NETWORKS[sys.argv[1]], float(sys.argv[2]), sys.argv[3]
    chance = drawn(network)
    net = ann.Network(dt=DT * MS, seed=SEED)
    cells = net.create(network.cells, CELL)
    cells.v, cells.g_exc, cells.g_inh = chance.v * MS, chance.g_exc, chance.g_inh
    exciting, inhibiting = cells[: network.excitatory], cells[network.excitatory :]
    ends = {
        "plastic": (exciting, exciting, "exc", network.weight_plastic),
        "excitation": (exciting, inhibiting, "exc", network.weight_exc),
        "inhibition": (inhibiting, cells, "inh", network.weight_inh),
    }
    made = {}
    for name, (source, target, receptor, weight) in ends.items():
        synapse = plastic(network) if name == "plastic" else None
        each = net.connect(source, target, receptor, synapse)
        first = tuple(network.excitatory if end is inhibiting else 0 for end in (source, target))
        shape = (source.size, target.size)
        delay = max(network.delay, DT) * MS
        each.from_sparse(matrix(chance.wiring[name], first, shape, weight), delays=delay)
        made[name] = each
    if network.input_rate:
        trains = net.create(ann.PoissonPopulation(network.excitatory, rates=network.input_rate))
        driven = net.connect(trains, exciting, "exc")
        driven.one_to_one(weights=network.input_weight)
    monitor = net.monitor(cells, ["spike"])
    net.compile(directory=f"{folder}/code", silent=True)
    start = time.process_time()
    net.simulate(seconds * MS)
    spent = time.process_time() - start
    spikes = monitor.get("spike")
    spiked = np.repeat(list(spikes), [len(times) for times in spikes.values()])
    weights = np.concatenate([np.asarray(row) for row in made["plastic"].w])
    told(network, seconds, spent, spiked, weights)


if __name__ == "__main__":
    main()
