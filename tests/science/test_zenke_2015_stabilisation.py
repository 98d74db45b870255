"""Fast heterosynaptic plasticity keeps triplet STDP from running away, and slow plasticity cannot.

Zenke, Agnes & Gerstner (2015): triplets potentiate without bound once a cell fires fast; a pull of
all its synapses towards their reference, which grows with the fourth power of the rate, stops that
within seconds, while transmitter-induced plasticity saves silent synapses from fading.
"""

import numpy as np
import pytest

from neurosim.bench import Bench, poisson
from neurosim.parameters import changed
from neurosim.plasticity.stabilised import StabilisedTripletSTDP

PRE, POST, SYNAPSES = 20.0, 40.0, 32
# Far bounds, so that what does not run away was not just stopped; a slow rate that stays at kappa.
WIDE = {"w_max": 1000, "tau_rate": 1e6}


def trains(pre, post, seconds, seed):
    random = np.random.default_rng(seed)
    return [poisson(f"synapse {n}", pre, post, seconds, random) for n in range(SYNAPSES)]


def mean_and_error(outcome):
    values = outcome.after.ravel()
    return values.mean(), values.std(ddof=1) / np.sqrt(values.size)


@pytest.mark.parametrize(
    ("pre", "post"), [(10.0, 5.0), (10.0, 20.0), (20.0, 40.0)], ids=["down", "up", "fast"]
)
def test_without_the_pull_weights_drift_as_triplets_pairs_and_transmitter_do(pre, post):
    rule = changed(StabilisedTripletSTDP(), {**WIDE, "beta": 0, "w_start": 100})
    mean, error = mean_and_error(Bench(rule).run(trains(pre, post, 100.0, 6)))
    drift = rule.drift_at(pre, post, 100.0, 0.0, 10.0)
    assert drift == pytest.approx(pre * (2e-6 * post**2 - 2e-5 * post + 2e-5))
    assert abs(mean - 100 - 100 * drift) < 4 * error
    assert error < 0.2 * abs(100 * drift)


def test_the_pull_alone_moves_the_weight_with_the_third_moment_of_the_trace():
    # So slowly that the weight hardly moves: 1 % of it in all.
    numbers = {**WIDE, "A": 0, "delta": 0, "learning_rate": 1e-4, "w_start": 10, "tau_cons": 1e6}
    rule = changed(StabilisedTripletSTDP(), numbers)
    mean, error = mean_and_error(Bench(rule).run(trains(1.0, 20.0, 50.0, 7)))
    expected = 50 * rule.drift_at(1.0, 20.0, 10.0, 0.0, 10.0)
    assert abs(mean - 10 - expected) < 4 * error + 0.01 * abs(expected)
    # The cube of the mean is not the mean of the cube: it is 7 times less.
    assert abs(mean - 10 - expected / 7) > 4 * error


def test_a_potentiating_synapse_stays_near_its_fixed_point():
    rule = changed(StabilisedTripletSTDP(), {**WIDE, "tau_cons": 1e6})
    half, whole = (Bench(rule).run(trains(PRE, POST, s, 8)) for s in (50.0, 100.0))
    expected = float(rule.fixed_point(PRE, POST, 0.0, 10.0))
    assert expected == pytest.approx(0.0139, abs=1e-4)
    (early, _), (late, error) = mean_and_error(half), mean_and_error(whole)
    # The weight is highest right after a triplet, when the trace that pulls is high as well: means
    # are above the fixed point of the means, by up to a quarter at these rates.
    assert 0.9 * expected - 4 * error < late < 1.35 * expected + 4 * error
    assert early == pytest.approx(late, abs=0.01)


def test_without_stabilisation_it_runs_away():
    control = changed(StabilisedTripletSTDP(), {**WIDE, "beta": 0, "delta": 0})
    half, whole = (
        mean_and_error(Bench(control).run(trains(PRE, POST, s, 8)))[0] for s in (50.0, 100.0)
    )
    assert half > 2
    assert whole == pytest.approx(2 * half, rel=0.1)


def test_a_slow_threshold_alone_is_too_slow():
    # Depression that slides with the cell's rate over minutes cannot follow: still a runaway.
    control = changed(StabilisedTripletSTDP(), {"w_max": 1000, "beta": 0})
    after, _ = mean_and_error(Bench(control).run(trains(PRE, POST, 100.0, 8)))
    assert after > 2


def test_a_heterosynaptic_synapse_is_pulled_to_its_reference():
    # No presynaptic spike at all: only the pull is left.
    rule = changed(StabilisedTripletSTDP(), {**WIDE, "tau_cons": 1e6, "w_start": 1})
    start = {"reference": np.array([0.4])}
    active = Bench(rule).run(trains(0.0, 20.0, 40.0, 9), start=start)
    silent = Bench(rule).run(trains(0.0, 0.0, 40.0, 9), start=start)
    assert mean_and_error(active)[0] == pytest.approx(0.4, abs=0.01)
    assert mean_and_error(silent)[0] == 1


def test_transmitter_alone_saves_a_silent_synapse():
    rule = changed(StabilisedTripletSTDP(), {**WIDE, "w_start": 0})
    after, error = mean_and_error(Bench(rule).run(trains(5.0, 0.0, 100.0, 10)))
    assert abs(after - 100 * 5 * 2e-5) < 4 * error
    assert after > 4 * error
