"""Regions and pathways with all their numbers, ready to be composed into circuits."""

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
from neurosim.anatomy.track import ca3_on_a_track

__all__ = [
    "AMYGDALA",
    "CA1",
    "CA1_TO_EC",
    "CA3",
    "CA3_RECURRENT",
    "CONVERGENCE",
    "DG",
    "EC_DEEP",
    "EC_LAYERS",
    "EC_SUPERFICIAL",
    "EC_TO_NEOCORTEX",
    "MOSSY_FIBRES",
    "NEOCORTEX",
    "NEOCORTEX_RECURRENT",
    "NOVELTY",
    "PERFORANT_PATH_CA3",
    "PERFORANT_PATH_DG",
    "PERFORANT_PATH_DG_INTERNEURONS",
    "SCHAFFER_COLLATERALS",
    "SENSES",
    "SENSES_TO_EC",
    "SENSES_TO_NEOCORTEX",
    "TEMPOROAMMONIC_PATH",
    "TEMPOROAMMONIC_PATH_INTERNEURONS",
    "UNITS",
    "brain_with_homeostasis",
    "ca3_on_a_track",
    "fast_neocortex",
    "grown",
]
