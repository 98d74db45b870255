"""A spiking brain of two memory systems: a hippocampus that learns at once, a cortex that sleeps on it.

Complementary learning systems (Marr 1971; McClelland, McNaughton & O'Reilly 1995) with leaky
integrate-and-fire cells and spike-timing-dependent plasticity. Entorhinal cortex (EC) drives the
dentate gyrus (DG), whose sparse code is forced onto CA3 by the mossy fibres; CA3 binds it within
one exposure. In NREM sleep, noise lets CA3 replay what it holds, and the neocortex learns from it
slowly, until it can recall on its own.

Nothing is set by hand for any item: plastic weights start small and random, and fixed wiring is
random. What is set by hand is the brain state (study, quiet, recall, NREM), which follows from what
happens to the agent, and what acetylcholine does in each of them.

Simplified: EC cells are Poisson; CA1, the subiculum and deep EC are left out, CA3 projects to
cortex directly; each cortical cell has one EC cell as its relay; a night is compressed (learning
rates are chosen so that 20 to 30 replays suffice). Items reach EC through a fixed front end that is
never trained: random features of the picture and k winners (see `neurosim.items.digits`).

"""

from __future__ import annotations

from dataclasses import dataclass

from neurosim.adapters import RateAdapter
from neurosim.brain import (
    AllToAll,
    Brain,
    Circuit,
    Equal,
    FixedInDegree,
    Inhibition,
    InputLayer,
    LogNormal,
    OneToOne,
    Pathway,
    PyramidalCell,
    Receptor,
    Region,
    SleepDownscaling,
    SoftTripletSTDP,
    Structure,
    TripletSTDP,
    Uniform,
    by_state,
    unmodulated,
)
from neurosim.parameters import cited
from neurosim.protocol import Senses

SILENT_NOISE = by_state(0, 0, 0, 0, "chosen", "granule cells are silent without input", "mV")

DG = Region(
    "DG",
    size=cited(
        1000,
        "cells",
        "chosen",
        "more than CA3, as in the rat: 1,000,000 to 200,000 (amaral1990)",
        10,
        1e5,
    ),
    cell=PyramidalCell(
        jump_a=cited(0.0, "mV", "chosen", "granule cells without adaptation", 0, 20),
        U=cited(0.0, "1", "chosen", "no depression", 0, 1),
    ),
    noise=SILENT_NOISE,
    adaptation=unmodulated(),
    inhibition=Inhibition(
        size=cited(40, "cells", "chosen", "few, each reaching all granule cells", 1, 1e4),
        excitation=cited(0.2, "1", "chosen", "keeps about 2 % of granule cells active", 0, 10),
        feedback=cited(0.1, "1", "chosen", "as above", 0, 10),
    ),
)

CA3 = Region(
    "CA3",
    size=cited(600, "cells", "chosen", "assemblies of about 20 cells then hardly overlap", 10, 1e5),
    cell=PyramidalCell(
        jump_a=cited(1.0, "mV", "chosen", "ends a replay event within 50 ms", 0, 20),
        tau_a=cited(
            2000.0, "ms", "chosen", "slow afterhyperpolarisation: gives other items a turn", 1, 1e5
        ),
        U=cited(0.2, "1", "chosen", "depression helps to end replay events", 0, 1),
        tau_recovery=cited(300.0, "ms", "chosen", "as above", 1, 1e5),
    ),
    noise=by_state(1, 1, 1, 6.8, "chosen", "in NREM strong enough to start replay at random", "mV"),
    adaptation=by_state(
        0.1, 0.1, 0.3, 1, "hasselmo2006", "acetylcholine blocks the afterhyperpolarisation"
    ),
    inhibition=Inhibition(
        size=cited(40, "cells", "chosen", "few, each reaching all pyramidal cells", 1, 1e4),
        excitation=cited(0.15, "1", "chosen", "one assembly silences the others", 0, 10),
        feedback=cited(0.05, "1", "chosen", "as above", 0, 10),
    ),
)

