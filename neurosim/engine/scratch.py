"""Where a run and its binary exchange arrays."""

from __future__ import annotations

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
STALE = 86400.0
"""Seconds after which a folder whose process is gone was left by a kill."""


@contextmanager
def scratch(needed: int = 0) -> Iterator[Path]:
    """Make a folder for one run, and remove it after; remove as well what killed runs have left.

    Parameters
    ----------
    needed
        Bytes that the run brings and takes home.
    """
    place = scratch_place(needed)
    sweep(Path(place or tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", dir=place) as folder:
        yield Path(folder)


def scratch_place(needed: int = 0) -> str | None:
    """Return shared memory if there is room, or None for where the system keeps such files."""
    try:
        roomy = shutil.disk_usage(SHARED_MEMORY).free > ROOM + needed
    except OSError:
        return None
    return str(SHARED_MEMORY) if roomy and os.access(SHARED_MEMORY, os.W_OK) else None


def sweep(place: Path, prefix: str = PREFIX) -> None:
    """Remove folders, named by prefix and process, whose process was killed a day ago or more."""
    for folder in place.glob(f"{prefix}*-*"):
        try:
            old = time.time() - folder.stat().st_mtime > STALE
        except OSError:
            continue  # somebody else was faster
        if old and not _alive(folder.name.split("-")[1]):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: str) -> bool:
    if os.name == "nt":
        return True  # there, asking would be an interrupt
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OSError, OverflowError):
        return True  # not ours to judge
    return True
