"""What is measured of the overlap of codes, with chance and with the same input shown twice."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from neurosim.measures.measure import Measure
from neurosim.measures.overlap import Overlap, mean_overlap, pairs
from neurosim.protocol import Bits, Diary, Item


def overlap_measures(
    population: str, label: str, same: str, at: float | None = None
) -> tuple[Measure, ...]:
    """Return the overlap of the codes of a population for pairs of items.

    Parameters
    ----------
    population
        Name of the population.
    label
        Label of the studies, which come in pairs.
    same
        Label of studies whose pairs are the same item shown twice: the ceiling.
    at
        Where on the abscissa of a curve the pairs stand; None for a single number.
    """

    def shown(diary: Diary) -> bool:
        return bool(pairs(diary, label, population) and pairs(diary, same, population))

    def of(which: str, number: Callable[[Overlap], float]) -> Callable[[Diary], float]:
        return lambda diary: number(mean_overlap(pairs(diary, which, population)))

    return (
        Measure(
            f"cosine_{population}",
            "cosine between the spike counts of two codes (0 to 1)",
            shown,
            lambda diary: began(diary, label),
            of(label, lambda found: found.cosine),
            of(label, lambda found: found.cosine_chance),
            of(same, lambda found: found.cosine),
            at=at,
        ),
        Measure(
            f"common_{population}",
            "share of the active cells of a code that are active in another as well (0 to 1)",
            shown,
            lambda diary: began(diary, label),
            of(label, lambda found: found.common),
            of(label, lambda found: found.common_chance),
            of(same, lambda found: found.common),
            at=at,
        ),
    )


def input_overlap(label: str, at: float | None = None) -> Measure:
    """Return the overlap of the input units of pairs of items: what codes are held against.

    See `overlap_measures` for the parameters.
    """

    def items(diary: Diary) -> list[Item]:
        return [event.item for event, _ in diary.studies() if event.label == label]

    def mean(number: Callable[[Item, Item], float]) -> Callable[[Diary], float]:
        def value(diary: Diary) -> float:
            shown = items(diary)
            return float(
                np.mean([number(a, b) for a, b in zip(shown[::2], shown[1::2], strict=True)])
            )

        return value

    return Measure(
        "inputs",
        "share of the active input units of an item that are active in another (0 to 1)",
        lambda diary: bool(items(diary)),
        lambda diary: began(diary, label),
        mean(_shared),
        mean(_shared_by_chance),
        lambda diary: 1.0,
        at=at,
    )


def began(diary: Diary, label: str) -> float:
    """Return when the first study with a label began, in seconds into the life."""
    return next(record.began for event, record in diary.studies() if event.label == label)


def _bits(item: Item) -> Bits:
    return np.concatenate([item.code[sense] for sense in sorted(item.code)])


def _active(item: Item) -> int:
    return int(np.count_nonzero(_bits(item)))


def _shared(first: Item, second: Item) -> float:
    a, b = _bits(first), _bits(second)
    return float(np.count_nonzero(a & b)) / max(min(_active(first), _active(second)), 1)


def _shared_by_chance(first: Item, second: Item) -> float:
    return max(_active(first), _active(second)) / _bits(first).size
