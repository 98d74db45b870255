"""What a brain can lose: cells of its regions, and synapses of the pathways that learn."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from neurosim.brain.circuit import Circuit, Pathway
from neurosim.brain.states import State
from neurosim.protocol import MEMORY, Bits


def learners(circuit: Circuit) -> tuple[Pathway, ...]:
    """Return the pathways that learn in some brain state: only their synapses can be lost."""
    return tuple(
        pathway
        for pathway in circuit.pathways
        if pathway.learning is not None and any(pathway.learning.at(state) for state in State)
    )


def lost_regions(circuit: Circuit, region: str) -> tuple[str, ...]:
    """Return the regions that a lesion takes: one, those of a structure, or those of memory.

    Memory is where pathways that learn end; the senses, and relays, are no part of it.
    """
    if region == MEMORY:
        ends = {pathway.target for pathway in learners(circuit)}
        return tuple(each.name for each in circuit.regions if each.name in ends)
    structures = {structure.name: structure.regions for structure in circuit.structures}
    return structures.get(region, (region,))


def nothing_cut(circuit: Circuit, counts: Mapping[str, int]) -> dict[str, Bits]:
    """Return which synapses are lost of an intact brain: none.

    Parameters
    ----------
    counts
        Number of synapses of each pathway.
    """
    return {pathway.name: np.zeros(counts[pathway.name], bool) for pathway in learners(circuit)}


def no_learning(cut: Mapping[str, Bits]) -> tuple[str, ...]:
    """Return the rates of learning that must be 0: a synapse that is lost does not grow again.

    Pathways that have lost any synapse learn nothing more at all.
    """
    return tuple(f"{name}.learning" for name, lost in cut.items() if lost.any())


def without(left: Bits, fraction: float, random: np.random.Generator) -> Bits:
    """Return what is left when a share is lost.

    The order in which things are lost is drawn whole, whatever the share: what a smaller lesion
    takes, a larger one takes as well, and both leave the random stream at one place.
    """
    order = random.choice(left.size, left.size, replace=False)
    left = left.copy()
    left[order[: round(fraction * left.size)]] = False
    return left
