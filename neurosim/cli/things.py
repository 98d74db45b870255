"""Everything that has a name: what it is, its numbers, and what stands behind it."""

from __future__ import annotations

import inspect
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from neurosim import individuals
from neurosim.citations import citations
from neurosim.cli import agents as models
from neurosim.cli import catalogue, rules
from neurosim.errors import unknown
from neurosim.experiments.findings import DataSet
from neurosim.experiments.network import Network, NetworkExperiment
from neurosim.experiments.synapse import SynapseExperiment
from neurosim.experiments.synapse_run import counterparts
from neurosim.items import SOURCES
from neurosim.parameters import Parameter, listed
from neurosim.plasticity import PlasticityRule

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A titled part of a description: lines of cells."""

    title: str
    rows: tuple[Cells, ...]


@dataclass(frozen=True)
class Thing:
    """Something with a name.

    Attributes
    ----------
    description
        What it is.
    tree
        Its parameters.
    sources
        Keys of what it is based on as a whole.
    parts
        What else there is to say.
    """

    description: str
    tree: object
    sources: tuple[str, ...]
    parts: tuple[Part, ...] = ()

    def cited(self) -> set[str]:
        """Return the keys of all sources behind it."""
        numbers = (parameter.source for _, parameter in listed(self.tree))
        return {*self.sources, *numbers, *individuals.sources(self.tree)}

    def text(self) -> str:
        """Return all of it, as people read it."""
        rows = _numbers(self.tree)
        entries = tuple((f"{c.key}: {c.readable()}",) for c in citations(self.cited()))
        differing = Part("individuals (neurosim run --individuals)", _differing(self.tree))
        parts = (*self.parts, Part("parameters", rows), differing, Part("sources", entries))
        shown = [f"{part.title}\n{_columns(part.rows)}" for part in parts if part.rows]
        return "\n\n".join([inspect.cleandoc(self.description), *shown])


def _numbers(tree: object) -> tuple[Cells, ...]:
    return tuple((name, _number(p), p.source, p.note) for name, p in listed(tree))


def _differing(tree: object) -> tuple[Cells, ...]:
    return tuple(
        (name, spread.told(number.unit), spread.source, spread.note)
        for name, number, spread in individuals.spreads(tree)
    )


def _number(parameter: Parameter) -> str:
    unit = "" if parameter.unit == "1" else f" {parameter.unit}"
    return f"{float(parameter):g}{unit}"


def thing(name: str) -> Thing:
    """Return what has a name.

    Raises
    ------
    InputError
        If nothing has it.
    """
    name = catalogue.proper_name(name)
    if name in catalogue.experiments():
        return _experiment(name)
    for source in SOURCES:
        if source.name == name:
            return Thing(source.summary, source, source.sources)
    if name in models.installed():
        model = models.model(name)
        return Thing(model.description, model.parameters, model.sources)
    if name in rules.names():
        return _rule(name)
    for weight in counterparts():
        if weight.name == name:
            return Thing(inspect.getdoc(type(weight.rule)) or "", weight.rule, weight.rule.sources)
    raise unknown("name", name, every_name())


def every_name() -> list[str]:
    """Return every name that can be shown and cited."""
    return [
        *catalogue.experiments(),
        *rules.names(),
        *(weight.name for weight in counterparts()),
        *models.installed(),
        *(source.name for source in SOURCES),
    ]


def _experiment(name: str) -> Thing:
    experiment = catalogue.experiment_named(name)
    text = f"{experiment.question}\n\n{inspect.getdoc(type(experiment)) or ''}"
    first: tuple[Part, ...]
    match experiment:
        case SynapseExperiment():
            return _synapses(text, experiment)
        case NetworkExperiment():
            measured = tuple(experiment.meanings.items())
            first = (*_networks(experiment.networks()), Part("measures", measured))
        case _:
            measured = tuple(dict.fromkeys((m.name, m.meaning) for m in experiment.measures()))
            first = (Part("measures", measured),)
    drawn = (_drawn(each) for chart in experiment.charts() for each in chart.published)
    data = Part("published data", tuple(dict.fromkeys(drawn)))
    return Thing(text, experiment, experiment.cited(), (*first, data))


def _networks(networks: Sequence[Network]) -> tuple[Part, ...]:
    """Return who takes part, and the numbers of each."""
    named = Part("networks", tuple((each.name, each.summary) for each in networks))
    return (named, *(Part(f"of {each.name}", _numbers(each.parameters)) for each in networks))


def _synapses(text: str, experiment: SynapseExperiment) -> Thing:
    usual = tuple((name, rules.rule(name).summary) for name in experiment.usual)
    axes = {panel.name for panel in experiment.panels}
    data = tuple(dict.fromkeys(_data(each, axes) for each in experiment.published))
    parts = (Part("usual rules", usual), Part("published data", data))
    return Thing(text, experiment, experiment.cited(), parts)


def _data(data: DataSet, axes: Container[str]) -> Cells:
    shown = "drawn" if data.panel in axes else "listed beside the measures"
    held = "gives a verdict" if data.targets() else f"{shown}, gives no verdict"
    label = f"{data.name}{', ' if data.label else ''}{data.label}"
    return (label, f"{len(data.x)} points", data.source, data.certainty.value, held)


def _drawn(data: DataSet) -> Cells:
    return (data.name, f"{len(data.x)} points", data.source, data.certainty.value)


def _rule(name: str) -> Thing:
    named = rules.rule(name)
    text = f"{named.summary}\n\n{inspect.getdoc(type(named.rule)) or ''}"
    equations = Part("as it is simulated", tuple(_texts(named.rule)))
    return Thing(text, named.rule, named.rule.sources, (equations,))


def _texts(rule: PlasticityRule) -> Iterator[Cells]:
    """Yield the equations and events of a rule, as they stand in the code."""
    for end, traces in (("pre", rule.pre), ("post", rule.post)):
        for trace in traces:
            yield (f"trace {trace.name}_{end}", trace.equation)
            yield from _events(f"  {end} spike", trace.on_spike)
            yield from _events("  dopamine", trace.on_dopamine)
    for variable in rule.variables:
        yield (f"variable {variable.name}", f"{variable.equation}; starts at {variable.start}")
    yield from _events("weight", rule.weight)
    yield from _events("pre spike", rule.on_pre)
    if rule.on_pre_delayed:
        yield from _events(f"pre spike, {rule.delayed_by} later", rule.on_pre_delayed)
    yield from _events("post spike", rule.on_post)
    yield from _events("each step", rule.each_step)
    yield from _events("transmitted", rule.transmitted)


def _events(when: str, text: str) -> Iterator[Cells]:
    """Yield the lines of an equation or event, if there are any."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        yield (when if number == 0 else "", line)


def _columns(rows: Iterable[Cells]) -> str:
    lines = list(rows)
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  " + "  ".join(f"{c:<{w}}" for c, w in zip(row, widths, strict=True)).rstrip()
        for row in lines
    )
