"""A run in which networks that do not live were put through an experiment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from neurosim.experiments.network import NetworkExperiment
from neurosim.experiments.networks import NETWORK_EXPERIMENTS
from neurosim.store.chart_table import published_section
from neurosim.store.charted_run import ChartedRun, named
from neurosim.store.manifest import NetworkManifest
from neurosim.store.table import Section

if TYPE_CHECKING:  # Only drawing needs matplotlib.
    from matplotlib.figure import Figure

LEVELS = "Chance and ceiling are those of the same network, task and seed."


@dataclass(frozen=True)
class NetworkRun(ChartedRun):
    """A run of networks that do not live; see `RunFolder`."""

    picture: ClassVar[str] = "Figure of the run: every network in every condition, over seeds"

    manifest: NetworkManifest

    def experiment(self) -> NetworkExperiment:
        """Return the experiment that was performed; see `ChartedRun.experiment`."""
        return named(self.manifest.experiment.name, NETWORK_EXPERIMENTS)

    def figure(self) -> Figure:
        """Draw the charts of the experiment."""
        from neurosim.figures import ChartData, charts_figure

        asked, manifest = self.experiment(), self.manifest
        data = ChartData(
            asked.question, asked.charts(), self.summaries(), manifest.seeds,
            manifest.exchange(), LEVELS,
        )  # fmt: skip
        return charts_figure(data)

    def sections(self) -> tuple[Section, ...]:
        """Return the published data, if there are any."""
        return published_section(self.charts())
