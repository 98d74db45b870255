"""Days on which items of several kinds are studied among each other, and asked for kind by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from neurosim.experiments.days import HIPPOCAMPUS, TIMES, asked, with_and_without
from neurosim.protocol import Event, Study, Timetable


def among_each_other(
    studies: Mapping[str, Sequence[Study]],
    random: np.random.Generator,
    cue: str,
    seconds: float,
    night: Event,
) -> Timetable:
    """Return a day, a night and a morning: studies in random order, and tests of all items.

    In the morning a copy without hippocampus is tested as well.

    Parameters
    ----------
    studies
        The studies of each kind.
    random
        Draws the order.
    cue, seconds
        The sense that items are asked for by, and how long.
    """
    shown = [study for several in studies.values() for study in several]
    evening, morning = (
        tuple(
            test
            for kind, several in studies.items()
            for test in asked((study.item for study in several), cue, seconds, label(kind, time))
        )
        for time in TIMES
    )
    return (
        *(shown[place] for place in random.permutation(len(shown))),
        *evening,
        night,
        *with_and_without(HIPPOCAMPUS, morning),
    )


def label(kind: str, time: str) -> str:
    """Return what the tests of a kind of items are called."""
    return f"{kind}, {time}"
