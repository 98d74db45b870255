"""The inhibitory rule does what its equations say, and what NEST does."""

import numpy as np
import pytest

from nest_trains import COINCIDENT, IRREGULAR
from neurosim.bench import Bench, Stimulation, pairs
from neurosim.parameters import changed
from neurosim.plasticity.inhibitory import InhibitorySTDP

LAGS = np.array([-40, -20, -5, 5, 20, 40]) * 1e-3


@pytest.fixture(scope="module")
def bench():
    return Bench(InhibitorySTDP())


def test_one_pair_changes_the_weight_by_its_window(bench):
    found = bench.run([pairs(lag, count=1) for lag in LAGS])
    assert (found.after - found.before).ravel() == pytest.approx(
        InhibitorySTDP().window(LAGS), rel=1e-9
    )


def test_spikes_without_partner_depress_only_before_the_synapse(bench):
    alone = [
        Stimulation("pre", np.array([0.1]), np.zeros(0), 1.0),
        Stimulation("post", np.zeros(0), np.array([0.1]), 1.0),
    ]
    found = bench.run(alone)
    # eta times alpha, and alpha = 2*rho_0*tau = 2 * 3 Hz * 20 ms.
    assert found.after.ravel() - 1 == pytest.approx([-0.01 * 0.12, 0], abs=1e-12)


def test_weights_stay_within_their_bounds():
    extremes = changed(InhibitorySTDP(), {"eta": 1, "w_max": 1.2, "w_start": 0.1})
    up = Stimulation("up", np.array([0.1, 0.12]), np.arange(0.101, 0.2, 0.005), 0.5)
    down = Stimulation("down", np.arange(0.1, 0.4, 0.02), np.zeros(0), 0.5)
    found = Bench(extremes).run([up, down])
    assert found.after.ravel() == pytest.approx([1.2, 0.0])


def test_the_drift_vanishes_at_the_target_rate_and_scales_with_the_learning_rate():
    rule, fast = InhibitorySTDP(), InhibitorySTDP(learning_rate=2.0, w_unit=3.0)
    pre, post = np.full(3, 10.0), np.array([1.0, 3.0, 9.0])
    drift = rule.drift(pre, post, np.ones(3))
    assert drift == pytest.approx(2 * 0.01 * 0.02 * 10 * (post - 3))
    assert fast.drift(pre, post, np.ones(3)) == pytest.approx(6 * drift)


def test_weights_are_those_of_nest():
    # vogels_sprekeler_synapse with tau = 20 ms, alpha = 0.12, eta = 0.01, Wmax = 5.
    rule = changed(InhibitorySTDP(), {"w_max": 5})
    found = Bench(rule).run([IRREGULAR, COINCIDENT])
    assert found.after.ravel() == pytest.approx([1.27822389467718, 1.72111608156251], abs=1e-9)


def test_nothing_is_learned_where_the_state_forbids_it(bench):
    assert bench.run([IRREGULAR.without_plasticity()]).after.item() == 1
