"""Snapshots of agents, checked before they are believed: they may come from a file."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError
from neurosim.protocol.agent import State

RANDOM = "random"
"""What every snapshot calls the position in the random stream; its length is not fixed."""


def checked_snapshot(
    name: str, own: State, state: State, growing: Container[str] = ()
) -> dict[str, NDArray[Any]]:
    """Return copies of the arrays of a snapshot.

    Parameters
    ----------
    name
        Whose it is to be, for messages.
    own
        A snapshot of the agent as it is: what arrays it has, of which shapes and types.
    state
        The snapshot that is to be restored.
    growing
        Arrays that may have another number of rows.

    Raises
    ------
    InputError
        If an array is missing, has another shape or type, or is not finite.
    """
    found = {}
    for key, array in own.items():
        if key not in state:
            raise InputError(f"not the state of {name}: {key} is missing")
        given = state[key]
        free = key in growing or key == RANDOM
        shapes = (given.shape[1:], array.shape[1:]) if free else (given.shape, array.shape)
        if given.ndim != array.ndim or shapes[0] != shapes[1] or given.dtype != array.dtype:
            wanted = f"{array.dtype}{list(array.shape)}"
            raise InputError(f"not the state of {name}: {key} is no {wanted}")
        if not np.isfinite(given).all():
            raise InputError(f"not the state of {name}: {key} is not finite")
        found[key] = given.copy()
    return found
