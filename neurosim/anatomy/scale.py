"""Larger brains: populations grow, the cells that an item takes do not."""

from __future__ import annotations

from neurosim.brain import Circuit, Convergence, FixedInDegree, Pathway, Uniform
from neurosim.parameters import changed

UNITS = 400
"""Number of input units that the numbers of the anatomy are made for."""


def grown(circuit: Circuit, units: int) -> Circuit:
    """Return the circuit as it is for another number of input units.

    All populations of principal cells grow in proportion. An item activates as many input units as
    before, and as many cells everywhere else, so that codes become sparser and overlap less: cells
    get inputs from the same share of a map, and naive weights, of which there are more, are
    smaller. Interneurons are as many as before: what they hold in check does not grow.

    Parameters
    ----------
    units
        Number of input units of all senses together.
    """
    scale = units / UNITS
    changes = {
        f"regions.{region.name}.size": float(round(region.size * scale))
        for region in circuit.regions
    }
    maps = {circuit.input_layer.name, *(r.name for r in circuit.regions if r.maps_senses)}
    for pathway in circuit.pathways:
        changes |= _changes(pathway, pathway.source in maps, scale)
    return changed(circuit, changes) if scale != 1 else circuit


def _changes(pathway: Pathway, from_map: bool, scale: float) -> dict[str, float]:
    """Return what changes in a pathway, by the name of the parameter."""
    changes = {}
    name = f"pathways.{pathway.name}"
    if isinstance(pathway.wiring, FixedInDegree | Convergence) and from_map:
        changes[f"{name}.wiring.inputs"] = float(round(pathway.wiring.inputs * scale))
    if isinstance(pathway.weights, Uniform) and pathway.rule is not None:
        changes[f"{name}.weights.largest"] = float(pathway.weights.largest / scale)
    return changes
