"""The synapses of a brain as they are examined."""

from __future__ import annotations

from collections.abc import Mapping

from neurosim.brain.circuit import Circuit
from neurosim.brain.parts import all_pathways, populations
from neurosim.brain.wiring import Pairs
from neurosim.protocol import Senses, Synapses, Vector


def synapses_of(
    circuit: Circuit,
    senses: Senses,
    name: str,
    weights: Mapping[str, Vector],
    connections: Mapping[str, Pairs],
) -> Synapses:
    """Return the synapses of a pathway.

    Parameters
    ----------
    name
        Name of the pathway.
    weights
        Weight of each synapse, by pathway.
    connections
        Source and target of each synapse, by pathway, where chance has drawn them.
    """
    cells = {part.name: part.cells for part in populations(circuit, senses)}
    (pathway,) = (each for each in all_pathways(circuit) if each.name == name)
    before, behind = cells[pathway.source], cells[pathway.target]
    source, target = pathway.wiring.pairs(connections.get(name), before, behind)
    ends = (pathway.source, pathway.target)
    given = weights[name].copy()
    return Synapses(source.copy(), target.copy(), given, before.size, behind.size, ends)
