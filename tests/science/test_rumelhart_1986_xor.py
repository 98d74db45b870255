"""Rumelhart, Hinton & Williams (1986): hidden units solve what no unit without them can."""

import itertools

import numpy as np
import pytest

from neurosim.experiments.networks.xor import INPUTS, TARGETS, UNDECIDED, Xor
from neurosim.parameters import changed
from taught_networks import scores

SEEDS = range(200, 206)


@pytest.fixture(scope="module")
def found():
    return scores(changed(Xor(), {"epochs": 300}), "hidden-8", "no-hidden-layer", seeds=SEEDS)


def test_eight_hidden_units_solve_it_from_every_start(found):
    assert found["hidden-8", "trained", "solved", None] == [1.0] * 6
    assert found["hidden-8", "trained", "right", None] == [1.0] * 6
    assert max(found["hidden-8", "trained", "epochs", None]) < 250
    assert max(found["hidden-8", "trained", "loss", 300.0]) < 0.002


def test_without_hidden_units_nothing_better_than_one_half_is_learned(found):
    assert found["no-hidden-layer", "trained", "solved", None] == [0.0] * 6
    assert max(found["no-hidden-layer", "trained", "right", None]) <= 0.75
    assert np.allclose(found["no-hidden-layer", "trained", "loss", 300.0], UNDECIDED, atol=1e-4)


def test_no_straight_line_parts_the_patterns():
    """Minsky & Papert (1969): of four patterns a line gets three at most, whatever its weights."""
    most = 0
    for weights in itertools.product(np.linspace(-1, 1, 9), repeat=3):
        side = INPUTS @ weights[:2] + weights[2] > 0
        most = max(most, np.sum(side == (TARGETS[:, 0] > 0.5)))
    assert most == 3


def test_two_hidden_units_can_but_now_and_then_end_in_a_local_minimum():
    found = scores(changed(Xor(), {"epochs": 1500}), "hidden-2", seeds=range(200, 208))
    solved = np.array(found["hidden-2", "trained", "solved", None])
    lost = np.array(found["hidden-2", "trained", "loss", 1000.0])[solved == 0]
    assert 0.5 <= solved.mean() < 1
    assert np.all(lost > 0.05)
