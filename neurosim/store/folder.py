"""Reading a run folder. What is in it is checked, not trusted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from neurosim.errors import InputError
from neurosim.figures import LifeData
from neurosim.items import ItemSet
from neurosim.measures import Row, Summary, summarised
from neurosim.protocol import Diary
from neurosim.store import measures
from neurosim.store.diaries import diary_from
from neurosim.store.files import digest, read
from neurosim.store.itemsets import items_from
from neurosim.store.manifest import Manifest, read_manifest


def recording_name(agent: str, condition: str, seed: int) -> str:
    """Return where a diary lies in a run folder."""
    return f"recordings/{agent}/{condition}/seed-{seed}.npz"


def items_name(seed: int) -> str:
    """Return where the items of a seed lie in a run folder."""
    return f"items/seed-{seed}.npz"


@dataclass(frozen=True)
class RunFolder:
    """A run that was written down.

    Parameters
    ----------
    path
        The folder.
    manifest
        What its ``run.json`` says, or will say.
    """

    path: Path
    manifest: Manifest

    def content(self, name: str) -> bytes:
        """Return a file of the run, checked against the manifest.

        Raises
        ------
        InputError
            If the file is missing or is not the one that was written.
        """
        if name not in self.manifest.files:
            raise InputError(f"{name} is not part of the run in {self.path}")
        found = read(self.path, name)
        if digest(found) != self.manifest.files[name]:
            raise InputError(f"{name} is damaged: its SHA-256 is not the one in run.json")
        return found

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
        seeds, condition = self.manifest.seeds, self.manifest.conditions[0]
        diaries = {
            agent.name: self.diary(agent.name, condition, seeds[0])
            for agent in self.manifest.agents
        }
        exchange = self.manifest.exchange()
        return LifeData(self.summaries(), seeds, condition, self.items(seeds[0]), diaries, exchange)


def open_run(path: Path) -> RunFolder:
    """Open a run folder.

    Raises
    ------
    InputError
        If it is none.
    """
    manifest = read_manifest(path)
    if not (manifest.seeds and manifest.agents and manifest.conditions):
        raise InputError(f"not a run folder: nothing was finished in {path}")
    return RunFolder(path, manifest)
