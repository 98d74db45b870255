"""What is large in recordings, read from the disk whenever it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, final

from cachetools import LRUCache

from neurosim.errors import InputError, in_a_line
from neurosim.protocol import Spikes, Synapses
from neurosim.store.arrays import TROUBLE, Npz

Thing = TypeVar("Thing", bound=Spikes | Synapses)

MOST = 64_000_000
"""Bytes that one life may hold in memory of what it has on the disk. Chosen: what a brain records
on a few days, so that nothing of a short life is read twice."""

OPEN = 16
"""Files that are open at a time. Chosen: some of a thousand that a process may have."""


@final
class Shelf:
    """Reads spikes and synapses from npz files; what was asked for last stays in memory.

    Parameters
    ----------
    most
        Bytes that stay in memory.
    """

    def __init__(self, most: int = MOST) -> None:
        self._things: LRUCache[tuple[Path, str], Any] = LRUCache(most, getsizeof=weight)
        self._files: LRUCache[Path, Npz] = LRUCache(OPEN)

    def later(
        self, path: Path, prefix: str, readers: Mapping[str, Callable[[Npz], Thing]]
    ) -> Later[Thing]:
        """Return things by name, each read when it is asked for.

        Parameters
        ----------
        path
            The file.
        prefix
            Tells what is in a file apart.
        readers
            What turns arrays of the file into each thing; where it cannot, asking for the thing
            raises InputError.
        """

        def read(name: str) -> Thing:
            key = (path, f"{prefix}.{name}")
            if key in self._things:
                found: Thing = self._things[key]
                return found
            try:
                found = readers[name](self.file(path))
            except TROUBLE as problem:
                reason = f"{path.name} is damaged: {in_a_line(problem)}"
                raise InputError(reason) from problem
            with suppress(ValueError):  # larger than all that may stay
                self._things[key] = found
            return found

        return Later(tuple(readers), read)

    def file(self, path: Path) -> Npz:
        """Open a file, if it is not open; DamagedError if it is no npz file."""
        if path not in self._files:
            self._files[path] = Npz(path)
        return self._files[path]


@final
class Later(Mapping[str, Thing]):
    """Things by name, each fetched when it is asked for.

    Parameters
    ----------
    names
        In their order.
    fetch
        Returns the thing of a name.
    """

    def __init__(self, names: tuple[str, ...], fetch: Callable[[str], Thing]) -> None:
        self._names = names
        self._fetch = fetch

    def __getitem__(self, name: str) -> Thing:
        """Return a thing; KeyError if there is none of this name."""
        if name not in self._names:
            raise KeyError(name)
        return self._fetch(name)

    def __contains__(self, name: object) -> bool:
        """Say whether there is one, without fetching it."""
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._names)


def weight(thing: Spikes | Synapses) -> int:
    """Return the bytes that spikes or synapses take."""
    if isinstance(thing, Spikes):
        return thing.cells.nbytes + thing.seconds.nbytes
    return thing.source.nbytes + thing.target.nbytes + thing.weights.nbytes
