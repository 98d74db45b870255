"""Who does the work of a run: this process, or several."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import final

from neurosim.cli.progress import Progress
from neurosim.cli.request import Request
from neurosim.store import RunWriter


class Hands(ABC):
    """Does the work of runs."""

    @abstractmethod
    def perform(self, request: Request, writer: RunWriter) -> None:
        """Do all tasks that are left, and keep what comes of each as soon as it is there.

        Raises
        ------
        InputError
            If a task shows that what was asked for cannot be.
        SimulationError
            If tasks cannot be done by these hands; what was finished until then is kept.
        """


@final
class OwnHands(Hands):
    """Does one task after the other, in this process."""

    def perform(self, request: Request, writer: RunWriter) -> None:
        """Do the tasks in order."""
        tasks = {task: request.seconds(task) for task in writer.left()}
        with Progress((task.who, seconds) for task, seconds in tasks.items()) as progress:
            for task, seconds in tasks.items():
                progress.begin(task.who, seconds)
                place = writer.unfinished.checkpoints(task)
                writer.keep(task, request.perform(task, place, progress.watch))
                progress.end()
