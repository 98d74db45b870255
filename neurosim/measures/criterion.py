"""How much study it took until a list was known."""

from __future__ import annotations

from collections.abc import Mapping

from neurosim.measures.measure import Measure
from neurosim.measures.recall import Tests, identified
from neurosim.protocol import Diary


def criterion_measures(
    name: str, labels: Mapping[float, str], share: float
) -> tuple[Measure, Measure]:
    """Return whether a criterion was reached in a life, and after how many exposures.

    The number is that of the first tests in which the criterion is met. A life that does not reach
    it has no such number, and is left out of the mean; how many do is the first measure.

    Parameters
    ----------
    name
        The measures are named ``<name>_reached`` and ``<name>_exposures``.
    labels
        Labels of the tests, by the number of exposures before them.
    share
        Share of the items that have to be recalled.
    """
    tests = {count: Tests(label) for count, label in sorted(labels.items())}

    def taken(diary: Diary) -> dict[float, Tests]:
        return {count: each for count, each in tests.items() if each.were_taken(diary)}

    def began(diary: Diary) -> float:
        return min(each.began(diary) for each in taken(diary).values())

    def first(diary: Diary) -> float | None:
        """Return the exposures after which the criterion is met, or None."""
        recalled = ((count, each.mean(identified)(diary)) for count, each in taken(diary).items())
        return next((count for count, value in recalled if value >= share - 1e-9), None)

    def exposures(diary: Diary) -> float:
        count = first(diary)
        if count is None:
            raise ValueError("a life that did not reach the criterion has no number of exposures")
        return count

    return (
        Measure(
            f"{name}_reached",
            "whether the criterion was reached (0 or 1; over seeds: the share of lives)",
            applies=lambda diary: bool(taken(diary)),
            began=began,
            value=lambda diary: float(first(diary) is not None),
            chance=lambda diary: 0.0,
            ceiling=lambda diary: 1.0,
        ),
        Measure(
            f"{name}_exposures",
            "exposures to the criterion, of lives that reach it (1 or more; perfect memory: 1; "
            "guessing: none by the last test, whose number stands as chance)",
            applies=lambda diary: first(diary) is not None,
            began=began,
            value=exposures,
            chance=lambda diary: max(taken(diary)),
            ceiling=lambda diary: 1.0,
        ),
    )
