"""The dopamine rule does what its equations say, and what NEST does."""

import numpy as np
import pytest

from nest_trains import COINCIDENT, IRREGULAR
from neurosim.bench import Bench, Stimulation
from neurosim.errors import InputError
from neurosim.parameters import changed
from neurosim.plasticity.dopamine import DopamineSTDP

PAIR = (np.array([0.5]), np.array([0.51]))


def test_weights_are_those_of_nest():
    # stdp_dopamine_synapse with A_plus = 0.1, A_minus = 0.15, tau_plus = 20 ms, tau_minus = 30 ms,
    # tau_c = 200 ms, tau_n = 100 ms, b = 0.004/ms. There a spike releases 1/tau_n, and dopamine
    # has no unit but 1/ms; here it is 10, at a gain of 1/s.
    numbers = {"tau_minus": 30, "tau_c": 0.2, "tau_d": 0.1, "tonic": -4, "w_max": 200}
    rule = changed(DopamineSTDP(), {**numbers, "w_start": 10})
    found = Bench(rule, release=10.0).run([IRREGULAR, COINCIDENT])
    assert found.after.ravel() == pytest.approx([7.642952297895549, 1.1791795918706023], abs=1e-9)


def test_pairs_set_the_eligibility_and_leave_the_weight():
    rule = DopamineSTDP(tonic=0.0)
    after, before = Stimulation("+", *PAIR, 0.6), Stimulation("-", *PAIR[::-1], 0.6)
    found = Bench(rule).run([after, before])
    assert np.all(found.after == 1)
    # 0.1 s after the pair, less the step in which the last spike is treated.
    left = np.exp(-(0.09 - 1e-4) / 1)
    eligible = [rule.eligibility(0.01), rule.eligibility(-0.01)]
    assert eligible == pytest.approx([0.1 * np.exp(-0.5), -0.15 * np.exp(-0.5)], rel=1e-2)
    assert found.values["synapse.c"].ravel() == pytest.approx(np.array(eligible) * left, rel=1e-9)


def test_the_weight_follows_while_dopamine_is_there():
    found = Bench(DopamineSTDP(tonic=0.0)).run(
        [Stimulation(f"{end} s", *PAIR, end, np.array([1.01])) for end in (1.01 + 0.1, 30.0)]
    )
    whole = DopamineSTDP(tonic=0.0).change(0.01, np.array([0.5]), 1.0).item()
    # Eligibility and dopamine decay together, at rates of 1/s and 5/s.
    share = 1 - np.exp(-6 * np.array([0.1 - 1e-4, 30.0]))
    assert (found.after - 1).ravel() == pytest.approx(whole * share, rel=1e-6)


def test_learning_rate_and_unit_scale_the_change():
    fast = DopamineSTDP(learning_rate=2.0, w_unit=3.0)
    plain = DopamineSTDP().change(0.01, np.array([1.0]), 0.5)
    assert fast.change(0.01, np.array([1.0]), 0.5) == pytest.approx(6 * plain)
    stimulation = [Stimulation("pair", *PAIR, 25.0, np.array([1.51]))]
    found = Bench(fast, release=0.5).run(stimulation)
    assert found.after - 1 == pytest.approx(6 * plain.item(), rel=1e-6)


def test_weights_stay_within_their_bounds():
    extremes = changed(DopamineSTDP(), {"gain": 1e4, "w_max": 2})
    up = Stimulation("up", *PAIR, 2.0, np.array([0.6]))
    down = Stimulation("down", *PAIR[::-1], 2.0, np.array([0.6]))
    assert Bench(extremes).run([up, down]).after.ravel() == pytest.approx([2.0, 0.0])


def test_nothing_is_learned_where_the_state_forbids_it():
    control = Stimulation("pair", *PAIR, 2.0, np.array([0.6])).without_plasticity()
    assert Bench(DopamineSTDP()).run([control]).after.item() == 1


def test_a_time_constant_must_be_positive():
    with pytest.raises(InputError, match="tau_c = 0 is out of range"):
        DopamineSTDP(tau_c=0.0)
