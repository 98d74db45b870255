"""A run in which agents lived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from neurosim.errors import InputError
from neurosim.items import ItemSet
from neurosim.measures import Row, Summary, summarised
from neurosim.protocol import Diary
from neurosim.store import measures
from neurosim.store.diaries import diary_from
from neurosim.store.folder import RunFolder, titles
from neurosim.store.itemsets import items_from
from neurosim.store.life_table import compared_lives, life_table
from neurosim.store.manifest import STEPS, LifeManifest
from neurosim.store.table import Section, Table

if TYPE_CHECKING:  # Only drawing needs matplotlib.
    from matplotlib.figure import Figure

    from neurosim.figures import LifeData


def recording_name(agent: str, condition: str, seed: int) -> str:
    """Return where a diary lies in a run folder."""
    return f"recordings/{agent}/{condition}/seed-{seed}.npz"


def items_name(seed: int) -> str:
    """Return where the items of a seed lie in a run folder."""
    return f"items/seed-{seed}.npz"


@dataclass(frozen=True)
class LifeRun(RunFolder):
    """A run in which agents lived; see `RunFolder`."""

    picture: ClassVar[str] = "Figure of the run: spikes, recall and what was brought back"

    manifest: LifeManifest

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

    def diary(self, agent: str, condition: str, seed: int) -> Diary:
        """Return the diary of one life."""
        name = recording_name(agent, condition, seed)
        return diary_from(self.content(name), name)

    def items(self, seed: int) -> ItemSet:
        """Return the items of one seed."""
        return items_from(self.content(items_name(seed)), items_name(seed))

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
        """Draw the life."""
        from neurosim.figures import life_figure

        return life_figure(self.life())

    def table(self) -> Table:
        """Return recall by agent and condition, with chance and ceiling."""
        return life_table(self.summaries(), self.manifest)

    def beside(self, runs: Sequence[RunFolder]) -> Table:
        """Return the recall of several runs, side by side."""
        results = [cast("LifeRun", run).summaries() for run in runs]
        return compared_lives(results, titles(runs))

    def results(self) -> dict[str, Any]:
        """Return every measure over seeds."""
        return {
            "experiment": self.manifest.experiment.name,
            "seeds": list(self.manifest.seeds),
            "out": str(self.shown_path),
            "results": [asdict(summary) for summary in self.summaries()],
        }

    def sections(self) -> tuple[Section, ...]:
        """Return the exchange rates."""
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
        return (Section("Exchange rates", text + none, table),)
