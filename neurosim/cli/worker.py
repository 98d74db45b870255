"""What a worker of a cohort does: one task, from the words of the command that asks for it."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from neurosim.cli.request import Request, understood
from neurosim.errors import InputError
from neurosim.experiments import unwatched
from neurosim.store import Task, Unfinished, versions


def do(command: str, task: Task, out: str, expected: Mapping[str, str]) -> None:
    """Do a task, unless it is done, and leave what comes of it in the run folder.

    Parameters
    ----------
    command
        The command of the run: a worker understands it anew, as a later process would.
    out
        The run folder; all workers must see it.
    expected
        Versions of packages, which must be those of this process.

    Raises
    ------
    InputError
        If the folder cannot be seen from here, or versions differ.
    """
    unfinished = Unfinished(Path(out))
    if not unfinished.exists():
        raise InputError(f"{socket.gethostname()} sees no {out}: workers need a shared folder")
    for name, now in versions().items():
        if expected.get(name) != now:
            told = f"{socket.gethostname()} has {name} {now}, not {expected.get(name)}"
            raise InputError(f"{told}: results of both do not belong in one table")
    if unfinished.note(task) is None:
        place = unfinished.checkpoints(task)
        unfinished.keep(task, _request(command).perform(task, place, unwatched))


@lru_cache(maxsize=4)
def _request(command: str) -> Request:
    from neurosim.cli.wording import wish_of, words_of

    return understood(wish_of(words_of(command)))
