"""Dentate gyrus: a sparse code that hardly overlaps, which mossy fibres force onto CA3."""

from __future__ import annotations

from neurosim.anatomy.numbers import cells, chosen, inputs, weight
from neurosim.brain import (
    AllToAll,
    Equal,
    FixedInDegree,
    Inhibition,
    LogNormal,
    Pathway,
    QuietPyramidalCell,
    Receptor,
    Region,
    by_state,
    unmodulated,
)
from neurosim.plasticity import TsodyksMarkram

DG = Region(
    "DG",
    size=cells(2000, "more than CA3; in the rat 1,000,000 to 200,000 (amaral1990)"),
    cell=QuietPyramidalCell(
        jump_a=chosen(0, "mV", "granule cells without adaptation", 20),
        U=chosen(0, "1", "no depression", 1),
        tau_slow=chosen(
            50, "ms", "slow excitation averages over input spikes: 5 ms lets chance pick", 1000
        ),
    ),
    noise=None,  # granule cells are silent without input
    adaptation=unmodulated(),
    inhibition=Inhibition(
        size=cells(40, "few, each reaching all granule cells"),
        excitation=weight(0.36, "about 1 % of granule cells fire repeatedly for an item"),
        feedback=weight(0.1, "as above"),
    ),
)

PERFORANT_PATH_DG = Pathway(
    "perforant_path_DG", "EC_superficial", "DG",
    wiring=FixedInDegree(inputs(48, "12 % of EC")),
    weights=LogNormal(
        mean=weight(0.2, "about 1 % of granule cells fire repeatedly for an item"),
        spread=chosen(0.3, "1", "standard deviation of the logarithm", 3),
    ),
    receptor=Receptor.SLOW,
    transmission=unmodulated(),
)  # fmt: skip

PERFORANT_PATH_DG_INTERNEURONS = Pathway(
    "perforant_path_DG_interneurons", "EC_superficial", "DG_interneurons",
    wiring=AllToAll(),
    weights=Equal(weight(0.02, "feedforward inhibition")),
    receptor=Receptor.FAST,
    transmission=unmodulated(),
)  # fmt: skip

MOSSY_FIBRES = Pathway(
    "mossy_fibres", "DG", "CA3",
    wiring=FixedInDegree(inputs(5, "few and strong; 4 leave items too few cells, 6 blur replay")),
    weights=Equal(
        weight(45.0, "times utilisation: no single spike fires a CA3 cell, the next of a train do")
    ),
    receptor=Receptor.FAST,
    transmission=by_state(
        1, 1, 0, 0, "chosen",
        "forces new codes at encoding; at recall the perforant path cues CA3 (treves1994)",
    ),
    rule=TsodyksMarkram(
        w_max=weight(100.0, "does not learn in the long term"),
        w_unit=chosen(1.0, "1", "does not learn in the long term", 100),
        w_start=chosen(0.0, "1", "not used here: weights are given", 100),
        learning_rate=chosen(0.0, "1", "does not learn in the long term", 10),
    ),
    learning=by_state(0, 0, 0, 0, "chosen", "does not learn in the long term"),
)  # fmt: skip
"""Mossy synapses facilitate (Salin et al. 1996): single spikes of granule cells, of which there
are many, do not reach CA3, trains do (Henze et al. 2002)."""
