"""What an experiment on synapses finds, and the published data that it is held against."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
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
        The same number with plasticity off.
    """

    measure: str
    value: float
    unit: str = "1"
    control: float = 0.0


@dataclass(frozen=True)
class Findings:
    """Everything that was found out about one subject with one seed."""

    measured: tuple[Finding, ...]
    curves: tuple[Curve, ...]


class Certainty(enum.Enum):
    """How published numbers came here."""

    TABLE = "as tabulated"
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
"""Root-mean-square distance, in standard errors, within which a rule meets data. Chosen: the 95 %
interval of a mean; the published triplet rules are at 0.6 (visual cortex) and 1.8 (hippocampus)."""


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
    """

    name: str
    source: str
    points: int
    distance: float
    worst: str

    @property
    def met(self) -> bool:
        """Whether the data are met."""
        return self.distance <= CLOSE


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
            found.append(Verdict(name, source, len(off), distance, max(off, key=lambda m: off[m])))
    return tuple(found)
