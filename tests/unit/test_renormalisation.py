"""Synaptic homeostasis as text: what a step of it does to the weights of one cell."""

import re

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT
from neurosim.models.hippocampus_neocortex_homeostasis import CIRCUIT as RENORMALISED

from neurosim.anatomy import grown
from neurosim.brain import SynapticRenormalisation
from neurosim.brain.homeostasis import DOWNSCALING_STEP, SleepDownscaling
from neurosim.brain.mode import Mode
from neurosim.brain.nights import tells_weights, together, told_of_night
from neurosim.brain.states import State
from neurosim.engine import SLOT

LAW = RENORMALISED.pathways[-1].downscaling
W_MAX = float(RENORMALISED.pathways[-1].rule.w_max)
NAIVE = np.random.default_rng(0).lognormal(-0.32, 0.8, 600) * 0.0083


def calculated(text, names):
    """Return what an expression of the law comes to."""
    return eval(text, {"clip": np.clip, "__builtins__": {}}, names)


def scaled(weights, state, seconds=10.0, law=LAW, learning=True):
    """Return the weights of the synapses of one cell after so many seconds of nothing else."""
    weights = weights.copy()
    left, right = re.fullmatch(r"(w) = (.*)", law.change).groups()
    for _ in range(round(seconds / DOWNSCALING_STEP)):
        names = {**law.values(state, learning), left: weights, "w_max": W_MAX}
        names |= {name: calculated(each, names).sum() for name, each in law.sums.items()}
        weights = calculated(right, names)
    return weights


def relative(before, after):
    return after / before - 1


def test_asleep_the_sum_falls_to_its_set_point_and_awake_it_rises():
    high, low = NAIVE * 8 / NAIVE.sum(), NAIVE * 3 / NAIVE.sum()
    assert scaled(high, State.NREM, 30).sum() == pytest.approx(LAW.asleep, rel=1e-3)
    for state in (State.ENCODE, State.WAKE):
        assert scaled(low, state, 3).sum() == pytest.approx(LAW.awake, rel=1e-3)


def test_it_falls_exponentially():
    high = NAIVE * 8 / NAIVE.sum()
    left = (scaled(high, State.NREM, LAW.tau_asleep).sum() - LAW.asleep) / (8 - LAW.asleep)
    assert left == pytest.approx(np.exp(-1), abs=0.01)


def test_sleep_makes_nothing_larger_and_wakefulness_nothing_smaller():
    low, high = NAIVE * 3 / NAIVE.sum(), NAIVE * 8 / NAIVE.sum()
    assert np.array_equal(scaled(low, State.NREM), low)
    assert np.array_equal(scaled(high, State.WAKE), high)
    assert np.all(scaled(high, State.NREM) < high)
    assert np.all(scaled(low, State.WAKE) > low)


def test_tests_and_what_must_not_be_learned_change_nothing():
    for weights in (np.minimum(NAIVE * 3, W_MAX), NAIVE / 3):
        assert np.array_equal(scaled(weights, State.RECALL), weights)
        assert np.array_equal(scaled(weights, State.ENCODE, learning=False), weights)


def test_strong_synapses_are_spared_and_weak_ones_shrink_by_one_factor():
    high = np.sort(NAIVE * 6.1 / NAIVE.sum())
    low = scaled(high, State.NREM, 20)
    fifths = [
        b.sum() / a.sum() - 1 for a, b in zip(*(np.split(w, 5) for w in (high, low)), strict=True)
    ]
    assert fifths == sorted(fifths)
    assert -0.1 < fifths[-1] < 0
    assert fifths[0] < -0.3
    change = relative(high, low)
    weak = change[high < LAW.spared / 5]
    assert change[high > 4 * LAW.spared].min() > 0.1 * weak.mean()
    assert weak.std() < 0.05 * abs(weak.mean())


def test_where_nothing_weak_is_left_strong_synapses_pay():
    strong = np.full(60, 0.15)
    assert scaled(strong, State.NREM, 60).sum() == pytest.approx(LAW.asleep, rel=1e-2)


