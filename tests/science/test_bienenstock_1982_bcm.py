"""A threshold that slides with the square of the rate makes cells stable and selective.

Bienenstock, Cooper & Munro (1982): below a modification threshold, activity depresses a synapse,
above it, it potentiates; the threshold slides with the cell's own mean activity, so that neither
potentiation nor depression runs away, and a cell that sees two patterns comes to answer one of
them. The threshold follows the mean square as in Intrator & Cooper (1992). The left shift of the
curve after a time with little activity is that of Kirkwood, Rioult & Bear (1996).
"""

import numpy as np
import pytest

from neurosim.bench import Bench, poisson
from neurosim.parameters import changed
from neurosim.plasticity.rate import BCM

SECONDS, PRE = 200.0, 20.0
POSTS = (3.0, 6.0, 10.0, 20.0)
SYNAPSES = 16


def run(rule):
    """Return the outcome of 16 synapses between Poisson cells at each postsynaptic rate."""
    random = np.random.default_rng(1)
    trains = [
        poisson(f"{post} Hz", PRE, post, SECONDS, random) for post in POSTS for _ in range(SYNAPSES)
    ]
    return Bench(rule).run(trains)


def mean_and_error(values):
    """Return mean and standard error over the synapses of each postsynaptic rate."""
    values = values.reshape(len(POSTS), SYNAPSES)
    return values.mean(axis=1), values.std(axis=1, ddof=1) / np.sqrt(SYNAPSES)


def near(values, expected):
    """Say whether means are within four standard errors of what is expected."""
    mean, error = mean_and_error(values)
    return np.abs(mean - expected) < 4 * error


@pytest.mark.parametrize("threshold", [10.0, 5.0])
def test_at_a_fixed_threshold_the_change_reverses_there(threshold):
    # So slow a threshold stays where it begins, at r_0.
    rule = changed(BCM(), {"r_0": threshold, "tau_theta": 1e7, "eta": 1e-5})
    drift = (run(rule).after - 1) / SECONDS
    expected = rule.drift_at(PRE, np.array(POSTS), np.full(4, threshold))
    assert near(drift, expected).all()
    mean, error = mean_and_error(drift)
    clear = np.abs(expected) > 4 * error
    assert np.all(np.sign(mean[clear]) == np.sign(np.array(POSTS)[clear] - threshold))
    assert clear[0]
    assert clear[-1]


@pytest.fixture(scope="module")
def settled():
    rule = changed(BCM(), {"tau_theta": 5, "eta": 2e-6})
    return rule, run(rule)


def test_the_threshold_settles_at_the_mean_square(settled):
    rule, found = settled
    theta = found.values["post.theta"]
    assert near(theta, rule.threshold(np.array(POSTS))).all()
    mean, _ = mean_and_error(theta)
    # The curve has shifted left for cells that were silent, right for those that were active.
    assert mean[0] < 2
    assert mean[3] > 30


def test_with_a_sliding_threshold_the_change_reverses_the_other_way(settled):
    rule, found = settled
    # A cell above r_0 loses weight, one below gains. Until the threshold has settled, in tau_theta,
    # the drift goes from that at r_0 to the settled one.
    posts, tau = np.array(POSTS), float(rule.tau_theta)
    early = rule.drift_at(PRE, posts, np.full(4, 10.0))
    late = rule.drift(PRE, posts, np.ones(4))
    expected = late * (SECONDS - tau) + early * tau
    assert near(found.after - 1, expected).all()
    mean, error = mean_and_error(found.after - 1)
    assert mean[1] > 4 * error[1]
    assert mean[3] < -4 * error[3]


def learned(rule, start):
    """Return responses in Hz to two patterns in turn, each with an input of its own at 10 Hz.

    The cell is linear: w_unit of weight passes on the whole rate.
    """
    weights, theta = np.array(start), 10.0
    tau, step = float(rule.tau_theta), 1.0
    for _ in range(20_000):
        posts = 10.0 * weights
        theta += step / tau * (rule.threshold(posts).mean() - theta)
        # Each input is active in one of the two patterns, half of the time.
        weights = np.maximum(weights + 0.5 * step * rule.drift_at(10.0, posts, theta), 0)
    return 10.0 * weights


def test_of_two_patterns_the_cell_comes_to_answer_one():
    # With two patterns, half of the time each, the stable states are 2 r_0 for one and 0 for the
    # other; r_0 for both is a saddle.
    rule = BCM()
    assert learned(rule, (1.05, 0.95)) == pytest.approx([20, 0], abs=0.1)
    assert learned(rule, (0.95, 1.05)) == pytest.approx([0, 20], abs=0.1)
    assert learned(rule, (1.0, 1.0)) == pytest.approx([10, 10], abs=0.1)
