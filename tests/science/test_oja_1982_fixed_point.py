"""Hebb's rule with Oja's decay finds the first principal component; without it, weights run away.

Oja (1982): a linear cell whose weights follow eta*y*(x - y*w) ends with the leading eigenvector of
the inputs' correlations, of length 1.
"""

import numpy as np
import pytest

from neurosim.bench import Bench, poisson
from neurosim.parameters import changed
from neurosim.plasticity.rate import Hebb, Oja

CORRELATIONS = np.array([[3.0, 1.0], [1.0, 2.0]])
# Four inputs, equally often, that have these correlations.
INPUTS = np.sqrt(2) * np.linalg.cholesky(CORRELATIONS).T
INPUTS = np.concatenate([INPUTS, -INPUTS])


def learned(rule, start, steps):
    """Return the weights of a linear cell after so many seconds of all inputs."""
    weights = np.array(start)
    for _ in range(steps):
        posts = INPUTS @ weights / rule.w_unit
        each = [rule.drift(x, y, weights) for x, y in zip(INPUTS, posts, strict=True)]
        weights = weights + np.mean(each, axis=0)
    return weights


def test_inputs_have_the_correlations():
    assert INPUTS.T @ INPUTS / len(INPUTS) == pytest.approx(CORRELATIONS)


@pytest.mark.parametrize("unit", [1.0, 0.5])
def test_weights_become_the_leading_eigenvector(unit):
    rule = changed(Oja(), {"eta": 0.01, "w_unit": unit})
    weights = learned(rule, (0.1, 0.3), 2000)
    # The eigenvalue is (5 + sqrt 5)/2.
    assert weights == pytest.approx(unit * np.array([0.8507, 0.5257]), abs=1e-3)


def test_without_the_decay_they_run_away():
    rule = changed(Hebb(), {"eta": 0.01})
    assert np.linalg.norm(learned(rule, (0.1, 0.3), 500)) > 1e6


RATES = ((20.0, 10.0), (10.0, 20.0))
SYNAPSES, SECONDS = 32, 300.0


@pytest.fixture(scope="module")
def trains():
    random = np.random.default_rng(2)
    return [
        poisson(f"{pre} to {post} Hz", pre, post, SECONDS, random)
        for pre, post in RATES
        for _ in range(SYNAPSES)
    ]


@pytest.mark.parametrize("start", [0.2, 4.0])
def test_in_spikes_weights_settle_where_rates_say(trains, start):
    rule = changed(Oja(), {"eta": 3e-4})
    after = Bench(rule).run(trains, start={"w": np.array([start])}).after.reshape(2, SYNAPSES)
    mean, error = after.mean(axis=1), after.std(axis=1, ddof=1) / np.sqrt(SYNAPSES)
    pre, post = np.array(RATES).T
    expected = rule.fixed_point(pre, post)
    assert expected == pytest.approx([2.0, 0.5])
    # What is left of the start decays with eta*post^2, 0.03 and 0.12 a second.
    left = np.abs(start - expected) * np.exp(-3e-4 * post**2 * SECONDS)
    # A rate that is seen high lowers the weight while it is: the mean is low by about eta*post.
    bias = 3e-4 * post * expected
    assert np.all(np.abs(mean - expected) < 4 * error + left + bias)
    assert np.all(error < 0.03 * expected)


def test_in_spikes_hebb_grows_on_at_the_rate_of_its_drift(trains):
    rule = changed(Hebb(), {"eta": 1e-5})
    grown = (Bench(rule).run(trains).after - 1).reshape(2, SYNAPSES)
    mean, error = grown.mean(axis=1), grown.std(axis=1, ddof=1) / np.sqrt(SYNAPSES)
    expected = rule.drift(*np.array(RATES).T, np.ones(2)) * SECONDS
    assert expected == pytest.approx([0.6, 0.6])
    assert np.all(np.abs(mean - expected) < 4 * error)
    assert np.all(error < 0.03 * expected)
