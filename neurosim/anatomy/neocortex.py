"""Neocortex: an area for each sense and an association area, with slow recurrent learning."""

from __future__ import annotations

from neurosim.anatomy.numbers import (
    cells,
    chosen,
    inputs,
    modulated_cortex,
    triplet_rule,
    weight,
)
from neurosim.brain import (
    AllToAll,
    Convergence,
    Equal,
    Inhibition,
    LogNormal,
    OneToOne,
    Pathway,
    PyramidalCell,
    Receptor,
    Region,
    SleepDownscaling,
    Uniform,
    by_state,
    unmodulated,
)
from neurosim.parameters import cited
from neurosim.plasticity import SoftTripletSTDP

NEOCORTEX = Region(
    "neocortex",
    size=cells(200, "association area, as large as a sense's"),
    cell=PyramidalCell(
        jump_a=chosen(1.0, "mV", "recall must not become persistent activity", 20),
        tau_a=chosen(200, "ms", "as above", 1e5),
        U=chosen(0.2, "1", "makes the range between silence and run-away wide", 1),
        tau_recovery=chosen(200, "ms", "as above", 1e5),
    ),
    noise=by_state(1, 1, 1, 1, "chosen", "weak background; starts visits in REM", "mV", rem=5.3),
    adaptation=by_state(1, 1, 1, 1, "chosen", "ends visits in REM", rem=4),
    inhibition=Inhibition(
        size=cells(40, "of each area; one for five pyramidal cells"),
        excitation=weight(0.16, "20 active cells of an area hold the others in check"),
        feedback=weight(0.3, "as above"),
    ),
    maps_senses=True,
)

SENSES_TO_NEOCORTEX = Pathway(
    "senses_to_neocortex", "senses", "neocortex",
    wiring=OneToOne(),
    weights=Equal(weight(1.7, "a train at 50 Hz fires its cell at 13 Hz, single spikes do not")),
    receptor=Receptor.FAST,
    transmission=by_state(1, 1, 1, 0, "chosen", "the senses are closed in sleep", rem=0),
)  # fmt: skip

EC_TO_NEOCORTEX = Pathway(
    "EC_to_neocortex", "EC_deep", "neocortex",
    wiring=OneToOne(),
    weights=Equal(weight(5.0, "a replay event in EC makes its cortical cells fire")),
    receptor=Receptor.FAST,
    transmission=modulated_cortex(
        0.1, 0.1, 0.5, 1.75, "acetylcholine suppresses feedback; in NREM replay needs more", rem=0
    ),
)  # fmt: skip

CONVERGENCE = Pathway(
    "convergence", "neocortex", "neocortex",
    wiring=Convergence(inputs(40, "10 % of the areas of the senses")),
    weights=LogNormal(
        mean=weight(0.5, "about 15 cells of the association area are active for an item"),
        spread=chosen(0.3, "1", "standard deviation of the logarithm", 3),
    ),
    receptor=Receptor.FAST,
    transmission=unmodulated(),
)  # fmt: skip

NEOCORTEX_RULE = triplet_rule(
    SoftTripletSTDP, w_max=weight(0.17, "40 partners at a third of it recall"),
    learning_rate=chosen(0.04, "1", "slow: 20 times slower than in CA3", 10),
    pairs=chosen(0.5, "1", "pairs", 10),
    triplets=chosen(0.5, "1", "triplets (form: pfister2006)", 10),
    post_pre=cited(0.1, "1", "chosen", "weak depressing lobe", 0, 10),
    unpaired=cited(-0.02, "1", "chosen", "fades where the target is silent", -10, 0),
)  # fmt: skip

NEOCORTEX_RECURRENT = Pathway(
    "neocortex_recurrent", "neocortex", "neocortex",
    wiring=AllToAll(within=True),
    weights=Uniform(weight(0.002, "naive: under 2 % of the largest weight")),
    receptor=Receptor.SLOW,
    transmission=modulated_cortex(
        0.3, 0.3, 1.75, 0.2, "acetylcholine suppresses recurrent synapses; weak in NREM, where "
        "replay drives the cells and cortex must not run away; in REM it completes visits", rem=2.2
    ),
    rule=NEOCORTEX_RULE,
    learning=by_state(1, 1, 0, 1, "chosen", "as plastic awake as asleep; tests change nothing"),
    downscaling=SleepDownscaling(),
    depressing=True,
)  # fmt: skip
