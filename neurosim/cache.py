"""Where this user's compiled networks, and the index of runs, are kept."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from neurosim.errors import InputError

VARIABLE = "NEUROSIM_CACHE"
"""Environment variable that names another folder for the cache."""


def cache_folder() -> Path:
    """Return the folder of the per-user cache, made if need be.

    Raises
    ------
    InputError
        If it cannot be made or written.
    """
    named = os.environ.get(VARIABLE)
    folder = Path(named or platformdirs.user_cache_dir("neurosim")).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        reason = f"the cache folder {folder} cannot be made ({problem.strerror})"
        raise InputError(f"{reason}; name another in {VARIABLE}") from problem
    if not os.access(folder, os.W_OK):
        raise InputError(f"the cache folder {folder} cannot be written; name another in {VARIABLE}")
    return folder
