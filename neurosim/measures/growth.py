"""How an assembly changes: the cells that answer to a cue and did not before."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from neurosim.measures.measure import Measure
from neurosim.measures.recall import Tests
from neurosim.measures.replay import DECODING
from neurosim.protocol import Diary


def growth(name: str, population: str, before: str, after: str, at: float | None = None) -> Measure:
    """Return how many cells have joined the assemblies of items, as shares of their sizes before.

    The cells of an item are those that fire as often as decoding of replay asks for while its cue
    is shown. Were the item given other cells than before, so many would be new as are in the
    assembly of another item: that is chance. An assembly that stays gets none.

    Parameters
    ----------
    name
        Name of the measure.
    population
        Population whose cells are meant.
    before, after
        Labels of the tests of the same items, in the same order, that are compared.
    at
        Where on the abscissa of a curve the number stands; None for a single number.
    """
    first, later = Tests(before), Tests(after)

    def cells(tests: Tests, diary: Diary) -> list[NDArray[np.bool_]]:
        found = [record for _, record in tests.found(diary) if population in record.spikes]
        least = float(DECODING.core_spikes)
        return [
            record.spikes[population].counts(0.0, record.event.seconds) >= least for record in found
        ]

    def new(diary: Diary, shift: int) -> float:
        old, now = cells(first, diary), cells(later, diary)
        now = now[shift:] + now[:shift]
        shares = [np.sum(n & ~o) / np.sum(o) for o, n in zip(old, now, strict=True) if o.any()]
        return float(np.mean(shares)) if shares else 0.0

    return Measure(
        name,
        "cells that answer to a cue and did not before, relative to those that did (0: none)",
        lambda diary: any(o.any() for o in cells(first, diary)) and bool(cells(later, diary)),
        later.began,
        lambda diary: new(diary, 0),
        chance=lambda diary: new(diary, 1),
        ceiling=lambda diary: 0.0,
        at=at,
    )
