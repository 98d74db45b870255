"""What lasts from event to event, checked before it is believed: it may come from a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from neurosim.brain.circuit import Circuit
from neurosim.brain.parts import all_pathways
from neurosim.brain.wiring import Pairs
from neurosim.errors import InputError
from neurosim.protocol import Bits, State, checked_snapshot


def checked_state(own: State, state: State, cells: Mapping[str, int]) -> dict[str, NDArray[Any]]:
    """Return copies of the arrays of a snapshot.

    Parameters
    ----------
    own
        A snapshot of the brain as it is.
    state
        The snapshot.
    cells
        For arrays of indices: how many cells there are to point to.

    Raises
    ------
    InputError
        If an array is missing, has another shape or type, is not finite or points to no cell.
    """
    found = checked_snapshot("this brain", own, state)
    for name, size in cells.items():
        given = found[name]
        if given.size and not 0 <= given.min() <= given.max() < size:
            raise InputError(f"not the state of this brain: {name} points to no cell")
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
