"""How much the codes of two items have in common, cell by cell.

What two codes have in common by chance follows from how active they are. It is exact: the mean
over all ways to shuffle the identities of the cells of one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from neurosim.measures.codes import CORE_SPIKES, counts_at_study
from neurosim.measures.recall import cosine
from neurosim.protocol import Diary, Vector


@dataclass(frozen=True)
class Overlap:
    """What two codes have in common.

    Attributes
    ----------
    cosine, cosine_chance
        Cosine of the spike counts; and what it is if cells are shuffled.
    common, common_chance
        Share of the active cells of the smaller code that are active in the other as well (the
        overlap coefficient); and what it is if cells are shuffled. Of two codes of equal size that
        share a part of their cells, it is that part, and so is the cosine if all fire alike.
    jaccard
        Share of the cells active in either that are active in both.
    """

    cosine: float
    cosine_chance: float
    common: float
    common_chance: float
    jaccard: float


def overlap(first: Vector, second: Vector, least: float = CORE_SPIKES) -> Overlap:
    """Return what two codes have in common; codes without a spike have nothing in common.

    Parameters
    ----------
    first, second
        Number of spikes of each cell, shape (cells,).
    least
        Spikes from which on a cell counts as active.
    """
    sizes = float(np.linalg.norm(first) * np.linalg.norm(second))
    a, b = first >= least, second >= least
    both, either = np.count_nonzero(a & b), np.count_nonzero(a | b)
    smaller, larger = sorted((np.count_nonzero(a), np.count_nonzero(b)))
    return Overlap(
        cosine=cosine(first, second),
        cosine_chance=float(first.sum() * second.sum()) / len(first) / sizes if sizes else 0.0,
        common=both / smaller if smaller else 0.0,
        common_chance=larger / len(first) if smaller else 0.0,
        jaccard=both / either if either else 0.0,
    )


def pairs(diary: Diary, label: str, population: str) -> list[tuple[Vector, Vector]]:
    """Return the spike counts of studies that carry a label, two by two in their order.

    Parameters
    ----------
    label
        Label of the studies in the timetable.
    population
        Name of the population.
    """
    studies = [r for event, r in diary.studies() if event.label == label]
    counts = [counts_at_study(r, population) for r in studies if population in r.spikes]
    return list(zip(counts[::2], counts[1::2], strict=True))


def mean_overlap(codes: list[tuple[Vector, Vector]], least: float = CORE_SPIKES) -> Overlap:
    """Return what pairs of codes have in common, on average; there must be a pair."""
    found = [overlap(first, second, least) for first, second in codes]

    def mean(of: Callable[[Overlap], float]) -> float:
        return float(np.mean([of(each) for each in found]))

    return Overlap(
        mean(lambda each: each.cosine),
        mean(lambda each: each.cosine_chance),
        mean(lambda each: each.common),
        mean(lambda each: each.common_chance),
        mean(lambda each: each.jaccard),
    )


def populations(diary: Diary) -> tuple[str, ...]:
    """Return the names of the populations whose spikes were recorded while items were studied."""
    names = (name for _, record in diary.studies() for name in record.spikes)
    return tuple(dict.fromkeys(names))
