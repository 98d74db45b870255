"""Two weights and their loss, held to what can be computed by hand."""

from __future__ import annotations

import numpy as np
import pytest

from neurosim.artificial.bowl import FAR, Bowl, correlated
from neurosim.artificial.optimisers import Adam, GradientDescent
from neurosim.errors import InputError


def bowl(correlation=0.8, seed=1):
    return Bowl(*correlated(40, correlation, np.random.default_rng(seed)))


def test_the_bottom_is_what_made_the_targets():
    assert np.allclose(bowl().bottom, [1.0, 1.0])
    assert bowl().loss(np.array([1.0, 1.0])) == pytest.approx(0.0)


def test_the_loss_is_half_the_mean_squared_error():
    valley, weights = bowl(), np.array([0.3, -2.0])
    errors = valley.inputs @ weights - valley.targets
    assert valley.loss(weights) == pytest.approx(0.5 * np.mean(errors**2))


def test_the_slope_agrees_with_finite_differences():
    valley, weights = bowl(), np.array([0.3, -2.0])
    for axis in np.eye(2):
        rise = valley.loss(weights + 1e-6 * axis) - valley.loss(weights - 1e-6 * axis)
        assert valley.slope(weights) @ axis == pytest.approx(rise / 2e-6, rel=1e-6)


def test_losses_of_many_weights_are_those_of_each():
    valley, several = bowl(), np.random.default_rng(2).normal(size=(3, 4, 2))
    losses = valley.loss(several)
    assert losses.shape == (3, 4)
    assert losses[2, 1] == pytest.approx(valley.loss(several[2, 1]))


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
@pytest.mark.parametrize(("share", "diverges"), [(0.98, False), (1.02, True)])
def test_descent_diverges_from_the_critical_rate_on(momentum, share, diverges):
    valley, start = bowl(), np.array([3.0, -2.0])
    descent = GradientDescent(share * valley.critical_rate(momentum), momentum)
    end = valley.path(start, descent, 2000)[-1]
    assert (valley.loss(end) > valley.loss(start)) == diverges


@pytest.mark.parametrize("momentum", [0.0, 0.7])
@pytest.mark.parametrize("rate", [0.01, 0.3, 1.2])
def test_the_closed_form_is_where_the_path_goes(momentum, rate):
    valley, start = bowl(), np.array([3.0, -2.0])
    path = valley.path(start, GradientDescent(rate, momentum), 15)
    assert len(path) == 16
    found = valley.predicted(start, rate, momentum, 15)
    assert valley.loss(path[-1]) == pytest.approx(found, rel=1e-9)


def test_below_half_the_critical_rate_no_step_goes_to_the_other_side():
    valley, start = bowl(), np.array([3.0, -2.0])
    steepest = np.linalg.eigh(valley.hessian)[1][:, 1]
    for share, swings in ((0.45, False), (0.55, True)):
        rate = share * valley.critical_rate()
        path = valley.path(start, GradientDescent(rate), 5)
        sides = np.sign((path - valley.bottom) @ steepest)
        assert (len(set(sides)) > 1) == swings


def test_a_path_that_diverges_is_not_followed_to_infinity():
    valley = bowl()
    path = valley.path(np.array([3.0, -2.0]), GradientDescent(3 * valley.critical_rate()), 10000)
    assert len(path) < 100
    assert np.all(np.isfinite(path))
    assert np.linalg.norm(path[-2] - valley.bottom) <= FAR < np.linalg.norm(path[-1])


def test_adam_stays_where_descent_diverges():
    valley, start = bowl(), np.array([3.0, -2.0])
    end = valley.path(start, Adam(1.5 * valley.critical_rate()), 300)[-1]
    assert valley.loss(end) < valley.loss(start)


def test_what_is_no_bowl_is_refused():
    with pytest.raises(InputError, match="leave a direction flat"):
        Bowl(np.ones((5, 2)), np.ones(5))
    with pytest.raises(InputError, match="two inputs"):
        Bowl(np.ones((5, 3)), np.ones(5))
    with pytest.raises(InputError, match="between -1 and 1"):
        correlated(5, 1.0, np.random.default_rng(1))
