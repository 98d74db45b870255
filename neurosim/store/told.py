"""JSON from files that are not trusted: what it would take of the memory is bounded beforehand."""

from __future__ import annotations

import json
from typing import Any

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
