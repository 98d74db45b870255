"""What states are: patterns, their reverses, mixtures, and the rest; and how alike they are."""

import numpy as np
import pytest

from neurosim.artificial import (
    Kind,
    correlated_patterns,
    kinds,
    mixture,
    overlaps,
    own_overlaps,
    random_patterns,
)
from neurosim.errors import InputError


def rng(seed=200):
    return np.random.default_rng(seed)


def test_states_are_told_apart():
    patterns = random_patterns(7, 400, rng())
    three = mixture(patterns[:3])
    signed = mixture(patterns[:3] * np.array([[1], [-1], [1]], np.int8))
    five = mixture(patterns[:5])
    anything = random_patterns(1, 400, rng(9))[0]
    states = np.array([patterns[4], -patterns[2], three, signed, five, anything])
    assert kinds(states, patterns) == [
        Kind.STORED, Kind.REVERSED, Kind.MIXTURE, Kind.MIXTURE, Kind.MIXTURE, Kind.OTHER,
    ]  # fmt: skip
    assert kinds(states[2:3], patterns[:2]) == [Kind.OTHER]


@pytest.mark.parametrize(("count", "expected"), [(1, 1.0), (3, 0.5), (5, 0.375), (7, 0.3125)])
def test_mixtures_resemble_each_of_their_patterns_as_theory_says(count, expected):
    patterns = random_patterns(count, 20_000, rng())
    found = overlaps(mixture(patterns)[np.newaxis], patterns)
    assert found == pytest.approx(np.full((1, count), expected), abs=0.03)


def test_mixtures_of_two_have_no_sign():
    with pytest.raises(InputError, match="odd number of patterns, not 2"):
        mixture(random_patterns(2, 100, rng()))


def test_correlated_patterns_overlap_as_much_as_asked():
    patterns = correlated_patterns(40, 2000, 0.25, rng())
    found = overlaps(patterns, patterns)[np.triu_indices(40, 1)]
    assert found.mean() == pytest.approx(0.25, abs=0.02)
    assert np.array_equal(np.abs(patterns), np.ones_like(patterns))


def test_overlaps_are_exact():
    states, patterns = random_patterns(4, 101, rng()), random_patterns(3, 101, rng(1))
    whole = states.astype(int) @ patterns.T.astype(int)
    assert np.array_equal(overlaps(states, patterns), whole / 101)
    assert own_overlaps(patterns, patterns).tolist() == [1, 1, 1]
