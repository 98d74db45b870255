"""How recall depends on the age of memories: one number for a life."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from neurosim.measures.measure import Measure
from neurosim.measures.recall import Score, Studied, Tests, own_cosine
from neurosim.protocol import Diary


def gradient(name: str, labels: Mapping[float, str], lesioned: str = "") -> Measure:
    """Return the slope of the cosine between answer and item over the age of the memory.

    It is the least-squares slope over all tests of a life. Positive: older memories are recalled
    better, as in temporally graded retrograde amnesia; negative: they are forgotten. Guessing and
    perfect memory know no age.

    Parameters
    ----------
    name
        The measure is named ``<name>_slope``.
    labels
        Labels of the tests, by the age of what they ask for.
    lesioned
        Region whose loss the tests were taken with; "" for the intact agent.
    """
    tests = {age: Tests(label, lesioned) for age, label in labels.items()}

    def taken(diary: Diary) -> list[Tests]:
        return [each for each in tests.values() if each.were_taken(diary)]

    return Measure(
        f"{name}_slope",
        "change of the cosine between answer and item with each night of age (1/night)",
        applies=lambda diary: len(taken(diary)) > 1,
        began=lambda diary: min(each.began(diary) for each in taken(diary)),
        value=lambda diary: slope(scores(diary, tests, own_cosine)),
        chance=lambda diary: 0.0,
        ceiling=lambda diary: 0.0,
    )


def scores(diary: Diary, tests: Mapping[float, Tests], score: Score) -> list[tuple[float, float]]:
    """Return the age and the score of every test."""
    studied = Studied.of(diary)
    return [
        (age, score(studied, *test)) for age, each in tests.items() for test in each.found(diary)
    ]


def slope(points: list[tuple[float, float]]) -> float:
    """Return the least-squares slope through points; their abscissae are not all the same."""
    x, y = np.array(points).T
    away = x - x.mean()
    return float(away @ y / (away @ away))
