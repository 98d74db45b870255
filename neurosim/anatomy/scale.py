"""Larger brains: populations grow, the cells that an item takes do not."""

from __future__ import annotations

from dataclasses import replace

from neurosim.brain import (
    AllToAll,
    Circuit,
    Convergence,
    FixedInDegree,
    LogNormal,
    Pathway,
    Uniform,
)
from neurosim.brain.parts import populations
from neurosim.parameters import changed, cited, listed
from neurosim.protocol import Senses

UNITS = 400
"""Number of input units that the numbers of the anatomy are made for."""

DENSE = 3
"""How many times larger a brain may be for its plastic pathways to connect all to all."""

SMALL = ("weights.largest", "weights.mean", "downscaling.spared", "downscaling.sprouting")
"""What is smaller where plastic synapses are more: naive weights, and what is told by them."""

STRENGTHS = (*SMALL, "rule.w_max", "rule.w_unit")
"""What is larger where synapses are fewer."""

WHY = "for so many input units"
"""What numbers say that are others in a brain of another size."""


def grown(circuit: Circuit, units: int) -> Circuit:
    """Return the circuit as it is for another number of input units.

    All populations of principal cells grow in proportion. An item activates as many input units as
    before, and as many cells everywhere else, so that codes become sparser and overlap less: cells
    get inputs from the same share of a map, and naive weights, of which there are more, are
    smaller. Interneurons are as many as before: what they hold in check does not grow.

    In brains that are more than `DENSE` times larger, cells get as many inputs from a plastic
    pathway as in one that is, from sources that chance draws, and stronger ones in proportion.

    Parameters
    ----------
    units
        Number of input units of all senses together.
    """
    scale = units / UNITS
    if scale == 1:
        return circuit
    changes = {
        f"regions.{region.name}.size": float(round(region.size * scale))
        for region in circuit.regions
        if region.grows
    }
    maps = {circuit.input_layer.name, *(r.name for r in circuit.regions if r.maps_senses)}
    for pathway in circuit.pathways:
        changes |= _changes(pathway, pathway.source in maps, scale)
    larger = changed(circuit, changes, WHY)
    if scale <= DENSE:
        return larger
    sizes = {part.name: part.size for part in populations(larger, Senses((("all", units),)))}
    pathways = (_thinned(p, sizes[p.source], scale / DENSE) for p in larger.pathways)
    return replace(larger, pathways=tuple(pathways))


def _thinned(pathway: Pathway, sources: int, factor: float) -> Pathway:
    """Return a pathway with fewer and stronger synapses, if it is plastic and all to all."""
    if not isinstance(pathway.wiring, AllToAll) or pathway.rule is None:
        return pathway
    count = cited(
        round(sources / factor), "inputs", "chosen", f"as in a brain {DENSE} times larger", 1, 1e6
    )
    fewer = replace(pathway, wiring=FixedInDegree(count, pathway.wiring.within))
    known = dict(listed(fewer))
    stronger = {name: known[name] * factor for name in STRENGTHS if name in known}
    return changed(fewer, stronger, WHY)


def _changes(pathway: Pathway, from_map: bool, scale: float) -> dict[str, float]:
    """Return what changes in a pathway, by the name of the parameter."""
    changes = {}
    name = f"pathways.{pathway.name}"
    if isinstance(pathway.wiring, FixedInDegree | Convergence) and from_map:
        changes[f"{name}.wiring.inputs"] = float(round(pathway.wiring.inputs * scale))
    if isinstance(pathway.weights, Uniform | LogNormal) and pathway.rule is not None:
        known = dict(listed(pathway))
        changes |= {f"{name}.{each}": float(known[each] / scale) for each in SMALL if each in known}
    return changes
