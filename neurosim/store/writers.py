"""Writing runs of lives and runs on synapses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import final

from neurosim.experiments import Outcome, rows_of
from neurosim.experiments.findings import DataSet
from neurosim.experiments.synapse_run import SynapseOutcome, published_targets
from neurosim.items import ItemSet
from neurosim.measures import Row
from neurosim.store import measures
from neurosim.store.diaries import packed_diary
from neurosim.store.itemsets import packed_items
from neurosim.store.life_run import items_name, recording_name
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


@final
class LifeWriter(RunWriter):
    """Writes down lives; see `RunWriter`."""

    def __init__(self, out: Path) -> None:
        super().__init__(out)
        self._rows: list[Row] = []

    def add(self, seed: int, items: ItemSet, outcomes: Iterable[Outcome]) -> None:
        """Write down everything that came of one seed."""
        rows: list[Row] = []
        files = {items_name(seed): self.write(items_name(seed), packed_items(items))}
        for outcome in outcomes:
            rows.extend(rows_of(outcome))
            name = recording_name(outcome.agent, outcome.condition, outcome.seed)
            files[name] = self.write(name, packed_diary(outcome.diary))
        # Only now does the seed count: an interrupt above leaves it out as a whole.
        self._rows += rows
        self.finish(seed, files)

    def tables(self) -> Mapping[str, bytes]:
        """Return ``measures.csv``."""
        seeds = set(self.seeds)
        return {measures.NAME: measures.written(row for row in self._rows if row.seed in seeds)}


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
