"""A run in which synapses were stimulated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from neurosim.adapters.rate_codes import BIN, HIGHEST
from neurosim.errors import InputError
from neurosim.experiments.findings import DataSet, Verdict, verdicts
from neurosim.store.folder import RunFolder, titles
from neurosim.store.manifest import SynapseManifest
from neurosim.store.synapse_rows import (
    CURVES,
    MEASURES,
    PUBLISHED,
    CurvePoint,
    Measured,
    data_sets,
    read_curves,
    read_measured,
    read_published,
)
from neurosim.store.synapse_table import (
    MeasuredSummary,
    compared_synapses,
    measured_summaries,
    synapse_table,
    verdict_table,
)
from neurosim.store.table import Section, Table

if TYPE_CHECKING:  # Only drawing needs matplotlib.
    from matplotlib.figure import Figure

    from neurosim.figures.synapse_data import SynapseData

COUNTERPARTS = (
    "The same stimulations, measures and axes for weights of artificial units. These are not told "
    f"spikes but the rates of the same spikes, in bins of {BIN:g} s and as shares of "
    f"{HIGHEST:g} Hz: they cannot see the order of spikes within a bin. Their learning rates are "
    "chosen; they and everything else are among the parameters below."
)


@dataclass(frozen=True)
class SynapseRun(RunFolder):
    """A run in which synapses were stimulated; see `RunFolder`."""

    picture: ClassVar[str] = (
        "Figure of the run: changes of synapses and of artificial weights, with published data"
    )

    manifest: SynapseManifest

    def rows(self) -> list[Measured]:
        """Return every number that was measured."""
        rows = read_measured(self.content(MEASURES))
        self._check(MEASURES, rows)
        return rows

    def summaries(self) -> list[MeasuredSummary]:
        """Return every measure, over seeds."""
        return measured_summaries(self.rows())

    def curves(self) -> list[CurvePoint]:
        """Return every point of every curve."""
        points = read_curves(self.content(CURVES))
        self._check(CURVES, points)
        panels = {panel.name for panel in self.manifest.panels}
        for point in points:
            if point.panel not in panels:
                raise InputError(f"{CURVES} is damaged: {point.panel!r} is not in run.json")
        return points

    def published(self) -> tuple[DataSet, ...]:
        """Return the data that the subjects are held against."""
        return data_sets(read_published(self.content(PUBLISHED)))

    def verdicts(self) -> dict[str, tuple[Verdict, ...]]:
        """Return how well each subject meets each source, by its mean over seeds."""
        means: dict[str, dict[str, float]] = {agent.name: {} for agent in self.manifest.agents}
        for each in self.summaries():
            means[each.agent][each.measure] = each.mean
        published = self.published()
        return {agent: verdicts(measured, published) for agent, measured in means.items()}

    def data(self) -> SynapseData:
        """Return what the figure shows."""
        from neurosim.figures.synapse_data import SynapseData, mean_curves

        return SynapseData(
            self.manifest.experiment.summary,
            self.manifest.panels,
            self.manifest.seeds,
            self.manifest.spiking,
            self.manifest.artificial,
            mean_curves((p.agent, p.panel, p.label, p.x, p.y) for p in self.curves()),
            self.published(),
            self.verdicts(),
            self._levels(),
        )

    def figure(self) -> Figure:
        """Draw all curves and the published data."""
        from neurosim.figures.synapse import synapse_figure

        return synapse_figure(self.data())

    def table(self) -> Table:
        """Return measures by subject, with control and published numbers."""
        return synapse_table(self.summaries(), self.verdicts(), self.manifest.seeds)

    def beside(self, runs: Sequence[RunFolder]) -> Table:
        """Return the measures of several runs, side by side."""
        results = [cast("SynapseRun", run).summaries() for run in runs]
        return compared_synapses(results, titles(runs))

    def results(self) -> dict[str, Any]:
        """Return every measure over seeds, and how well the data are met."""
        return {
            **self.about(),
            "results": [summary.told() for summary in self.summaries()],
            "verdicts": [
                {
                    "agent": agent,
                    "data": v.name,
                    "source": v.source,
                    "points": v.points,
                    "distance": v.distance,
                    "met": v.met,
                    "constant": v.constant,
                    "worst": v.worst,
                }
                for agent, each in self.verdicts().items()
                for v in each
            ],
        }

    def sections(self) -> tuple[Section, ...]:
        """Return all measures, verdicts, the published data and who the counterparts are."""
        data = tuple(
            (d.name, d.source, d.certainty.value, d.panel, d.label or "-", str(len(d.x)),
             "yes" if d.targets() else "no")
            for d in self.published()
        )  # fmt: skip
        header = ("data", "source", "certainty", "axes", "curve", "points", "give a verdict")
        held = "Data of which standard errors are known give a verdict; others are drawn only."
        told = verdict_table(self.verdicts())
        names = ", ".join(self.manifest.artificial)
        return (
            Section("Verdicts", told.note, told if told.rows else None),
            Section("Published data", held, Table(header, data) if data else None),
            Section("Artificial counterparts", f"{names}. {COUNTERPARTS}"),
        )

    def _levels(self) -> dict[str, float]:
        """Return where the curves of a panel are without plasticity, where that is one level."""
        rows = self.rows()
        everything = [row.control for row in rows]
        levels = {}
        for panel in self.manifest.panels:
            held = {m for data in self.published() if data.panel == panel.name
                    for m in data.measures}  # fmt: skip
            mine = [row.control for row in rows if row.measure in held]
            found = [each for each in mine or everything if each is not None]
            if found and max(found) - min(found) < 1e-9:
                levels[panel.name] = found[0]
        return levels

    def _check(self, name: str, rows: Iterable[Measured | CurvePoint]) -> None:
        agents = {agent.name for agent in self.manifest.agents}
        for row in rows:
            if row.agent not in agents or row.seed not in self.manifest.seeds:
                label = f"{row.agent}, seed {row.seed}"
                raise InputError(f"{name} is damaged: {label} is not in run.json")
