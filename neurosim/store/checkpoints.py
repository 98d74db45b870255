"""Checkpoints of a life, as files: what was recorded, piece by piece, and the agent's state."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import final

from neurosim.errors import InputError, in_a_line
from neurosim.protocol import Checkpoint, Checkpoints, Diary, Recording, State
from neurosim.store.arrays import TROUBLE, DamagedError, packed, unpacked
from neurosim.store.diaries import diary_from, packed_diary
from neurosim.store.files import read, write

STATE = "state.npz"
PIECE = re.compile(r"events-[0-9a-f]{16}\.npz")

EVERY = 1.0
"""Seconds of work that may be lost: between two checkpoints passes more. Chosen: a checkpoint of a
brain takes some 20 ms."""


@final
class StoredCheckpoints(Checkpoints):
    """Keeps the checkpoints of one life in a folder of its own.

    Recordings are written once, in pieces; then the state, in one go, which names the pieces that
    belong to it. Names of pieces are drawn: a worker that was given up may wake, and write on
    beside the one that has taken its place.

    Parameters
    ----------
    folder
        The folder.
    agent
        Whose life it is.
    every
        Seconds that pass at least between two checkpoints.
    """

    def __init__(self, folder: Path, agent: str, every: float = EVERY) -> None:
        self.folder = folder
        self.agent = agent
        self.every = every
        self._pieces: list[str] = []
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
        pieces = (diary_from(read(self.folder, name), name) for name in self._pieces)
        return Checkpoint(lived, tuple(r for each in pieces for r in each.recordings), state)

    def reached(
        self, events: int, recordings: tuple[Recording, ...], snapshot: Callable[[], State]
    ) -> None:
        """Write a checkpoint, if enough time has passed since the one before."""
        self._waiting += recordings
        if time.perf_counter() - self._told < self.every:
            return
        name = f"events-{secrets.token_hex(8)}.npz"
        piece = Diary(self.agent, tuple(self._waiting))
        write(self.folder / name, packed_diary(piece, level=0))
        self._pieces.append(name)
        write(self.folder / STATE, packed([events, self._pieces], snapshot(), level=0))
        self._waiting = []
        self._told = time.perf_counter()


def _checked(name: object) -> str:
    if not (isinstance(name, str) and PIECE.fullmatch(name)):
        raise DamagedError("a piece has no name")
    return name
