"""What the cells and synapses of a circuit need in order to learn, gathered from all its rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from neurosim.brain.cells import Cell
from neurosim.brain.circuit import Circuit, Receptor
from neurosim.brain.parts import cell_kinds
from neurosim.errors import InputError
from neurosim.parameters import dimension, in_si, named_parameters
from neurosim.plasticity import PlasticityRule, SynapticVariable
from neurosim.plasticity.text import CellTraces, SynapseText, mentions_any, renamed, synapse_text

LATE_BY = "late_by"
"""Name of the variable of synapses that says how much later late effects of spikes come."""

SUM = re.compile(r"^\s*(\w+)_post\s*=.*\(summed\)", re.MULTILINE)
"""An equation that adds up over the synapses onto a cell."""

DECAY = re.compile(r"d(\w+)/dt\s*=\s*(?:-\1|\(\w+ - \1\))(?:\*(\d+))?/(\w+)\s*:")
"""The equation of a trace that does nothing but decay towards something: n times in tau."""

FAST = 10.0
"""Steps: a trace that decays faster does so exactly. Slower ones are integrated as the cells are,
by forward Euler, which shortens a time constant by half a step."""


@dataclass(frozen=True)
class Learning:
    """The texts of all rules of a circuit.

    Parameters
    ----------
    traces
        Traces of each population: of all rules of pathways that begin or end there.
    synapses
        Texts of the synapses of each pathway that has a rule.
    potential
        Populations of which a rule reads the membrane potential.
    """

    traces: Mapping[str, CellTraces]
    synapses: Mapping[str, SynapseText]
    potential: frozenset[str]


def learning(circuit: Circuit) -> Learning:
    """Gather the texts of all rules of a circuit.

    Raises
    ------
    InputError
        If a text uses a name that nothing has, a rule reads the potential of cells that have none,
        or dopamine arrives where no rule knows it.
    """
    cells = cell_kinds(circuit)
    traces = {name: CellTraces(reserved=cell.names) for name, cell in cells.items()}
    synapses: dict[str, SynapseText] = {}
    potential: dict[str, str] = {}
    for pathway in circuit.pathways:
        if pathway.rule is None:
            continue
        pre = traces[pathway.source].add(pathway.rule, pathway.rule.pre)
        post = traces[pathway.target].add(pathway.rule, pathway.rule.post)
        taken = cells[pathway.source].names | cells[pathway.target].names
        text = _completed(pathway.rule, synapse_text(pathway.rule, pre, post), taken)
        synapses[pathway.name] = text
        for end in (pathway.source, pathway.target):
            if traces[end].needs_potential or (end == pathway.target and text.needs_potential):
                potential.setdefault(end, pathway.name)
    for population, pathway_name in potential.items():
        if not cells[population].potential:
            raise InputError(
                f"the rule of {pathway_name} reads the membrane potential of {population}, "
                f"whose cells have no membrane"
            )
    _check_dopamine(circuit, traces)
    _check_sums(circuit, synapses)
    return Learning(traces, synapses, frozenset(potential))


def _check_dopamine(circuit: Circuit, traces: Mapping[str, CellTraces]) -> None:
    for pathway in circuit.pathways:
        heard = traces[pathway.target].on_dopamine
        if pathway.receptor is Receptor.DOPAMINE and not heard:
            raise InputError(
                f"{pathway.name} releases dopamine at {pathway.target}, where no rule knows it"
            )


def _check_sums(circuit: Circuit, synapses: Mapping[str, SynapseText]) -> None:
    """Check that no two pathways sum up into one variable of a cell, which Brian2 cannot do."""
    sums: dict[tuple[str, str], str] = {}
    for pathway in circuit.pathways:
        text = synapses.get(pathway.name)
        for name in SUM.findall("\n".join(text.equations)) if text is not None else ():
            other = sums.setdefault((pathway.target, name), pathway.name)
            if other != pathway.name:
                raise InputError(
                    f"{other} and {pathway.name} cannot both have this rule: it adds up over all "
                    f"synapses of one pathway onto {pathway.target}"
                )


def _completed(rule: PlasticityRule, text: SynapseText, taken: Iterable[str]) -> SynapseText:
    """Add what a brain needs beside the equations: where variables begin anew, and the delay.

    Parameters
    ----------
    taken
        Names that the cells have taken; parameters of such a name are called otherwise.
    """
    known = named_parameters(rule)
    names = dict.fromkeys(variable.start for variable in fleeting(rule))
    missing = {n: known[n] for n in names if n in known and n not in text.values}
    if rule.on_pre_delayed:
        missing[LATE_BY] = known[rule.delayed_by]
    lines = (f"{name} : {dimension(each)} (shared, constant)" for name, each in missing.items())
    values = {**text.values, **{name: in_si(each) for name, each in missing.items()}}
    others = {name: f"{name}_of_rule" for name in values if name in taken}
    return SynapseText(
        equations=tuple(renamed(line, others) for line in (*text.equations, *lines)),
        on_pre=renamed(text.on_pre, others),
        on_post=renamed(text.on_post, others),
        on_pre_delayed=renamed(text.on_pre_delayed, others),
        each_step=renamed(text.each_step, others),
        transmitted=renamed(text.transmitted, others),
        values={others.get(name, name): value for name, value in values.items()},
    )


def fleeting(rule: PlasticityRule) -> tuple[SynapticVariable, ...]:
    """Return the synaptic variables that begin anew with every event."""
    return tuple(variable for variable in rule.variables if not variable.lasts)


def lasting(circuit: Circuit, traces: Mapping[str, CellTraces]) -> Iterator[tuple[str, str]]:
    """Yield all that lasts from event to event beside the weights.

    Yields
    ------
    tuple
        Name of a population or pathway, and its variable.
    """
    for population, each in traces.items():
        yield from ((population, name) for name in each.lasting)
    for pathway in circuit.pathways:
        for variable in pathway.rule.variables if pathway.rule is not None else ():
            if variable.lasts:
                yield pathway.name, variable.name


def at_rest(traces: CellTraces, name: str) -> float:
    """Return the value of a trace at rest, in SI base units."""
    text = dict(traces.at_rest)[name]
    return traces.values[text] if text in traces.values else float(text)


def trace_values(traces: CellTraces, cell: Cell, dt: float) -> dict[str, float]:
    """Return the parameters of the traces of a population, in SI base units.

    Forward Euler multiplies what decays by 1 - dt/tau in each step. Where that is too coarse, the
    cells are given the tau that makes this exp(-dt/tau), which is exact.
    """
    values = dict(traces.values)
    if cell.method != "euler":
        return values
    elsewhere = (*traces.on_spike, *traces.on_dopamine, *(text for _, text in traces.at_rest))
    for equation in traces.equations:
        found = DECAY.match(equation)
        if found is None or found[3] not in values or mentions_any(elsewhere, found[3]):
            continue
        step = int(found[2] or 1) * dt
        if values[found[3]] < FAST * step:
            values[found[3]] = float(-step / np.expm1(-step / values[found[3]]))
    return values
