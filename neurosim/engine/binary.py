"""A compiled network, and the names by which its arrays are reached."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ArrayFile:
    """Where a binary leaves an array, and of which type it is."""

    file: str
    dtype: str


@dataclass(frozen=True)
class Binary:
    """A compiled network and the names by which its arrays are reached.

    Parameters
    ----------
    folder
        Holds the executable ``main`` and its ``static_arrays``.
    spikes
        By group: the files of spike indices and times, and the number of cells.
    kept
        Arrays that come home, by "group.variable".
    membranes
        Arrays that must be finite after every run.
    stopped
        By group that is watched: when it stopped the run.
    connections
        By synapses that runs connect anew: the static arrays with source and target indices.
    tables
        Static arrays of the tables that every run brings anew.
    delays
        What this version of Brian2 calls the delay of synapses, by "synapses.delay".
    """

    folder: Path
    spikes: dict[str, tuple[ArrayFile, ArrayFile, int]]
    kept: dict[str, ArrayFile]
    membranes: dict[str, ArrayFile]
    stopped: dict[str, ArrayFile]
    connections: dict[str, tuple[str, str]]
    tables: frozenset[str]
    delays: dict[str, str]

    @property
    def results(self) -> frozenset[str]:
        """Names of the files that are read after a run."""
        arrays = [*self.kept.values(), *self.membranes.values(), *self.stopped.values()]
        arrays += [file for cells, times, _ in self.spikes.values() for file in (cells, times)]
        return frozenset(array.file for array in arrays)
