"""Where a run folder may appear, and how it is written."""

from __future__ import annotations

import os
import re
from pathlib import Path

from neurosim.errors import InputError
from neurosim.store.manifest import NAME

DRAFT = re.compile(r"\..+\.tmp")
"""Names of files that are being written."""

FOLDER = "unfinished"
"""What a run folder has as long as the run is not complete."""


def shown(path: Path) -> Path:
    """Return a folder as people write it: relative, if it lies below where they are."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def check_plain(folder: Path) -> None:
    """Check that whoever writes in a folder writes nowhere else.

    Raises
    ------
    InputError
        If there is a link in it: a run that goes on would follow it.
    """
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            if (Path(place) / name).is_symlink():
                raise InputError(
                    f"{shown(Path(place) / name)} is a link: no run goes on through it"
                )


def checked(out: Path, resume: bool = False, name: str = NAME) -> Path:
    """Return where a run folder will be, as an absolute path.

    Parameters
    ----------
    resume
        Whether it may be there already.
    name
        The file by which it is known.

    Raises
    ------
    InputError
        If something is there already, or it is no place for a new folder.
    """
    try:
        place = out.resolve()
        there = {path.name for path in place.iterdir()} if place.is_dir() else set()
        fixed = place.is_dir() and (place == Path.cwd() or place.is_mount())
        is_file = place.exists() and not place.is_dir()
    except (OSError, ValueError, RuntimeError) as problem:
        raise InputError(f"{str(out)!r} cannot be used: {problem}") from problem
    if FOLDER in there and not resume:
        raise InputError(f"{out} holds an unfinished run: go on with --resume, or name another")
    # Whoever was killed first of all had begun with that folder and nothing else.
    begun = name in there or all(each == FOLDER or DRAFT.fullmatch(each) for each in there)
    if there and not (resume and begun):
        raise InputError(f"{out} is not empty; name a folder that does not exist yet")
    if fixed:
        raise InputError(f"{out} cannot be replaced by a run folder; name a new folder in it")
    if is_file:
        raise InputError(f"{out} is a file; name a folder that does not exist yet")
    return place
