"""A neocortex without a hippocampus that has to learn in one exposure, like a simple network."""

from __future__ import annotations

from dataclasses import replace

from neurosim.anatomy.entorhinal import SENSES
from neurosim.anatomy.neocortex import (
    CONVERGENCE,
    NEOCORTEX,
    NEOCORTEX_RECURRENT,
    SENSES_TO_NEOCORTEX,
)
from neurosim.anatomy.numbers import chosen, triplet_rule, weight
from neurosim.brain import Circuit
from neurosim.parameters import Parameter, cited
from neurosim.plasticity import SoftTripletSTDP


def fast_neocortex(unpaired: Parameter) -> Circuit:
    """Return the neocortex of the whole brain, alone, with a rule that learns in one exposure.

    Parameters
    ----------
    unpaired
        Change of a synapse at a presynaptic spike, whether or not its target fires: how strongly
        one memory depresses what another has stored in the same cells.
    """
    rule = triplet_rule(
        SoftTripletSTDP, w_max=weight(0.17, "as in the whole brain"),
        learning_rate=chosen(0.5, "1", "learned in one exposure; with 1.0 recall runs away", 10),
        pairs=chosen(0.5, "1", "as in the whole brain", 10),
        triplets=chosen(0.5, "1", "as in the whole brain", 10),
        post_pre=cited(0.1, "1", "chosen", "as in the whole brain", 0, 10),
        unpaired=unpaired,
    )  # fmt: skip
    return Circuit(
        input_layer=SENSES,
        regions=(NEOCORTEX,),
        pathways=(SENSES_TO_NEOCORTEX, CONVERGENCE, replace(NEOCORTEX_RECURRENT, rule=rule)),
        structures=(),
        answers="neocortex",
    )
