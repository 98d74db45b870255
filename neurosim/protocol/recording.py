"""What comes home from an event, and the diary of a whole life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field

import numpy as np
from numpy.typing import NDArray

from neurosim.protocol.events import Recall, Recorded, Study
from neurosim.protocol.senses import Vector


@dataclass(frozen=True, eq=False)
class Spikes:
    """Spikes of one population.

    Parameters
    ----------
    cells
        Index of the cell of each spike, shape (n,).
    seconds
        Time of each spike from the start of the event, shape (n,), ascending.
    size
        Number of cells in the population.
    """

    cells: NDArray[np.int32]
    seconds: Vector
    size: int

    def counts(self, start: float, stop: float) -> Vector:
        """Return each cell's number of spikes in [start, stop), shape (size,)."""
        inside = (self.seconds >= start) & (self.seconds < stop)
        return np.bincount(self.cells[inside], minlength=self.size).astype(float)


@dataclass(frozen=True)
class Work:
    """What an event took, counted: nothing in an agent that does not count.

    Parameters
    ----------
    spikes
        Spikes of all cells, interneurons among them; those of the senses are not the agent's.
    excitations, inhibitions
        Spikes that arrive at a synapse, those of the senses among them: each spike counts once for
        every synapse of its cell that transmits.
    cell_seconds
        Seconds that living cells lived, added up over cells: what being there takes.
    macs
        Multiply-accumulates of an artificial network, sparse or not.
    """

    spikes: float = 0.0
    excitations: float = 0.0
    inhibitions: float = 0.0
    cell_seconds: float = 0.0
    macs: float = 0.0

    @property
    def synaptic_events(self) -> float:
        """Spikes that arrive at a synapse, of either kind."""
        return self.excitations + self.inhibitions

    def __add__(self, other: Work) -> Work:
        """Return the work of both."""
        return Work(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, eq=False)
class Synapses:
    """All synapses of one pathway at one moment.

    Parameters
    ----------
    source, target
        Index of the cell before and behind each synapse, shape (n,).
    weights
        Weight of each in the agent's own unit, shape (n,); of a brain, a conductance in units of
        the leak conductance.
    before, behind
        Number of cells of the populations that the pathway connects.
    populations
        Names of these two; empty where they have none.
    """

    source: NDArray[np.int32]
    target: NDArray[np.int32]
    weights: Vector
    before: int
    behind: int
    populations: tuple[str, str] = ("", "")

    def matrix(self) -> Vector:
        """Return the weight from each cell (column) onto each other (row), 0 where none is."""
        found = np.zeros((self.behind, self.before))
        found[self.target, self.source] = self.weights
        return found


@dataclass(frozen=True, eq=False)
class Recording:
    """What came home from one event.

    Parameters
    ----------
    event
        The event that was lived through.
    response
        Activity of the units that stand for each sense, by sense: what was perceived (study) or
        answered (recall). In Hz for a spiking agent, in the network's own terms for an artificial
        one; only the pattern and its size relative to study are compared. None where the event
        asks for no response.
    spikes
        Spikes by population, where the agent offers them. Of a long life, they are read from the
        disk whenever they are asked for.
    began
        Seconds into the life at which the event began.
    lesioned
        Region that had been damaged, "" for an intact agent; of several, all, with commas between.
    levels
        What else the agent tells of itself, by name: a row of numbers, in the order in which they
        came ("novelty", "acetylcholine": one for each glance).
    synapses
        Synapses by pathway, where they were examined; read as spikes are.
    work
        What the event took.
    """

    event: Recorded
    response: Mapping[str, Vector] | None = None
    spikes: Mapping[str, Spikes] = field(default_factory=dict)
    began: float = 0.0
    lesioned: str = ""
    levels: Mapping[str, Vector] = field(default_factory=dict)
    synapses: Mapping[str, Synapses] = field(default_factory=dict)
    work: Work = Work()


@dataclass(frozen=True, eq=False)
class Diary:
    """Everything that was recorded in one agent's life, in the order it was lived."""

    agent: str
    recordings: tuple[Recording, ...]

    def studies(self) -> list[tuple[Study, Recording]]:
        """Return what was recorded whenever an item was studied."""
        pairs = ((record.event, record) for record in self.recordings)
        return [(event, record) for event, record in pairs if isinstance(event, Study)]

    def recalls(self, label: str, lesioned: str = "") -> list[tuple[Recall, Recording]]:
        """Return the tests that carry a label, of the intact agent or of its lesioned copy."""
        kept = (record for record in self.recordings if record.lesioned == lesioned)
        pairs = ((record.event, record) for record in kept)
        return [
            (event, record)
            for event, record in pairs
            if isinstance(event, Recall) and event.label == label
        ]
