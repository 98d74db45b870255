"""Files that are never half-written, and that are not trusted when they are read."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from neurosim.errors import InputError

Fill = Callable[[BinaryIO], None]
"""Writes the content of a file, which may be larger than should be in memory."""

LARGEST = 2_000_000_000
"""Bytes above which no file of a run folder is read. Chosen: a day of spikes fits in it."""

SMALL, RATIO = 32_000_000, 20
"""A file that takes more bytes than the first must be no more than so many times as large as what
it takes beforehand: on the disk, or packed. Chosen: spikes and weights pack to a third."""

AT_ONCE = 1 << 20
"""Bytes that are looked at at a time, where a file need not be in memory."""


def believable(size: int, given: int) -> bool:
    """Say whether so many bytes may come of so few that are there: small claims may be empty."""
    return size <= LARGEST and size <= max(SMALL, RATIO * given)


def write(path: Path, content: bytes) -> None:
    """Write a file in one go: whoever looks sees the old file, the new one, never a part."""
    write_pieces(path, (content,))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file piece by piece, in one go as whoever looks sees it; see `fill`."""
    fill(path, lambda file: file.writelines(pieces))


def fill(path: Path, content: Fill) -> None:
    """Write a file that is larger than should be in memory, in one go as whoever looks sees it.

    Raises
    ------
    InputError
        If a folder is where the file should be, or a file where its folder should.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")  # machines share folders
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        with draft.open("xb") as file:  # A link of that name would lead elsewhere.
            content(file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except (IsADirectoryError, NotADirectoryError, FileExistsError) as problem:
        raise InputError(f"{path} cannot be written: {problem.strerror}") from problem
    finally:
        with suppress(OSError):
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
    path = _inside(folder, name, largest)
    try:
        return path.read_bytes()
    except OSError as problem:
        raise InputError(f"{name} cannot be read: {problem.strerror}") from problem


def inside(folder: Path, name: str) -> Path:
    """Return where a file is that lies inside a folder, and may be read.

    Raises
    ------
    InputError
        As `read` does.
    """
    return _inside(folder, name, LARGEST)


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_of(folder: Path, name: str) -> str:
    """Return the SHA-256 of a file that lies inside a folder; the file is never in memory.

    Raises
    ------
    InputError
        As `read` does.
    """
    path = _inside(folder, name, LARGEST)
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(AT_ONCE):
                found.update(piece)
    except OSError as problem:
        raise InputError(f"{name} cannot be read: {problem.strerror}") from problem
    return found.hexdigest()


def _inside(folder: Path, name: str, largest: int) -> Path:
    """Return where a file is that may be read."""
    try:
        root = folder.resolve()
        path = (root / name).resolve()
        there = path.is_relative_to(root) and path.is_file()
        found = path.stat() if there else root.stat()
    except OSError as problem:
        raise InputError(f"{name} cannot be read: {problem.strerror}") from problem
    except (ValueError, RuntimeError) as problem:  # A name that no file has, links in a circle.
        raise InputError(f"{name!r} cannot be read: {problem}") from problem
    if not path.is_relative_to(root):
        raise InputError(f"{name!r} leads out of {folder}")
    if not there:
        raise InputError(f"{name} is missing from {folder}")
    if found.st_size > largest:
        raise InputError(f"{name} is damaged: larger than {largest} bytes")
    if not believable(found.st_size, found.st_blocks * 512):
        raise InputError(f"{name} is damaged: next to nothing of it is on the disk")
    return path
