"""Weight change by 60 pairs at 0.1 to 50 Hz: what triplet STDP gives, and that pair STDP cannot.

Sjostrom, Turrigiano & Nelson (2001) measured it in visual cortex; Pfister & Gerstner (2006) fitted
it. The tables are recomputed from their parameters, exactly, spike by spike.
"""

import numpy as np
import pytest

from neurosim.experiments import PairingFrequency, SpikingSynapse, verdicts
from neurosim.plasticity import PairSTDP, rule_named

FREQUENCIES = ("0.1", "10", "20", "40", "50")

TABLE = {
    "triplet-visual-cortex-all-to-all": (
        (0.00, 0.12, 0.23, 0.53, 0.76),
        (-0.32, -0.33, -0.34, 0.17, 0.75),
    ),
    "triplet-visual-cortex-nearest": (
        (0.00, 0.10, 0.32, 0.57, 0.64),
        (-0.36, -0.36, -0.28, 0.29, 0.63),
    ),
    "triplet-visual-cortex-all-to-all-full": (
        (0.000, 0.132, 0.247, 0.534, 0.741),
        (-0.312, -0.334, -0.352, 0.155, 0.727),
    ),
}


def measured(rule):
    found = PairingFrequency().findings(SpikingSynapse("rule", rule), seed=0)
    assert all(finding.control == 0 for finding in found.measured)
    return {finding.measure: finding.value for finding in found.measured}


@pytest.fixture(scope="module")
def of_named():
    return {name: measured(rule_named(name)) for name in (*TABLE, "pair-fitted-visual-cortex")}


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("side", ["plus", "minus"])
def test_triplet_rules_give_the_table(of_named, name, side):
    row = TABLE[name][side == "minus"]
    for frequency, expected in zip(FREQUENCIES, row, strict=True):
        assert of_named[name][f"{side}10_at_{frequency}"] == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("name", TABLE)
def test_triplet_rules_meet_the_data_within_one_standard_error(of_named, name):
    (verdict,) = verdicts(of_named[name], PairingFrequency.published)
    assert verdict.met
    assert verdict.points == 10
    assert verdict.distance < 1


def test_the_pair_rule_that_fits_best_misses_the_data(of_named):
    (verdict,) = verdicts(of_named["pair-fitted-visual-cortex"], PairingFrequency.published)
    assert not verdict.met
    assert verdict.distance > 2.5


def test_no_amplitudes_make_the_pair_rule_meet_the_data():
    """Changes are linear in both amplitudes, so the best ones are a matter of least squares."""
    goals = {}
    for data in PairingFrequency.published:
        goals |= data.targets()
    names = list(goals)
    columns = []
    for plus, minus in ((1e-3, 0.0), (0.0, 1e-3)):
        found = measured(PairSTDP(A_plus=plus, A_minus=minus, **CULTURE))
        columns.append([found[name] / 1e-3 for name in names])
    value, sem = (np.array([goals[name][place] for name in names]) for place in (0, 1))
    design = np.array(columns).T / sem[:, None]
    best, *_ = np.linalg.lstsq(design, value / sem, rcond=None)
    distance = np.sqrt(np.mean((design @ best - value / sem) ** 2))
    assert distance > 2.5
    named = rule_named("pair-fitted-visual-cortex")
    assert best == pytest.approx([named.A_plus, named.A_minus], rel=0.01)


CULTURE = {name: getattr(rule_named("pair"), name) for name in ("tau_plus", "tau_minus")}
