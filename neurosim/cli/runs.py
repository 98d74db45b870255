"""The runs that there are, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from neurosim.cache import cache_folder
from neurosim.errors import unknown
from neurosim.store import Entry, Table, entries, shown

INDEX = "runs.sqlite"


@dataclass(frozen=True)
class Filter:
    """Which runs are wanted; "" for any."""

    experiment: str = ""
    agent: str = ""
    status: str = ""


def found(below: Path, wanted: Filter) -> list[Entry]:
    """Return the runs in a folder that are wanted, the latest first.

    Raises
    ------
    InputError
        If there is no such folder, or no run has what is named.
    """
    every = entries(below, cache_folder() / INDEX)
    _check("experiment", wanted.experiment, (run.experiment for run in every))
    _check("agent", wanted.agent, (agent for run in every for agent in run.agents))
    _check("status", wanted.status, (run.status for run in every))
    return [
        run
        for run in every
        if wanted.experiment in ("", run.experiment)
        and (not wanted.agent or wanted.agent in run.agents)
        and wanted.status in ("", run.status)
    ]


def _check(kind: str, name: str, there: Iterable[str]) -> None:
    names = {each for each in there if each}
    if name and name not in names:
        raise unknown(kind, name, names)


def table(runs: Sequence[Entry]) -> Table:
    """Return runs as a table."""
    rows = tuple(
        (
            _place(run.path),
            run.experiment + (f" ({run.points} points)" if run.points else ""),
            ", ".join(run.agents),
            f"{run.seeds} of {run.asked}" if run.seeds != run.asked else str(run.seeds),
            run.problem or run.status,
            run.started,
        )
        for run in runs
    )
    header = ("run", "experiment", "agents", "seeds", "status", "started")
    return Table(header, rows, f"{len(runs)} runs" if len(runs) != 1 else "1 run")


def as_json(runs: Sequence[Entry]) -> str:
    """Return runs as a JSON list."""
    return json.dumps([asdict(run) for run in runs])


def _place(path: str) -> str:
    """Return a folder as it may go to a terminal."""
    return "".join(each if each.isprintable() else "?" for each in str(shown(Path(path))))
