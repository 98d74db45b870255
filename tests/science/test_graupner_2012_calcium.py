"""How long calcium is above two thresholds decides what rate and timing of spikes do to a synapse.

Graupner & Brunel (2012): one rule, by the amplitudes of calcium and its thresholds, draws all known
windows of spike-timing-dependent plasticity, and fits visual cortex (Sjostrom et al. 2001) and
hippocampal slices. Expected numbers are from the authors' code: closed forms, and 1000 simulated
synapses a point with a standard error of 0.06. Graupner, Wallisch & Ostojic (2016) is the variant
in which NMDA receptors detect coincidences.
"""

import numpy as np
import pytest

from neurosim.bench import Bench, pairs
from neurosim.bench.protocols import groups
from neurosim.plasticity.calcium_sets import (
    CORTICAL_SLICES,
    CORTICAL_SLICES_NMDA,
    D_PRIME,
    DP,
    DPD,
    DPD_PRIME,
    HIPPOCAMPAL_CULTURES,
    HIPPOCAMPAL_SLICES,
    D,
    P,
)

CURVES = [  # 60 pairs at 1 Hz; lags in ms and relative strength
    (DP, {-40: 0.8511, -20: 0.7639, 0: 1.0077, 10: 1.2212, 20: 1.1720}),
    (DPD, {-40: 1, -10: 0.8589, 0: 0.9963, 20: 0.8672, 40: 1}),
    (DPD_PRIME, {-10: 0.7714, 0: 1.0409, 20: 0.9003}),
    (P, {-40: 1.0456, -20: 1.0981, -10: 1.2298, 0: 1.2377, 10: 1.2298, 20: 1.0981}),
    (D, {-10: 1, 0: 0.6373, 10: 1}),
    (D_PRIME, {-20: 0.7348, -10: 0.7191, 0: 0.7838, 20: 0.8681}),
    (HIPPOCAMPAL_CULTURES, {-10: 1, 0: 0.7736, 5: 1.1147, 10: 1.2116, 20: 1.1150, 40: 1.0250}),
]

FREQUENCIES = (0.1, 10, 20, 40, 50)
MODEL = {
    0.01: (1.0612, 1.0830, 1.2530, 1.5526, 1.6368),
    -0.01: (0.6868, 0.6214, 0.6348, 1.5851, 1.6368),
}
DATA = {  # Sjostrom et al. (2001): mean and standard error
    0.01: ((0.96, 0.05), (1.14, 0.10), (1.29, 0.14), (1.53, 0.11), (1.56, 0.26)),
    -0.01: ((0.71, 0.08), (0.59, 0.11), (0.66, 0.10), (1.56, 0.32), (1.75, 0.19)),
}
BATCH = 4  # of 64 synapses each
ERROR = 0.67 / (64 * BATCH) ** 0.5  # of the mean of synapses that are as often UP as DOWN


@pytest.mark.parametrize(("rule", "curve"), CURVES)
def test_closed_forms_are_those_of_the_authors(rule, curve):
    for lag, strength in curve.items():
        assert 1 + rule.pairing(lag * 1e-3).change == pytest.approx(strength, abs=0.0015)


def test_closed_forms_of_single_steps_are_those_of_the_authors():
    found = DP.pairing(0.010)
    assert (found.alpha_d, found.alpha_p) == pytest.approx((0.02328, 0.01803), abs=1e-5)
    assert (found.rho_bar, found.tau_eff) == pytest.approx((0.5548, 14.339), rel=1e-4)
    assert (found.up, found.down) == pytest.approx((0.6439, 0.3120), abs=2e-4)


@pytest.fixture(scope="module")
def simulated():
    """Change by pairs with the numbers of curve DP, and what 1000 synapses of theirs did."""
    theirs = {-20: 0.760, 0: 0.994, 10: 1.227}
    trains = [pairs(lag * 1e-3) for lag in theirs for _ in range(BATCH)]
    change = Bench(DP).run(trains, seed=3).change.reshape(len(theirs), BATCH)
    return theirs, 1 + change.mean(axis=1)


