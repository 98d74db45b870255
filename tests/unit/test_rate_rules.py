"""The rules of rates do to a weight what their equations say, spike by spike."""

import numpy as np
import pytest

from neurosim.bench import Bench, Stimulation
from neurosim.errors import InputError
from neurosim.parameters import changed
from neurosim.plasticity.rate import BCM, Hebb, Oja

ETA, TAU = 1e-4, 0.1
LAG, GAP = 0.02, 0.05
PAIR = Stimulation("pre post", np.array([0.1]), np.array([0.1 + LAG]), 0.5)
BURST = Stimulation("pre post post", np.array([0.1]), np.array([0.1 + LAG, 0.1 + LAG + GAP]), 0.5)
BACKWARDS = Stimulation("post pre", np.array([0.1 + LAG]), np.array([0.1]), 0.5)
LEFT, LATER = np.exp(-LAG / TAU) / TAU, np.exp(-(LAG + GAP) / TAU) / TAU
PAUSED = np.exp(-GAP / TAU) / TAU


@pytest.fixture(scope="module")
def changes():
    """Return the change of weight by the pair, by the burst, backwards and with plasticity off."""
    trains = [PAIR, BURST, BACKWARDS, BURST.without_plasticity()]
    # A threshold that does not move, so that the change is known exactly.
    rules = (Hebb(), changed(BCM(), {"tau_theta": 1e7}), Oja())
    return {type(rule): (Bench(rule).run(trains).after - 1).ravel() for rule in rules}


def test_hebb_adds_what_the_presynaptic_spike_left_at_every_postsynaptic_one(changes):
    expected = [ETA * LEFT, ETA * (LEFT + LATER), 0, 0]
    assert changes[Hebb] == pytest.approx(expected, rel=1e-9)


def test_bcm_depresses_by_a_first_spike_and_compares_later_ones_with_the_threshold(changes):
    # The first spike finds no trace of itself: a rate of 0, below the threshold of 10 Hz.
    first = ETA * LEFT * (0 - 10) / 10
    second = ETA * LATER * (PAUSED - 10) / 10
    assert changes[BCM] == pytest.approx([first, first + second, 0, 0], rel=1e-6)


def test_oja_subtracts_in_proportion_to_the_weight(changes):
    first = ETA * LEFT
    second = ETA * (LATER - (1 + first) * PAUSED)
    assert changes[Oja] == pytest.approx([first, first + second, 0, 0], rel=1e-9)


def test_the_threshold_grows_with_pairs_of_spikes_and_decays_without():
    rule = changed(BCM(), {"tau_theta": 2})
    found = Bench(rule).run([PAIR, BURST]).values["post.theta"].ravel()
    step = PAUSED / (2 * 10)
    # From the second spike to the end, less the step in which it is treated.
    rest = 10 * np.exp(-0.5 / 2) * np.exp(1e-4 / 2)
    grown = step * np.exp(-(0.5 - 0.1 - LAG - GAP - 1e-4) / 2)
    assert found == pytest.approx([rest, rest + grown], rel=1e-3)
    assert found[1] - found[0] == pytest.approx(grown, rel=1e-3)


@pytest.mark.parametrize("kind", [Hebb, BCM, Oja])
def test_changes_scale_with_unit_and_learning_rate(kind):
    pre, post, weight = np.array([10.0]), np.array([5.0]), np.array([0.6])
    plain = kind().drift(pre, post, weight)
    scaled = kind(w_unit=3.0, learning_rate=2.0).drift(pre, post, 3 * weight)
    assert plain != 0
    assert scaled == pytest.approx(6 * plain)


def test_unit_and_learning_rate_scale_what_spikes_do(changes):
    for kind in (Hebb, Oja):
        rule = kind(w_unit=3.0, learning_rate=2.0, w_start=3.0)
        found = Bench(rule).run([PAIR]).after.item() - 3
        assert found == pytest.approx(6 * changes[kind][0], rel=1e-6)


def test_weights_stay_within_their_bounds():
    up = Bench(changed(Hebb(), {"eta": 1, "w_max": 1.5})).run([PAIR]).after.item()
    down = Bench(changed(BCM(), {"eta": 1})).run([PAIR]).after.item()
    assert (up, down) == (1.5, 0)


def test_fixed_points_are_where_drifts_vanish():
    pre, post = np.array([5.0, 20.0]), np.array([10.0, 4.0])
    oja = Oja(w_unit=2.0)
    assert oja.fixed_point(pre, post) == pytest.approx([1.0, 10.0])
    assert oja.drift(pre, post, oja.fixed_point(pre, post)) == pytest.approx([0, 0])
    assert BCM().drift(pre, np.full(2, 10.0), np.ones(2)) == pytest.approx([0, 0])
    assert BCM().drift_at(pre, post, post) == pytest.approx([0, 0])


def test_a_time_constant_must_be_positive():
    with pytest.raises(InputError, match="tau_theta = 0 is out of range"):
        BCM(tau_theta=0.0)
