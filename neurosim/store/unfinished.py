"""What a run folder holds beside its results as long as the run is not complete.

Each finished task leaves a note in it, written in one go after all files of the task: what has a
note is done, what has none was not. That is all that there is to know when a run goes on, whoever
was killed, wherever, and when.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from neurosim.errors import InputError, in_a_line
from neurosim.store.files import Fill, digest, digest_of, fill, read, write
from neurosim.store.manifest import Failure
from neurosim.store.place import FOLDER
from neurosim.store.reading import failure_from
from neurosim.store.task import Result, Task
from neurosim.store.told import parsed, texts

LARGEST = 200_000_000
"""Bytes above which a note is not read. Chosen: far above the lines of any life."""


@dataclass(frozen=True, eq=False)
class Note:
    """What is known of a finished task.

    Parameters
    ----------
    files
        SHA-256 of its files by name.
    tables
        Its lines of each table, as CSV with their header.
    failure
        What went wrong; None where nothing did.
    """

    files: Mapping[str, str]
    tables: Mapping[str, str]
    failure: Failure | None


class Unfinished:
    """The unfinished part of a run folder; any process may look into it and add to it.

    Parameters
    ----------
    out
        The run folder.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.folder = out / FOLDER

    def exists(self) -> bool:
        """Say whether there is one."""
        return self.folder.is_dir()

    def finished(self) -> frozenset[str]:
        """Return the places of tasks that have notes: of many tasks, few may be finished."""
        top = self.folder / "finished"
        notes = (path.relative_to(top).with_suffix("") for path in top.rglob("*.json"))
        return frozenset(place.as_posix() for place in notes)

    def note(self, task: Task, check: bool = False) -> Note | None:
        """Return what is known of a task that is finished, or None if it is not.

        Parameters
        ----------
        check
            Whether to look at its files as well.

        Raises
        ------
        InputError
            If the note, or a file that it names, is damaged.
        """
        name = f"finished/{task.place}.json"
        if not (self.folder / name).exists():
            return None
        found = _note(read(self.folder, name, LARGEST), name)
        for file, told in found.files.items():
            if check and digest_of(self.out, file) != told:
                raise InputError(f"{file} is damaged: it is not the one that was written")
        return found

    def keep(self, task: Task, result: Result) -> None:
        """Write down what came of a task: its files first, then the note that it is done."""
        files = {name: self._written(name, content) for name, content in result.files.items()}
        told = {
            "files": files,
            "tables": {name: lines.decode() for name, lines in result.tables.items()},
            "failure": None if result.failure is None else asdict(result.failure),
        }
        text = json.dumps(told, sort_keys=True).encode()
        write(self.folder / f"finished/{task.place}.json", text)
        shutil.rmtree(self.checkpoints(task), ignore_errors=True)

    def _written(self, name: str, content: bytes | Fill) -> str:
        path = self.out / name
        if not isinstance(content, bytes):
            fill(path, content)
            return digest_of(self.out, name)
        found = digest(content)
        # Lives of one seed share their items; the first one wrote them.
        if not (_has(path, len(content)) and digest_of(self.out, name) == found):
            write(path, content)
        return found

    def forget(self, task: Task) -> None:
        """Let a task be done again."""
        (self.folder / f"finished/{task.place}.json").unlink(missing_ok=True)

    def checkpoints(self, task: Task) -> Path:
        """Return the folder for the checkpoints of a task."""
        return self.folder / "checkpoints" / task.place

    def lock(self) -> IO[bytes]:
        """Become the only process that leads this run, as long as the file that it returns is open.

        Raises
        ------
        InputError
            If another one does.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        file = _opened(self.folder / "lock", os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            file.close()
            raise InputError(f"another process is at work in {self.out}") from problem
        return file

    def led(self) -> bool:
        """Say whether a process is at work on the run."""
        try:
            with _opened(self.folder / "lock", os.O_RDONLY) as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def remove(self) -> None:
        """Remove it, now that the run is complete."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _opened(path: Path, flags: int) -> IO[bytes]:
    """Open a file; no link is followed, and no pipe waited for."""
    handle = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK, 0o644)
    return os.fdopen(handle, "rb" if flags == os.O_RDONLY else "r+b", buffering=0)


def _has(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _note(content: bytes, name: str) -> Note:
    try:
        told = parsed(content)
        files, tables = texts(told["files"]), texts(told["tables"])
        return Note(files, tables, failure_from(told["failure"]))
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise InputError(f"{name} is damaged: {in_a_line(problem)}") from problem
