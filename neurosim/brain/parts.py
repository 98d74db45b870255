"""The parts of a circuit one by one: populations, and pathways with the loops of inhibition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from neurosim.brain.cells import Cell, InputCell
from neurosim.brain.circuit import Circuit, Pathway, Receptor, Region
from neurosim.brain.states import unmodulated
from neurosim.brain.weights import Equal
from neurosim.brain.wiring import AllToAll, Cells, WithinAreas
from neurosim.protocol import Senses


@dataclass(frozen=True)
class Population:
    """One population of a circuit: what it is called, how many cells of which kind."""

    name: str
    cells: Cells
    cell: Cell
    areas: tuple[str, ...]

    @property
    def size(self) -> int:
        """The number of cells."""
        return self.cells.size


ASSOCIATION = "association"
"""Name of the area of cells that stand for no sense."""


def cell_kinds(circuit: Circuit) -> dict[str, Cell]:
    """Return the kind of cell of each population."""
    return {part.name: part.cell for part in populations(circuit, Senses(()))}


def populations(circuit: Circuit, senses: Senses) -> list[Population]:
    """Return all populations: the input layer, then each region and its interneurons."""
    maps = Cells(tuple(size for _, size in senses.sizes), senses.total)
    found = [Population(circuit.input_layer.name, maps, InputCell(), senses.names)]
    for region in circuit.regions:
        cells, areas = _cells(region, maps, senses.names)
        found.append(Population(region.name, cells, region.cell, areas))
        inhibition = region.inhibition
        each = Cells((int(inhibition.size),) * len(cells.areas))
        found.append(Population(region.interneurons, each, inhibition.cell, areas))
    return found


def _cells(region: Region, maps: Cells, senses: tuple[str, ...]) -> tuple[Cells, tuple[str, ...]]:
    """Return the cells of a region and the names of its areas."""
    if not region.maps_senses:
        return Cells((int(region.size),)), (region.name,)
    more = int(region.size)
    areas = (*maps.areas, *([more] if more else []))
    return Cells(areas, maps.mapped), (*senses, *([ASSOCIATION] if more else []))


def all_pathways(circuit: Circuit) -> list[Pathway]:
    """Return the pathways of a circuit together with the inhibitory loops of its regions."""
    return [*circuit.pathways, *(p for region in circuit.regions for p in _loop(region))]


def _loop(region: Region) -> Iterator[Pathway]:
    name, interneurons, inhibition = region.name, region.interneurons, region.inhibition
    there = WithinAreas(evenly=True) if region.maps_senses else AllToAll()
    back = WithinAreas() if region.maps_senses else AllToAll()
    yield Pathway(
        f"{name}_excitation",
        name,
        interneurons,
        there,
        Equal(inhibition.excitation),
        Receptor.FAST,
        unmodulated(),
        delay=inhibition.delay_in,
    )
    yield Pathway(
        f"{name}_inhibition",
        interneurons,
        name,
        back,
        Equal(inhibition.feedback),
        Receptor.INHIBITORY,
        unmodulated(),
        delay=inhibition.delay_out,
    )
    if inhibition.mutual is not None:
        yield Pathway(
            f"{name}_mutual_inhibition",
            interneurons,
            interneurons,
            WithinAreas() if region.maps_senses else AllToAll(within=True),
            Equal(inhibition.mutual),
            Receptor.INHIBITORY,
            unmodulated(),
            delay=inhibition.delay_out,
        )


def gain_of(pathway: Pathway) -> str:
    """Return the name of the gain that target cells have for the synapses of a pathway."""
    return f"gain_{pathway.name}"
