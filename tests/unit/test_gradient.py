"""How recall depends on the age of memories, from diaries made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from neurosim.items import RandomCodes
from neurosim.measures.gradient import gradient, slope
from neurosim.protocol import Diary, Recall, Recording, Study

ITEMS = RandomCodes().draw(4, 1).items
LABELS = {float(age): f"{age} nights" for age in range(1, 5)}


def answer(item, share):
    """A response with a cosine of sqrt(share): this share of the units, and no others."""
    sight = item.code["sight"].astype(float)
    sight[np.flatnonzero(sight)[round(share * 20) :]] = 0
    return {"sight": sight, "sound": item.code["sound"].astype(float)}


def diary(shares, lesioned=""):
    """A life whose items were recalled in part; the first is the youngest memory."""
    shown = [Recording(Study(i, 1), {s: b.astype(float) for s, b in i.code.items()}) for i in ITEMS]
    tests = [
        Recording(
            Recall(item.cue("sound"), 1, item.name, f"{age} nights"),
            answer(item, share),
            began=10.0 + age,
            lesioned=lesioned,
        )
        for age, (item, share) in enumerate(zip(ITEMS, shares, strict=False), 1)
    ]
    return Diary("nobody", (*shown, *tests))


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((1, 1, 1, 1), 0),
        ((0, 0, 0, 0), 0),
        ((0.25, 0.25, 1, 1), (0.5 * 0.5 + 1.5 * 0.5) / 5),
        ((1, 1, 0.25, 0.25), -(0.5 * 0.5 + 1.5 * 0.5) / 5),
    ],
)
def test_the_slope_is_that_of_the_cosines(shares, expected):
    assert gradient("recall", LABELS).value(diary(shares)) == pytest.approx(expected)


def test_the_slope_of_a_line_is_its_slope():
    assert slope([(1, 3.0), (2, 5.0), (4, 9.0)]) == pytest.approx(2)


def test_neither_guessing_nor_perfect_memory_knows_an_age():
    measure, life = gradient("recall", LABELS), diary((1, 1, 1, 1))
    assert measure.name == "recall_slope"
    assert (measure.chance(life), measure.ceiling(life), measure.began(life)) == (0, 0, 11)
    assert measure.at is None


def test_there_is_no_slope_of_a_single_age():
    assert not gradient("recall", LABELS).applies(diary((1,)))
    assert gradient("recall", LABELS).applies(diary((1, 1)))


def test_lesioned_tests_have_a_slope_of_their_own():
    life = diary((1, 1, 1, 0), "hippocampus")
    assert not gradient("recall", LABELS).applies(life)
    assert gradient("lesioned", LABELS, "hippocampus").value(life) < 0
