"""Stabilised triplet STDP does to a weight what its equations say, spike by spike."""

import numpy as np
import pytest

from neurosim.bench import Bench, Stimulation
from neurosim.parameters import changed
from neurosim.plasticity.stabilised import StabilisedTripletSTDP

# References and slow rates that do not move, so that changes are known exactly.
STILL = {"tau_cons": 1e6, "tau_rate": 1e6}
RULE = changed(StabilisedTripletSTDP(), STILL)
A, BETA, DELTA, TAU, SLOW = 1e-3, 0.05, 2e-5, 0.02, 0.1


def stimulation(pre, post):
    """Return spikes at times in seconds, with silence after them."""
    return Stimulation("spikes", np.array(pre), np.array(post), 0.5)


def by_hand(pre, post, start=0.1):
    """Return the weight after spikes that do not coincide, at a reference of 0 and at kappa."""
    w, x, o1, o2, last = start, 0.0, 0.0, 0.0, 0.0
    for time, is_pre in sorted([(t, True) for t in pre] + [(t, False) for t in post]):
        x, o1 = (each * np.exp(-(time - last) / TAU) for each in (x, o1))
        o2, last = o2 * np.exp(-(time - last) / SLOW), time
        if is_pre:
            w, x = w + DELTA - A * o1, x + 1
        else:
            w, o1, o2 = w + A * x * o2 - BETA * w * o1**3, o1 + 1, o2 + 1
    return w


TRAINS = [
    ([0.1], []),
    ([], [0.1]),
    ([0.11], [0.1]),
    ([0.1], [0.11]),
    ([0.1, 0.13, 0.16], [0.11, 0.12, 0.14, 0.155, 0.17]),
    ([], [0.1, 0.105, 0.11, 0.115]),
]


@pytest.fixture(scope="module")
def found():
    trains = [stimulation(*train) for train in TRAINS]
    off = stimulation(*TRAINS[4]).without_plasticity()
    return Bench(RULE).run([*trains, off])


def test_weights_follow_the_equations(found):
    expected = [by_hand(*train) for train in TRAINS]
    assert found.after.ravel()[:-1] == pytest.approx(expected, rel=1e-6)


def test_each_term_alone(found):
    transmitter, lone, pair_down, pair_up, _, burst, _ = found.after.ravel() - 0.1
    assert transmitter == pytest.approx(DELTA, rel=1e-3)
    assert lone == pytest.approx(0, abs=1e-9)
    assert pair_down == pytest.approx(DELTA - A * np.exp(-0.5), rel=1e-3)
    assert pair_up == pytest.approx(DELTA, rel=1e-3)  # one postsynaptic spike is no triplet
    assert burst < -0.01  # heterosynaptic: no presynaptic spike at all


def test_nothing_is_learned_where_the_state_forbids_it(found):
    assert found.after[-1, 0] == 0.1


def test_depression_slides_with_the_square_of_the_slow_rate():
    # The slow rate begins at kappa and decays within the half second of silence before the pair.
    rule = changed(RULE, {"tau_rate": 0.5})
    after = Bench(rule).run([stimulation([0.31], [0.3])]).after.item()
    rate = 10 * np.exp(-0.31 / 0.5) + np.exp(-0.01 / 0.5) / 0.5
    assert after - 0.1 == pytest.approx(DELTA - A * (rate / 10) ** 2 * np.exp(-0.5), rel=1e-2)


def test_weights_stay_within_their_bounds():
    wild = changed(RULE, {"A": 10, "w_max": 0.3})
    up, down = stimulation([0.1], [0.105, 0.11]), stimulation([0.101], [0.1])
    assert Bench(wild).run([up, down]).after.ravel() == pytest.approx([0.3, 0.0])


def test_unit_and_learning_rate_scale_the_change(found):
    rule = changed(RULE, {"w_unit": 3, "learning_rate": 0.5, "w_start": 0.3})
    train = stimulation(*TRAINS[2])
    assert Bench(rule).run([train]).after.item() - 0.3 == pytest.approx(
        1.5 * (found.after[2, 0] - 0.1), rel=1e-6
    )


def test_the_reference_follows_the_weight_into_one_of_two_states():
    # Plasticity is off: the weight stays where it is. Steady references are roots of
    # w - v - 20 v (1/4 - v)(1/2 - v), those that are reached from 0.
    rule = changed(StabilisedTripletSTDP(), {"tau_cons": 1})
    bench, rest = Bench(rule), Stimulation("rest", np.zeros(0), np.zeros(0), 60.0, plastic=False)
    reached = {
        w: bench.run([rest], start={"w": np.array([w])}).values["synapse.reference"].item()
        for w in (0.0, 0.1, 0.2, 0.3, 0.5)
    }
    assert list(reached.values()) == pytest.approx([0, 0.0330, 0.0840, 0.4160, 0.5], abs=1e-4)
    for weight, reference in reached.items():
        assert rule.reference_rate(weight, reference) == pytest.approx(0, abs=1e-6)


def test_the_fixed_point_is_where_the_drift_vanishes():
    pre, post = np.array([10.0, 10.0]), np.array([20.0, 40.0])
    reference, rate = np.full(2, 0.25), np.full(2, 10.0)
    found = RULE.fixed_point(pre, post, reference, rate)
    # Of the rates: triplets 2e-6, pairs 2e-5, transmitter 2e-5; <o1^3> = m^3 + 3/2 m^2 + m/3.
    moment = np.array([0.4, 0.8]) ** 3 + 1.5 * np.array([0.4, 0.8]) ** 2 + np.array([0.4, 0.8]) / 3
    push = pre * (2e-6 * post**2 - 2e-5 * post + 2e-5)
    assert found - reference == pytest.approx(push / (0.05 * post * moment), rel=1e-9)
    assert found - reference == pytest.approx([0.0096, 0.0070], abs=1e-4)
    assert RULE.drift_at(pre, post, found, reference, rate) == pytest.approx([0, 0], abs=1e-15)


def test_the_drift_without_more_is_that_of_a_settled_cell_and_a_naive_reference():
    pre, post, weight = np.array([10.0]), np.array([20.0]), np.array([0.3])
    settled = RULE.drift_at(pre, post, weight, np.zeros(1), post)
    assert RULE.drift(pre, post, weight) == pytest.approx(settled)
