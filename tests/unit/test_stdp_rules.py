"""Pair and triplet STDP: against NEST, against closed forms, on both of Brian2's targets."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from nest_trains import COINCIDENT, IRREGULAR
from neurosim.bench import Bench, Stimulation, pairs, poisson, running
from neurosim.engine.simulator import NumpySimulator
from neurosim.errors import InputError
from neurosim.parameters import changed, cited
from neurosim.plasticity import (
    RULES,
    FullTripletSTDP,
    MultiplicativePairSTDP,
    NearestPairSTDP,
    PairSTDP,
    PlasticityRule,
    SoftTripletSTDP,
    Trace,
    TripletSTDP,
    rule_named,
    summing,
)

CULTURE = {"tau_plus": 16.8, "tau_minus": 33.7, "w_max": 2.0, "w_start": 1.0}
# NEST: lambda = 0.01 of Wmax = 2, alpha = 1.05.
ADDITIVE = changed(PairSTDP(), {**CULTURE, "A_plus": 0.02, "A_minus": 0.021})
SOFT = changed(MultiplicativePairSTDP(), {**CULTURE, "A_plus": 0.01, "A_minus": 0.0105})
NEAREST = changed(NearestPairSTDP(), {**CULTURE, "A_plus": 0.02, "A_minus": 0.021})

OF_NEST = (
    (ADDITIVE, 0.5921025773750844, 0.5195660232687825),
    # At coincident spikes NEST potentiates first, here depression comes first: with soft bounds
    # that is another weight.
    (SOFT, 0.8370996972739451, None),
    (NEAREST, 0.8135262519625351, 0.9453739014304324),
    (changed(TripletSTDP(), {"w_max": 2.0}), 0.9581020497250891, None),
    (changed(FullTripletSTDP(), {"w_max": 2.0}), 0.9560276514157138, None),
)


@pytest.mark.parametrize(("rule", "irregular", "coincident"), OF_NEST)
def test_weights_are_those_of_nest(rule, irregular, coincident):
    after = Bench(rule).run([IRREGULAR, COINCIDENT]).after[:, 0]
    assert after[0] == pytest.approx(irregular, abs=1e-6)
    if coincident is not None:
        assert after[1] == pytest.approx(coincident, abs=1e-6)


NAMES = (
    "pair", "pair-multiplicative", "pair-nearest", "symmetric", "triplet-hippocampus-nearest",
    "triplet-visual-cortex-all-to-all-full", "inhibitory", "dopamine", "bcm", "oja",
    "tsodyks-markram-facilitating",
)  # fmt: skip
"""Rules without noise, of every kind of text but the slowest."""


def few_spikes(train):
    """Return what happens from 1 to 1.3 s of a train, where both have many of their spikes."""
    pre, post, dopamine = (
        times[(times >= 1) & (times < 1.3)] - 1 for times in (train.pre, train.post, train.dopamine)
    )
    return Stimulation(train.name, pre, post, 0.3, dopamine)


@pytest.mark.parametrize("name", NAMES)
def test_both_targets_give_the_same_weights(name, monkeypatch):
    random = np.random.default_rng(200)
    trains = [*map(few_spikes, (IRREGULAR, COINCIDENT)), poisson("poisson", 60, 50, 0.3, random)]
    compiled = Bench(rule_named(name)).run(trains)
    monkeypatch.setattr(running, "_simulators", {})
    monkeypatch.setattr(running, "simulator", NumpySimulator)
    plain = Bench(rule_named(name)).run(trains)
    assert isinstance(next(iter(running._simulators.values())), NumpySimulator)
    for variable, values in compiled.values.items():
        assert plain.values[variable] == pytest.approx(values, rel=0, abs=1e-9), variable
    assert np.ptp(compiled.values["synapse.transmitted"]) + np.ptp(compiled.after) > 0.001


@pytest.mark.parametrize("name", [each.name for each in RULES])
def test_nothing_changes_with_plasticity_off(name):
    rule = rule_named(name)
    off = IRREGULAR.without_plasticity()
    outcome = Bench(rule).run([off, IRREGULAR])
    assert np.array_equal(outcome.after[0], outcome.before[0])
    short_term = name.startswith("tsodyks") or name == "mongillo"
    assert np.array_equal(outcome.values["synapse.w"][1], outcome.before[1]) == short_term


def test_time_steps_do_not_matter_where_integration_is_exact(monkeypatch):
    coarse = Bench(ADDITIVE).run([IRREGULAR]).after
    monkeypatch.setattr(running, "COARSE", running.STEP)
    fine = Bench(ADDITIVE).run([IRREGULAR]).after
    assert fine == pytest.approx(coarse, rel=0, abs=1e-9)


@pytest.mark.parametrize(
    "rule",
    [
        PairSTDP(A_plus=rule_named("pair").A_plus, A_minus=rule_named("pair").A_minus),
        rule_named("pair-multiplicative"),
        rule_named("triplet-visual-cortex-all-to-all"),
        rule_named("triplet-visual-cortex-nearest"),
        rule_named("triplet-visual-cortex-all-to-all-full"),
        SoftTripletSTDP(w_max=rule_named("pair-multiplicative").w_max, w_start=0.5),
    ],
    ids=lambda rule: type(rule).__name__,
)
def test_the_drift_by_poisson_spikes_is_that_in_closed_form(rule):
    # Weights hardly change while it is measured, so that those of 64 synapses average out.
    slow, random = changed(rule, {"learning_rate": 0.01}), np.random.default_rng(201)
    seconds, synapses, rates = 20.0, 128, ((20.0, 10.0), (15.0, 40.0))
    for pre, post in rates:
        trains = [poisson(f"{n}", pre, post, seconds, random) for n in range(synapses)]
        outcome = Bench(slow).run(trains)
        changes = (outcome.after - outcome.before)[:, 0] / seconds
        error = changes.std() / np.sqrt(synapses)
        expected = slow.drift(np.array(pre), np.array(post), np.array(float(slow.w_start)))
        # Four standard errors: one run in 16,000 is further off.
        assert abs(changes.mean() - expected) < 4 * error + 0.02 * abs(expected)
        assert abs(expected) > 4 * error, "the test could not fail"


def test_multiplicative_weights_settle_where_both_changes_balance():
    rule = changed(rule_named("pair-multiplicative"), {"learning_rate": 4.0})
    random = np.random.default_rng(202)
    trains = [poisson(f"{n}", 40, 40, 60.0, random) for n in range(64)]
    settled = Bench(rule).run(trains).after
    balance = rule.A_plus * rule.tau_plus
    balance /= balance + rule.A_minus * rule.tau_minus
    assert settled.mean() == pytest.approx(balance, abs=0.05)


def test_weights_stay_within_their_bounds():
    strong = changed(PairSTDP(), {"A_plus": 5.0, "A_minus": 5.0, "w_max": 2.0})
    random = np.random.default_rng(203)
    trains = [poisson(f"{n}", 40, 40, 2.0, random) for n in range(32)]
    after = Bench(strong).run(trains).after
    assert after.min() == 0
    assert after.max() == 2


def test_a_weight_beyond_its_bounds_is_refused():
    with pytest.raises(InputError, match="w_start = 3 is beyond the bounds"):
        changed(PairSTDP(), {"w_max": 2.0, "w_start": 3.0})
    with pytest.raises(InputError, match="beyond its bounds"):
        Bench(PairSTDP()).run([IRREGULAR], start={"w": np.array([11.0])})


@pytest.mark.parametrize("tau", [0.0, -5.0])
def test_a_time_constant_that_is_not_positive_is_refused(tau):
    with pytest.raises(InputError, match="tau_plus"):
        changed(PairSTDP(), {"tau_plus": tau})


@pytest.mark.parametrize("kind", [TripletSTDP, SoftTripletSTDP])
def test_presynaptic_spikes_alone_change_the_weight_by_a_in(kind):
    rule = kind(a_in=-0.05, w_max=2.0, w_start=1.0, learning_rate=0.5)
    spikes = Stimulation("pre alone", np.array([0.1, 0.2]), np.zeros(0), 0.3)
    after = Bench(rule).run([spikes]).after[0, 0]
    once = 1 - 0.05 * 0.5
    assert after == pytest.approx(once**2 if kind is SoftTripletSTDP else 2 * once - 1, rel=1e-12)


def test_amplitudes_scale_with_the_unit_of_weight_and_the_rate_of_learning():
    plain = Bench(rule_named("pair")).run([IRREGULAR])
    changes = {"w_unit": 3.0, "w_start": 3.0, "w_max": 30.0, "learning_rate": 0.5}
    scaled = Bench(changed(rule_named("pair"), changes)).run([IRREGULAR])
    assert scaled.after - scaled.before == pytest.approx(1.5 * (plain.after - plain.before))


def test_the_last_spikes_of_a_train_count_wherever_the_run_ends():
    rule = rule_named("pair")
    for end in (0.1001, 0.1005, 0.101):
        pair = Stimulation("pair", np.array([0.09]), np.array([0.1]), end)
        change = (Bench(rule).run([pair]).after - 1)[0, 0]
        assert change == pytest.approx(float(rule.window(np.array([0.01]))[0]), rel=1e-9)


STATES = ("calcium-hippocampal-slices", "calcium-nmda-cortical-slices", "tagging", "pair")


@pytest.mark.parametrize("name", STATES)
def test_synapses_begin_with_the_weights_they_are_given(name):
    rule = rule_named(name)
    wanted = np.linspace(*sorted((rule.naive(2)["w"].min(), 0.9 + rule.naive(2)["w"].max())), 5)
    state = rule.begin(wanted)
    silent = Stimulation("silence", np.zeros(0), np.zeros(0), 0.1)
    for copy in range(5):
        one = {n: np.full(rule.copies, v[copy]) for n, v in state.items()}
        after = Bench(rule).run([silent], start=one).values["synapse.w"]
        assert after == pytest.approx(state["w"][copy], rel=1e-3)
    assert np.all(np.diff(state["w"]) >= 0)
    assert np.ptp(state["w"]) > 0.01


def test_late_effects_come_as_late_as_they_say():
    @dataclass(frozen=True, kw_only=True)
    class Late(PlasticityRule):
        post: ClassVar = (summing("y", "tau"),)
        on_pre_delayed: ClassVar[str] = "w = w + learning*y_post"
        delayed_by: ClassVar[str] = "late"
        tau: float = cited(20, "ms", "chosen", "an example", 0.1, 1000)
        late: float = cited(3.4, "ms", "chosen", "no whole number", 0, 100)

    change = (Bench(Late()).run([pairs(-0.01, 1)]).after - 1)[0, 0]
    assert change == pytest.approx(np.exp(-13.4 / 20), rel=1e-9)


def test_what_the_bench_is_given_is_checked():
    bench = Bench(rule_named("pair"))
    with pytest.raises(InputError, match="no stimulation"):
        bench.run([])
    with pytest.raises(InputError, match="unknown synaptic variable 'h'"):
        bench.run([IRREGULAR], start={"h": np.ones(1)})
    with pytest.raises(InputError, match="one number, or one for each of 1 copies"):
        bench.run([IRREGULAR], start={"w": np.ones(2)})


def test_names_of_the_bench_are_free_for_traces():
    @dataclass(frozen=True, kw_only=True)
    class Place(PlasticityRule):
        pre: ClassVar = (summing("place", "tau"),)
        post: ClassVar = (summing("due", "tau"), Trace("v", "dv/dt = (u - v)/tau : volt"))
        on_post: ClassVar[str] = "w = w + learning*place_pre*int(v_post < threshold)"
        threshold: float = cited(0.0, "mV", "chosen", "an example", -100, 100)
        tau: float = cited(20, "ms", "chosen", "an example", 0.1, 1000)

    change = (Bench(Place()).run([pairs(0.01, 1)]).after - 1)[0, 0]
    assert change == pytest.approx(np.exp(-0.5), rel=1e-2)
