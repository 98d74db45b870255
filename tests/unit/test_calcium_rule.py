"""Calcium-based plasticity on the bench does what its equations say: closed forms for each part."""

import math

import numpy as np
import pytest

from neurosim.bench import Bench, Stimulation, pairs
from neurosim.bench.stimulation import STEP
from neurosim.errors import InputError
from neurosim.parameters import changed, in_si
from neurosim.plasticity import calcium_sets
from neurosim.plasticity.calcium import CalciumPlasticity, NMDACalciumPlasticity
from neurosim.plasticity.calcium_sets import (
    CORTICAL_SLICES,
    CORTICAL_SLICES_NMDA,
    DP,
    DPD,
    HIPPOCAMPAL_CULTURES,
)

SECONDS = 2.0
FAST = np.arange(1.8, 1.99, 0.01)  # 100 Hz: the next spike comes before calcium of this one does
POST = np.array([1.75, 1.907, 1.95, 1.97])
# Neither noise nor stable states: what is left is a linear equation.
MEAN = {"sigma": 0, "bistable": 0}
NMDA = NMDACalciumPlasticity()
SETS = [each for each in vars(calcium_sets).values() if isinstance(each, CalciumPlasticity)]


def left_at_end(rule, times, delay=0.0):
    """What jumps of 1 at these times, some delayed, have left of a trace after the last step."""
    arrived = times + delay
    since = SECONDS - STEP - arrived[arrived < SECONDS - STEP / 2]
    return np.exp(-since / in_si(rule.tau_ca)).sum()


def one(rule, pre, post, seconds=SECONDS, **more):
    outcome = Bench(rule).run([Stimulation("one", pre, post, seconds)], **more)
    return {name.partition(".")[2]: value[0] for name, value in outcome.values.items()}


def test_calcium_sums_over_spikes_however_soon_the_next_one_comes():
    calcium = one(changed(DP, MEAN), FAST, POST)["c"]
    expected = 2.0 * left_at_end(DP, POST) + left_at_end(DP, FAST, 0.0137)
    assert calcium == pytest.approx(expected, rel=1e-9)
    assert expected != pytest.approx(2.0 * left_at_end(DP, POST) + left_at_end(DP, FAST), rel=0.1)


def test_the_delay_is_a_parameter():
    calcium = one(changed(DP, {**MEAN, "calcium_delay": 55}), FAST, POST[:0])["c"]
    assert calcium == pytest.approx(left_at_end(DP, FAST, 0.055), rel=1e-9)


def test_open_nmda_receptors_let_a_postsynaptic_spike_bring_more():
    early, late = np.array([1.90]), np.array([1.905, 1.93])
    lag = late - early - 0.010  # presynaptic calcium arrives between the two
    amount = NMDA.post_calcium + NMDA.eta * NMDA.pre_calcium * np.where(
        lag > 0, np.exp(-lag / in_si(NMDA.tau_ca)), 0
    )
    decayed = np.exp(-(SECONDS - STEP - late) / in_si(NMDA.tau_ca))
    expected = NMDA.pre_calcium * left_at_end(NMDA, early, 0.010) + (amount * decayed).sum()
    assert one(NMDA, early, late)["c"] == pytest.approx(expected, rel=1e-9)


def test_coincident_spikes_bring_twice_what_they_bring_apart():
    # The spike before comes the delay earlier: presynaptic calcium arrives with the other spike.
    post = np.array([1.95])
    together = one(NMDA, post - 0.010, post)["c"] / left_at_end(NMDA, post)
    assert together == pytest.approx(2 * (NMDA.pre_calcium + NMDA.post_calcium), rel=1e-6)


@pytest.mark.parametrize("rule", [DP, DPD, HIPPOCAMPAL_CULTURES, NMDA])
@pytest.mark.parametrize(("pre", "post"), [((0.0, 0.02), (0.013,)), ((0.03,), (0.0, 0.031))])
def test_time_above_threshold_is_that_of_the_trace(rule, pre, post):
    period, step = 0.045, 1e-6
    calcium = opened = 0.0
    decay = math.exp(-step / in_si(rule.tau_ca))
    steps = round(period / step)
    delay = round(in_si(rule.calcium_delay) / step)
    arriving = {(round(t / step) + delay) % steps for t in pre}
    spiking = {round(t / step) % steps for t in post}
    count = np.zeros(2)
    thresholds = np.array([rule.theta_d, rule.theta_p])
    for now in range(12 * steps):
        calcium, opened = calcium * decay, opened * decay
        if now % steps in arriving:
            calcium, opened = calcium + rule.pre_calcium, opened + rule.pre_calcium
        if now % steps in spiking:
            calcium += rule.post_calcium + getattr(rule, "eta", 0) * opened
        if now >= 11 * steps:
            count += calcium > thresholds
    found = [rule.above(float(each), pre, post, period) for each in thresholds]
    assert found == pytest.approx(count / steps, abs=1e-4)


def test_nothing_is_above_threshold_without_spikes():
    assert DP.above(1.0, (), (), 1.0) == 0
    quiet = DP.predicted((), (), 1.0, 60)
    assert (quiet.alpha_d, quiet.up, quiet.down, quiet.change) == (0, 0, 0, 0)


