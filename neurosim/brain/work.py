"""What an event takes a brain: spikes, and synapses that they reach, counted in its own wiring."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from neurosim.brain.circuit import Circuit, Receptor
from neurosim.brain.initial import Values
from neurosim.brain.parts import all_pathways, populations
from neurosim.brain.wiring import Pairs
from neurosim.protocol import Bits, Senses, Spikes, Vector, Work

FanOuts = Mapping[str, Vector]
"""Number of synapses of each source cell, by pathway."""


def told(circuit: Circuit) -> tuple[str, ...]:
    """Return the populations whose spikes a diary keeps; those of all others are only counted."""
    regions = circuit.regions
    heard = (region.interneurons for region in regions if region.inhibition.recorded)
    return (circuit.input_layer.name, *(region.name for region in regions), *heard)


def fan_outs(
    circuit: Circuit,
    senses: Senses,
    connections: Mapping[str, Pairs],
    alive: Mapping[str, Bits],
    cut: Mapping[str, Bits],
) -> FanOuts:
    """Count the synapses of each source cell; those of lost cells, or lost ones, are not there.

    Parameters
    ----------
    connections
        Source and target of each synapse, for the pathways for which they were drawn.
    alive
        Which cells live, by population.
    cut
        Which synapses are lost, by pathway, of the pathways that can lose any.
    """
    cells = {part.name: part.cells for part in populations(circuit, senses)}
    found: dict[str, Vector] = {}
    for each in all_pathways(circuit):
        ends = cells[each.source], cells[each.target]
        source, target = each.wiring.pairs(connections.get(each.name), *ends)
        there = alive[each.target][target]
        if each.name in cut:
            there &= ~cut[each.name]
        found[each.name] = np.bincount(source[there], minlength=ends[0].size).astype(float)
    return found


def work_of(
    circuit: Circuit,
    spikes: Mapping[str, Spikes],
    fans: FanOuts,
    values: Values,
    alive: Mapping[str, Bits],
    seconds: float,
) -> Work:
    """Return what an event took.

    Parameters
    ----------
    spikes
        Of all populations.
    values
        The numbers that its run started with: pathways that the brain state closes transmit
        nothing.
    seconds
        How long it lasted.
    """
    senses = circuit.input_layer.name
    counts = {
        name: np.bincount(train.cells, minlength=train.size) for name, train in spikes.items()
    }
    events = {True: 0.0, False: 0.0}
    for each in all_pathways(circuit):
        if values[f"{each.name}.transmission"]:
            inhibits = each.receptor is Receptor.INHIBITORY
            events[inhibits] += float(counts[each.source] @ fans[each.name])
    return Work(
        spikes=float(sum(each.sum() for name, each in counts.items() if name != senses)),
        excitations=events[False],
        inhibitions=events[True],
        cell_seconds=seconds * sum(int(a.sum()) for n, a in alive.items() if n != senses),
    )
