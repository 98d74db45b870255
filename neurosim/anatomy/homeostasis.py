"""The whole brain with homeostasis in place of the cap on weights of the neocortex."""

from __future__ import annotations

from dataclasses import replace

from neurosim.anatomy.ca1 import (
    CA1,
    CA1_TO_EC,
    SCHAFFER_COLLATERALS,
    TEMPOROAMMONIC_PATH,
    TEMPOROAMMONIC_PATH_INTERNEURONS,
)
from neurosim.anatomy.ca3 import AMYGDALA, CA3, CA3_RECURRENT, PERFORANT_PATH_CA3
from neurosim.anatomy.dentate import (
    DG,
    MOSSY_FIBRES,
    PERFORANT_PATH_DG,
    PERFORANT_PATH_DG_INTERNEURONS,
)
from neurosim.anatomy.entorhinal import (
    EC_DEEP,
    EC_LAYERS,
    EC_SUPERFICIAL,
    NOVELTY,
    SENSES,
    SENSES_TO_EC,
)
from neurosim.anatomy.neocortex import (
    CONVERGENCE,
    EC_TO_NEOCORTEX,
    NEOCORTEX,
    NEOCORTEX_RECURRENT,
    SENSES_TO_NEOCORTEX,
)
from neurosim.anatomy.numbers import chosen, weight
from neurosim.brain import Circuit, LogNormal, Structure, SynapticRenormalisation

NAIVE = LogNormal(
    mean=weight(0.0083, "those of a cell add up to 5, as after a night"),
    spread=chosen(0.8, "1", "standard deviation of the logarithm: sizes are log-normal", 3),
    largest=weight(0.17, "as large as learning makes them: cuts five of 360,000"),
)
"""Weights that a life before the first day has left: homeostasis needs something to act on."""


def brain_with_homeostasis(law: SynapticRenormalisation) -> Circuit:
    """Return the whole brain, with recurrent synapses of the neocortex under a law of homeostasis.

    Parameters
    ----------
    law
        It takes the place of the cap on what a cell gets in all.
    """
    return Circuit(
        input_layer=SENSES,
        regions=(EC_SUPERFICIAL, DG, CA3, CA1, EC_DEEP, NEOCORTEX),
        pathways=(
            SENSES_TO_EC,
            PERFORANT_PATH_DG,
            PERFORANT_PATH_DG_INTERNEURONS,
            MOSSY_FIBRES,
            PERFORANT_PATH_CA3,
            CA3_RECURRENT,
            TEMPOROAMMONIC_PATH,
            TEMPOROAMMONIC_PATH_INTERNEURONS,
            SCHAFFER_COLLATERALS,
            CA1_TO_EC,
            EC_LAYERS,
            EC_TO_NEOCORTEX,
            SENSES_TO_NEOCORTEX,
            CONVERGENCE,
            replace(NEOCORTEX_RECURRENT, weights=NAIVE, downscaling=law),
        ),
        structures=(Structure("hippocampus", ("DG", "CA3", "CA1")),),
        answers="neocortex",
        novelty=NOVELTY,
        amygdala=AMYGDALA,
    )