NEOCORTEX = Region(
    "neocortex",
    size=cited(400, "cells", "chosen", "one for each input unit", 10, 1e5),
    cell=PyramidalCell(
        jump_a=cited(1.0, "mV", "chosen", "keeps recall from becoming persistent activity", 0, 20),
        tau_a=cited(200.0, "ms", "chosen", "as above", 1, 1e5),
        U=cited(
            0.1,
            "1",
            "chosen",
            "turns a razor's edge between silence and seizure into a range",
            0,
            1,
        ),
        tau_recovery=cited(200.0, "ms", "chosen", "as above", 1, 1e5),
    ),
    noise=by_state(1, 1, 1, 1, "chosen", "weak background", "mV"),
    adaptation=unmodulated(),
    inhibition=Inhibition(
        size=cited(80, "cells", "chosen", "one in six cells", 1, 1e4),
        excitation=cited(
            0.08, "1", "chosen", "about 40 active cells hold the rest in check", 0, 10
        ),
        feedback=cited(0.08, "1", "chosen", "as above", 0, 10),
    ),
)

PATHWAYS = (
    Pathway(
        "perforant_path_DG", "EC", "DG",
        FixedInDegree(cited(48, "inputs", "chosen", "12 % of EC", 1, 1000)),
        LogNormal(
            cited(0.5, "1", "chosen", "about 2 % of granule cells reach threshold", 0, 10),
            cited(0.3, "1", "chosen", "weights differ", 0, 3),
        ),
        Receptor.FAST,
        unmodulated(),
    ),
    Pathway(
        "perforant_path_DG_interneurons", "EC", "DG_interneurons",
        AllToAll(),
        Equal(cited(0.02, "1", "chosen", "feedforward inhibition", 0, 10)),
        Receptor.FAST,
        unmodulated(),
    ),
    Pathway(
        "mossy_fibres", "DG", "CA3",
        FixedInDegree(cited(2, "inputs", "chosen", "few, strong inputs; scaled down from about 50 in the rat", 1, 1000)),
        Equal(cited(5.0, "1", "chosen", "a detonator: one spike makes CA3 fire", 0, 100)),
        Receptor.FAST,
        by_state(1, 1, 0, 0, "chosen", "forces new codes at encoding; retrieval goes by the perforant path (treves1994)"),
    ),
    Pathway(
        "perforant_path_CA3", "EC", "CA3",
        AllToAll(),
        Uniform(cited(0.004, "1", "chosen", "naive: 3 % of the largest weight", 0, 1)),
        Receptor.FAST,
        by_state(0.15, 0.15, 1, 0, "chosen", "the mossy input decides at encoding, the cue at recall"),
        TripletSTDP(
            w_max=cited(0.15, "1", "chosen", "half a cue suffices", 0, 10),
            learning_rate=cited(0.15, "1", "chosen", "learned in one exposure", 0, 10),
            A2_plus=cited(1.0, "1", "chosen", "pairs", 0, 10),
            A3_plus=cited(0.0, "1", "chosen", "no triplet term", 0, 10),
            A_minus=cited(1.0, "1", "mishra2016", "symmetric window", -10, 10),
            A_unpaired=cited(0.05, "1", "chosen", "fades where the target is silent", 0, 10),
        ),
        by_state(1, 0, 0, 0, "hasselmo2006", "acetylcholine permits plasticity at encoding"),
    ),
    Pathway(
        "CA3_recurrent", "CA3", "CA3",
        AllToAll(within=True),
        Uniform(cited(0.002, "1", "chosen", "naive: 2 % of the largest weight", 0, 1)),
        Receptor.SLOW,
        by_state(0.1, 0.1, 1, 4.2, "hasselmo2006", "suppressed by acetylcholine; NREM gain chosen"),
        TripletSTDP(
            w_max=cited(0.10, "1", "chosen", "an assembly of 20 completes itself", 0, 10),
            learning_rate=cited(0.8, "1", "chosen", "learned in one exposure", 0, 10),
            A2_plus=cited(0.2, "1", "chosen", "pairs alone would merge assemblies", 0, 10),
            A3_plus=cited(0.6, "1", "pfister2006", "triplets: cells that burst bind; size chosen", 0, 10),
            A_minus=cited(0.6, "1", "mishra2016", "symmetric window in CA3; size chosen", -10, 10),
            A_unpaired=cited(0.02, "1", "chosen", "more makes new items erase old ones", 0, 10),
        ),
        by_state(1, 0, 0, 0, "hasselmo2006", "acetylcholine permits plasticity at encoding"),
        depressing=True,
    ),
    Pathway(
        "CA3_to_neocortex", "CA3", "neocortex",
        AllToAll(),
        Uniform(cited(0.004, "1", "chosen", "naive: 0.3 % of the largest weight", 0, 10)),
        Receptor.FAST,
        by_state(0.1, 0.1, 1, 1.5, "chosen", "output of the hippocampus, via CA1 and deep EC in reality"),
        TripletSTDP(
            w_max=cited(1.3, "1", "chosen", "an assembly of 20 drives its cortical pattern", 0, 10),
            learning_rate=cited(0.2, "1", "chosen", "learned in one exposure", 0, 10),
            A2_plus=cited(1.0, "1", "chosen", "pairs", 0, 10),
            A3_plus=cited(0.0, "1", "chosen", "no triplet term", 0, 10),
            A_minus=cited(1.0, "1", "mishra2016", "symmetric window", -10, 10),
            A_unpaired=cited(0.05, "1", "chosen", "fades where the target is silent", 0, 10),
        ),
        by_state(1, 0, 0, 0, "hasselmo2006", "acetylcholine permits plasticity at encoding"),
        depressing=True,
        carries_replay=True,
    ),
    Pathway(
        "EC_to_neocortex", "EC", "neocortex",
        OneToOne(),
        Equal(cited(2.0, "1", "chosen", "perception: one relay cell makes its cortical cell fire", 0, 100)),
        Receptor.FAST,
        by_state(1, 1, 1, 0, "chosen", "the senses are closed in NREM"),
    ),
    Pathway(
        "neocortex_recurrent", "neocortex", "neocortex",
        AllToAll(within=True),
        Uniform(cited(0.002, "1", "chosen", "naive: 1 % of the largest weight", 0, 10)),
        Receptor.SLOW,
        by_state(0.3, 0.3, 2.75, 0.2, "hasselmo2006", "suppressed by acetylcholine; gains chosen"),
        SoftTripletSTDP(
            w_max=cited(0.17, "1", "chosen", "40 partners at a third of it recall", 0, 10),
            learning_rate=cited(0.02, "1", "chosen", "slow: 40 times slower than CA3", 0, 10),
            A2_plus=cited(0.5, "1", "chosen", "pairs", 0, 10),
            A3_plus=cited(0.5, "1", "pfister2006", "triplets; size chosen", 0, 10),
            A_minus=cited(-0.1, "1", "chosen", "weak depressing lobe (bi1998)", -10, 0),
            A_unpaired=cited(0.02, "1", "chosen", "fades where the target is silent", 0, 10),
        ),
        by_state(0.1, 0.1, 0, 1, "chosen", "consolidation in NREM"),
        downscaling=SleepDownscaling(),
        depressing=True,
    ),
)  # fmt: skip

CIRCUIT = Circuit(
    input_layer=InputLayer(),
    regions=(DG, CA3, NEOCORTEX),
    pathways=PATHWAYS,
    structures=(Structure("hippocampus", ("DG", "CA3")),),
    answers="neocortex",
)


@dataclass(frozen=True)
class Parameters:
    """All numbers of the brain and of its read-out."""

    circuit: Circuit = CIRCUIT
    read_out: RateAdapter = RateAdapter()  # noqa: RUF009 (a frozen dataclass of numbers)


PARAMETERS = Parameters()


def build(seed: int, senses: Senses, parameters: Parameters = PARAMETERS) -> Brain:
    """Return a brain with its own wiring, naive weights and noise."""
    read_out = parameters.read_out.rates
    return Brain("hippocampus_neocortex", parameters.circuit, senses, seed, read_out)
