"""A run in which agents lived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, cast

from neurosim.experiments import EXPERIMENTS, Experiment, Life, OneNight
from neurosim.items import ItemSet
from neurosim.protocol import Diary
from neurosim.store import individuals as cohort
from neurosim.store.chart_table import published_section
from neurosim.store.charted_run import ChartedRun, named
from neurosim.store.diaries import diary_in
from neurosim.store.folder import RunFolder, titles
from neurosim.store.itemsets import items_from
from neurosim.store.life_table import compared_lives, life_table
from neurosim.store.manifest import STEPS, LifeManifest
from neurosim.store.shelf import Shelf
from neurosim.store.table import Section, Table

if TYPE_CHECKING:  # Only drawing needs matplotlib.
    from matplotlib.figure import Figure

    from neurosim.figures import LifeData, NightInDetail


def recording_name(agent: str, condition: str, seed: int, part: str = "") -> str:
    """Return where a diary lies in a run folder."""
    return _name("recordings", agent, condition, part, f"seed-{seed}.npz")


def state_name(agent: str, condition: str, seed: int, part: str = "") -> str:
    """Return where an agent lies in a run folder, as it was at the end of a life."""
    return _name("states", agent, condition, part, f"seed-{seed}.npz")


def items_name(seed: int, condition: str = "", part: str = "") -> str:
    """Return where the items of a seed lie; without a condition, those that all lives have."""
    return _name("items", condition, part, f"seed-{seed}.npz")


def _name(*words: str) -> str:
    return "/".join(word for word in words if word)


@dataclass(frozen=True)
class LifeRun(ChartedRun):
    """A run in which agents lived; see `RunFolder`."""

    picture: ClassVar[str] = "Figure of the run: every agent in every condition, over seeds"

    manifest: LifeManifest

    def diary(self, agent: str, condition: str, seed: int, part: str = "") -> Diary:
        """Return the diary of one life; its spikes are read when asked for."""
        name = recording_name(agent, condition, seed, part)
        self.check(name)
        return diary_in(self.path, name, Shelf())

    def items(self, seed: int, condition: str = "", part: str = "") -> ItemSet:
        """Return the items of one seed; where lives have different ones, of one life."""
        shared = items_name(seed)
        name = shared if shared in self.manifest.files else items_name(seed, condition, part)
        return items_from(self.content(name), name)

    def individuals(self) -> list[cohort.Drawn]:
        """Return every number that was drawn for an individual; none, if all were alike."""
        if cohort.NAME not in self.manifest.files:
            return []
        return cohort.read_rows(self.content(cohort.NAME), self.manifest)

    def manifest_of(self, seed: int, drawn: Iterable[cohort.Drawn]) -> LifeManifest:
        """Return the manifest with the numbers that the individuals of one seed had.

        Parameters
        ----------
        drawn
            What `individuals` returned.
        """
        agents = (cohort.card_of(agent, seed, drawn) for agent in self.manifest.agents)
        return replace(self.manifest, agents=tuple(agents))

    def experiment(self) -> Experiment:
        """Return the experiment that was performed; see `ChartedRun.experiment`."""
        return named(self.manifest.experiment.name, EXPERIMENTS)

    def life(self) -> LifeData:
        """Return what the figure shows: all numbers, and the first seed's life in detail."""
        from neurosim.figures import LifeData

        seeds, condition = self.manifest.seeds, self.manifest.conditions[0]
        diaries = {
            agent.name: self.diary(agent.name, condition, seeds[0])
            for agent in self.manifest.agents
        }
        exchange = self.manifest.exchange()
        return LifeData(self.summaries(), seeds, condition, self.items(seeds[0]), diaries, exchange)

    def figure(self) -> Figure:
        """Draw the life, or the charts of the experiment."""
        from neurosim.figures import ChartData, charts_figure, life_figure

        experiment = self.experiment()
        if isinstance(experiment, Life):
            return life_figure(self.life())
        manifest, results = self.manifest, self.summaries()
        question, charts, exchange = experiment.question, experiment.charts(), manifest.exchange()
        data = ChartData(question, charts, results, manifest.seeds, exchange)
        return charts_figure(data, self.detail())

    def detail(self) -> NightInDetail | None:
        """Return what is drawn above the charts: one night in detail, if the run is about one."""
        from neurosim.figures import NightInDetail

        if not isinstance(self.experiment(), OneNight):
            return None
        condition, seed = self.manifest.conditions[0], self.manifest.seeds[0]
        lives = (self.diary(agent.name, condition, seed) for agent in self.manifest.agents)
        told = (NightInDetail(diary, seed) for diary in lives)
        return next((each for each in told if each.drawable), None)

    def table(self) -> Table:
        """Return what was measured by agent and condition, with chance and ceiling."""
        life = isinstance(self.experiment(), Life)
        table = life_table(self.summaries(), self.manifest) if life else super().table()
        drawn = self.individuals()
        if not drawn:
            return table
        return replace(table, note=f"{table.note}\n{cohort.told(drawn, self.manifest)}")

    def beside(self, runs: Sequence[RunFolder]) -> Table:
        """Return what was measured in several runs, side by side."""
        if isinstance(self.experiment(), Life):
            results = [cast("LifeRun", run).summaries() for run in runs]
            return compared_lives(results, titles(runs))
        return super().beside(runs)

    def sections(self) -> tuple[Section, ...]:
        """Return the published data and the individuals, if there are any, and exchange rates."""
        drawn = self.individuals()
        told = (cohort.section(drawn, self.manifest),) if drawn else ()
        return (*published_section(self.charts()), *told, self._exchange_rates())

    def _exchange_rates(self) -> Section:
        rows = tuple(
            (agent.name, number.name, f"{number.value:g} {number.unit}", number.note)
            for agent in self.manifest.agents
            for number in agent.parameters
            if number.name.endswith(STEPS)
        )
        table = Table(("agent", "rate", "value", "note"), rows) if rows else None
        text = (
            "How many training steps of an artificial network one second of life is worth. "
            "Without these numbers the comparison of brain and network means nothing."
        )
        none = "" if rows else " No artificial agent took part."
        return Section("Exchange rates", text + none, table)
