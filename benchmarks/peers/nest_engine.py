"""NEST on a network of ``networks.py``: ``python nest_engine.py NETWORK SECONDS``.

Its conductance-based cells are integrated with an adaptive step. Its plastic synapses take delays
as dendritic, which displaces what pairs with what by twice the delay; where spikes are not
correlated that closely it changes nothing on average. No delay is shorter than a step.
"""

from __future__ import annotations

import sys
import time

import nest
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
from results import told

LEAK = 10.0
"""Leak conductance in nS; only ratios to it matter."""

CELL = {
    "g_L": LEAK,
    "C_m": LEAK * TAU_M * 1e3,
    "E_L": E_LEAK * 1e3,
    "E_ex": E_EXC * 1e3,
    "E_in": E_INH * 1e3,
    "V_th": THRESHOLD * 1e3,
    "V_reset": RESET * 1e3,
    "t_ref": REFRACTORY * 1e3,
    "tau_syn_ex": TAU_EXC * 1e3,
    "tau_syn_in": TAU_INH * 1e3,
    "tau_minus": TAU_STDP * 1e3,
}


def connect(network: Network, cells: nest.NodeCollection) -> None:
    """Connect the cells."""
    wiring, delay = drawn(network).wiring, max(network.delay, DT) * 1e3
    rule = {
        "tau_plus": TAU_STDP * 1e3,
        "Wmax": network.strongest * LEAK,
        "lambda": network.potentiation / network.strongest,
        "alpha": network.depression / network.potentiation,
        "mu_plus": 0.0,
        "mu_minus": 0.0,
    }
    nest.CopyModel("stdp_synapse", "plastic", rule)
    weights = {
        "plastic": network.weight_plastic,
        "excitation": network.weight_exc,
        "inhibition": -network.weight_inh,
    }
    ids = np.asarray(cells.tolist())
    for name, (sources, targets) in wiring.items():
        each = np.ones(sources.size)
        model = "plastic" if name == "plastic" else "static_synapse"
        synapses = {
            "synapse_model": model,
            "weight": weights[name] * LEAK * each,
            "delay": delay * each,
        }
        nest.Connect(ids[sources], ids[targets], "one_to_one", synapses)


def main() -> None:
    """Simulate, and tell what it took."""
    network, seconds = NETWORKS[sys.argv[1]], float(sys.argv[2])
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.resolution = DT * 1e3
    nest.rng_seed = SEED
    nest.local_num_threads = 1
    cells = nest.Create("iaf_cond_exp", network.cells, params=CELL)
    chance = drawn(network)
    cells.set({"V_m": chance.v * 1e3, "g_ex": chance.g_exc * LEAK, "g_in": chance.g_inh * LEAK})
    connect(network, cells)
    if network.input_rate:
        source = nest.Create("poisson_generator", params={"rate": network.input_rate})
        driven = {"weight": network.input_weight * LEAK, "delay": DT * 1e3}
        nest.Connect(source, cells[: network.excitatory], "all_to_all", driven)
    recorder = nest.Create("spike_recorder")
    nest.Connect(cells, recorder)
    nest.Prepare()
    start = time.process_time()
    nest.Run(seconds * 1e3)
    spent = time.process_time() - start
    nest.Cleanup()
    spiked = np.asarray(recorder.events["senders"]) - cells[0].global_id
    weights = nest.GetConnections(synapse_model="plastic").get("weight")
    told(network, seconds, spent, spiked.astype(np.int32), np.asarray(weights) / LEAK)


if __name__ == "__main__":
    main()
