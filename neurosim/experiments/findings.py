"""What an experiment on synapses finds, and the published data that it is held against."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Panel:
    """Axes that curves are drawn in.

    Parameters
    ----------
    name
        What curves call it.
    title, x, y
        What is written over and beside it; labels end with the unit.
    ticks
        Names of the places 0, 1, 2, ... on the x axis, where it has names instead of numbers.
    """

    name: str
    title: str
    x: str
    y: str
    ticks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Curve:
    """Numbers along an axis.

    Parameters
    ----------
    panel
        Axes that it belongs to.
    label
        Which of several curves of one subject it is ("+10 ms"); "" if there is one.
    x, y
        The numbers, in the units of the panel.
    """

    panel: str
    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True)
class Finding:
    """One number that was measured.

    Parameters
    ----------
    measure
        Its name in tables.
    value
        The number.
    unit
        Its unit; "1" for relative changes of weight.
    control
        The same number with plasticity off; None if it then does not exist.
    """

    measure: str
    value: float
    unit: str = "1"
    control: float | None = None


@dataclass(frozen=True)
class Findings:
    """Everything that was found out about one subject with one seed."""

    measured: tuple[Finding, ...]
    curves: tuple[Curve, ...]


class Certainty(enum.Enum):
    """How published numbers came here."""

    TABLE = "as tabulated"
    TRANSCRIBED = "as copied in the code of several later studies"
    COMPUTED = "computed from the published parameters"
    DIGITISED = "digitised from a figure"
    REPORTED = "as reported; not checked against the source"


@dataclass(frozen=True)
class DataSet:
    """Published data of one curve.

    Parameters
    ----------
    name
        What it is, for people: who measured it in which tissue.
    source
        Key of the bibliography.
    certainty
        How the numbers came here.
    panel, label
        The curve that they belong to.
    x, y
        The numbers, in the units of the panel.
    sem
        Standard errors of the mean, or () where they are unknown.
    measures
        The names of the numbers as `Finding` has them, or () for points that no finding is held
        against.
    """

    name: str
    source: str
    certainty: Certainty
    panel: str
    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    sem: tuple[float, ...] = ()
    measures: tuple[str, ...] = ()

    def targets(self) -> dict[str, tuple[float, float]]:
        """Return value and standard error by the name of the measure."""
        if not (self.sem and self.measures):
            return {}
        return {m: (y, e) for m, y, e in zip(self.measures, self.y, self.sem, strict=True)}


CLOSE = 2.0
"""Root-mean-square distance, in standard errors, within which a rule meets data. Chosen: between
the published triplet rules (0.6 in visual cortex, 1.8 in hippocampus) and the best pair rules (2.8
and 3.0). It is no statistical test: errors of measurement alone reach 1.3 to 1.4 once in twenty
times for 8 to 13 points, so that by such a test the hippocampal rules miss their own data."""


@dataclass(frozen=True)
class Verdict:
    """How well findings meet the data of one source.

    Parameters
    ----------
    name, source
        The data.
    points
        Numbers that were compared.
    distance
        Root-mean-square distance in standard errors: the square root of the fit error E of Pfister
        & Gerstner (2006).
    worst
        The measure that is farthest off.
    constant
        The distance of the constant that fits best: what a rule must beat that sees no difference
        between the protocols.
    """

    name: str
    source: str
    points: int
    distance: float
    worst: str
    constant: float

    @property
    def met(self) -> bool:
        """Whether the data are met: near enough, and nearer than by any constant."""
        return self.distance <= CLOSE and self.distance < self.constant


def verdicts(measured: Mapping[str, float], published: Iterable[DataSet]) -> tuple[Verdict, ...]:
    """Return how well numbers meet all data that they can be held against, source by source."""
    targets: dict[tuple[str, str], dict[str, tuple[float, float]]] = {}
    for data in published:
        targets.setdefault((data.name, data.source), {}).update(data.targets())
    found = []
    for (name, source), goals in targets.items():
        off = {
            m: abs(measured[m] - y) / e for m, (y, e) in goals.items() if m in measured and e > 0
        }
        if off:
            distance = float(np.sqrt(np.mean(np.square(list(off.values())))))
            constant = best_constant([goals[measure] for measure in off])
            worst = max(off, key=lambda measure: off[measure])
            found.append(Verdict(name, source, len(off), distance, worst, constant))
    return tuple(found)


def best_constant(goals: Sequence[tuple[float, float]]) -> float:
    """Return the root-mean-square distance, in standard errors, of the constant that fits best.

    A constant fits one or two numbers only too well: for these it is 0, no change.

    Parameters
    ----------
    goals
        Value and standard error of each number.
    """
    values, errors = np.array(goals).T
    mean = np.average(values, weights=errors**-2) if values.size > 2 else 0.0
    return float(np.sqrt(np.mean(((values - mean) / errors) ** 2)))


def cited(sources: Iterable[str], published: Iterable[DataSet]) -> tuple[str, ...]:
    """Return the keys of what stands behind an experiment, published data included."""
    return tuple(dict.fromkeys((*sources, *(data.source for data in published))))
