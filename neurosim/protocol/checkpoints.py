"""How far a life has come, so that it can go on from there in another process."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import final

from neurosim.protocol.agent import State
from neurosim.protocol.recording import Recording


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """A moment between two events of a life.

    Parameters
    ----------
    events
        How many events of the timetable have been lived.
    state
        A snapshot of the agent at this moment.
    """

    events: int
    state: State


class Checkpoints(ABC):
    """Where the checkpoints of one life are kept, and what was recorded in it.

    Only the last checkpoint counts.
    """

    @abstractmethod
    def last(self) -> Checkpoint | None:
        """Return the last one, or None if the life begins; it is asked for once, before all."""

    @abstractmethod
    def recordings(self) -> tuple[Recording, ...]:
        """Return all that was recorded until the last moment that was told of."""

    @abstractmethod
    def reached(
        self, events: int, recordings: tuple[Recording, ...], snapshot: Callable[[], State]
    ) -> None:
        """Be told that the life has come to a moment between two events.

        Parameters
        ----------
        events
            How many events of the timetable have been lived.
        recordings
            What was recorded since the moment before.
        snapshot
            Takes one of the agent; calling it is worth some milliseconds.
        """


@final
class NoCheckpoints(Checkpoints):
    """For lives that are short, or lived again if need be; recordings are in memory."""

    def __init__(self) -> None:
        self._lived: list[Recording] = []

    def last(self) -> Checkpoint | None:
        """Return None."""
        return None

    def recordings(self) -> tuple[Recording, ...]:
        """Return all that was recorded."""
        return tuple(self._lived)

    def reached(
        self, events: int, recordings: tuple[Recording, ...], snapshot: Callable[[], State]
    ) -> None:
        """Keep what was recorded."""
        self._lived += recordings
