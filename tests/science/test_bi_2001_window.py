"""The window of STDP: time constants fitted to the simulated curve are those of the rule.

Bi & Poo (2001): exponentials of 16.8 and 33.7 ms in hippocampal culture. Mishra et al. (2016): one
symmetric lobe between CA3 cells.
"""

import numpy as np
import pytest

from amplitudes import measured as measured_in
from neurosim.bench import Bench, pairs
from neurosim.experiments import StdpWindow, verdicts
from neurosim.parameters import in_si
from neurosim.plasticity import RULES, HasWindow, rule_named


def measured(name):
    return measured_in(StdpWindow(), rule_named(name))


def verdict(name, source):
    found = verdicts(measured(name), StdpWindow.published)
    (one,) = [each for each in found if each.source == source]
    return one


@pytest.mark.parametrize("name", ["pair", "pair-nearest", "pair-cortex"])
def test_the_fitted_time_constants_are_those_of_the_rule(name):
    found, rule = measured(name), rule_named(name)
    assert found["tau_plus_ms"] == pytest.approx(rule.tau_plus, rel=0.02)
    assert found["tau_minus_ms"] == pytest.approx(rule.tau_minus, rel=0.02)
    # Amplitudes are of 60 pairs, relative to the start.
    assert found["amplitude_plus"] == pytest.approx(60 * rule.A_plus / rule.w_start, rel=0.02)
    assert found["amplitude_minus"] == pytest.approx(-60 * rule.A_minus / rule.w_start, rel=0.02)
    assert abs(found["offset_plus"]) < 1e-3


def test_the_window_of_culture_is_that_of_bi_and_poo():
    found = measured("pair")
    assert found["tau_plus_ms"] == pytest.approx(16.8, rel=0.02)
    assert found["tau_minus_ms"] == pytest.approx(33.7, rel=0.02)


def test_the_symmetric_rule_meets_ca3_and_the_asymmetric_one_misses_it():
    symmetric, pair = (verdict(name, "mishra2016") for name in ("symmetric", "pair"))
    assert symmetric.met
    assert symmetric.distance < 1
    assert not pair.met


def test_the_asymmetric_rule_meets_culture_and_the_symmetric_one_misses_it():
    symmetric, pair = (verdict(name, "bi1998") for name in ("symmetric", "pair"))
    assert pair.met
    assert pair.distance < 1
    assert not symmetric.met


def test_a_constant_meets_no_data():
    flat = verdict("scaling", "mishra2016")
    # Near enough for the error bars of that experiment, yet farther than the best constant.
    assert flat.distance < 2
    assert flat.constant < 1
    assert not flat.met


def test_an_offset_is_told_from_the_exponential():
    found, rule = measured("inhibitory"), rule_named("inhibitory")
    assert found["tau_plus_ms"] == pytest.approx(rule.tau, rel=0.02)
    assert found["tau_minus_ms"] == pytest.approx(rule.tau, rel=0.02)
    assert found["offset_plus"] < -0.05


def test_a_rule_without_a_lobe_is_not_given_a_time_constant():
    found = measured("triplet-visual-cortex-all-to-all")
    assert "tau_plus_ms" not in found
    assert found["tau_minus_ms"] == pytest.approx(33.7, rel=0.02)


LAGS = np.array([-80.0, -30.0, -10.0, -1.0, 1.0, 10.0, 30.0, 80.0]) / 1e3


@pytest.mark.parametrize("name", [each.name for each in RULES if isinstance(each.rule, HasWindow)])
def test_one_pair_changes_the_weight_as_in_closed_form(name):
    rule = rule_named(name)
    outcome = Bench(rule).run([pairs(lag, count=1) for lag in LAGS])
    change = (outcome.after - outcome.before)[:, 0]
    assert change == pytest.approx(rule.window(LAGS), rel=1e-6, abs=1e-12)
    assert in_si(rule.learning_rate) == 1
