"""What lasts from event to event, checked before it is believed: it may come from a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurosim.brain.circuit import Circuit
from neurosim.brain.parts import all_pathways
from neurosim.brain.wiring import Pairs
from neurosim.errors import InputError
from neurosim.protocol import Bits, State


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


def pointed_to(
    circuit: Circuit, connections: Mapping[str, Pairs], alive: Mapping[str, Bits]
) -> dict[str, int]:
    """Return how many cells the indices of each wiring may point to, by name in a snapshot.

    Parameters
    ----------
    connections
        Source and target of each synapse of the pathways whose wiring was drawn.
    alive
        Which cells of each population live.
    """
    ends = {p.name: (p.source, p.target) for p in all_pathways(circuit)}
    return {
        f"{end}/{name}": alive[population].size
        for name in connections
        for end, population in zip(("source", "target"), ends[name], strict=True)
    }
