"""Weight change by pairs at 0.1 to 50 Hz: what triplet STDP gives, and that pair STDP cannot.

Sjostrom, Turrigiano & Nelson (2001) measured it in visual cortex, with trains of 5 pairs; Pfister &
Gerstner (2006) fitted it with 60 pairs in a row. The tables are recomputed from their parameters,
exactly, spike by spike.
"""

import numpy as np
import pytest

from amplitudes import best_pair_rule, measured
from neurosim.artificial.rate_rules import RATE_RULES
from neurosim.experiments import ArtificialWeight, PairingFrequency, verdicts
from neurosim.parameters import changed
from neurosim.plasticity import rule_named

FREQUENCIES = ("0.1", "10", "20", "40", "50")
ROW, TRAINS = "visual cortex, 60 pairs", "visual cortex, trains of 5 pairs"

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
    "triplet-visual-cortex-nearest-full": (
        (0.000, 0.104, 0.323, 0.560, 0.624),
        (-0.294, -0.411, -0.338, 0.260, 0.619),
    ),
}


@pytest.fixture(scope="module")
def of_named():
    names = (*TABLE, "pair-fitted-visual-cortex")
    return {name: measured(PairingFrequency(), rule_named(name)) for name in names}


def verdict(found, name):
    (one,) = [each for each in verdicts(found, PairingFrequency.published) if each.name == name]
    return one


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("side", ["plus", "minus"])
def test_triplet_rules_give_the_table(of_named, name, side):
    row = TABLE[name][side == "minus"]
    for frequency, expected in zip(FREQUENCIES, row, strict=True):
        assert of_named[name][f"{side}10_at_{frequency}"] == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("name", TABLE)
def test_triplet_rules_meet_the_data_within_one_standard_error(of_named, name):
    found = verdict(of_named[name], ROW)
    assert found.met
    assert found.points == 10
    assert found.distance < 1


@pytest.mark.parametrize("name", TABLE)
def test_with_the_trains_that_were_given_only_nearest_spikes_do(of_named, name):
    found = verdict(of_named[name], TRAINS)
    assert found.points == 10
    assert found.met == ("nearest" in name)


@pytest.mark.parametrize("name", [ROW, TRAINS])
def test_no_amplitudes_make_the_pair_rule_meet_the_data(of_named, name):
    distance, best = best_pair_rule(PairingFrequency(), name)
    assert distance > 2.5
    assert not verdict(of_named["pair-fitted-visual-cortex"], name).met
    if name == ROW:
        named = rule_named("pair-fitted-visual-cortex")
        assert best == pytest.approx([named.A_plus, named.A_minus], rel=0.01)


@pytest.mark.parametrize("rule", RATE_RULES, ids=lambda each: each.name)
def test_no_rate_of_learning_makes_artificial_weights_meet_the_data(rule):
    distances = []
    for factor in np.geomspace(0.1, 10, 25):
        weight = changed(rule, {"learning_rate": float(rule.learning_rate * factor)})
        findings = PairingFrequency().findings(ArtificialWeight("weight", weight), 0)
        found = {finding.measure: finding.value for finding in findings.measured}
        distances.append(verdict(found, ROW).distance)
    assert min(distances) > 2
    assert min(distances) < distances[0]