def test_simulated_synapses_do_what_theirs_did(simulated):
    theirs, found = simulated
    # Both are means over synapses; theirs has a standard error of 0.06.
    assert found == pytest.approx(np.array(list(theirs.values())), abs=2.5 * np.hypot(0.06, ERROR))


def test_simulated_synapses_do_what_the_closed_form_says(simulated):
    theirs, found = simulated
    expected = np.array([1 + DP.pairing(lag * 1e-3).change for lag in theirs])
    assert found == pytest.approx(expected, abs=3 * ERROR)
    assert found[0] < 0.85 and found[2] > 1.1  # the window has two lobes


@pytest.fixture(scope="module")
def cortex():
    """Change by 75 pairs without pauses, by lag and frequency, simulated."""
    trains = [
        pairs(lag, 75, frequency)
        for lag in MODEL
        for frequency in FREQUENCIES[1:]
        for _ in range(BATCH)
    ]
    change = Bench(CORTICAL_SLICES).run(trains, seed=5).change
    return 1 + change.reshape(len(MODEL), len(FREQUENCIES) - 1, BATCH).mean(axis=2)


@pytest.mark.parametrize("lag", MODEL)
def test_cortex_closed_form_is_theirs_and_fits_the_data(lag):
    found = [1 + CORTICAL_SLICES.pairing(lag, 75, each).change for each in FREQUENCIES]
    assert found == pytest.approx(MODEL[lag], abs=0.005)
    for strength, (mean, error) in zip(found, DATA[lag], strict=True):
        assert abs(strength - mean) < 2.1 * error


def test_simulated_cortex_depends_on_frequency_as_the_closed_form_does(cortex):
    expected = np.array([MODEL[lag][1:] for lag in MODEL])
    assert cortex == pytest.approx(expected, abs=3 * ERROR)


def test_frequency_turns_depression_into_potentiation(cortex):
    assert cortex[1, 0] < 0.75  # 10 Hz, the postsynaptic spike first
    assert cortex[1, 2] > 1.4  # 40 Hz


def test_hippocampal_slices_need_postsynaptic_bursts_for_potentiation():
    pair = [1 + HIPPOCAMPAL_SLICES.pairing(lag, 200, 5).change for lag in (-0.02, 0, 0.02)]
    assert pair == pytest.approx([0.8232, 0.7591, 0.7027], abs=0.001)
    doublet = (0.02 - 0.0115, 0.02)
    burst = [
        1 + HIPPOCAMPAL_SLICES.predicted((0.0,), doublet, 0.2, count).change for count in (30, 100)
    ]
    assert burst == pytest.approx([1.2646, 1.6757], abs=0.001)


def test_slices_simulated():
    doublets = groups("doublet", (0.0,), (0.0085, 0.02), 100, 5.0)
    trains = [*([pairs(0.02, 200, 5.0)] * BATCH), *([doublets] * BATCH)]
    change = 1 + Bench(HIPPOCAMPAL_SLICES).run(trains, seed=7).change.reshape(2, BATCH).mean(axis=1)
    assert change == pytest.approx([0.7027, 1.6757], abs=4.5 * ERROR)


def test_coincidence_of_glutamate_and_spikes_gives_the_numbers_of_2016():
    expected = {
        1: (0.7389, 0.7421, 1.0093),
        20: (0.6708, 0.7131, 1.1162),
        50: (1.6283, 1.5359, 1.6283),
    }
    lags = (-0.01, 0.0, 0.01)
    rule = CORTICAL_SLICES_NMDA
    for frequency, strengths in expected.items():
        found = [1 + rule.pairing(lag, 75, frequency).change for lag in lags]
        assert found == pytest.approx(strengths, abs=1e-3)
    trains = [pairs(lag, 75, frequency) for frequency in expected for lag in lags]
    change = 1 + Bench(rule).run(trains).change
    # The simulated train is finite: in 1.5 s at 50 Hz, the first spikes meet less calcium.
    assert change == pytest.approx(np.ravel(list(expected.values())), abs=0.025)
