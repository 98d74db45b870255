"""JSON from files that are not trusted, and what it tells, checked piece by piece.

What it would take of the memory is bounded before it is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from neurosim.errors import InputError, in_a_line
from neurosim.store.files import read

Made = TypeVar("Made")

LARGEST = 50_000_000
"""Bytes above which no manifest is read. Chosen: a thousand times what one takes."""

MOST = 120_000_000
"""Bytes of memory that JSON from a file may take. Chosen: a hundred thousand lives take a fifth."""

CONTAINER, VALUE = 256, 64
"""Bytes that a list or names with values take at most, and what stands beside a comma."""

WIDEST = 4
"""Bytes that a sign of a text takes where one of them is no ASCII."""


def parsed(content: bytes) -> Any:
    """Return what JSON tells.

    Raises
    ------
    ValueError
        If it is none, or would take too much memory.
    RecursionError
        If it is too deep.
    """
    signs = 1 if content.isascii() else WIDEST
    containers = content.count(b"[") + content.count(b"{")
    # The text is in memory twice: as a whole, and in parts.
    needed = 2 * signs * len(content) + CONTAINER * containers + VALUE * content.count(b",")
    if needed > MOST:
        raise ValueError(f"it takes more than {MOST} bytes to read")
    return json.loads(content)


def manifest_in(folder: Path, name: str, what: str, make: Callable[[Any], Made]) -> Made:
    """Return what a function makes of what the manifest of a folder tells.

    Parameters
    ----------
    name
        The file.
    what
        What the folder should be, for messages.
    make
        May raise ValueError, KeyError or TypeError.

    Raises
    ------
    InputError
        If the file is missing or damaged.
    """
    try:
        raw = read(folder, name, LARGEST)
    except InputError as problem:
        raise InputError(f"not a {what}: {problem}") from problem
    try:
        return make(parsed(raw))
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as problem:
        detail = in_a_line(problem)
        reason = f"{detail} is missing" if isinstance(problem, KeyError) else detail
        raise InputError(f"not a {what}: {name} is damaged: {reason}") from problem


def text(told: Any) -> str:
    """Return a text; TypeError if it is none."""
    if not isinstance(told, str):
        raise TypeError(f"{str(told)[:40]!r} should be text")
    return told


def texts(told: Any) -> dict[str, str]:
    """Return names with texts; TypeError if they are none."""
    if not isinstance(told, dict):
        raise TypeError(f"{str(told)[:40]!r} should be names with texts")
    return {text(key): text(value) for key, value in told.items()}


def whole(told: Any) -> int:
    """Return a whole number from 0; TypeError if it is none."""
    if type(told) is not int or told < 0:
        raise TypeError(f"{str(told)[:40]!r} should be a whole number from 0")
    return told
