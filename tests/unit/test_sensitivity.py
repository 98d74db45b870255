"""Rank correlations against SciPy's, Holm's correction against its definition."""

import random

import pytest
from scipy.stats import spearmanr

from neurosim.measures.sensitivity import holm, rank_correlations


def made(points=200):
    draw = random.Random(2)
    first, second, third = ([draw.random() for _ in range(points)] for _ in range(3))
    results = [a + 0.4 * b + 0.2 * draw.random() for a, b in zip(first, second, strict=True)]
    return (first, second, third), results


def test_rank_correlations_are_those_of_scipy_after_holms_correction():
    parameters, results = made()
    theirs = [spearmanr(values, results) for values in parameters]
    ours = rank_correlations(parameters, results)
    assert [each.rho for each in ours] == pytest.approx([each.statistic for each in theirs])
    first, second, third = (each.pvalue for each in theirs)
    assert first < second < third / 4  # as they were made
    assert ours[0].p == pytest.approx(3 * first)
    assert ours[1].p == pytest.approx(2 * second)
    assert ours[2].p == pytest.approx(third)
    assert ours[0].p < 0.001 < ours[2].p


def test_holms_correction():
    # Holm (1979): the smallest times 4, the next times 3, ...; never less than the one before.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([0.9, 0.8]) == (1.0, 1.0)
    assert holm([]) == ()


def test_what_never_changes_correlates_with_nothing():
    (found,) = rank_correlations([[1, 2, 3, 4, 5]], [0.5] * 5)
    assert (found.rho, found.p) == (0, 1)
    (found,) = rank_correlations([[7] * 5], [1, 2, 3, 4, 5])
    assert (found.rho, found.p) == (0, 1)


def test_three_points_say_nothing():
    (found,) = rank_correlations([[1, 2, 3]], [1, 2, 3])
    assert (found.rho, found.p) == (0, 1)
