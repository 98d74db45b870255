"""CA1: translates the code of CA3 back into that of the cortex."""

from __future__ import annotations

from neurosim.anatomy.numbers import (
    cells,
    chosen,
    inputs,
    modulated,
    one_shot,
    plastic_at_encoding,
    weight,
)
from neurosim.brain import (
    AllToAll,
    Equal,
    FixedInDegree,
    Inhibition,
    LogNormal,
    Pathway,
    PyramidalCell,
    Receptor,
    Region,
    SynapticScaling,
    Uniform,
    by_state,
    unmodulated,
)

CA1 = Region(
    "CA1",
    size=cells(800, "more than CA3; in the rat 300,000 to 200,000 (amaral1990)"),
    cell=PyramidalCell(
        jump_a=chosen(0.5, "mV", "weak adaptation", 20),
        U=chosen(0, "1", "no depression", 1),
    ),
    noise=by_state(1, 1, 1, 1, "chosen", "weak background", "mV"),
    adaptation=unmodulated(),
    inhibition=Inhibition(
        size=cells(80, "one for ten pyramidal cells"),
        excitation=weight(0.08, "about 6 % of the cells are active for an item"),
        feedback=weight(0.03, "as above"),
    ),
)

TEMPOROAMMONIC_PATH = Pathway(
    "temporoammonic_path", "EC_superficial", "CA1",
    wiring=FixedInDegree(inputs(40, "10 % of EC")),
    weights=LogNormal(
        mean=weight(0.55, "about 6 % of the cells are active for an item"),
        spread=chosen(0.3, "1", "standard deviation of the logarithm", 3),
    ),
    receptor=Receptor.FAST,
    transmission=modulated(1, 1, 0, 0, "CA1 listens to EC at encoding, to CA3 in recall"),
)  # fmt: skip

TEMPOROAMMONIC_PATH_INTERNEURONS = Pathway(
    "temporoammonic_path_interneurons", "EC_superficial", "CA1_interneurons",
    wiring=AllToAll(),
    weights=Equal(weight(0.02, "feedforward inhibition")),
    receptor=Receptor.FAST,
    transmission=modulated(1, 1, 0, 0, "as the path to pyramidal cells"),
)  # fmt: skip

SCHAFFER_COLLATERALS = Pathway(
    "Schaffer_collaterals", "CA3", "CA1",
    wiring=AllToAll(),
    weights=Uniform(weight(0.004, "naive: under 1 % of the largest weight")),
    receptor=Receptor.FAST,
    transmission=modulated(0.1, 0.1, 1, 1, "acetylcholine suppresses them at encoding"),
    rule=one_shot(
        w_max=weight(1.0, "an assembly of 17 cells drives its pattern in CA1"),
        learning_rate=chosen(0.2, "1", "learned in one exposure", 10),
    ),
    learning=plastic_at_encoding(),
    scaling=SynapticScaling(
        total=chosen(12, "1", "12 partners at the largest weight; recruited cells have 15", 1e6),
        recruited=chosen(5, "1", "four times naive weights; spares cells that fire once", 1e6),
    ),
    depressing=True,
)  # fmt: skip

CA1_TO_EC = Pathway(
    "CA1_to_EC", "CA1", "EC_deep",
    wiring=AllToAll(),
    weights=Uniform(weight(0.004, "naive: under 1 % of the largest weight")),
    receptor=Receptor.FAST,
    transmission=modulated(0.1, 0.1, 1, 1, "acetylcholine suppresses feedback", rem=0),
    rule=one_shot(
        w_max=weight(0.3, "50 cells drive their cortical pattern; .5 runs away after 8 trials"),
        learning_rate=chosen(0.33, "1", "learned in one exposure", 10),
    ),
    learning=plastic_at_encoding(),
    carries_replay=True,
)  # fmt: skip
