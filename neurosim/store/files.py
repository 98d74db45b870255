"""Files that are never half-written, and that are not trusted when they are read."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from neurosim.errors import InputError

LARGEST = 2_000_000_000
"""Bytes above which no file of a run folder is read. Chosen: a day of spikes fits in it."""


def write(path: Path, content: bytes) -> None:
    """Write a file in one go: whoever looks sees the old file, the new one, never a part."""
    write_pieces(path, (content,))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file that is larger than should be in memory, in one go as whoever looks sees it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")  # machines share folders
    try:
        with draft.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(folder: Path, name: str, largest: int = LARGEST) -> bytes:
    """Read a file that lies inside a folder.

    Raises
    ------
    InputError
        If the name leads out of the folder, or the file is missing, no plain file or too large.
    """
    root = folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise InputError(f"{name!r} leads out of {folder}")
    try:
        if not path.is_file():
            raise InputError(f"{name} is missing from {folder}")
        if path.stat().st_size > largest:
            raise InputError(f"{name} is damaged: larger than {largest} bytes")
        return path.read_bytes()
    except OSError as problem:
        raise InputError(f"{name} cannot be read: {problem.strerror}") from problem


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
