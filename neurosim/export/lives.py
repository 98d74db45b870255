"""The lives that a run folder holds something of, and which of them are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from neurosim.errors import InputError, unknown
from neurosim.store import RunFolder, Task
from neurosim.store.reading import NAMED

WORD = NAMED.pattern
FILE = re.compile(rf"({WORD})/({WORD})/(?:({WORD})/)?seed-([0-9]{{1,20}})\.npz")
"""Where something of a life lies, in the folder for things of its kind."""


@dataclass(frozen=True)
class Chosen:
    """Which lives are wanted: "" or None for any."""

    agent: str = ""
    condition: str = ""
    seed: int | None = None


def lives_in(run: RunFolder, folder: str) -> tuple[Task, ...]:
    """Return the lives that a run has files of in one of its folders, in order of their names."""
    found = []
    for name in run.manifest.files:
        inside = FILE.fullmatch(name.removeprefix(f"{folder}/"))
        if inside and name.startswith(f"{folder}/"):
            agent, condition, part, seed = inside.groups()
            found.append(Task(agent, int(seed), condition, part or ""))
    return tuple(sorted(found, key=lambda life: (life.who, life.condition, life.part, life.seed)))


def chosen(lives: Sequence[Task], wanted: Chosen) -> tuple[Task, ...]:
    """Return the lives that are wanted.

    Raises
    ------
    InputError
        If no life has what is named.
    """
    _check("agent", wanted.agent, (life.who for life in lives))
    _check("condition", wanted.condition, (life.condition for life in lives))
    seeds = sorted({life.seed for life in lives})
    if wanted.seed is not None and wanted.seed not in seeds:
        allowed = ", ".join(map(str, seeds))
        raise InputError(f"no life has seed {wanted.seed} (there are: {allowed})")
    found = tuple(
        life
        for life in lives
        if wanted.agent in ("", life.who)
        and wanted.condition in ("", life.condition)
        and wanted.seed in (None, life.seed)
    )
    if not found:
        raise InputError("no life has all that is named")
    return found


def _check(kind: str, name: str, there: Iterable[str]) -> None:
    names = set(there)
    if name and name not in names:
        raise unknown(kind, name, names)
