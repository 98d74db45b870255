"""Who does the work of a run: this process, or others."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import final

from neurosim.cli.progress import Progress
from neurosim.cli.request import Request
from neurosim.cli.worker import do
from neurosim.cohort import Cluster, ThisMachine, Workplace, spread
from neurosim.errors import InputError
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


@final
class ManyHands(Hands):
    """Lets other processes do the tasks; they leave what comes of them in the run folder.

    Parameters
    ----------
    place
        Where the processes are.
    """

    def __init__(self, place: Workplace) -> None:
        self.place = place

    def perform(self, request: Request, writer: RunWriter) -> None:
        """Hand the tasks out."""
        left = [(task, request.seconds(task)) for task in writer.left()]
        arguments = [
            (request.command, task, str(writer.out), dict(writer.manifest.versions))
            for task, _ in left
        ]
        costs = ((task.who, seconds) for task, seconds in left)
        with Progress(costs, self.place.hands) as progress:
            for done in spread(do, arguments, self.place):
                task, seconds = left[done.number]
                progress.finished(task.who, seconds, done.seconds)


def hands_of(workers: int, scheduler: str) -> Hands:
    """Return who does the work.

    Raises
    ------
    InputError
        If both workers and a scheduler, which has its own, are asked for.
    """
    if scheduler and workers > 1:
        raise InputError("give --workers N or --scheduler ADDRESS, which has workers, not both")
    if scheduler:
        return ManyHands(Cluster(scheduler))
    return ManyHands(ThisMachine(workers)) if workers > 1 else OwnHands()
