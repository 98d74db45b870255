"""Brian2 as a user would write a network: ``python brian.py NETWORK SECONDS MODE FOLDER``.

Modes are ``cython`` and ``numpy`` (runtime), ``standalone``, and ``neurons``: standalone with the
traces in the cells instead of in the synapses, where Brian2's own examples have them. FOLDER is
where C++ goes; what is there already is not compiled again.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
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
from results import told

CELLS = """
dv/dt = (E_leak - v + g_exc*(E_exc - v) + g_inh*(E_inh - v))/tau_m : volt (unless refractory)
dg_exc/dt = -g_exc/tau_exc : 1
dg_inh/dt = -g_inh/tau_inh : 1
"""

CELL_TRACES = """
dbefore/dt = -before/tau_stdp : 1
dafter/dt = -after/tau_stdp : 1
"""

SYNAPSES = """
w : 1
dbefore/dt = -before/tau_stdp : 1 (event-driven)
dafter/dt = -after/tau_stdp : 1 (event-driven)
"""

ON_PRE = "g_exc_post += w; before += potentiation; w = clip(w - after, 0, strongest)"
ON_POST = "after += depression; w = clip(w + before, 0, strongest)"

BEGIN, END = "std::clock_t begun = std::clock();", 'std::ofstream("spent") << std::clock() - begun;'


def namespace(network: Network) -> dict[str, Any]:
    """Return what equations know by name."""
    volts = {"E_leak": E_LEAK, "E_exc": E_EXC, "E_inh": E_INH, "top": THRESHOLD, "bottom": RESET}
    taus = {"tau_m": TAU_M, "tau_exc": TAU_EXC, "tau_inh": TAU_INH, "tau_stdp": TAU_STDP}
    names = ("potentiation", "depression", "strongest", "weight_exc", "weight_inh", "input_weight")
    return {
        **{name: value * b2.volt for name, value in volts.items()},
        **{name: value * b2.second for name, value in taus.items()},
        **{name: getattr(network, name) for name in names},
    }


def built(network: Network, in_cells: bool) -> tuple[Any, Any, Any]:
    """Return the network, the monitor of its spikes and its plastic synapses."""
    chance, known = drawn(network), namespace(network)
    learns = "; after += depression" if in_cells else ""
    learns += "; before += potentiation" if in_cells and not network.delay else ""
    cells = b2.NeuronGroup(
        network.cells,
        CELLS + (CELL_TRACES if in_cells else ""),
        threshold="v > top",
        reset=f"v = bottom{learns}",
        refractory=REFRACTORY * b2.second,
        method="euler",
        namespace=known,
    )
    cells.v, cells.g_exc, cells.g_inh = chance.v * b2.volt, chance.g_exc, chance.g_inh
    rules = {
        "plastic": ("w : 1" if in_cells else SYNAPSES, ON_PRE, ON_POST),
        "excitation": ("", "g_exc_post += weight_exc", None),
        "inhibition": ("", "g_inh_post += weight_inh", None),
    }
    if in_cells:
        on_pre = "g_exc_post += w; w = clip(w - after_post, 0, strongest)"
        rules["plastic"] = ("w : 1", on_pre, "w = clip(w + before_pre, 0, strongest)")
    late = network.delay * b2.second
    objects = [cells]
    for name, (equations, on_pre, on_post) in rules.items():
        delay = {"pre": late, **({"post": 0 * b2.ms} if on_post else {})}
        each = b2.Synapses(
            cells, cells, equations, on_pre=on_pre, on_post=on_post, delay=delay, namespace=known
        )
        each.connect(i=chance.wiring[name][0], j=chance.wiring[name][1])
        objects.append(each)
    plastic = objects[1]
    plastic.w = network.weight_plastic
    if in_cells and network.delay:
        arrival = b2.Synapses(
            cells, cells, on_pre="before_post += potentiation", delay=late, namespace=known
        )
        arrival.connect(j="i")
        objects.append(arrival)
    if network.input_rate:
        source = b2.PoissonGroup(network.excitatory, network.input_rate * b2.Hz)
        driven = b2.Synapses(source, cells, on_pre="g_exc_post += input_weight", namespace=known)
        driven.connect(j="i")
        objects += [source, driven]
    monitor = b2.SpikeMonitor(cells)
    return b2.Network(*objects, monitor), monitor, plastic


def main() -> None:
    """Simulate, and tell what it took."""
    network, seconds, mode, folder = NETWORKS[sys.argv[1]], float(sys.argv[2]), *sys.argv[3:]
    b2.defaultclock.dt = DT * b2.second
    b2.seed(SEED)
    compiled = mode in {"standalone", "neurons"}
    if compiled:
        b2.set_device("cpp_standalone", directory=folder)
        b2.device.insert_code("before_network_run", BEGIN)
        b2.device.insert_code("after_network_run", END)
    else:
        b2.prefs.codegen.target = mode
        b2.prefs.codegen.runtime.cython.cache_dir = folder
    whole, monitor, plastic = built(network, mode == "neurons")
    if not compiled:
        whole.run(DT * b2.second)  # compiles
    start = time.process_time()
    whole.run(seconds * b2.second)
    spent = time.process_time() - start
    if compiled:
        spent = float((Path(folder) / "spent").read_text(encoding="utf-8")) / 1e6
    told(network, seconds, spent, np.asarray(monitor.i), np.asarray(plastic.w))


if __name__ == "__main__":
    main()
