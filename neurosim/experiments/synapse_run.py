"""Put subjects through an experiment on synapses, and hold what is found against published data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from neurosim.artificial.rate_rules import RATE_RULES
from neurosim.errors import SimulationError
from neurosim.experiments.findings import DataSet, Findings, Panel
from neurosim.experiments.run import Watch, unwatched
from neurosim.experiments.subjects import ArtificialWeight, SpikingSynapse, Subject
from neurosim.experiments.synapse import SynapseExperiment
from neurosim.plasticity import PlasticityRule

LARGEST = 1e60
"""Size above which a number counts as not finite: nothing can be drawn or averaged there."""


@dataclass(frozen=True)
class SynapseOutcome:
    """What was found out about one subject with one seed.

    Parameters
    ----------
    subject
        Its name.
    seed
        The seed.
    findings
        What was found.
    """

    subject: str
    seed: int
    findings: Findings


@dataclass(frozen=True)
class Target:
    """A published number.

    Parameters
    ----------
    value
        The number.
    sem
        Its standard error of the mean; None where it is unknown.
    source
        Key of the bibliography.
    """

    value: float
    sem: float | None
    source: str


def counterparts() -> tuple[ArtificialWeight, ...]:
    """Return the artificial weights that go through every experiment on synapses."""
    return tuple(ArtificialWeight(rule.name, rule) for rule in RATE_RULES)


def run_subjects(
    experiment: SynapseExperiment,
    subjects: Sequence[Subject],
    seed: int,
    watch: Watch = unwatched,
) -> Iterator[SynapseOutcome]:
    """Yield what is found out about every subject, for one seed.

    Raises
    ------
    SimulationError
        If a number that was found is not finite: no figure may be drawn from it.
    """
    for subject in subjects:
        label = f"{subject.name}, seed {seed}"

        def told(share: float, label: str = label) -> None:
            watch(label, share, 1.0)

        told(0.0)
        found = SynapseOutcome(subject.name, seed, experiment.findings(subject, seed, told))
        check(found, experiment.panels)
        yield found


def run_rules(
    experiment: SynapseExperiment, rules: Mapping[str, PlasticityRule], seeds: Sequence[int] = (0,)
) -> list[SynapseOutcome]:
    """Put rules, and the artificial counterparts, through an experiment.

    Parameters
    ----------
    rules
        The rules by the name they are to have in tables and figures.

    Raises
    ------
    InputError
        If the texts of a rule cannot be simulated.
    """
    spiking = [SpikingSynapse(name, rule) for name, rule in rules.items()]
    subjects = [*spiking, *counterparts()]
    return [found for seed in seeds for found in run_subjects(experiment, subjects, seed)]


def check(outcome: SynapseOutcome, panels: Iterable[Panel]) -> None:
    """Check that everything that was found can be written down and drawn.

    Raises
    ------
    SimulationError
        If a number is not finite, a curve has more places than numbers, or its axes do not exist.
    """
    where = f"({outcome.subject}, seed {outcome.seed})"
    for found in outcome.findings.measured:
        numbers = (found.value, 0.0 if found.control is None else found.control)
        if not all(abs(number) <= LARGEST for number in numbers):
            raise SimulationError(f"{found.measure} is not a finite number {where}")
    names = {panel.name for panel in panels}
    for curve in outcome.findings.curves:
        title = f"{curve.panel} {curve.label}".strip()
        if curve.panel not in names or len(curve.x) != len(curve.y):
            raise SimulationError(f"the curve {title!r} does not fit its axes {where}")
        if not all(abs(number) <= LARGEST for number in (*curve.x, *curve.y)):
            raise SimulationError(f"the curve {title!r} is not finite everywhere {where}")


def published_targets(published: Iterable[DataSet]) -> dict[str, Target]:
    """Return what was published of every measure; of several sources, the first."""
    targets: dict[str, Target] = {}
    for data in published:
        errors = data.sem or (None,) * len(data.y)
        for measure, value, sem in zip(data.measures, data.y, errors, strict=False):
            targets.setdefault(measure, Target(value, sem, data.source))
    return targets
