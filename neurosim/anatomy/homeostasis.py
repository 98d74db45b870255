"""The whole brain with homeostasis in place of the cap on weights of the neocortex."""

from __future__ import annotations

from dataclasses import replace

from neurosim.anatomy.neocortex import NEOCORTEX_RECURRENT
from neurosim.anatomy.numbers import chosen, weight
from neurosim.anatomy.whole import HIPPOCAMPUS_AND_NEOCORTEX
from neurosim.brain import Circuit, LogNormal, SynapticRenormalisation

NAIVE = LogNormal(
    mean=weight(0.0083, "those of a cell add up to 5, as after a night"),
    spread=chosen(0.8, "1", "standard deviation of the logarithm: sizes are log-normal", 3),
)
"""Weights that a life before the first day has left: homeostasis needs something to act on."""


def brain_with_homeostasis(law: SynapticRenormalisation) -> Circuit:
    """Return the whole brain, with recurrent synapses of the neocortex under a law of homeostasis.

    Parameters
    ----------
    law
        It takes the place of the cap on what a cell gets in all.
    """
    renormalised = replace(NEOCORTEX_RECURRENT, weights=NAIVE, downscaling=law)
    return HIPPOCAMPUS_AND_NEOCORTEX.having(pathways=(renormalised,))
