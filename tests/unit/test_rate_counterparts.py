"""What artificial weights are told of spikes, and what they make of it."""

import numpy as np
import pytest

from neurosim.adapters.rate_codes import BIN, HIGHEST, rate_code
from neurosim.artificial.rate_rules import RATE_RULES, BackpropStep, DeltaRule, RateBCM
from neurosim.bench import Stimulation, pairs, train
from neurosim.parameters import changed


def test_rates_are_shares_of_the_highest():
    times = 0.5 + np.arange(100) / 50
    x, y = rate_code(Stimulation("50 Hz", times, times[::2], 3.0))
    assert x[1:-1] == pytest.approx(1.0, abs=1 / (BIN * HIGHEST))
    assert x.sum() * BIN * HIGHEST == pytest.approx(100)
    assert y.sum() * BIN * HIGHEST == pytest.approx(50)


def test_the_order_of_spikes_in_a_pair_cannot_be_seen():
    for one, two in zip(rate_code(pairs(0.01)), rate_code(pairs(-0.01)), strict=True):
        assert np.array_equal(one, two)


def test_silence_is_nothing():
    x, y = rate_code(Stimulation("silence", np.zeros(0), np.zeros(0), 1.0))
    assert x.size == y.size == 0
    assert all(rule.change(x, y) == 0 for rule in RATE_RULES)


def test_the_delta_rule_finds_the_weight_that_explains_the_output():
    x = np.full(500, 0.8)
    assert DeltaRule().change(x, 0.75 * x) == pytest.approx(0.5, abs=1e-3)


def test_bcm_changes_sign_at_its_threshold():
    rule, x = RateBCM(), np.full(1, 0.5)
    threshold = float(rule.threshold)
    below, at, above = (
        rule.change(x, x * 0 + y) for y in (threshold / 2, threshold, 2 * threshold)
    )
    assert below < 0 < above
    assert at == pytest.approx(0)


@pytest.mark.parametrize(("x", "y"), [(0.3, 0.9), (0.9, 0.1), (1.0, 0.5)])
def test_backprop_steps_down_the_gradient_of_the_squared_error(x, y):
    rule, step = BackpropStep(), 1e-6

    def loss(weight):
        hidden = 1 / (1 + np.exp(rule.bias - weight * x))
        return (y - hidden) ** 2 / 2

    slope = (loss(0.5 + step) - loss(0.5 - step)) / (2 * step)
    assert rule.step(0.5, x, y) == pytest.approx(-rule.learning_rate * slope, rel=1e-6)


def test_weights_stay_within_zero_and_one():
    strong = changed(RateBCM(), {"learning_rate": 100})
    assert strong.change(np.ones(5), np.ones(5)) == 1.0
    assert strong.change(np.ones(5), np.full(5, 0.1)) == -1.0


def test_unlearning_where_the_cell_is_silent():
    silent = rate_code(train("silent", np.arange(100) / 100, None))
    assert DeltaRule().change(*silent) < -0.5
    assert BackpropStep().change(*silent) < 0
    assert RateBCM().change(*silent) == 0
