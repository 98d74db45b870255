"""Which runs there are below a folder: an SQLite index over plain folders, which stay the truth.

The index remembers what ``run.json`` said, for as long as that file is unchanged. It may be deleted
at any time; one that is damaged or cannot be written is done without.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from neurosim.errors import InputError
from neurosim.store.manifest import NAME, Status
from neurosim.store.reading import read_manifest
from neurosim.store.unfinished import Unfinished

DAMAGED = "damaged"
"""The status of a folder whose ``run.json`` cannot be read."""

UNFINISHED = "unfinished"
"""The status of a run whose process was killed: it can go on."""

LONGEST = 200
"""Characters of a text from a file that are told."""

WAIT = 2.0
"""Seconds to wait for another process that is writing the index."""

TABLE = (
    "CREATE TABLE IF NOT EXISTS runs (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, told TEXT NOT "
    "NULL) WITHOUT ROWID"
)

Row = tuple[str, str, str]
"""A line of the index: folder, stamp of its manifest, and what that told."""


@dataclass(frozen=True)
class Entry:
    """A run, as a list of runs tells of it.

    Parameters
    ----------
    path
        Its folder.
    status
        As in its manifest; `DAMAGED` where there is none that can be read, `UNFINISHED` where
        it says that the run goes on and no process is at work on it.
    seeds, asked
        How many seeds were finished, of how many.
    problem
        What is wrong with it, if anything.
    """

    path: str
    experiment: str
    agents: tuple[str, ...]
    status: str
    seeds: int
    asked: int
    started: str
    problem: str = ""


def run_folders(below: Path) -> Iterator[Path]:
    """Yield the run folders in a folder, at any depth; hidden ones are drafts."""
    for place, folders, files in os.walk(below):
        if NAME in files:
            folders.clear()  # nothing in a run is a run
            yield Path(place)
        folders[:] = sorted(name for name in folders if not name.startswith("."))


def entries(below: Path, database: Path) -> list[Entry]:
    """Return all runs in a folder, the latest first.

    Parameters
    ----------
    database
        The index; it is made if there is none.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    if not below.is_dir():
        raise InputError(f"there is no folder {below}")
    stamps = {str(each): _stamp(each) for each in run_folders(below.resolve())}
    with closing(_opened(database)) as index:
        rows = index.execute("SELECT path, stamp, told FROM runs").fetchall()
        known = dict(_remembered(rows, stamps))
        fresh = {path: _entry(Path(path)) for path in stamps if path not in known}
        gone = [
            path for path, *_ in rows if path not in stamps and not (Path(path) / NAME).exists()
        ]
        _update(index, [(path, stamps[path], _text(entry)) for path, entry in fresh.items()], gone)
    found = [*known.values(), *fresh.values()]
    found = [_of_now(each) for each in found]
    return sorted(found, key=lambda each: (each.started, each.path), reverse=True)


def _of_now(entry: Entry) -> Entry:
    """Return what is known of a run that says that it is running: its process may be gone."""
    if entry.status != Status.RUNNING or Unfinished(Path(entry.path)).led():
        return entry
    return replace(entry, status=UNFINISHED)


def _stamp(folder: Path) -> str:
    """Return what changes when a manifest does; "" where it is gone, or a link to nothing."""
    try:
        found = (folder / NAME).stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns} {found.st_size} {found.st_ino}"


def _entry(folder: Path) -> Entry:
    try:
        told = read_manifest(folder)
    except InputError as problem:
        return Entry(str(folder), "", (), DAMAGED, 0, 0, "", _plain(str(problem)))
    agents = tuple(agent.name for agent in told.agents)
    seeds, asked = len(told.seeds), len(told.asked)
    name, status, started = told.experiment.name, _plain(told.status), _plain(told.started)
    return Entry(str(folder), name, agents, status, seeds, asked, started)


def _plain(text: str) -> str:
    """Return a text from a file as it may go to a terminal."""
    return "".join(each for each in text if each.isprintable())[:LONGEST]


def _opened(database: Path) -> sqlite3.Connection:
    """Return the index; a new one where it is damaged, one in memory where none can be written."""
    for place in (database, database, ":memory:"):
        try:
            index = sqlite3.connect(place, timeout=WAIT)
            index.execute(TABLE)
            index.execute("SELECT path, stamp, told FROM runs LIMIT 1")
        except sqlite3.OperationalError:
            continue
        except sqlite3.DatabaseError:
            database.unlink(missing_ok=True)
        else:
            return index
    raise InputError(f"no index of runs can be made; SQLite {sqlite3.sqlite_version} does not work")


def _update(index: sqlite3.Connection, fresh: Sequence[Row], gone: Sequence[str]) -> None:
    """Remember what is new and forget what is gone; who cannot is no slower than without."""
    with suppress(sqlite3.OperationalError), index:
        index.executemany("INSERT OR REPLACE INTO runs VALUES (?, ?, ?)", fresh)
        index.executemany("DELETE FROM runs WHERE path = ?", [(path,) for path in gone])


def _remembered(rows: Iterable[Row], stamps: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    """Yield what is known of folders that have not changed since."""
    for path, stamp, text in rows:
        if stamps.get(path) != stamp:
            continue
        with suppress(ValueError, TypeError, KeyError):
            told = json.loads(text)
            yield path, Entry(**{**told, "agents": tuple(told["agents"])})


def _text(entry: Entry) -> str:
    return json.dumps(asdict(entry))
