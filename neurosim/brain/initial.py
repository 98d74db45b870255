"""The numbers that a run of a circuit starts with, by "group.variable", in SI base units."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from neurosim.brain.cells import Interneuron, PyramidalCell
from neurosim.brain.circuit import Circuit, Pathway
from neurosim.brain.learning import LATE_BY, at_rest, lasting, learning, trace_values
from neurosim.brain.parts import Population, all_pathways, gain_of, populations
from neurosim.brain.states import ASLEEP, Acetylcholine, ByState, State
from neurosim.brain.wiring import Cells, Pairs
from neurosim.parameters import in_si
from neurosim.protocol import Bits, Senses, Vector

Values = dict[str, float | NDArray[np.float64]]

DEAD = 1e3
"""Threshold of a cell that is lost, in volts: it never spikes again."""


def fixed_values(
    circuit: Circuit, senses: Senses, weights: Mapping[str, Vector], alive: Mapping[str, Bits]
) -> Values:
    """Return what does not depend on the brain state: parameters, thresholds, weights.

    Parameters
    ----------
    weights
        Weight of each synapse, by pathway.
    alive
        Which cells are alive, by population.
    """
    values: Values = {}
    texts = learning(circuit)
    for part in populations(circuit, senses):
        used = part.cell.used(part.name in texts.potential)
        values |= {f"{part.name}.{name}": in_si(each) for name, each in used.items()}
        traces = trace_values(texts.traces[part.name], part.cell, in_si(circuit.dt))
        values |= {f"{part.name}.{name}": each for name, each in traces.items()}
        threshold = _thresholds(part)
        if threshold is not None:
            values[f"{part.name}.v_threshold"] = np.where(alive[part.name], threshold, DEAD)
    for pathway in all_pathways(circuit):
        start = weights[pathway.name]
        values[f"{pathway.name}.w"] = float(start[0]) if pathway.one_weight else start
        if pathway.delay is not None:
            values |= {f"{pathway.name}.{n}": in_si(pathway.delay) for n in ("delay", LATE_BY)}
        if pathway.name in texts.synapses:
            numbers = texts.synapses[pathway.name].values
            values |= {f"{pathway.name}.{name}": each for name, each in numbers.items()}
            if LATE_BY in numbers:
                values[f"{pathway.name}.delay"] = numbers[LATE_BY]
    return values


def state_values(
    circuit: Circuit,
    state: State,
    replay: bool,
    felt: Acetylcholine | None = None,
    learning: bool = True,
) -> Values:
    """Return what the brain state sets: noise, adaptation, transmission, learning, downscaling.

    Parameters
    ----------
    replay
        Whether pathways that carry replay do so in sleep.
    felt
        Levels of acetylcholine; None for the usual ones in this state.
    learning
        Whether anything may be learned.
    """
    values: Values = {}
    asleep = state in ASLEEP

    def at(number: ByState) -> float:
        if felt is None:
            return number.at(state)
        return number.under(felt, state, circuit.acetylcholine)

    for region in circuit.regions:
        if region.noise is not None:
            values[f"{region.name}.noise"] = in_si(region.noise.parameter(state))
        values[f"{region.name}.adaptation"] = at(region.adaptation)
    for pathway in all_pathways(circuit):
        cut = asleep and pathway.carries_replay and not replay
        values[f"{pathway.name}.transmission"] = 0.0 if cut else at(pathway.transmission)
        if pathway.learning is not None:
            values[f"{pathway.name}.learning"] = at(pathway.learning) if learning else 0.0
    return values | downscaling_values(circuit, state, learning)


def downscaling_values(circuit: Circuit, state: State, learning: bool = True) -> Values:
    """Return what incoming weights are scaled by in a brain state.

    Parameters
    ----------
    learning
        Whether anything may be learned.
    """
    return {
        f"{pathway.name}.{name}": number
        for pathway in circuit.pathways
        if pathway.downscaling is not None
        for name, number in pathway.downscaling.values(state, learning).items()
    }


def gain_values(
    circuit: Circuit,
    senses: Senses,
    state: State,
    weights: Mapping[str, Vector],
    connections: Mapping[str, Pairs],
) -> Values:
    """Return how loud cells hear the synapses that are scaled: by their weights, in NREM sleep.

    Parameters
    ----------
    weights
        Weight of each synapse, by pathway.
    connections
        Source and target of each synapse, for the pathways for which they were drawn.
    """
    cells = {part.name: part.cells for part in populations(circuit, senses)}
    values: Values = {}
    for pathway in circuit.pathways:
        if pathway.scaling is None:
            continue
        gains = np.ones(cells[pathway.target].size)
        if state is State.NREM:
            gains = pathway.scaling.gains(_incoming(pathway, cells, weights, connections))
        values[f"{pathway.target}.{gain_of(pathway)}"] = gains
    return values


def recruited(
    circuit: Circuit,
    senses: Senses,
    region: str,
    weights: Mapping[str, Vector],
    connections: Mapping[str, Pairs],
) -> Bits:
    """Return which cells of a region memories have recruited, as scaling within it judges them.

    Parameters
    ----------
    weights, connections
        As for `gain_values`.
    """
    cells = {part.name: part.cells for part in populations(circuit, senses)}
    found = np.zeros(cells[region].size, bool)
    for pathway in circuit.pathways:
        if pathway.scaling is not None and pathway.source == pathway.target == region:
            incoming = _incoming(pathway, cells, weights, connections)
            found |= incoming > float(pathway.scaling.recruited)
    return found


def _incoming(
    pathway: Pathway,
    cells: Mapping[str, Cells],
    weights: Mapping[str, Vector],
    connections: Mapping[str, Pairs],
) -> Vector:
    """Return the sum of the incoming weights of each target cell."""
    ends = cells[pathway.source], cells[pathway.target]
    _, target = pathway.wiring.pairs(connections.get(pathway.name), *ends)
    incoming = np.bincount(target, weights[pathway.name], ends[1].size)
    return incoming.astype(np.float64)


def grown(
    circuit: Circuit, senses: Senses, random: np.random.Generator
) -> tuple[dict[str, Pairs], dict[str, Vector]]:
    """Draw the wiring, for pathways that chance has a part in, and the naive weights of all."""
    cells = {part.name: part.cells for part in populations(circuit, senses)}
    connections: dict[str, Pairs] = {}
    weights: dict[str, Vector] = {}
    for pathway in all_pathways(circuit):
        before, after = cells[pathway.source], cells[pathway.target]
        pairs = pathway.wiring.draw(random, before, after)
        if pairs is not None:
            connections[pathway.name] = pairs
        drawn = pathway.weights.draw(random, pathway.wiring.count(before, after))
        if pathway.wiring.graded:
            drawn = drawn * pathway.wiring.strengths(before, after)
        weights[pathway.name] = drawn
    return connections, weights


def naive(
    circuit: Circuit, sizes: Mapping[str, int], weights: Mapping[str, Vector]
) -> dict[str, Vector]:
    """Return all that lasts from event to event beside the weights, before anything is learned.

    Parameters
    ----------
    sizes
        Number of cells of each population.
    weights
        Weight of each synapse, by pathway, as drawn.
    """
    traces = learning(circuit).traces
    rules = {pathway.name: pathway.rule for pathway in circuit.pathways}
    found = {}
    for owner, name in lasting(circuit, traces):
        rule = rules.get(owner)
        if rule is not None:
            values = rule.begin(weights[owner])[name]
        else:
            values = np.full(sizes[owner], at_rest(traces[owner], name))
        found[f"{owner}.{name}"] = values
    return found


def _thresholds(part: Population) -> Vector | None:
    """Return the threshold of each cell in volts; interneurons' are spread evenly in each area."""
    match part.cell:
        case PyramidalCell():
            return np.full(part.size, in_si(part.cell.threshold_potential))
        case Interneuron():
            places = np.concatenate([np.arange(n) / max(n, 1) for n in part.cells.areas])
            spread = in_si(part.cell.threshold_spread)
            return np.asarray(in_si(part.cell.threshold_potential) + spread * places)
        case _:
            return None
