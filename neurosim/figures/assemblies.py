"""Where cells stand in a raster: region by region, area by area, sorted by memory."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from neurosim.measures.codes import CORE_SPIKES, counts_at_study
from neurosim.protocol import Diary, Vector

QUIET = 0.35
"""Cells of no assembly that are shown, as a share of those of one. Chosen for legibility."""

FEWEST = 20
"""Cells of no assembly that are shown at least."""


REGIONS = ("neocortex", "EC_deep", "CA1", "CA3", "DG", "EC_superficial", "EC")
"""Populations that are drawn, from the bottom up: the way in is on top."""

MAP = "neocortex"
"""The population whose cells stand for the units of the senses, area by area."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Where each cell of a population, or of an area of it, is drawn.

    Parameters
    ----------
    row
        Row of each cell from the bottom, -1 for cells that are left out, shape (size,).
    item
        Place of the item that each cell fired most for, -1 for none, shape (size,).
    shown
        Number of rows.
    size
        Number of cells in the population or area.
    """

    row: NDArray[np.int64]
    item: NDArray[np.int64]
    shown: int
    size: int


@dataclass(frozen=True)
class Band:
    """Cells that are drawn beside each other: a population, or an area of it.

    Parameters
    ----------
    population
        Name of the population.
    area
        Name of the area; "" for the whole population.
    start, stop
        The first cell, and the one after the last; None for the end of the population.
    """

    population: str
    area: str = ""
    start: int = 0
    stop: int | None = None

    @property
    def title(self) -> str:
        """What it is called, in words: after its area, if it is one."""
        return self.area or self.population.replace("_", ", ")


def bands(diary: Diary) -> list[Band]:
    """Return what there is to draw, from the bottom up, the neocortex cut into its areas."""
    return [band for name in populations(diary) for band in _areas(diary, name)]


def populations(diary: Diary) -> list[str]:
    """Return which populations there are to draw, from the bottom up."""
    found = dict.fromkeys(name for record in diary.recordings for name in record.spikes)
    return [name for name in REGIONS if name in found] or list(found)[:4]


def _areas(diary: Diary, population: str) -> list[Band]:
    """Return the areas of a population from the bottom up: its cells map the senses in order."""
    sizes = {s: len(a) for _, r in diary.studies() for s, a in (r.response or {}).items()}
    size, mapped = _size(diary, population), sum(sizes.values())
    if population != MAP or len(sizes) < 2 or size < mapped:
        return [Band(population)]
    ends = [0, *accumulate(sizes.values())]
    found = [
        Band(population, sense, *cells) for sense, cells in zip(sizes, pairwise(ends), strict=True)
    ]
    if size > mapped:
        found.append(Band(population, "association", mapped))
    return found[::-1]


def _size(diary: Diary, population: str) -> int:
    return next(r.spikes[population].size for r in diary.recordings if population in r.spikes)


def rows(diary: Diary, band: Band) -> Rows:
    """Sort cells by the item they fired most for while it was studied.

    Cells of no assembly are at the bottom, and only some of them are shown.
    """
    counts = responses(diary, band.population)
    size = counts.shape[1]
    item = np.where(counts.max(axis=0) >= CORE_SPIKES, counts.argmax(axis=0), -1)
    inside = np.arange(size)[band.start : band.stop]
    members = inside[item[inside] >= 0]
    others = inside[item[inside] < 0]
    kept = min(len(others), max(FEWEST, round(QUIET * len(members))))
    # Evenly spaced, so that the cells that are left out are like those that are shown.
    quiet = others[np.linspace(0, len(others) - 1, kept).astype(int)] if kept else others
    # The first item is on top, and the strongest cells of each are on top of the others.
    strongest = counts.max(axis=0)[members]
    order = np.concatenate([quiet, members[np.lexsort((strongest, -item[members]))]])
    row = np.full(size, -1)
    row[order] = np.arange(len(order))
    return Rows(row, item, len(order), len(inside))


def responses(diary: Diary, population: str) -> Vector:
    """Return every cell's spikes at the study of every item, shape (items, size)."""
    counted = [
        counts_at_study(record, population)
        for _, record in diary.studies()
        if population in record.spikes
    ]
    if counted:
        return np.array(counted)
    return np.zeros((1, _size(diary, population)))
