"""What lasts from event to event, checked before it is believed: it may come from a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError
from neurosim.protocol import State


def checked_state(
    own: Mapping[str, NDArray[Any]], state: State, cells: Mapping[str, int]
) -> dict[str, NDArray[Any]]:
    """Return copies of the arrays of a snapshot.

    Parameters
    ----------
    own
        The arrays that the brain has now.
    state
        The snapshot.
    cells
        For arrays of indices: how many cells there are to point to.

    Raises
    ------
    InputError
        If an array is missing, has another shape or type, is not finite or points to no cell.
    """
    found = {}
    for name, array in own.items():
        given = state.get(name)
        if given is None or "random" not in state:
            missing = "random" if given is not None else name
            raise InputError(f"not the state of this brain: {missing} is missing")
        if given.shape != array.shape or given.dtype != array.dtype:
            wanted = f"{array.dtype}{list(array.shape)}"
            raise InputError(f"not the state of this brain: {name} is no {wanted}")
        if not np.isfinite(given).all():
            raise InputError(f"not the state of this brain: {name} is not finite")
        if name in cells and given.size and not 0 <= given.min() <= given.max() < cells[name]:
            raise InputError(f"not the state of this brain: {name} points to no cell")
        found[name] = given.copy()
    return found
