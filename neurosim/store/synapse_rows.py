"""The tables of a run on synapses: what was measured, the curves, and the published data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields

from neurosim.experiments.findings import Certainty, DataSet
from neurosim.experiments.synapse_run import LARGEST, SynapseOutcome, Target
from neurosim.store.tabular import finite, finite_or_none, from_csv, to_csv, whole

MEASURES, CURVES, PUBLISHED = "measures.csv", "curves.csv", "published.csv"


@dataclass(frozen=True)
class Measured:
    """One number of one subject: a line of ``measures.csv``.

    Attributes
    ----------
    control
        The same with plasticity off; None where it does not exist.
    published, sem, source
        What was published of it, its standard error, and where; None and "" where unknown.
    """

    agent: str
    seed: int
    measure: str
    value: float
    unit: str
    control: float | None
    published: float | None
    sem: float | None
    source: str


@dataclass(frozen=True)
class CurvePoint:
    """One point of a curve: a line of ``curves.csv``."""

    agent: str
    seed: int
    panel: str
    label: str
    x: float
    y: float


@dataclass(frozen=True)
class DataPoint:
    """One published point: a line of ``published.csv``.

    Attributes
    ----------
    certainty
        The name of a `Certainty`.
    """

    name: str
    source: str
    certainty: str
    panel: str
    label: str
    x: float
    y: float
    sem: float | None
    measure: str


def measured_rows(outcome: SynapseOutcome, targets: Mapping[str, Target]) -> Iterator[Measured]:
    """Yield what was measured of one subject, beside what was published."""
    for found in outcome.findings.measured:
        target = targets.get(found.measure, Target(0.0, None, ""))
        yield Measured(
            outcome.subject,
            outcome.seed,
            found.measure,
            float(found.value),
            found.unit,
            None if found.control is None else float(found.control),
            float(target.value) if target.source else None,
            None if target.sem is None else float(target.sem),
            target.source,
        )


def curve_rows(outcome: SynapseOutcome) -> Iterator[CurvePoint]:
    """Yield every point of the curves of one subject."""
    for curve in outcome.findings.curves:
        for x, y in zip(curve.x, curve.y, strict=True):
            place = (curve.panel, curve.label, float(x), float(y))
            yield CurvePoint(outcome.subject, outcome.seed, *place)


def data_rows(published: Iterable[DataSet]) -> Iterator[DataPoint]:
    """Yield every published point."""
    for data in published:
        sems = data.sem or (None,) * len(data.x)
        measures = data.measures or ("",) * len(data.x)
        about = (data.name, data.source, data.certainty.name, data.panel, data.label)
        for x, y, sem, measure in zip(data.x, data.y, sems, measures, strict=True):
            error = None if sem is None else float(sem)
            yield DataPoint(*about, float(x), float(y), error, measure)


def data_sets(points: Iterable[DataPoint]) -> tuple[DataSet, ...]:
    """Return published points as sets of data again."""
    groups: dict[tuple[str, ...], list[DataPoint]] = {}
    for p in points:
        groups.setdefault((p.name, p.source, p.certainty, p.panel, p.label), []).append(p)
    return tuple(_data_set(group) for group in groups.values())


def _data_set(group: Sequence[DataPoint]) -> DataSet:
    first = group[0]
    sems = tuple(p.sem for p in group if p.sem is not None)
    measures = tuple(p.measure for p in group if p.measure)
    return DataSet(
        first.name,
        first.source,
        Certainty[first.certainty],
        first.panel,
        first.label,
        tuple(p.x for p in group),
        tuple(p.y for p in group),
        sems if len(sems) == len(group) else (),
        measures if len(measures) == len(group) else (),
    )


def written(kind: type[Measured | CurvePoint | DataPoint], rows: Iterable[object]) -> bytes:
    """Return the table of one kind of rows as it is written."""
    header = tuple(field.name for field in fields(kind))
    return to_csv(header, (astuple(row) for row in rows))  # type: ignore[call-overload]


def read_measured(content: bytes) -> list[Measured]:
    """Return the rows of ``measures.csv``; InputError with the line that is damaged."""
    header = tuple(field.name for field in fields(Measured))
    return from_csv(MEASURES, content, header, _measured)


def read_curves(content: bytes) -> list[CurvePoint]:
    """Return the rows of ``curves.csv``; InputError with the line that is damaged."""
    header = tuple(field.name for field in fields(CurvePoint))
    return from_csv(CURVES, content, header, _point)


def read_published(content: bytes) -> list[DataPoint]:
    """Return the rows of ``published.csv``; InputError with the line that is damaged."""
    header = tuple(field.name for field in fields(DataPoint))
    return from_csv(PUBLISHED, content, header, _data)


def _measured(cells: Sequence[str]) -> Measured:
    agent, seed, measure, value, unit, control, published, sem, source = cells
    known, error = finite_or_none(published), _error(sem)
    numbers = (finite_or_none(control), known, error)
    return Measured(agent, whole(seed), measure, finite(value), unit, *numbers, source)


def _point(cells: Sequence[str]) -> CurvePoint:
    agent, seed, panel, label, x, y = cells
    return CurvePoint(agent, whole(seed), panel, label, finite(x), finite(y))


def _data(cells: Sequence[str]) -> DataPoint:
    name, source, certainty, panel, label, x, y, sem, measure = cells
    if certainty not in Certainty.__members__:
        raise ValueError(f"unknown certainty {certainty[:40]!r}")
    about = (name, source, certainty, panel, label)
    return DataPoint(*about, finite(x), finite(y), _error(sem), measure)


def _error(cell: str) -> float | None:
    sem = finite_or_none(cell)
    if sem and sem < 1 / LARGEST:
        raise ValueError("a standard error is negative or next to nothing")
    return sem
