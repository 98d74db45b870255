"""Hasselmo & Schnell (1994): what is not recalled raises acetylcholine, and is learned.

The hippocampus compares what it recalls with what is there. What is known stays as it is. The long
form is `make science`; its table and figure are in docs/science/novelty.
"""

import numpy as np
import pytest

from neurosim.experiments.novelty import CONDITIONS, Novelty, known_label, met_label
from neurosim.parameters import changed
from short_lives import Lived

GATED, HIGH, _ = CONDITIONS
NEW, HALF, AGAIN = "shared-0-percent", "shared-50-percent", "again"
ROUNDS = 1


@pytest.fixture(scope="module")
def lived():
    """Return two gated lives, and that in which the list comes again with its control."""
    experiment = changed(Novelty(), {"items_count": 3, "rounds": ROUNDS, "shares": 3})
    return Lived(experiment, [(GATED, NEW), (GATED, HALF), (GATED, AGAIN), (HIGH, AGAIN)])


def told(lived, part, label, of="novelty"):
    """Return a level in each glance of all studies of a label."""
    return np.array(
        [
            record.levels[of]
            for diary in lived.diaries(GATED, part)
            for event, record in diary.studies()
            if event.label == label
        ]
    )


def test_what_is_known_is_recalled_at_first_glance(lived):
    for part, share in ((NEW, 0), (HALF, 0.5)):
        known = told(lived, part, known_label(share))[:, 0]
        assert len(known) == 3
        assert known.mean() < 0.3
    assert told(lived, AGAIN, "again")[:, 0].mean() < 0.3


def test_what_is_new_is_not(lived):
    assert told(lived, NEW, met_label(0))[:, 0].min() > 0.6
    assert told(lived, NEW, "")[:, 0].min() > 0.6


def test_what_is_half_new_lies_between(lived):
    half = told(lived, HALF, met_label(0.5))[:, 0]
    assert told(lived, HALF, known_label(0.5))[:, 0].max() < half.min()
    assert half.mean() < told(lived, NEW, met_label(0))[:, 0].mean()


def test_only_what_is_new_raises_acetylcholine(lived):
    assert told(lived, NEW, met_label(0), "acetylcholine")[:, -1].min() > 0.9
    assert told(lived, HALF, met_label(0.5), "acetylcholine")[:, -1].min() > 0.85
    assert told(lived, NEW, known_label(0), "acetylcholine")[:, -1].max() < 0.8


@pytest.mark.parametrize(("part", "share"), [(NEW, 0.0), (HALF, 0.5)])
def test_what_was_new_is_recalled_later_and_what_was_known_still_is(lived, part, share):
    for measure in ("recall_met", "recall_known"):
        assert lived.mean(GATED, part, measure, share) >= 0.8


def test_assemblies_of_what_is_known_do_not_grow(lived):
    for reading in lived.readings(GATED, AGAIN, "new_cells", ROUNDS):
        assert reading.value < 0.1
    assert lived.mean(GATED, AGAIN, "recall_again", ROUNDS) == 1


def test_where_acetylcholine_is_high_throughout_they_do(lived):
    for reading in lived.readings(HIGH, AGAIN, "new_cells", ROUNDS):
        assert reading.value > 0.5
