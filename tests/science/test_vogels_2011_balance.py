"""Plastic inhibition brings cells to a target rate, whatever excites them.

Vogels, Sprekeler, Zenke, Clopath & Gerstner (2011): a symmetric window and a depression by every
presynaptic spike make inhibitory weights grow while the cell after them fires faster than rho_0
and shrink while it fires slower, so that inhibition comes to balance excitation.
"""

import numpy as np
import pytest

from neurosim.bench import Bench, poisson
from neurosim.parameters import changed
from neurosim.plasticity.inhibitory import InhibitorySTDP

PRE, SECONDS, SYNAPSES = 10.0, 100.0, 16
POSTS = (1.0, 5.0, 10.0, 20.0)
RULE = changed(InhibitorySTDP(), {"rho_0": 5, "eta": 1e-3, "w_start": 10})


def inhibited(excitation, weight):
    """Return the rate in Hz of a cell that inhibition slows by 1 Hz for each unit of weight."""
    return max(excitation - weight, 0.0)


def trains(post, seconds, count, random):
    """Return Poisson trains of synapses onto cells that fire at this rate."""
    return [poisson(f"{post:g} Hz {n}", PRE, post, seconds, random) for n in range(count)]


def test_weights_drift_with_the_distance_to_the_target_rate():
    random = np.random.default_rng(4)
    each = [train for post in POSTS for train in trains(post, SECONDS, SYNAPSES, random)]
    changes = (Bench(RULE).run(each).after - 10).reshape(len(POSTS), SYNAPSES)
    mean, error = changes.mean(axis=1), changes.std(axis=1, ddof=1) / np.sqrt(SYNAPSES)
    expected = RULE.drift(PRE, np.array(POSTS), np.ones(4)) * SECONDS
    assert expected == pytest.approx([-0.16, 0.0, 0.2, 0.6])
    assert np.all(np.abs(mean - expected) < 4 * error)
    clear = np.array([True, False, True, True])
    assert np.all(np.abs(expected[clear]) > 4 * error[clear])


@pytest.mark.parametrize("excitation", [15.0, 30.0])
@pytest.mark.parametrize("start", [0.0, 40.0])
def test_a_cell_settles_at_its_target_rate(excitation, start):
    # In closed loop: a few seconds of spikes at the rate that the weights allow, again and again;
    # 64 synapses onto the cell share their mean weight.
    rule = changed(InhibitorySTDP(), {"rho_0": 5, "eta": 0.1})
    bench, random = Bench(rule), np.random.default_rng(5)
    weight, rates = start, []
    for _ in range(30):
        rates.append(inhibited(excitation, weight))
        each = trains(rates[-1], 10.0, 64, random)
        weight = bench.run(each, start={"w": np.array([weight])}).after.mean()
    assert abs(rates[0] - 5) > 4
    assert np.mean(rates[-8:]) == pytest.approx(5, rel=0.05)
