"""Regions and pathways with all their numbers, ready to be composed into circuits."""

from neurosim.anatomy.asleep import (
    CA1_WITH_RIPPLES,
    CA3_IN_UP_STATES,
    NEOCORTEX_RECURRENT_IN_UP_STATES,
    PERFORANT_PATH_CA3_IN_UP_STATES,
    SENSES_TO_EC_ASLEEP,
    TEMPOROAMMONIC_PATH_BASKET_CELLS,
)
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
from neurosim.anatomy.fast import fast_neocortex
from neurosim.anatomy.homeostasis import brain_with_homeostasis
from neurosim.anatomy.neocortex import (
    CONVERGENCE,
    EC_TO_NEOCORTEX,
    NEOCORTEX,
    NEOCORTEX_RECURRENT,
    SENSES_TO_NEOCORTEX,
)
from neurosim.anatomy.scale import UNITS, grown
from neurosim.anatomy.slow_oscillation import (
    LAYER_5,
    LAYER_5_RECURRENT,
    LAYER_5_TO_EC,
    LAYER_5_TO_NEOCORTEX,
    LAYER_5_TO_THALAMUS,
    THALAMUS,
    THALAMUS_TO_LAYER_5,
    THALAMUS_TO_NEOCORTEX,
)
from neurosim.anatomy.track import ca3_on_a_track
from neurosim.anatomy.whole import HIPPOCAMPUS_AND_NEOCORTEX

__all__ = [
    "AMYGDALA",
    "CA1",
    "CA1_TO_EC",
    "CA1_WITH_RIPPLES",
    "CA3",
    "CA3_IN_UP_STATES",
    "CA3_RECURRENT",
    "CONVERGENCE",
    "DG",
    "EC_DEEP",
    "EC_LAYERS",
    "EC_SUPERFICIAL",
    "EC_TO_NEOCORTEX",
    "HIPPOCAMPUS_AND_NEOCORTEX",
    "LAYER_5",
    "LAYER_5_RECURRENT",
    "LAYER_5_TO_EC",
    "LAYER_5_TO_NEOCORTEX",
    "LAYER_5_TO_THALAMUS",
    "MOSSY_FIBRES",
    "NEOCORTEX",
    "NEOCORTEX_RECURRENT",
    "NEOCORTEX_RECURRENT_IN_UP_STATES",
    "NOVELTY",
    "PERFORANT_PATH_CA3",
    "PERFORANT_PATH_CA3_IN_UP_STATES",
    "PERFORANT_PATH_DG",
    "PERFORANT_PATH_DG_INTERNEURONS",
    "SCHAFFER_COLLATERALS",
    "SENSES",
    "SENSES_TO_EC",
    "SENSES_TO_EC_ASLEEP",
    "SENSES_TO_NEOCORTEX",
    "TEMPOROAMMONIC_PATH",
    "TEMPOROAMMONIC_PATH_BASKET_CELLS",
    "TEMPOROAMMONIC_PATH_INTERNEURONS",
    "THALAMUS",
    "THALAMUS_TO_LAYER_5",
    "THALAMUS_TO_NEOCORTEX",
    "UNITS",
    "brain_with_homeostasis",
    "ca3_on_a_track",
    "fast_neocortex",
    "grown",
]
