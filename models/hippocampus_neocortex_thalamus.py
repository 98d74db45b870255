r"""Spiking brain whose NREM sleep has up states, spindles and ripples.

The hippocampus and neocortex of `hippocampus_neocortex`, and what paces them in sleep:

    layer 5 <--> thalamus           up states begin in layer 5, spindles in the thalamus
       |  \_________ \_________
       v            v           v
    EC, superficial      neocortex
       |
       v
    CA3 --> CA1 <-> basket cells    up states let CA3 replay, CA1 answers with ripples

Layer 5 is a column of the neocortex that excites itself and tires: activity that begins by chance
spreads into an up state, and adaptation ends it. An up state makes relay cells of the thalamus
fire; reticular cells, which these excite, inhibit them, and they rebound: spindles.
By way of the entorhinal cortex up states depolarise CA3, which replays in them more than between
them. Fast basket cells of CA1, which inhibit each other, turn each replay into a ripple. Synapses
of layer 5 shrink in sleep and grow by day, so that slow waves are smaller in the morning.

What sounds in NREM sleep reaches the entorhinal cortex, and the hippocampus by way of it; the way
from the senses to the neocortex is closed.

Awake, layer 5 and thalamus are silent: their part in perception is not modelled.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from neurosim import anatomy
from neurosim.adapters import RateAdapter
from neurosim.brain import Brain, Circuit
from neurosim.protocol import Senses, Signal

SOURCES = (
    "sanchezvives2000", "compte2003", "steriade1993", "smith2000", "bartos2002", "ecker2022",
    "marr1971", "mcclelland1995", "hasselmo2006", "pfister2006", "tononi2014", "stimberg2019",
    "bendor2012",
)  # fmt: skip

CIRCUIT = replace(
    anatomy.HIPPOCAMPUS_AND_NEOCORTEX.having(
        regions=(
            anatomy.CA3_IN_UP_STATES,
            anatomy.CA1_WITH_RIPPLES,
            anatomy.LAYER_5,
            anatomy.THALAMUS,
        ),
        pathways=(
            anatomy.SENSES_TO_EC_ASLEEP,
            anatomy.PERFORANT_PATH_CA3_IN_UP_STATES,
            anatomy.TEMPOROAMMONIC_PATH_BASKET_CELLS,
            anatomy.NEOCORTEX_RECURRENT_IN_UP_STATES,
            anatomy.LAYER_5_RECURRENT,
            anatomy.LAYER_5_TO_THALAMUS,
            anatomy.THALAMUS_TO_LAYER_5,
            anatomy.THALAMUS_TO_NEOCORTEX,
            anatomy.LAYER_5_TO_NEOCORTEX,
            anatomy.LAYER_5_TO_EC,
        ),
    ),
    may_be_silent=(anatomy.LAYER_5.name, anatomy.THALAMUS.name),
)


@dataclass(frozen=True)
class Parameters:
    """All numbers of the brain and of its read-out."""

    circuit: Circuit = CIRCUIT
    read_out: RateAdapter = RateAdapter()  # noqa: RUF009 (a frozen dataclass of numbers)


PARAMETERS = Parameters()
OFFERS = Brain.offers | {Signal.WEIGHTS}
REGIONS = tuple(structure.name for structure in CIRCUIT.structures)


def build(seed: int, senses: Senses, parameters: Parameters = PARAMETERS) -> Brain:
    """Return a brain with its own wiring, naive weights and noise."""
    circuit = anatomy.grown(parameters.circuit, senses.total)
    return Brain("hippocampus_neocortex_thalamus", circuit, senses, seed, parameters.read_out.rates)
