"""Synaptic scaling: one factor for all synapses of a cell, exponential growth of a silent one."""

import numpy as np
import pytest

from neurosim.bench import Bench, Stimulation
from neurosim.parameters import changed
from neurosim.plasticity.scaling import SynapticScaling

SECONDS = 100.0
# Fast, so that a test sees several time constants: 1/(beta*goal) = 25 s.
RULE = changed(SynapticScaling(), {"beta": 0.002, "tau_rate": 1.0, "w_max": 1000})


def regular(rate):
    """Return a regular train after the synapse, which needs none before it."""
    times = np.arange(1, rate * SECONDS) / rate if rate else np.zeros(0)
    return Stimulation(f"{rate} Hz", np.zeros(0), times, SECONDS)


@pytest.fixture(scope="module")
def outcomes():
    bench = Bench(RULE)
    silent_and_others = [regular(rate) for rate in (0, 10, 20, 40)]
    return {w: bench.run(silent_and_others, start={"w": np.array([w])}) for w in (0.5, 1.0)}


def test_synapses_of_a_silent_cell_grow_exponentially(outcomes):
    # The estimate of the rate begins at the goal and is gone after its time constant of 1 s.
    factor = np.exp((SECONDS - 1.0) / RULE.growth_time(0.0))
    assert RULE.growth_time(0.0) == pytest.approx(25.0)
    assert outcomes[1.0].after[0, 0] == pytest.approx(factor, rel=1e-5)


def test_ratios_of_weights_are_preserved(outcomes):
    assert outcomes[0.5].after == pytest.approx(0.5 * outcomes[1.0].after, rel=1e-12)
    assert not np.allclose(outcomes[1.0].after[[0, 1, 3]], 1, rtol=0.1)


def test_the_target_rate_is_the_fixed_point(outcomes):
    after = outcomes[1.0].after.ravel()
    assert after[0] > after[1] > 1 > after[3]
    # A regular train leaves the estimate 1/tau_rate apart in phase only: within one interval.
    assert after[2] == pytest.approx(1, abs=0.01)
    assert RULE.growth_time(20.0) == np.inf
    assert RULE.growth_time(40.0) == -RULE.growth_time(0.0)


def test_the_drift_is_that_of_the_logarithm(outcomes):
    post = np.array([0.0, 10.0, 40.0])
    drift = RULE.drift(np.zeros(3), post, np.ones(3))
    assert drift == pytest.approx(0.002 * (20 - post))
    # While the estimate goes from the goal to the rate, tau_rate of the way is lost.
    grown = np.log(outcomes[1.0].after.ravel()[[0, 1, 3]]) / (SECONDS - 1.0)
    assert grown == pytest.approx(drift, rel=2e-3)
    assert RULE.drift(np.zeros(3), post, np.full(3, 0.5)) == pytest.approx(0.5 * drift)


def test_published_constants_take_twenty_minutes():
    assert SynapticScaling().growth_time(0.0) == pytest.approx(1250)


def test_weights_stay_within_their_bounds():
    narrow = changed(RULE, {"w_max": 2})
    assert Bench(narrow).run([regular(0)]).after.item() == 2


def test_nothing_is_scaled_where_the_state_forbids_it():
    assert Bench(RULE).run([regular(0).without_plasticity()]).after.item() == 1
