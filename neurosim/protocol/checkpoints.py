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
    recordings
        What they brought home.
    state
        A snapshot of the agent at this moment.
    """

    events: int
    recordings: tuple[Recording, ...]
    state: State


class Checkpoints(ABC):
    """Where the checkpoints of one life are kept; only the last one counts."""

    @abstractmethod
    def last(self) -> Checkpoint | None:
        """Return the last one, or None if the life begins."""

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
    """For lives that are short, or lived again if need be."""

    def last(self) -> Checkpoint | None:
        """Return None."""
        return None

    def reached(
        self, events: int, recordings: tuple[Recording, ...], snapshot: Callable[[], State]
    ) -> None:
        """Keep nothing."""
