"""The brain's cortical weights as those of a network that is trained by gradient descent."""

import math
from itertools import islice, pairwise

import numpy as np
import pytest

from completion import AREA, CELLS, CODES, DESCENT, NAIVE, SENSES, TASK, UNITS, WIRED, down
from neurosim.adapters.backprop import (
    CorticalUnits,
    GradientDescent,
    angle,
    completion_task,
    guessing,
    hebbian,
    other_items,
)
from neurosim.errors import InputError

# The task


def test_every_sense_is_a_cue_for_the_other():
    assert TASK.cues.shape == TASK.wanted.shape == TASK.asked.shape == (8, CELLS)
    assert np.array_equal(TASK.cues[:4], CODES & (SENSES == 0))
    assert np.array_equal(TASK.cues[4:], CODES & (SENSES == 1))
    assert np.array_equal(TASK.asked[0], SENSES == 1)
    assert np.array_equal(TASK.wanted[0], TASK.wanted[4])


def test_it_speaks_of_synapses_between_senses_that_there_are():
    wired = WIRED.copy()
    wired[AREA, 0] = False
    taught = completion_task(CODES, SENSES, wired).taught
    assert np.count_nonzero(taught) == 2 * AREA * AREA - 1
    assert not taught[AREA, 0]
    assert not taught[1, 0]
    assert not taught[CELLS - 1].any()
    assert not taught[:, CELLS - 1].any()


@pytest.mark.parametrize(
    ("codes", "senses", "wired"),
    [
        (CODES[:, 1:], SENSES, WIRED),
        (CODES, SENSES, WIRED[1:]),
        (CODES[0], SENSES, WIRED),
        (CODES[:0], SENSES, WIRED),
        (CODES, np.minimum(SENSES, 0), WIRED),
    ],
)
def test_what_is_no_task_is_refused_in_a_line(codes, senses, wired):
    with pytest.raises(InputError) as refusal:
        completion_task(codes, senses, wired)
    assert "\n" not in str(refusal.value)


def test_other_items_are_as_large_and_other():
    found = other_items(CODES, SENSES, np.random.default_rng(1))
    for area in (0, 1):
        own, other = (each[:, area == SENSES] for each in (CODES, found))
        assert np.array_equal(own.sum(axis=1), other.sum(axis=1))
        assert not np.array_equal(own, other)


# Loss and slope


def test_the_slope_is_that_of_the_loss():
    weights = 5 * NAIVE
    slope, step = UNITS.slope(weights, TASK), 1e-5
    behind, before = np.nonzero(TASK.taught & (slope != 0))
    for pick in np.random.default_rng(2).integers(len(behind), size=20):
        up, low = weights.copy(), weights.copy()
        up[behind[pick], before[pick]] += step
        low[behind[pick], before[pick]] -= step
        measured = (UNITS.loss(up, TASK) - UNITS.loss(low, TASK)) / (2 * step)
        assert slope[behind[pick], before[pick]] == pytest.approx(measured, rel=1e-5, abs=1e-10)


def test_synapses_that_are_not_of_the_task_have_no_slope_and_no_part_in_the_loss():
    elsewhere = np.where(TASK.taught, 0.0, 10.0)
    assert UNITS.loss(NAIVE + elsewhere, TASK) == UNITS.loss(NAIVE, TASK)
    assert not UNITS.slope(NAIVE + elsewhere, TASK)[~TASK.taught].any()


def test_a_constant_answer_scores_what_guessing_does():
    share = float(np.mean(TASK.wanted[TASK.asked]))
    constant = CorticalUnits(gain=1.0, threshold=math.log((1 - share) / share))
    assert constant.loss(np.zeros((CELLS, CELLS)), TASK) == pytest.approx(guessing(TASK))


def test_from_silence_descent_is_hebbs_product_and_later_it_is_not():
    silent = np.zeros((CELLS, CELLS))
    assert angle(down(silent), hebbian(TASK)) < 3
    known = silent + 0.25 * (hebbian(TASK) > 0)
    assert angle(down(known), hebbian(TASK)) > 20


# Descent


def test_descent_never_rises_and_ends_near_nothing():
    fastest = GradientDescent(rate=1.0)
    losses = list(islice(fastest.losses(UNITS, TASK, NAIVE), 200))
    assert all(later <= before for before, later in pairwise(losses))
    assert losses[-1] < 0.05 * losses[0]


def test_a_larger_step_than_the_largest_would_not_be_safe():
    one_item = completion_task(CODES[:1], SENSES, WIRED)
    drive = UNITS.gain * UNITS.threshold
    start = np.where(one_item.taught & (hebbian(one_item) > 0), UNITS.threshold / 6, 0.0)
    step = UNITS.largest_step(one_item)
    moved = start - step * UNITS.slope(start, one_item)
    change = UNITS.drive(moved, one_item.cues) - UNITS.drive(start, one_item.cues)
    # Where the logistic function is steepest, the safe step takes its argument 2 of the 4 units
    # that a straight line would need to the target.
    assert np.max(change[one_item.asked]) == pytest.approx(2.0)
    assert drive > 2


def test_epochs_are_counted_to_the_loss_that_they_end_with():
    losses = list(islice(DESCENT.losses(UNITS, TASK, NAIVE), 8))
    assert DESCENT.epochs_to(losses[5], losses) == pytest.approx(5)
    between = (losses[5] + losses[6]) / 2
    assert DESCENT.epochs_to(between, losses) == pytest.approx(5.5)
    assert DESCENT.epochs_to(losses[0] + 1, losses) == 0
    assert GradientDescent(most=3.0).epochs_to(0.0, losses) == 3


@pytest.mark.parametrize(
    ("other", "degrees"), [((2, 0), 0), ((0, 3), 90), ((-1, 0), 180), ((1, 1), 45), ((0, 0), 90)]
)
def test_angles(other, degrees):
    assert angle(np.array([1.0, 0.0]), np.array(other, float)) == pytest.approx(degrees)
