"""Checkpoints of a life, as files: what was recorded, piece by piece, and the agent's state."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import final

from neurosim.errors import InputError, in_a_line
from neurosim.protocol import Checkpoint, Checkpoints, Diary, Recording, State
from neurosim.store.arrays import TROUBLE, DamagedError, packed, unpacked
from neurosim.store.diaries import diary_in, on_the_shelf, pack_diary
from neurosim.store.files import fill, read, write
from neurosim.store.shelf import MOST, Shelf, weight

STATE = "state.npz"
PIECE = re.compile(r"events-[0-9a-f]{16}\.npz")

MOST_WAITING = 4_000_000
"""Bytes of spikes and synapses that may wait in memory. Chosen: some seconds of a brain."""

EVERY = 1.0
"""Seconds of work that may be lost: between two checkpoints passes more. Chosen: a checkpoint of a
brain takes some 20 ms."""


@final
class StoredCheckpoints(Checkpoints):
    """Keeps the checkpoints of one life in a folder of its own.

    Recordings are written once, in pieces, and their spikes are read again when asked for: memory
    does not grow with a life. The state is written in one go, and names the pieces that belong to
    it. Names of pieces are drawn: a worker that was given up may wake, and write on
    beside the one that has taken its place.

    Parameters
    ----------
    folder
        The folder.
    agent
        Whose life it is.
    every
        Seconds that pass at least between two checkpoints.
    most
        Bytes of what was written that stay in memory.
    """

    def __init__(self, folder: Path, agent: str, every: float = EVERY, most: int = MOST) -> None:
        self.folder = folder
        self.agent = agent
        self.every = every
        self._pieces: list[str] = []
        self._shelf = Shelf(most)
        self._written: list[Recording] = []
        self._waiting: list[Recording] = []
        self._told = time.perf_counter()

    def last(self) -> Checkpoint | None:
        """Return the last checkpoint, or None if there is none.

        Raises
        ------
        InputError
            If it is damaged.
        """
        if not (self.folder / STATE).exists():
            return None
        try:
            (events, names), state = unpacked(read(self.folder, STATE))
            self._pieces = [_checked(name) for name in names]
            lived = int(events)
        except TROUBLE as problem:
            reason = f"{self.folder / STATE} is damaged: {in_a_line(problem)}"
            raise InputError(f"{reason}; without its folder, the life begins anew") from problem
        pieces = (diary_in(self.folder, name, self._shelf) for name in self._pieces)
        self._written = [record for each in pieces for record in each.recordings]
        return Checkpoint(lived, state)

    def recordings(self) -> tuple[Recording, ...]:
        """Return all that was recorded, in this process and before."""
        return (*self._written, *self._waiting)

    def reached(
        self, events: int, recordings: tuple[Recording, ...], snapshot: Callable[[], State]
    ) -> None:
        """Write a checkpoint, if enough time has passed since the one before."""
        self._waiting += recordings
        due = time.perf_counter() - self._told >= self.every
        if due or sum(map(_weight, self._waiting)) > MOST_WAITING:
            self._write_waiting()
        if due:
            write(self.folder / STATE, packed([events, self._pieces], snapshot(), level=0))
            self._told = time.perf_counter()

    def _write_waiting(self) -> None:
        path = self.folder / f"events-{secrets.token_hex(8)}.npz"
        piece = Diary(self.agent, tuple(self._waiting))
        fill(path, partial(pack_diary, piece, level=0))
        self._pieces.append(path.name)
        self._written += (
            on_the_shelf(record, n, path, self._shelf) for n, record in enumerate(self._waiting)
        )
        self._waiting = []


def _weight(record: Recording) -> int:
    """Return the bytes of what is large in a recording."""
    spikes, synapses = record.spikes.values(), record.synapses.values()
    return sum(map(weight, spikes)) + sum(map(weight, synapses))


def _checked(name: object) -> str:
    if not (isinstance(name, str) and PIECE.fullmatch(name)):
        raise DamagedError("a piece has no name")
    return name
