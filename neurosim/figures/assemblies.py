"""Which cells belong to which item, so that rasters can be sorted by memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurosim.protocol import Diary, Vector

CORE = 3
"""Spikes in one exposure that make a cell a member of an item's assembly. Chosen: a cell at a
background of 0.5 Hz reaches it in one exposure of a thousand."""

QUIET = 0.35
"""Cells of no assembly that are shown, as a share of those of one. Chosen for legibility."""

FEWEST = 20
"""Cells of no assembly that are shown at least."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Where each cell of a population is drawn.

    Parameters
    ----------
    row
        Row of each cell from the bottom, -1 for cells that are left out, shape (size,).
    item
        Place of the item that each cell fired most for, -1 for none, shape (size,).
    shown
        Number of rows.
    size
        Number of cells in the population.
    """

    row: NDArray[np.int64]
    item: NDArray[np.int64]
    shown: int
    size: int


def rows(diary: Diary, population: str) -> Rows:
    """Sort the cells of a population by the item they fired most for while it was studied.

    Cells of no assembly are at the bottom, and only some of them are shown.
    """
    counts = responses(diary, population)
    size = counts.shape[1]
    item = np.where(counts.max(axis=0) >= CORE, counts.argmax(axis=0), -1)
    members = np.flatnonzero(item >= 0)
    others = np.flatnonzero(item < 0)
    kept = min(len(others), max(FEWEST, round(QUIET * len(members))))
    # Evenly spaced, so that the cells that are left out are like those that are shown.
    quiet = others[np.linspace(0, len(others) - 1, kept).astype(int)] if kept else others
    # The first item is on top, and the strongest cells of each are on top of the others.
    strongest = counts.max(axis=0)[members]
    order = np.concatenate([quiet, members[np.lexsort((strongest, -item[members]))]])
    row = np.full(size, -1)
    row[order] = np.arange(len(order))
    return Rows(row, item, len(order), size)


def responses(diary: Diary, population: str) -> Vector:
    """Return every cell's spikes at the study of every item, shape (items, size)."""
    counted = [
        record.spikes[population].counts(0.0, event.seconds)
        for event, record in diary.studies()
        if population in record.spikes
    ]
    if counted:
        return np.array(counted)
    size = next(r.spikes[population].size for r in diary.recordings if population in r.spikes)
    return np.zeros((1, size))