def test_a_cap_alone_scales_all_by_one_factor():
    cap = SleepDownscaling()
    high = NAIVE * 6.1 / NAIVE.sum()
    assert np.ptp(relative(high, scaled(high, State.NREM, law=cap))) < 1e-9
    assert np.array_equal(scaled(high, State.WAKE, law=cap), high)


def test_what_a_night_has_taken_grows_anew_by_day():
    weights = np.r_[np.zeros(100), NAIVE[:100]]
    assert np.array_equal(scaled(weights, State.NREM)[:100], np.zeros(100))
    assert scaled(weights, State.WAKE, 1)[:100].min() > 0.0


def test_weights_never_change_sign():
    crowd = np.r_[np.full(10, 0.15), np.full(2000, 0.1)]
    assert scaled(crowd, State.NREM, 100).min() > 0


def test_no_weight_grows_above_the_largest_that_can_be_learned():
    weights = np.r_[np.full(5, W_MAX), np.full(5, 0.999 * W_MAX), NAIVE[:10]]
    assert scaled(weights, State.WAKE).max() == W_MAX
    assert RENORMALISED.pathways[-1].weights.draw(np.random.default_rng(0), 10**6).max() == W_MAX


def test_a_night_is_told_by_twentieths_from_the_weakest_in_the_evening():
    evening = np.random.default_rng(1).permutation(np.linspace(0, 0.1, 2000))
    morning = np.where(evening < 0.05, 0.5 * evening, evening)
    told = LAW.told(evening, morning)
    assert {name: part.shape for name, part in told.items()} == dict.fromkeys(told, (20,))
    assert np.all(np.diff(told["evening"]) > 0)
    change = told["morning"] / told["evening"] - 1
    assert change == pytest.approx(np.repeat([-0.5, 0.0], 10))
    seen, left = evening >= LAW.visible, morning >= LAW.visible
    assert told["pruned"].sum() / 20 == pytest.approx(np.mean(seen & ~left))
    assert told["pruned"][0] > 0 == told["pruned"][1:].max()


def test_what_is_told_is_called_after_the_pathway():
    weights = {"neocortex_recurrent": NAIVE}
    told = told_of_night(RENORMALISED, weights, weights)
    assert set(told) == {f"neocortex_recurrent_{n}" for n in ("evening", "morning", "pruned")}
    assert told_of_night(CIRCUIT, weights, weights) == {}
    assert [tells_weights(circuit) for circuit in (CIRCUIT, RENORMALISED)] == [False, True]


def test_trials_end_with_a_step_where_weights_are_scaled_awake():
    assert together(CIRCUIT) == SLOT
    assert together(RENORMALISED) == DOWNSCALING_STEP


def test_only_the_recurrent_synapses_of_the_neocortex_are_other_than_usual():
    pairs = list(zip(CIRCUIT.pathways, RENORMALISED.pathways, strict=True))
    assert [a.name for a, b in pairs if a != b] == ["neocortex_recurrent"]
    assert CIRCUIT.regions == RENORMALISED.regions
    usual, other = Mode(State.NREM).values(CIRCUIT), Mode(State.NREM).values(RENORMALISED)
    assert {name for name in usual if usual[name] != other.get(name)} == {
        "neocortex_recurrent.downscaling",
        "neocortex_recurrent.total",
    }


def test_in_a_larger_brain_weak_means_weaker():
    small, large = (grown(RENORMALISED, units).pathways[-1] for units in (400, 800))
    for part, names in (("weights", ["mean"]), ("downscaling", ["spared", "sprouting"])):
        for name in names:
            half = getattr(getattr(small, part), name) / 2
            assert getattr(getattr(large, part), name) == pytest.approx(half)
    assert large.downscaling.asleep == small.downscaling.asleep
    assert isinstance(large.downscaling, SynapticRenormalisation)
