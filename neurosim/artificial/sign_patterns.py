"""Patterns of +1 and -1: drawn, checked, distorted and compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurosim.errors import InputError
from neurosim.protocol import Vector

Signs = NDArray[np.int8]
"""Patterns or states, +1 and -1, shape (patterns, units)."""

MOST_BYTES = 4 * 1024**3
"""Memory that one array of a network may take. Chosen: what an ordinary laptop can spare."""


def checked(patterns: ArrayLike, units: int) -> Signs:
    """Return patterns as signs, shape (patterns, units).

    Raises
    ------
    InputError
        If the shape is another one, or there is anything but +1 and -1.
    """
    try:
        found = np.asarray(patterns)
    except ValueError as error:
        raise InputError("patterns must be rows of one length") from error
    if found.ndim != 2 or found.shape[1] != units:
        raise InputError(f"patterns must have the shape (patterns, {units}), not {found.shape}")
    if found.dtype.kind == "f" and np.isnan(found).any():
        raise InputError("patterns must be +1 and -1, but some are NaN")
    wrong = found[~np.isin(found, (-1, 1))]
    if wrong.size:
        raise InputError(f"patterns must be +1 and -1, but there is {wrong[0]}")
    return found.astype(np.int8)


def check_room(what: str, *shape: int, bytes_each: int = 8) -> None:
    """Check that an array is not larger than memory allows.

    Raises
    ------
    InputError
        If it is; the message says what there is room for.
    """
    needed = bytes_each * int(np.prod([float(n) for n in shape]))
    if needed > MOST_BYTES:
        size = " x ".join(str(n) for n in shape)
        raise InputError(
            f"{what} ({size}) would take {needed / 1024**3:.1f} GiB "
            f"(allowed: {MOST_BYTES / 1024**3:g} GiB)"
        )


def random_patterns(count: int, units: int, random: np.random.Generator) -> Signs:
    """Return patterns whose units are +1 or -1 with equal probability, each on its own."""
    check_room("patterns", count, units, bytes_each=1)
    return 2 * random.integers(0, 2, (count, units), np.int8) - 1


def correlated_patterns(
    count: int, units: int, overlap: float, random: np.random.Generator
) -> Signs:
    """Return patterns that resemble a common one, and so each other.

    Each unit is as in the common pattern with probability (1 + sqrt(overlap)) / 2.

    Parameters
    ----------
    overlap
        Mean overlap of two of them, 0 to 1.
    """
    common = random_patterns(1, units, random)
    check_room("random numbers", count, units)
    same = random.random((count, units)) < (1 + np.sqrt(overlap)) / 2
    return np.asarray(np.where(same, common, -common), np.int8)


def distorted(patterns: Signs, flipped: float, random: np.random.Generator) -> Signs:
    """Return patterns of which a share of the units, rounded, is turned over; others each time.

    Raises
    ------
    InputError
        If the share is not within 0 to 1.
    """
    if not 0 <= flipped <= 1:
        raise InputError(f"the share of flipped units must be within 0 to 1, not {flipped}")
    cues = patterns.copy()
    for cue in cues:
        cue[random.choice(cue.size, round(flipped * cue.size), replace=False)] *= -1
    return cues


def overlaps(states: Signs, patterns: Signs) -> Vector:
    """Return (1/N) sum_i s_i x_i of every state with every pattern, shape (states, patterns)."""
    # In floats, for whole numbers have no fast product; these are exact up to 2**24 units.
    products = states.astype(np.float32) @ patterns.T.astype(np.float32)
    return np.asarray(products.astype(float) / patterns.shape[1])


def own_overlaps(states: Signs, patterns: Signs) -> Vector:
    """Return the overlap of each state with the pattern of the same row, shape (states,)."""
    return np.asarray(np.mean(states * patterns, axis=1, dtype=float))
