"""The parts of a circuit one by one: populations, and pathways with the loops of inhibition."""

from __future__ import annotations

from dataclasses import dataclass

from neurosim.brain.cells import Cell, InputCell
from neurosim.brain.circuit import Circuit, Pathway, Receptor, Region
from neurosim.brain.states import unmodulated
from neurosim.brain.wiring import AllToAll, Equal


@dataclass(frozen=True)
class Population:
    """One population of a circuit: what it is called, how many cells of which kind."""

    name: str
    size: int
    cell: Cell


def cell_kinds(circuit: Circuit) -> dict[str, Cell]:
    """Return the kind of cell of each population."""
    return {part.name: part.cell for part in populations(circuit, 0)}


def populations(circuit: Circuit, units: int) -> list[Population]:
    """Return all populations: the input layer, then each region and its interneurons."""
    found = [Population(circuit.input_layer.name, units, InputCell())]
    for region in circuit.regions:
        found.append(Population(region.name, int(region.size), region.cell))
        inhibition = region.inhibition
        found.append(Population(region.interneurons, int(inhibition.size), inhibition.cell))
    return found


def all_pathways(circuit: Circuit) -> list[Pathway]:
    """Return the pathways of a circuit together with the inhibitory loops of its regions."""
    return [*circuit.pathways, *(p for region in circuit.regions for p in _loop(region))]


def _loop(region: Region) -> tuple[Pathway, Pathway]:
    name, interneurons, inhibition = region.name, region.interneurons, region.inhibition
    return (
        Pathway(
            f"{name}_excitation",
            name,
            interneurons,
            AllToAll(),
            Equal(inhibition.excitation),
            Receptor.FAST,
            unmodulated(),
        ),
        Pathway(
            f"{name}_inhibition",
            interneurons,
            name,
            AllToAll(),
            Equal(inhibition.feedback),
            Receptor.INHIBITORY,
            unmodulated(),
        ),
    )
