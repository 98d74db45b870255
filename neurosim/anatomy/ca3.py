"""CA3: binds what happens together in one exposure, completes it, and replays it in sleep."""

from __future__ import annotations

from neurosim.anatomy.numbers import (
    cells,
    chosen,
    modulated,
    modulated_awake,
    one_shot,
    plastic_at_encoding,
    triplet_rule,
    weight,
)
from neurosim.brain import (
    AllToAll,
    Amygdala,
    Inhibition,
    Pathway,
    PyramidalCell,
    Receptor,
    Region,
    SynapticScaling,
    Uniform,
    by_state,
)
from neurosim.parameters import cited
from neurosim.plasticity import TripletSTDP

CA3 = Region(
    "CA3",
    size=cells(600, "so many that assemblies of about 17 cells hardly overlap"),
    cell=PyramidalCell(
        jump_a=chosen(2.5, "mV", "ends a replay event; gives under 3 of them a second", 20),
        tau_a=chosen(2000, "ms", "slow afterhyperpolarisation: gives other items their turn", 1e5),
        U=chosen(0.2, "1", "depletion helps to end a replay event", 1),
        tau_recovery=chosen(300, "ms", "recovers between replay events", 1e5),
    ),
    noise=by_state(1, 1, 1, 6.8, "chosen", "in NREM, strong enough to start replay", "mV"),
    adaptation=modulated(0.1, 0.1, 0.3, 1, "acetylcholine blocks the afterhyperpolarisation"),
    inhibition=Inhibition(
        size=cells(40, "few, each reaching all pyramidal cells"),
        excitation=weight(0.15, "an active assembly silences the others"),
        feedback=weight(0.05, "as above"),
    ),
)

AMYGDALA = Amygdala(tagged=CA3.name)
"""Noradrenaline reaches CA3, whose cells start replay: what it tags is replayed more often."""

PERFORANT_PATH_CA3 = Pathway(
    "perforant_path_CA3", "EC_superficial", "CA3",
    wiring=AllToAll(),
    weights=Uniform(weight(0.004, "naive: under 3 % of the largest weight")),
    receptor=Receptor.FAST,
    transmission=modulated_awake(
        0.4, 0.4, 1, 0, "the mossy fibres decide at encoding; cut off from the senses in NREM"
    ),
    rule=one_shot(
        w_max=weight(0.15, "half a cue suffices"),
        learning_rate=chosen(0.15, "1", "learned in one exposure", 10),
        unpaired=cited(-0.015, "1", "chosen", "at -.05 the later of similar items wins", -10, 0),
    ),
    learning=plastic_at_encoding(),
)  # fmt: skip

CA3_RECURRENT = Pathway(
    "CA3_recurrent", "CA3", "CA3",
    wiring=AllToAll(within=True),
    weights=Uniform(weight(0.002, "naive: under 2 % of the largest weight")),
    receptor=Receptor.SLOW,
    transmission=modulated(0.2, 0.2, 1, 4.2, "acetylcholine suppresses recurrent synapses"),
    rule=triplet_rule(
        TripletSTDP, w_max=weight(0.10, "an assembly of 17 cells completes itself"),
        learning_rate=chosen(0.8, "1", "learned in one exposure", 10),
        pairs=chosen(0.2, "1", "pairs alone would merge assemblies", 10),
        triplets=chosen(0.6, "1", "triplets bind cells that burst (form: pfister2006)", 10),
        post_pre=cited(-0.6, "1", "chosen", "symmetric window (mishra2016)", -10, 10),
        unpaired=cited(-0.02, "1", "chosen", "five times it: new items erase old ones", -10, 0),
    ),
    learning=plastic_at_encoding(),
    scaling=SynapticScaling(),
    depressing=True,
)  # fmt: skip
