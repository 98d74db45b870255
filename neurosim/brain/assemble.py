"""From a circuit on paper to Brian2 objects, and to the numbers that they start a run with.

Every parameter becomes a variable of its group or synapses rather than a number in the source, so
that one compiled network serves all parameter values, seeds, wirings and brain states.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import brian2 as b2
import numpy as np

from neurosim.brain.cells import Cell, InputCell
from neurosim.brain.circuit import Circuit, Pathway, Receptor, Region
from neurosim.brain.plasticity import PlasticityRule
from neurosim.brain.states import unmodulated
from neurosim.brain.wiring import AllToAll, Equal
from neurosim.engine import Assembly, Builder, Connections, Feeds
from neurosim.errors import InputError
from neurosim.parameters import Parameter

DIMENSIONS = {"mV": "volt", "ms": "second", "s": "second", "Hz": "Hz", "1": "1"}
"""Brian2's name of the dimension of each unit that equations may use."""

SCALES = {"mV": 1e-3, "ms": 1e-3, "s": 1.0, "Hz": 1.0, "1": 1.0}
"""SI base units in each unit."""

DOWNSCALING_EVERY = 1 * b2.second


def in_si(parameter: float) -> float:
    """Return a parameter in SI base units."""
    unit = parameter.unit if isinstance(parameter, Parameter) else "1"
    return float(parameter) * SCALES[unit]


def constants(part: object) -> dict[str, Parameter]:
    """Return the parameters of a cell or rule that equations may use, by field name."""
    values = {field.name: getattr(part, field.name) for field in fields(part)}  # type: ignore[arg-type]
    return {n: v for n, v in values.items() if isinstance(v, Parameter) and v.unit in DIMENSIONS}


def traces(circuit: Circuit) -> dict[str, dict[str, float]]:
    """Return the traces each population needs, with their time constants in seconds.

    Raises
    ------
    InputError
        If two rules want a trace of one name with different time constants in one population.
    """
    needed: dict[str, dict[str, float]] = {}
    for pathway in circuit.pathways:
        if pathway.rule is None:
            continue
        for trace, field in pathway.rule.traces:
            tau = in_si(getattr(pathway.rule, field))
            for end in (pathway.source, pathway.target):
                known = needed.setdefault(end, {}).setdefault(trace, tau)
                if known != tau:
                    raise InputError(
                        f"{pathway.name}: {field} differs from that of another pathway of {end}"
                    )
    return needed


@dataclass(frozen=True)
class Population:
    """One population of a circuit: what it is called, how many cells of which kind."""

    name: str
    size: int
    cell: Cell


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


class CircuitBuilder(Builder):
    """Builds the network of a circuit for senses with `units` input units."""

    def __init__(self, circuit: Circuit, units: int) -> None:
        self.circuit = circuit
        self.units = units
        self.dt = in_si(circuit.dt)

    def build(self, feeds: Feeds, connections: Connections | None) -> Assembly:
        """Make the groups and synapses."""
        needed = traces(self.circuit)
        parts = {p.name: p for p in populations(self.circuit, self.units)}
        groups = {n: _group(p, needed.get(n, {}), self.circuit, feeds) for n, p in parts.items()}
        pathways = all_pathways(self.circuit)
        synapses = {p.name: _synapses(p, parts, groups, connections or {}) for p in pathways}
        recorded = (self.circuit.input_layer.name, *(r.name for r in self.circuit.regions))
        kept = tuple((p.name, "w") for p in pathways if p.rule is not None)
        return Assembly(groups, synapses, recorded, kept)


def _group(part: Population, needed: dict[str, float], circuit: Circuit, feeds: Feeds) -> Any:
    cell = part.cell
    lines = [cell.equations, "trial_began : second (shared)"]
    lines += ["begins : 1 (shared)", "goes_on : 1 (shared)"]
    lines += [f"{n} : {DIMENSIONS[v.unit]} (shared, constant)" for n, v in constants(cell).items()]
    lines += [f"{name} : {unit} (shared, constant)" for name, unit in cell.modulated]
    for trace in needed:
        lines += [f"d{trace}/dt = -{trace}/tau_{trace} : 1", f"tau_{trace} : second (shared)"]
    downscaled = [p for p in circuit.pathways if p.downscaling and p.target == part.name]
    lines += [f"incoming_{p.name} : 1" for p in downscaled]
    reset = [cell.reset, *(f"{trace} += 1" for trace in needed)]
    group = b2.NeuronGroup(
        part.size,
        "\n".join(lines),
        threshold=cell.threshold,
        reset="\n".join(line for line in reset if line),
        refractory=cell.refractory,
        method=cell.method,
        namespace=feeds.namespace(),
        name=part.name,
    )
    group.run_regularly(_trial_begins(cell, needed), clock=feeds.slots, when="start", order=-1)
    for pathway in downscaled:
        group.run_regularly(f"incoming_{pathway.name} = 0", dt=DOWNSCALING_EVERY, order=0)
    return group


def _trial_begins(cell: Cell, needed: dict[str, float]) -> str:
    """Return code that puts every cell to rest where a trial begins, and shows the stimulus."""
    rest = [*cell.at_rest, *((trace, "0") for trace in needed)]
    lines = ["begins = int(trial_seed(t) >= 0)", "goes_on = 1 - begins"]
    lines.append("trial_began = goes_on*trial_began + begins*t")
    for name, value in rest:
        lines.append(f"{name} = goes_on*{name}" + ("" if value == "0" else f" + begins*{value}"))
    lines += cell.on_slot
    return "\n".join(lines)


def _synapses(
    pathway: Pathway,
    parts: dict[str, Population],
    groups: dict[str, Any],
    connections: Connections,
) -> Any:
    source, target = parts[pathway.source], parts[pathway.target]
    shared = " (shared, constant)"
    lines = [f"w : 1{shared if pathway.one_weight else ''}", f"transmission : 1{shared}"]
    release = "*resources_pre" if pathway.depressing else ""
    on_pre = [f"{pathway.receptor.value}_post += transmission*w{release}"]
    on_post = None
    if pathway.rule is not None:
        lines += [f"learning : 1{shared}"]
        lines += [f"{name} : 1{shared}" for name in synaptic_numbers(pathway.rule)]
        on_pre.append(pathway.rule.on_pre)
        on_post = pathway.rule.on_post
    if pathway.downscaling is not None:
        lines += [f"downscaling : 1{shared}", f"total : 1{shared}"]
    synapses = b2.Synapses(
        groups[pathway.source],
        groups[pathway.target],
        "\n".join(lines),
        on_pre="\n".join(on_pre),
        on_post=on_post,
        name=pathway.name,
    )
    drawn = connections.get(pathway.name)
    if drawn is None:
        drawn = pathway.wiring.draw(np.random.default_rng(0), source.size, target.size)
    pathway.wiring.connect(synapses, drawn)
    if pathway.downscaling is not None:
        _downscale(synapses, pathway.name)
    return synapses


def synaptic_numbers(rule: PlasticityRule) -> dict[str, Parameter]:
    """Return the parameters of a rule that its synapses use: all but time constants of traces."""
    return {name: value for name, value in constants(rule).items() if value.unit == "1"}


def _downscale(synapses: Any, name: str) -> None:
    """Sum up the incoming weights of each cell once a second, then scale them."""
    synapses.run_regularly(f"incoming_{name}_post += w", dt=DOWNSCALING_EVERY, order=1)
    synapses.run_regularly(
        f"w = w*(1 + downscaling*(clip(total/(incoming_{name}_post + 1e-9), 0, 1) - 1))",
        dt=DOWNSCALING_EVERY,
        order=2,
    )
