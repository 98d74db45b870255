"""Spread tasks over processes, and say as soon as each is done."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from neurosim.cohort.places import Workplace
from neurosim.errors import SimulationError

WAITING = 50
"""Tasks that are handed out for each that is being done: a scheduler need not hold all of them."""

GONE = "the scheduler is gone"

UNDONE = ("lost", "pending")
"""What Dask says of a task that was done by a process that is dead: another one does it again."""


@dataclass(frozen=True)
class Done:
    """A task that was done.

    Parameters
    ----------
    number
        Its place among all.
    seconds
        How long it took.
    """

    number: int
    seconds: float


def spread(
    work: Callable[..., None], tasks: Iterable[tuple[Any, ...]], place: Workplace
) -> Iterator[Done]:
    """Do tasks in other processes, in about this order, and yield each when it is done.

    A task whose process is killed, or freezes, is done again by another; `work` must not mind.

    Parameters
    ----------
    work
        Called with each task's arguments, in some other process.
    tasks
        The arguments of each task; they are asked for shortly before it is handed out.
    place
        Where the processes are.

    Raises
    ------
    InputError, SimulationError
        What a task raised; or if Dask or its scheduler cannot be reached, if processes died several
        times over one task, or the scheduler is gone.
    """
    with place.client() as client, _while_reached():
        from distributed import as_completed

        # Keys are this process's own: another run at the same scheduler has other tasks.
        own = f"{os.getpid()}-{time.time_ns()}"
        waiting = iter(enumerate(tasks))
        numbers: dict[str, int] = {}

        def handed_out(most: int) -> list[Any]:
            futures = []
            for number, arguments in islice(waiting, most):
                key = f"neurosim-{own}-{number}"
                numbers[key] = number
                futures.append(client.submit(_timed, work, arguments, key=key, pure=False))
            return futures

        running = as_completed(handed_out(WAITING * max(place.hands, len(client.ncores()))))
        for future in running:
            if future.status in UNDONE:
                running.add(future)
                continue
            took = _outcome(future)
            number = numbers.pop(future.key)
            future.release()
            running.update(handed_out(1))
            yield Done(number, took)


@contextmanager
def _while_reached() -> Iterator[None]:
    """Say so if the scheduler closes the connection while it is asked something."""
    from distributed.comm import CommClosedError

    try:
        yield
    except CommClosedError as problem:
        raise SimulationError(GONE) from problem


def _outcome(future: Any) -> float:
    """Return the seconds that a task took, or raise what it raised."""
    from distributed import KilledWorker

    if future.status == "error":
        problem = future.exception()
        if isinstance(problem, KilledWorker):
            raise SimulationError(
                "workers died again and again over one task: is there enough memory for them?"
            ) from problem
        raise problem
    if future.status != "finished":
        raise SimulationError(GONE)
    return float(future.result())


def _timed(work: Callable[..., None], arguments: tuple[Any, ...]) -> float:
    """Do a task; return the seconds that it took."""
    started = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - started
