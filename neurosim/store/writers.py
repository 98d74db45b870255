"""Writing runs of lives, of networks and on synapses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import final

from neurosim.errors import SimulationError
from neurosim.experiments import FailedLifeError, Outcome, Plan, rows_of
from neurosim.experiments.findings import DataSet
from neurosim.experiments.synapse_run import SynapseOutcome, published_targets
from neurosim.items import ItemSet
from neurosim.measures import Row
from neurosim.store import measures
from neurosim.store.diaries import packed_diary
from neurosim.store.folder import RunFolder
from neurosim.store.itemsets import packed_items
from neurosim.store.life_run import items_name, recording_name
from neurosim.store.manifest import Failure, LifeManifest, Manifest
from neurosim.store.synapse_rows import (
    CURVES,
    MEASURES,
    PUBLISHED,
    CurvePoint,
    DataPoint,
    Measured,
    curve_rows,
    data_rows,
    measured_rows,
    written,
)
from neurosim.store.writer import RunWriter


class ChartedWriter(RunWriter):
    """Writes down rows; see `RunWriter`."""

    def __init__(self, out: Path) -> None:
        super().__init__(out)
        self._rows: list[Row] = []

    def tables(self) -> Mapping[str, bytes]:
        """Return ``measures.csv``."""
        seeds = set(self.seeds)
        return {measures.NAME: measures.written(row for row in self._rows if row.seed in seeds)}


@final
class LifeWriter(ChartedWriter):
    """Writes down lives; see `RunWriter`."""

    def __init__(self, out: Path) -> None:
        super().__init__(out)
        self._failure: Failure | None = None

    def add(self, seed: int, plans: Sequence[Plan], outcomes: Iterable[Outcome]) -> None:
        """Write down everything that came of one seed.

        Parameters
        ----------
        plans
            The lives that were lived.
        """
        rows: list[Row] = []
        files = {name: self.write(name, packed_items(items)) for name, items in _items(seed, plans)}
        for outcome in outcomes:
            rows.extend(rows_of(outcome))
            name = recording_name(outcome.agent, outcome.condition, outcome.seed, outcome.part)
            files[name] = self.write(name, packed_diary(outcome.diary))
        # Only now does the seed count: an interrupt above leaves it out as a whole.
        self._rows += rows
        self.finish(seed, files)

    def keep(self, problem: SimulationError) -> None:
        """Keep the life that was broken off, and its items."""
        if not (isinstance(problem, FailedLifeError) and problem.diary.recordings):
            return
        seed, plan, agent = problem.seed, problem.plan, problem.diary.agent
        items = items_name(seed, plan.condition, plan.part)
        recording = recording_name(agent, plan.condition, seed, plan.part)
        contents = {items: packed_items(plan.items), recording: packed_diary(problem.diary)}
        self.add_files({name: self.write(name, content) for name, content in contents.items()})
        self._failure = Failure(str(problem), agent, plan.condition, plan.part, seed)
        self.failed = True

    def publish(self, manifest: Manifest) -> RunFolder:
        """Write everything, and say what went wrong, if anything; see `RunWriter`."""
        if isinstance(manifest, LifeManifest):
            manifest = replace(manifest, failure=self._failure)
        return super().publish(manifest)


def _items(seed: int, plans: Sequence[Plan]) -> Iterator[tuple[str, ItemSet]]:
    """Yield the items of a seed with their names: once, where all lives have the same."""
    if len({id(plan.items) for plan in plans}) == 1:
        yield items_name(seed), plans[0].items
        return
    for plan in plans:
        yield items_name(seed, plan.condition, plan.part), plan.items


@final
class NetworkWriter(ChartedWriter):
    """Writes down what was found out about networks; see `RunWriter`."""

    def add(self, seed: int, rows: Iterable[Row]) -> None:
        """Write down everything that was found out with one seed."""
        self._rows += rows
        self.finish(seed, {})


@final
class SynapseWriter(RunWriter):
    """Writes down what was found out about synapses; see `RunWriter`.

    Parameters
    ----------
    published
        Data that the findings are held against.
    """

    def __init__(self, out: Path, published: Sequence[DataSet]) -> None:
        super().__init__(out)
        self.published = tuple(published)
        self._measured: list[Measured] = []
        self._points: list[CurvePoint] = []

    def add(self, seed: int, outcomes: Iterable[SynapseOutcome]) -> None:
        """Write down everything that was found out with one seed."""
        targets = published_targets(self.published)
        found = list(outcomes)
        self._measured += [row for each in found for row in measured_rows(each, targets)]
        self._points += [row for each in found for row in curve_rows(each)]
        self.finish(seed, {})

    def tables(self) -> Mapping[str, bytes]:
        """Return ``measures.csv``, ``curves.csv`` and ``published.csv``."""
        seeds = set(self.seeds)
        return {
            MEASURES: written(Measured, (row for row in self._measured if row.seed in seeds)),
            CURVES: written(CurvePoint, (row for row in self._points if row.seed in seeds)),
            PUBLISHED: written(DataPoint, data_rows(self.published)),
        }
