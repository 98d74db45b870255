"""Where a run and its binary exchange arrays."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 (every run makes a private folder in it)
ROOM = 500_000_000
"""Bytes that must be free there beside what a run brings and takes home. Chosen: for spikes."""

PREFIX = "neurosim-"
LOCK = ".lock"
"""A file that the owner of a folder holds a lock on, until it ends, however it ends."""

STALE = 86400.0
"""Seconds after which a folder without that file belongs to nobody: it was not even begun."""


@contextmanager
def scratch(needed: int = 0) -> Iterator[Path]:
    """Make a folder for one run, and remove it after; remove as well what killed runs have left.

    Parameters
    ----------
    needed
        Bytes that the run brings and takes home.
    """
    place = scratch_place(needed)
    with own_folder(Path(place or tempfile.gettempdir()), PREFIX) as folder:
        yield folder


@contextmanager
def own_folder(place: Path, prefix: str) -> Iterator[Path]:
    """Make a folder that lasts as long as this process needs it, and remove abandoned ones.

    Parameters
    ----------
    place
        Where it is made.
    prefix
        How its name begins, and those of the others; the process follows.
    """
    sweep(place, prefix)
    with tempfile.TemporaryDirectory(prefix=f"{prefix}{os.getpid()}-", dir=place) as name:
        folder = Path(name)
        lock = (folder / f"{LOCK}.new").open("wb")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            # By its name it is there only when it is held.
            (folder / f"{LOCK}.new").rename(folder / LOCK)
            yield folder
        finally:
            lock.close()


def scratch_place(needed: int = 0) -> str | None:
    """Return shared memory if there is room, or None for where the system keeps such files."""
    try:
        roomy = shutil.disk_usage(SHARED_MEMORY).free > ROOM + needed
    except OSError:
        return None
    return str(SHARED_MEMORY) if roomy and os.access(SHARED_MEMORY, os.W_OK) else None


def sweep(place: Path, prefix: str = PREFIX) -> None:
    """Remove folders, named by prefix and process, whose process ended without removing them."""
    for folder in place.glob(f"{prefix}*-*"):
        if folder.name.removeprefix(prefix).split("-")[0].isdigit() and _abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _abandoned(folder: Path) -> bool:
    try:
        with (folder / LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return _old(folder)
    except OSError:
        return False  # held, or not ours to judge
    return True


def _old(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > STALE
    except OSError:
        return False  # somebody else was faster
