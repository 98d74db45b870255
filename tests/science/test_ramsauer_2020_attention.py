"""Ramsauer et al. (2020): one update of a continuous Hopfield network is softmax attention.

And what Demircigil et al. (2017) promise: 10,000 patterns in 64 units. The curves of `make science`
are in docs/science/dense-hopfield.
"""

import numpy as np
import pytest

from neurosim.artificial import (
    ContinuousHopfieldNetwork,
    DenseHopfieldNetwork,
    Exponential,
    HebbRule,
    Polynomial,
    SignHopfieldNetwork,
    attention,
    own_overlaps,
    random_patterns,
)

UNITS, PATTERNS, CUED = 64, 10_000, 20


@pytest.mark.parametrize("beta", [0.01, 1 / 8, 1.0, 20.0])
def test_one_update_is_attention(beta):
    random = np.random.default_rng(300)
    patterns, states = random.normal(size=(500, UNITS)), random.normal(size=(40, UNITS))
    network = ContinuousHopfieldNetwork(UNITS, beta)
    network.keep(patterns)
    expected = attention(states, patterns, patterns, beta)
    assert network.updated(states) == pytest.approx(expected, rel=1e-10, abs=1e-12)
    # The control: attention that heeds all patterns alike is something else.
    assert np.abs(network.updated(states) - patterns.mean(0)).max() > 0.01


def test_projected_states_and_patterns_are_queries_keys_and_values():
    """As in a transformer: Q = R W_Q, K = Y W_K, V = Y W_K W_V."""
    random = np.random.default_rng(301)
    raw_states, raw_patterns = random.normal(size=(7, 20)), random.normal(size=(50, 20))
    to_query, to_key = random.normal(size=(2, 20, UNITS))
    to_value = random.normal(size=(UNITS, 5))
    keys = raw_patterns @ to_key
    network = ContinuousHopfieldNetwork(UNITS, UNITS**-0.5)
    network.keep(keys)
    expected = attention(raw_states @ to_query, keys, keys @ to_value, UNITS**-0.5)
    assert network.updated(raw_states @ to_query) @ to_value == pytest.approx(expected)


def retrieved(memory, seed):
    """Overlap of what noisy cues of the first patterns come to, after so many were stored."""
    random = np.random.default_rng(seed)
    patterns = random_patterns(PATTERNS, UNITS, random)
    memory.store(patterns)
    cues = memory.cue(patterns[:CUED], 0.1, random)
    return own_overlaps(memory.retrieve(cues, random), patterns[:CUED])


@pytest.mark.parametrize(
    "memory", [DenseHopfieldNetwork(UNITS, Exponential()), ContinuousHopfieldNetwork(UNITS, 1.0)]
)
def test_ten_thousand_patterns_are_retrieved_in_64_units(memory):
    found = retrieved(memory, 300)
    assert np.mean(found == 1) >= 0.95
    assert found.mean() >= 0.99


@pytest.mark.parametrize(
    "memory",
    [SignHopfieldNetwork(UNITS, HebbRule()), DenseHopfieldNetwork(UNITS, Polynomial())],
)
def test_which_squares_and_cubes_cannot(memory):
    found = retrieved(memory, 300)
    assert not np.any(found == 1)
    assert found.mean() < 0.4
