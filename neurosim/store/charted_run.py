"""A run whose results are drawn as charts: rows of one table, over seeds."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar, cast

from neurosim.errors import InputError, unknown
from neurosim.experiments import Chart, Experiment
from neurosim.experiments.network import NetworkExperiment
from neurosim.measures import Row, Summary, summarised
from neurosim.store import measures
from neurosim.store.chart_table import chart_table, compared_charts
from neurosim.store.folder import RunFolder, titles
from neurosim.store.manifest import ChartedManifest
from neurosim.store.table import Table

Kind = TypeVar("Kind", Experiment, NetworkExperiment)


@dataclass(frozen=True)
class ChartedRun(RunFolder):
    """A run whose results are drawn as charts; see `RunFolder`."""

    manifest: ChartedManifest

    @abstractmethod
    def experiment(self) -> Experiment | NetworkExperiment:
        """Return the experiment that was performed.

        Raises
        ------
        InputError
            If this version knows none of that name.
        """

    def charts(self) -> tuple[Chart, ...]:
        """Return what is drawn."""
        return self.experiment().charts()

    def rows(self) -> list[Row]:
        """Return every number that was measured."""
        rows = measures.read_rows(self.content(measures.NAME))
        agents = {agent.name for agent in self.manifest.agents}
        for row in rows:
            if row.agent not in agents or row.condition not in self.manifest.conditions:
                label = f"{row.agent}, {row.condition}"
                raise InputError(f"{measures.NAME} is damaged: {label} is not in run.json")
        return rows

    def summaries(self) -> list[Summary]:
        """Return every measure, over seeds."""
        return summarised(self.rows())

    def table(self) -> Table:
        """Return what was measured by agent and condition, with chance and ceiling."""
        return chart_table(self.summaries(), self.charts(), self.manifest)

    def beside(self, runs: Sequence[RunFolder]) -> Table:
        """Return what was measured in several runs, side by side."""
        results = [cast("ChartedRun", run).summaries() for run in runs]
        return compared_charts(results, self.charts(), titles(runs))

    def results(self) -> dict[str, Any]:
        """Return every measure over seeds."""
        return {**self.about(), "results": [asdict(each) for each in self.summaries()]}


def named(name: str, known: Iterable[Kind]) -> Kind:
    """Return the experiment of a name.

    Raises
    ------
    InputError
        If there is none.
    """
    by_name = {each.name: each for each in known}
    if name not in by_name:
        raise unknown("experiment", name, by_name)
    return by_name[name]
