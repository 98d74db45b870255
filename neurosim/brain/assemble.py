"""From a circuit on paper to Brian2 objects.

Every parameter becomes a variable of its group or synapses rather than a number in the source, so
that one compiled network serves all parameter values, seeds, wirings and brain states.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from neurosim.brain.circuit import Circuit, Pathway, Receptor
from neurosim.brain.homeostasis import DOWNSCALING_STEP, Downscaling
from neurosim.brain.learning import LATE_BY, Learning, fleeting, lasting, learning
from neurosim.brain.parts import Population, all_pathways, gain_of, populations
from neurosim.brain.states import State
from neurosim.engine import Assembly, Builder, Connections, Feeds
from neurosim.engine.brian import b2
from neurosim.parameters import Parameter, dimension, in_si, listed, replaced
from neurosim.plasticity import PlasticityRule
from neurosim.plasticity.text import CellTraces, SynapseText
from neurosim.protocol import Senses

SHARED = " (shared, constant)"

OF_CELLS = re.compile(r"regions\.[^.]+\.(inhibition\.)?cell\.\w+")
"""Names of the numbers of cells in a circuit."""

ANY_DELAY = 0.001
"""A delay in seconds that every run replaces."""


class CircuitBuilder(Builder):
    """Builds the network of a circuit for some senses."""

    def __init__(self, circuit: Circuit, senses: Senses) -> None:
        self.circuit = circuit
        self.senses = senses
        self.units = senses.total
        self.dt = in_si(circuit.dt)

    @property
    def structure(self) -> object:
        """The circuit and the senses, whatever the numbers of cells: individuals share a binary."""
        any_number = {
            name: Parameter(0.0, number.unit, number.source)
            for name, number in listed(self.circuit)
            if OF_CELLS.fullmatch(name)
        }
        return replaced(self.circuit, any_number), self.senses

    def build(self, feeds: Feeds, connections: Connections | None) -> Assembly:
        """Make the groups and synapses."""
        texts = learning(self.circuit)
        parts = {p.name: p for p in populations(self.circuit, self.senses)}
        groups = {name: _group(part, texts, self.circuit, feeds) for name, part in parts.items()}
        pathways = all_pathways(self.circuit)
        synapses = {p.name: _synapses(p, texts, groups, feeds) for p in pathways}
        rewired = _connect(pathways, parts, synapses, connections or {})
        kept = [(p.name, "w") for p in pathways if p.rule is not None or p.downscaling is not None]
        kept += lasting(self.circuit, texts.traces)
        return Assembly(groups, synapses, tuple(parts), tuple(kept), rewired=rewired)


def _group(part: Population, texts: Learning, circuit: Circuit, feeds: Feeds) -> Any:
    cell, traces = part.cell, texts.traces[part.name]
    with_potential = part.name in texts.potential
    lines = [cell.equations, "trial_began : second (shared)"]
    lines += ["begins : 1 (shared)", "goes_on : 1 (shared)"]
    used = cell.used(with_potential).items()
    lines += [f"{name} : {dimension(each)} (shared, constant)" for name, each in used]
    lines += [f"{name} : {unit} (shared, constant)" for name, unit in cell.modulated]
    lines += [cell.potential] if with_potential else []
    lines += traces.equations
    summed = [
        _sum_of(p, each)
        for p in circuit.pathways
        if p.downscaling and p.target == part.name
        for each in p.downscaling.sums
    ]
    lines += [f"{name} : 1" for name in summed]
    scaled = [p for p in circuit.pathways if p.scaling and p.target == part.name]
    lines += [f"{gain_of(p)} : 1 (constant)" for p in scaled]
    reset = [cell.reset, *traces.on_spike]
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
    begins = _trial_begins(part, traces)
    group.run_regularly(begins, clock=feeds.slots, when="start", order=-1)
    for name in summed:
        group.run_regularly(f"{name} = 0", dt=DOWNSCALING_STEP * b2.second, order=0)
    return group


def _connect(
    pathways: Sequence[Pathway],
    parts: Mapping[str, Population],
    synapses: Mapping[str, Any],
    connections: Connections,
) -> frozenset[str]:
    """Wire all synapses; return where every run is given its own wiring.

    Where none is given yet, there are as many synapses as there will be, all between first cells.
    """
    for pathway in pathways:
        ends = parts[pathway.source].cells, parts[pathway.target].cells
        given = connections.get(pathway.name)
        if pathway.wiring.is_drawn and given is None:
            given = (np.zeros(pathway.wiring.count(*ends), np.int32),) * 2
        pathway.wiring.connect(synapses[pathway.name], given, *ends)
    return frozenset(pathway.name for pathway in pathways if pathway.wiring.is_drawn)


def _trial_begins(part: Population, traces: CellTraces) -> str:
    """Return code that puts every cell to rest where a trial begins, and shows the stimulus."""
    rest = [(name, value) for name, value in traces.at_rest if name not in traces.lasting]
    lines = ["begins = int(trial_seed(t) >= 0)", "goes_on = 1 - begins"]
    lines.append("trial_began = goes_on*trial_began + begins*t")
    lines += [_anew(name, value, "") for name, value in (*part.cell.at_rest, *rest)]
    lines += part.cell.on_slot
    return "\n".join(lines)


def _anew(name: str, value: str, end: str) -> str:
    """Return code that sets a variable where a trial begins, and leaves it where one goes on."""
    return f"{name} = goes_on{end}*{name}" + ("" if value == "0" else f" + begins{end}*{value}")


def _synapses(pathway: Pathway, texts: Learning, groups: dict[str, Any], feeds: Feeds) -> Any:
    source, target = groups[pathway.source], groups[pathway.target]
    text = texts.synapses.get(pathway.name)
    lines = [f"transmission : 1{SHARED}"]
    if pathway.downscaling is not None:
        numbers = pathway.downscaling.values(State.NREM, learning=True)
        lines += [f"{name} : 1{SHARED}" for name in numbers]
    if pathway.delay is not None:
        lines.append(f"{LATE_BY} : second{SHARED}")
    arrival = _arrival(pathway, text, texts.traces[pathway.target])
    if pathway.rule is None or text is None:
        lines.append(f"w : 1{SHARED if pathway.one_weight else ''}")
        synapses = b2.Synapses(
            source,
            target,
            "\n".join(lines),
            on_pre=arrival,
            delay=0 * b2.ms if pathway.delay is None else ANY_DELAY * b2.second,
            name=pathway.name,
        )
    else:
        lines += [*text.equations, f"learning : 1{SHARED}"]
        on_pre = _within_trial(pathway.rule, text).presynaptic(arrival)
        synapses = b2.Synapses(
            source,
            target,
            "\n".join(lines),
            on_pre=on_pre,
            on_post=text.on_post or None,
            delay=_delays(on_pre, text),
            method=pathway.rule.method,
            name=pathway.name,
        )
        _go_on(synapses, pathway.rule, text, feeds)
    if pathway.downscaling is not None:
        _downscale(synapses, pathway, pathway.downscaling)
    return synapses


def _arrival(pathway: Pathway, text: SynapseText | None, traces: CellTraces) -> str:
    """Return what a presynaptic spike does to the target cell; nothing if of the trial before."""
    transmitted = "w" if text is None or text.transmitted == "w" else f"({text.transmitted})"
    amount = f"transmission*{transmitted}{'*resources_pre' if pathway.depressing else ''}"
    amount += f"*{gain_of(pathway)}_post" if pathway.scaling is not None else ""
    if pathway.delay is not None:
        amount += f"*int(t - {LATE_BY} > trial_began_post - 0.5*dt)"
    if pathway.receptor is not Receptor.DOPAMINE:
        return f"{pathway.receptor.value}_post += {amount}"
    return f"release = {amount}\n{traces.release()}"


def _within_trial(rule: PlasticityRule, text: SynapseText) -> SynapseText:
    """Return the text with nothing left to do for spikes that came late from the trial before."""
    if not text.on_pre_delayed:
        return text
    names = ["w", *(variable.name for variable in rule.variables)]
    written = [n for n in names if re.search(rf"\b{n}\s*[-+*/]?=(?!=)", text.on_pre_delayed)]
    lines = [f"fresh = int(t - {LATE_BY} > trial_began_post - 0.5*dt)"]
    lines += [f"{name}_unchanged = (1 - fresh)*{name}" for name in written]
    lines.append(text.on_pre_delayed)
    lines += [f"{name} = fresh*{name} + {name}_unchanged" for name in written]
    return replace(text, on_pre_delayed="\n".join(lines))


def _go_on(synapses: Any, rule: PlasticityRule, text: SynapseText, feeds: Feeds) -> None:
    """Let synapses do what they do without spikes, and begin each trial anew."""
    if text.each_step:
        synapses.run_regularly(text.each_step, when="after_groups")
    anew = [_anew(variable.name, variable.start, "_post") for variable in fleeting(rule)]
    if anew:
        synapses.run_regularly("\n".join(anew), clock=feeds.slots, when="start", order=0)


def _downscale(synapses: Any, pathway: Pathway, scaling: Downscaling) -> None:
    """Sum up the incoming weights of each cell now and then, and scale them."""
    change = scaling.change
    for name, each in scaling.sums.items():
        there = f"{_sum_of(pathway, name)}_post"
        synapses.run_regularly(f"{there} += {each}", dt=DOWNSCALING_STEP * b2.second, order=1)
        change = re.sub(rf"\b{name}\b", there, change)
    synapses.run_regularly(change, dt=DOWNSCALING_STEP * b2.second, order=2)


def _sum_of(pathway: Pathway, name: str) -> str:
    """Return what cells call a sum over their incoming synapses of a pathway."""
    return f"{name}_{pathway.name}"


def _delays(ways: Iterable[str], text: SynapseText) -> dict[str, Any]:
    """Return one delay for all synapses of each way: of their own, they take 16 bytes each."""
    delays = dict.fromkeys([*ways, *(["post"] if text.on_post else [])], 0 * b2.ms)
    return delays | ({"pre": ANY_DELAY * b2.second} if text.on_pre_delayed else {})
