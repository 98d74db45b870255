"""What an agent tells of itself while it studies: novelty, levels of neuromodulators."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from neurosim.measures.measure import Measure
from neurosim.protocol import Diary, Recording


def level(
    name: str,
    meaning: str,
    of: str,
    place: int,
    label: str,
    chance: Callable[[Diary], float],
    ceiling: float | None,
    at: float | None = None,
) -> Measure:
    """Return a level at one place of each study that carries a label, on average.

    Parameters
    ----------
    name, meaning
        Of the measure.
    of
        Name of the level in recordings.
    place
        Which of the numbers of a study is meant: 0 for the first, -1 for the last.
    label
        Label of the studies in the timetable.
    chance, ceiling
        What the level is where nothing is known, and what it would be at best; None where nothing
        is best: the value itself then.
    at
        Where on the abscissa of a curve the number stands; None for a single number.
    """

    def told(diary: Diary) -> list[Recording]:
        records = (record for event, record in diary.studies() if event.label == label)
        return [record for record in records if of in record.levels]

    def value(diary: Diary) -> float:
        return float(np.mean([record.levels[of][place] for record in told(diary)]))

    return Measure(
        name,
        meaning,
        lambda diary: bool(told(diary)),
        lambda diary: told(diary)[0].began,
        value,
        chance=chance,
        ceiling=value if ceiling is None else lambda diary: ceiling,
        at=at,
    )


def first_level(of: str, place: int) -> Callable[[Diary], float]:
    """Return the reading of a level in the first study of a life, when nothing is known."""

    def value(diary: Diary) -> float:
        return float(next(r.levels[of][place] for _, r in diary.studies() if of in r.levels))

    return value
