"""Ways down a slope, held to their equations written out for one weight."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from neurosim.artificial.optimisers import Adam, GradientDescent, check_descent
from neurosim.errors import InputError


class Pair(NamedTuple):
    matrix: np.ndarray
    bias: np.ndarray


def pair():
    return Pair(np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([4.0, -1.0]))


def bowl(weights):
    """The slopes of half the squared length."""
    return Pair(*(weight.copy() for weight in weights))


def test_a_step_without_momentum_goes_down_the_slope_by_the_learning_rate():
    weights, slopes = pair(), Pair(np.ones((2, 2)), np.array([2.0, 0.0]))
    GradientDescent(0.5).step(weights, slopes)
    assert np.allclose(weights.matrix, pair().matrix - 0.5)
    assert np.allclose(weights.bias, [3.0, -1.0])


def test_momentum_adds_what_is_left_of_the_last_steps():
    weight, descent = [np.array([0.0])], GradientDescent(0.1, momentum=0.9)
    velocity = expected = 0.0
    for slope in (1.0, -2.0, 0.5):
        descent.step(weight, [np.array([slope])])
        velocity = 0.9 * velocity - 0.1 * slope
        expected += velocity
    assert weight[0][0] == pytest.approx(expected)


def test_adam_follows_algorithm_1_of_its_paper():
    weight, adam = [np.array([1.0])], Adam(0.01, 0.9, 0.999, 1e-8)
    m = v = 0.0
    expected = 1.0
    for t, g in enumerate((3.0, -1.0, 0.2, 5.0), 1):
        adam.step(weight, [np.array([g])])
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        expected -= 0.01 * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)) ** 0.5 + 1e-8)
    assert weight[0][0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
def test_the_first_step_of_adam_is_the_learning_rate_whatever_the_slope(scale):
    weight = [np.array([0.0, 0.0])]
    Adam(0.01).step(weight, [np.array([scale, -scale])])
    assert np.allclose(weight[0], [-0.01, 0.01], rtol=1e-4)


@pytest.mark.parametrize("optimiser", [GradientDescent(0.1), GradientDescent(0.1, 0.5), Adam(0.1)])
def test_each_finds_the_bottom_of_a_bowl(optimiser):
    weights = pair()
    for _ in range(1000):
        optimiser.step(weights, bowl(weights))
    assert max(abs(weight).max() for weight in weights) < 1e-3


@pytest.mark.parametrize("rate", [0.0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("kind", [GradientDescent, Adam])
def test_a_learning_rate_is_a_positive_number(kind, rate):
    with pytest.raises(InputError, match="a learning rate must be a positive number"):
        kind(rate)


def test_shares_are_below_one():
    with pytest.raises(InputError, match="momentum must be at least 0 and below 1, not 1"):
        GradientDescent(0.1, 1.0)
    with pytest.raises(InputError, match="beta2"):
        Adam(0.1, 0.9, 1.5)
    with pytest.raises(InputError, match="epsilon"):
        Adam(0.1, epsilon=0.0)


@pytest.mark.parametrize("loss", [float("nan"), float("inf"), 1.1e4])
def test_a_divergence_is_said_in_one_line_that_names_the_learning_rate(loss):
    with pytest.raises(InputError, match=r"diverged at a learning rate of 2\.5") as said:
        check_descent(loss, 1.0, 2.5)
    assert "\n" not in str(said.value)


def test_a_loss_that_rises_a_little_is_no_divergence():
    check_descent(50.0, 1.0, 2.5)
