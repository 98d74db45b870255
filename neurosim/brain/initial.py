"""The numbers that a run of a circuit starts with, by "group.variable", in SI base units."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from neurosim.brain.assemble import (
    Population,
    all_pathways,
    constants,
    in_si,
    populations,
    synaptic_numbers,
    traces,
)
from neurosim.brain.cells import Interneuron, PyramidalCell
from neurosim.brain.circuit import Circuit
from neurosim.brain.states import State
from neurosim.protocol import Bits, Vector

Values = dict[str, float | NDArray[np.float64]]

DEAD = 1e3
"""Threshold of a cell that is lost, in volts: it never spikes again."""


def fixed_values(
    circuit: Circuit, units: int, weights: Mapping[str, Vector], alive: Mapping[str, Bits]
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
    needed = traces(circuit)
    for part in populations(circuit, units):
        values |= {f"{part.name}.{n}": in_si(v) for n, v in constants(part.cell).items()}
        values |= {f"{part.name}.tau_{n}": tau for n, tau in needed.get(part.name, {}).items()}
        threshold = _thresholds(part)
        if threshold is not None:
            values[f"{part.name}.v_threshold"] = np.where(alive[part.name], threshold, DEAD)
    for pathway in all_pathways(circuit):
        start = weights[pathway.name]
        values[f"{pathway.name}.w"] = float(start[0]) if pathway.one_weight else start
        if pathway.rule is not None:
            numbers = synaptic_numbers(pathway.rule)
            values |= {f"{pathway.name}.{n}": in_si(v) for n, v in numbers.items()}
        if pathway.downscaling is not None:
            values[f"{pathway.name}.total"] = in_si(pathway.downscaling.total)
    return values


def state_values(circuit: Circuit, state: State, replay: bool) -> Values:
    """Return what the brain state sets: noise, adaptation, transmission and learning.

    Parameters
    ----------
    replay
        Whether pathways that carry replay do so in sleep.
    """
    values: Values = {}
    asleep = state is State.NREM
    for region in circuit.regions:
        values[f"{region.name}.noise"] = in_si(region.noise.parameter(state))
        values[f"{region.name}.adaptation"] = region.adaptation.at(state)
    for pathway in all_pathways(circuit):
        cut = asleep and pathway.carries_replay and not replay
        values[f"{pathway.name}.transmission"] = 0.0 if cut else pathway.transmission.at(state)
        if pathway.learning is not None:
            values[f"{pathway.name}.learning"] = pathway.learning.at(state)
        if pathway.downscaling is not None:
            values[f"{pathway.name}.downscaling"] = float(asleep)
    return values


def _thresholds(part: Population) -> Vector | None:
    """Return the threshold of each cell in volts; interneurons' are spread evenly."""
    match part.cell:
        case PyramidalCell():
            return np.full(part.size, in_si(part.cell.threshold_potential))
        case Interneuron():
            spread = in_si(part.cell.threshold_spread) * np.arange(part.size) / part.size
            return in_si(part.cell.threshold_potential) + spread
        case _:
            return None
