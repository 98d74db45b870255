"""Hippocampus and neocortex together, as pages of models take them or put other parts into them."""

from __future__ import annotations

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
from neurosim.brain import Circuit, Structure

HIPPOCAMPUS_AND_NEOCORTEX = Circuit(
    input_layer=SENSES,
    regions=(
        EC_SUPERFICIAL,
        DG,
        CA3,
        CA1,
        EC_DEEP,
        NEOCORTEX,
    ),
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
        NEOCORTEX_RECURRENT,
    ),
    structures=(Structure("hippocampus", ("DG", "CA3", "CA1")),),
    answers=NEOCORTEX.name,
    novelty=NOVELTY,
    amygdala=AMYGDALA,
)
