"""What the figure of an experiment on synapses is drawn from."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from neurosim.experiments.findings import DataSet, Panel, Verdict, verdicts
from neurosim.experiments.synapse import SynapseExperiment
from neurosim.experiments.synapse_run import SynapseOutcome, counterparts

Point = tuple[str, str, str, float, float]
"""A point of a curve for one seed: subject, panel, label, x and y."""

MARKERS = ("o", "s", "^", "D", "v", "P", "X", "h")
"""Markers of published data, by the set."""


@dataclass(frozen=True)
class MeanCurve:
    """A curve of one subject, over seeds.

    Parameters
    ----------
    agent
        The subject.
    panel, label
        Which of its curves it is.
    x, y, sd
        Places, means and standard deviations over seeds (0 for a single seed).
    """

    agent: str
    panel: str
    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    sd: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class SynapseData:
    """What the figure of an experiment on synapses is drawn from.

    Parameters
    ----------
    question
        What was asked.
    panels
        Axes, from left to right.
    seeds
        The seeds.
    spiking, artificial
        Names of the subjects of the upper and of the lower row.
    curves
        What was found, over seeds.
    published
        Data that it is held against; those of no panel are not drawn.
    verdicts
        How well each subject meets the data.
    levels
        Where curves of a panel are without plasticity, where that is known.
    """

    question: str
    panels: tuple[Panel, ...]
    seeds: tuple[int, ...]
    spiking: tuple[str, ...]
    artificial: tuple[str, ...]
    curves: tuple[MeanCurve, ...]
    published: tuple[DataSet, ...]
    verdicts: Mapping[str, Sequence[Verdict]]
    levels: Mapping[str, float]

    @property
    def drawn(self) -> list[DataSet]:
        """The published data that have axes."""
        names = {panel.name for panel in self.panels}
        return [data for data in self.published if data.panel in names]

    def marker(self, data: DataSet) -> str:
        """Return the marker of published data: the same for the same name, source and label."""
        kinds = dict.fromkeys((each.name, each.source, each.label) for each in self.drawn)
        return MARKERS[list(kinds).index((data.name, data.source, data.label)) % len(MARKERS)]

    def of(self, agents: Sequence[str], panel: Panel) -> list[MeanCurve]:
        """Return the curves of some subjects in a panel."""
        return [c for c in self.curves if c.agent in agents and c.panel == panel.name]

    def labels(self, panel: Panel) -> list[str]:
        """Return the labels of a panel's curves, in order."""
        return list(dict.fromkeys(c.label for c in self.curves if c.panel == panel.name)) or [""]


def figure_data(experiment: SynapseExperiment, outcomes: Sequence[SynapseOutcome]) -> SynapseData:
    """Return what the figure shows of outcomes of an experiment, means over their seeds."""
    names = list(dict.fromkeys(outcome.subject for outcome in outcomes))
    artificial = tuple(each.name for each in counterparts() if each.name in names)
    measured = {name: _mean_findings(name, outcomes) for name in names}
    measured_controls = (f.control for each in outcomes for f in each.findings.measured)
    controls = {control for control in measured_controls if control is not None}
    levels = (
        {panel.name: min(controls) for panel in experiment.panels} if len(controls) == 1 else {}
    )
    return SynapseData(
        experiment.question,
        experiment.panels,
        tuple(dict.fromkeys(outcome.seed for outcome in outcomes)),
        tuple(name for name in names if name not in artificial),
        artificial,
        mean_curves(_points(outcomes)),
        experiment.published,
        {name: verdicts(found, experiment.published) for name, found in measured.items()},
        levels,
    )


def _mean_findings(name: str, outcomes: Sequence[SynapseOutcome]) -> dict[str, float]:
    values: dict[str, list[float]] = {}
    for outcome in outcomes:
        for finding in outcome.findings.measured if outcome.subject == name else ():
            values.setdefault(finding.measure, []).append(finding.value)
    return {measure: statistics.fmean(several) for measure, several in values.items()}


def _points(outcomes: Iterable[SynapseOutcome]) -> Iterator[Point]:
    for outcome in outcomes:
        for curve in outcome.findings.curves:
            for x, y in zip(curve.x, curve.y, strict=True):
                yield outcome.subject, curve.panel, curve.label, x, y


def mean_curves(points: Iterable[Point]) -> tuple[MeanCurve, ...]:
    """Return curves over seeds: means and, for several seeds, standard deviations at each place."""
    curves: dict[tuple[str, str, str], dict[float, list[float]]] = {}
    for agent, panel, label, x, y in points:
        curves.setdefault((agent, panel, label), {}).setdefault(x, []).append(y)
    return tuple(
        MeanCurve(
            *key,
            tuple(places),
            tuple(statistics.fmean(values) for values in places.values()),
            tuple(statistics.stdev(v) if len(v) > 1 else 0.0 for v in places.values()),
        )
        for key, places in curves.items()
    )
