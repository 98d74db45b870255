"""Sompolinsky (1986): losing couplings at random acts on a Hopfield network as noise does.

Of P dense patterns in N units of +1 and -1, a share c of the couplings is left. A stored pattern
pulls each of its units by c, and the others disturb it with a standard deviation of sqrt(c P / N):
a unit is wrong, at first, with probability erfc(sqrt(c N / 2 P)) / 2, as with 1 / c times as many
patterns.
"""

import math

import numpy as np
import pytest

from neurosim.artificial import HopfieldNetwork
from neurosim.artificial.damage import couplings_left

UNITS, PATTERNS = 1000, 100


@pytest.fixture(scope="module")
def stored():
    random = np.random.default_rng(200)
    patterns = random.random((PATTERNS, UNITS)) < 0.5
    network = HopfieldNetwork(UNITS, 0.5, 0.0)
    for pattern in patterns:
        network.store(pattern)
    return network.couplings, np.where(patterns, 1.0, -1.0)


def damaged(couplings, lost):
    return couplings * couplings_left(np.ones_like(couplings), lost, np.random.default_rng(201))


@pytest.mark.parametrize("lost", [0.0, 0.5, 0.8, 0.9])
def test_units_are_wrong_as_often_as_noise_says(stored, lost):
    couplings, patterns = stored
    wrong = np.mean(np.sign(patterns @ damaged(couplings, lost)) != patterns)
    expected = math.erfc(math.sqrt((1 - lost) * UNITS / (2 * PATTERNS))) / 2
    assert wrong == pytest.approx(expected, rel=0.1, abs=0.0005)


def settled(count, lost):
    """Return how much of a pattern is left after settling from nine tenths of it."""
    random = np.random.default_rng(202)
    patterns = random.random((count, UNITS)) < 0.5
    network = HopfieldNetwork(UNITS, 0.5, 0.0)
    for pattern in patterns:
        network.store(pattern)
    left, spins = damaged(network.couplings, lost), np.where(patterns[:10], 1.0, -1.0)
    states = spins * np.where(random.random(spins.shape) < 0.1, -1.0, 1.0)
    for _ in range(30):
        states = np.sign(states @ left)
    return float(np.mean(states * spins))


def test_recall_outlasts_most_couplings_better_than_as_many_more_patterns():
    """What the lost couplings would have carried round and round is lost with them."""
    left = [settled(60, lost) for lost in (0.0, 0.5, 0.8, 0.95)]
    assert left == sorted(left, reverse=True)
    assert left[1] > 0.95
    assert left[2] > settled(300, 0.0) + 0.3  # as many patterns for each coupling
    assert left[3] < left[2] - 0.2
