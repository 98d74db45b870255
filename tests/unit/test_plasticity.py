"""The rules do to a weight what their equations say: closed forms for single pairs and triplets."""

import brian2 as b2
import numpy as np
import pytest

from neurosim.brain import SoftTripletSTDP, TripletSTDP

W_MAX, RATE, A2, A3, MINUS, UNPAIRED = 0.5, 0.1, 0.4, 0.6, -0.3, 0.05
TAU_X1, TAU_Y2 = 20.0, 100.0
DT = 0.5
START = 0.2


def rule(kind, minus=MINUS):
    return kind(W_MAX, RATE, A2, A3, minus, UNPAIRED)


def weight_after(rule, before, after, learning=1.0, start=START):
    """Return the weight of one synapse after spikes at given times in ms."""
    times = {"before": before, "after": after}
    groups = {}
    for name, spikes in times.items():
        train = np.zeros(400)
        train[[round(time / DT) for time in spikes]] = 1
        groups[name] = b2.NeuronGroup(
            1,
            "dx1/dt = -x1/(20*ms) : 1\ndy2/dt = -y2/(100*ms) : 1",
            threshold="train(t) > 0.5",
            reset="x1 += 1; y2 += 1",
            method="exact",
            dt=DT * b2.ms,
            namespace={"train": b2.TimedArray(train, dt=DT * b2.ms)},
        )
    names = ("w_max", "learning_rate", "A2_plus", "A3_plus", "A_minus", "A_unpaired")
    synapse = b2.Synapses(
        groups["before"],
        groups["after"],
        "w : 1",
        on_pre=rule.on_pre,
        on_post=rule.on_post,
        dt=DT * b2.ms,
        namespace={"learning": learning, **{name: float(getattr(rule, name)) for name in names}},
    )
    synapse.connect()
    synapse.w = start
    b2.prefs.codegen.target = "numpy"
    b2.Network(*groups.values(), synapse).run(190 * b2.ms, namespace={})
    return float(synapse.w[0])


@pytest.mark.parametrize("lag", [5, 10, 40])
def test_pre_before_post_potentiates_by_the_pair_term(lag):
    change = weight_after(rule(TripletSTDP), [20], [20 + lag]) - START
    expected = RATE * W_MAX * (-UNPAIRED + A2 * np.exp(-lag / TAU_X1))
    assert change == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("minus", [-0.3, 0.6])
@pytest.mark.parametrize("lag", [5, 10, 40])
def test_post_before_pre_follows_the_sign_of_its_amplitude(lag, minus):
    change = weight_after(rule(TripletSTDP, minus), [20 + lag], [20]) - START
    expected = RATE * W_MAX * (minus * np.exp(-lag / TAU_X1) - UNPAIRED)
    assert change == pytest.approx(expected, rel=1e-9)


def test_a_triplet_adds_what_the_earlier_postsynaptic_spike_left():
    change = weight_after(rule(TripletSTDP), [30], [10, 35]) - START
    first = MINUS * np.exp(-20 / TAU_X1) - UNPAIRED
    second = np.exp(-5 / TAU_X1) * (A2 + A3 * np.exp(-25 / TAU_Y2))
    assert change == pytest.approx(RATE * W_MAX * (first + second), rel=1e-9)


def test_a_spike_without_partner_depresses():
    change = weight_after(rule(TripletSTDP), [20], []) - START
    assert change == pytest.approx(-RATE * W_MAX * UNPAIRED)
    assert weight_after(rule(TripletSTDP), [], [20]) == START


def test_soft_bounds_scale_with_the_distance_to_the_bound():
    depressed = START - RATE * START * UNPAIRED
    expected = depressed + RATE * (W_MAX - depressed) * A2 * np.exp(-10 / TAU_X1)
    assert weight_after(rule(SoftTripletSTDP), [20], [30]) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("kind", [TripletSTDP, SoftTripletSTDP])
@pytest.mark.parametrize("start", [0.0, W_MAX])
def test_weights_stay_within_their_bounds(kind, start):
    strong = kind(W_MAX, 50.0, A2, A3, MINUS, UNPAIRED)
    for before, after in (([20, 40, 60], [21, 41, 61]), ([21, 41, 61], [20, 40, 60])):
        assert 0 <= weight_after(strong, before, after, start=start) <= W_MAX


def test_nothing_is_learned_where_the_state_forbids_it():
    assert weight_after(rule(TripletSTDP), [20, 50], [30, 45], learning=0.0) == START
