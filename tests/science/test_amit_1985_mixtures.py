"""Amit, Gutfreund & Sompolinsky (1985): what else is a valley of a Hopfield network's energy.

Patterns' reverses are as deep as patterns, and mixtures of an odd number of patterns last at low
load, with an overlap of 1/2 with each of three. The curves of `make science` are in
docs/science/spurious-states.
"""

import numpy as np
import pytest

from neurosim.artificial import (
    HebbRule,
    Kind,
    SignHopfieldNetwork,
    kinds,
    mixture,
    overlaps,
    random_patterns,
)

UNITS = 1000


@pytest.fixture(scope="module")
def network():
    """A network that holds three patterns, and the patterns."""
    patterns = random_patterns(3, UNITS, np.random.default_rng(300))
    filled = SignHopfieldNetwork(UNITS, HebbRule())
    filled.store(patterns)
    return filled, patterns


def test_all_mixtures_of_three_last_and_overlap_by_half(network):
    filled, patterns = network
    signs = np.array([(1, a, b) for a in (1, -1) for b in (1, -1)], np.int8)
    mixed = np.array([mixture(patterns * each[:, np.newaxis]) for each in signs])
    settled = filled.retrieve(mixed, np.random.default_rng(301))
    assert kinds(settled, patterns) == [Kind.MIXTURE] * 4
    assert overlaps(settled, patterns) * signs == pytest.approx(np.full((4, 3), 0.5), abs=0.06)


def test_mixtures_are_less_deep_than_patterns_and_reverses_as_deep(network):
    filled, patterns = network
    depth = -filled.energy(patterns) / UNITS
    assert np.array_equal(filled.energy(-patterns), filled.energy(patterns))
    three = -filled.energy(mixture(patterns)[np.newaxis]) / UNITS
    # 3 (1/2)^2 / 2 against 1 / 2.
    assert depth == pytest.approx(np.full(3, 0.5), abs=0.01)
    assert three == pytest.approx([0.375], abs=0.03)


def test_from_anywhere_a_pattern_is_as_likely_as_its_reverse(network):
    filled, patterns = network
    random = np.random.default_rng(302)
    found = kinds(filled.retrieve(random_patterns(200, UNITS, random), random), patterns)
    stored, reversed_, mixed = (
        found.count(kind) for kind in (Kind.STORED, Kind.REVERSED, Kind.MIXTURE)
    )
    assert stored + reversed_ + mixed == 200
    # Four standard errors of a fair coin.
    assert abs(stored - reversed_) < 4 * np.sqrt(stored + reversed_)
    assert mixed > 0