def test_thresholds_and_periods_must_be_positive():
    for threshold, period in ((0.0, 1.0), (1.0, 0.0)):
        with pytest.raises(InputError, match="must be positive"):
            DP.above(threshold, (0.0,), (), period)


def test_the_mean_efficacy_relaxes_as_theory_says():
    rule = changed(CORTICAL_SLICES, MEAN)
    protocols = [(0.01, 10), (-0.01, 10), (0.01, 40), (-0.01, 40)]
    trains = [pairs(lag, 75, frequency) for lag, frequency in protocols]
    outcome = Bench(rule).run(trains)
    rho = outcome.values["synapse.rho"]
    for number, (lag, frequency) in enumerate(protocols):
        down, up = rule.pairing(lag, 75, frequency).mean
        # The train is finite: its first spikes meet less calcium than those of an endless one.
        began_up = outcome.before[number] > 2
        assert rho[number, ~began_up] == pytest.approx(down, abs=0.015)
        assert rho[number, began_up] == pytest.approx(up, abs=0.015)


def test_noise_spreads_as_an_ornstein_uhlenbeck_process():
    # Calcium is above both thresholds all the time; rho forgets where it began within 0.3 s.
    changes = {"bistable": 0, "post_calcium": 100, "tau": 100, "sigma": 2}
    rule = changed(DP, changes)
    post = np.arange(0.0, 1.99, 0.02)
    rho = np.ravel([one(rule, post[:0], post, seed=seed)["rho"] for seed in range(12)])
    speed = rule.gamma_d + rule.gamma_p
    assert rho.mean() == pytest.approx(rule.gamma_p / speed, abs=4 * rho.std() / rho.size**0.5)
    assert rho.var() == pytest.approx(rule.sigma**2 / speed, rel=4 * (2 / rho.size) ** 0.5)


def test_both_states_are_stable_and_the_state_between_is_not():
    rule = changed(DP, {"sigma": 0, "tau": 0.5})
    start = np.linspace(0.02, 0.98, rule.copies)
    rho = one(rule, FAST[:0], FAST[:0], start={"rho": start})["rho"]
    square = 0.25 / (1 + (0.25 / (start - 0.5) ** 2 - 1) * np.exp(-SECONDS / (2 * rule.tau)))
    assert rho == pytest.approx(0.5 + np.sign(start - 0.5) * np.sqrt(square), abs=1e-4)
    assert list(rule.settled({"rho": rho})) == [1.0 if each < 0.5 else 5.0 for each in start]


def test_a_share_of_naive_synapses_is_down():
    naive = CalciumPlasticity.naive(changed(DP, {"share_down": 0.75}), 64)
    assert naive["rho"].sum() == 16
    assert list(np.unique(naive["w"])) == [1, 5]
    assert set(np.diff(np.flatnonzero(naive["rho"]))) == {4}  # nowhere more than elsewhere


def test_graded_synapses_begin_between_and_stay_where_they_are():
    assert NMDA.naive(3)["rho"] == pytest.approx(0.5)
    assert list(NMDA.settled({"w": np.array([0.3]), "rho": np.array([0.3])})) == [0.3]
    assert set(NMDACalciumPlasticity.naive(changed(NMDA, {"bistable": 1}), 4)["rho"]) == {0, 1}


def test_the_weight_follows_the_efficacy_in_units_of_its_own():
    rule = changed(DP, {**MEAN, "w_unit": 0.2, "w_up": 3})
    values = one(rule, FAST, POST)
    assert values["w"] == pytest.approx(0.2 * (1 + 2 * values["rho"]))
    assert values["rho"].std() > 0.1


def test_a_faster_rule_is_one_with_a_shorter_time_constant():
    fast = one(changed(DP, {**MEAN, "learning_rate": 10}), FAST, POST)["rho"]
    short = one(changed(DP, {**MEAN, "tau": 15}), FAST, POST)["rho"]
    usual = one(changed(DP, MEAN), FAST, POST)["rho"]
    assert fast == pytest.approx(short, rel=1e-9)
    assert np.abs(fast - usual).min() > 0.01
    theory = [changed(DP, each).pairing(0.01, 6) for each in ({"learning_rate": 10}, {"tau": 15})]
    assert theory[0].change == pytest.approx(theory[1].change) != DP.pairing(0.01, 6).change


def test_nothing_changes_where_nothing_may_be_learned():
    rule = changed(DP, {"learning_rate": 0})
    start = np.full(rule.copies, 0.3)
    values = one(rule, FAST, POST, start={"rho": start})
    assert list(values["rho"]) == list(start)


def test_states_must_have_room_below_the_largest_weight():
    with pytest.raises(InputError, match="w_max = 4 is below the weight of a stable state"):
        changed(DP, {"w_max": 4})


@pytest.mark.parametrize("rule", SETS)
def test_published_sets_are_complete(rule):
    assert rule.w_max >= rule.w_unit * rule.w_up
    assert rule.gamma_p > rule.gamma_d or rule is DP
    sources = {"graupner2012", "graupner2016"}
    assert {rule.gamma_d.source, rule.tau.source, rule.calcium_delay.source} <= sources
    assert len(SETS) == 10
    assert CORTICAL_SLICES_NMDA in SETS
