"""Who does the work of runs: this process, or others."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, final

from neurosim.cli.progress import Progress
from neurosim.cli.request import Request
from neurosim.cli.worker import do
from neurosim.cohort import Cluster, ThisMachine, Workplace, spread
from neurosim.errors import InputError
from neurosim.store import RunWriter, Task


class Job:
    """A run that is to be done.

    Parameters
    ----------
    request
        What was asked for.
    writer
        Where it is written.
    """

    def __init__(self, request: Request, writer: RunWriter) -> None:
        self.request = request
        self.writer = writer

    def begin(self) -> None:
        """Be told that its first task is next."""

    def end(self) -> None:
        """Be told that all its tasks are done."""


Left = tuple[Job, Task, float]
"""A task that is left, whose it is, and how much life there is in it."""


class Hands(ABC):
    """Does the work of runs."""

    @abstractmethod
    def perform(self, jobs: Sequence[Job]) -> None:
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

    def perform(self, jobs: Sequence[Job]) -> None:
        """Do the tasks in order."""
        left = {job: list(_left([job])) for job in jobs}
        costs = ((task.who, seconds) for of_job in left.values() for _, task, seconds in of_job)
        with Progress(costs) as progress:
            for job, of_job in left.items():
                job.begin()
                for _, task, seconds in of_job:
                    progress.begin(task.who, seconds)
                    place = job.writer.unfinished.checkpoints(task)
                    job.writer.keep(task, job.request.perform(task, place, progress.watch))
                    progress.end()
                job.end()


@final
class ManyHands(Hands):
    """Lets other processes do the tasks; they leave what comes of them in the run folders.

    Parameters
    ----------
    place
        Where the processes are.
    """

    def __init__(self, place: Workplace) -> None:
        self.place = place

    def perform(self, jobs: Sequence[Job]) -> None:
        """Hand the tasks out; a run begins with its first, and ends when its last is back."""
        left = list(_left(jobs))
        open_ = Counter(job for job, _, _ in left)
        for job in jobs:
            if not open_[job]:
                job.begin()
                job.end()
        if not left:
            return
        costs = ((task.who, seconds) for _, task, seconds in left)
        with Progress(costs, self.place.hands) as progress:
            for done in spread(do, _arguments(left), self.place):
                job, task, seconds = left[done.number]
                progress.finished(task.who, seconds, done.seconds)
                open_[job] -= 1
                if not open_[job]:
                    job.end()


def _left(jobs: Sequence[Job]) -> Iterator[Left]:
    for job in jobs:
        for task in job.writer.left():
            yield job, task, job.request.seconds(task)


def _arguments(left: Sequence[Left]) -> Iterator[tuple[Any, ...]]:
    """Yield what workers are told of each task."""
    begun = None
    for job, task, _ in left:
        if job is not begun:
            job.begin()
        begun = job
        writer = job.writer
        yield job.request.command, task, str(writer.out), dict(writer.manifest.versions)


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
