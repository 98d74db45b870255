"""Amit, Gutfreund & Sompolinsky (1985): a Hopfield network holds .138 patterns a unit.

The mean-field theory gives the published numbers, and networks of 1000 units have its overlaps;
that the breakdown moves towards the theory as networks grow is `make science`: its table and
figure are in docs/science/hopfield-capacity.
"""

import numpy as np
import pytest
from scipy.special import erfinv

from neurosim.artificial import HebbRule, SignHopfieldNetwork, own_overlaps, random_patterns
from neurosim.artificial.mean_field import critical_load, load_at, overlap_at
from neurosim.experiments.networks.hopfield_capacity import LIMIT, THEORY, at_no_end

UNITS, FOLLOWED = 1000, 40


def test_the_theory_has_the_published_numbers():
    assert critical_load() == pytest.approx(0.137906, abs=1e-6)
    assert overlap_at(critical_load() - 1e-9) == pytest.approx(0.967, abs=1e-3)
    found = [overlap_at(load) for load in (0.05, 0.10, 0.12, 0.13)]
    assert found == pytest.approx([1.000, 0.998, 0.993, 0.987], abs=5e-4)
    assert overlap_at(0.138) == 0


def test_figures_show_the_theory():
    assert THEORY.y == tuple(round(overlap_at(load), 4) for load in THEORY.x)
    assert LIMIT.y == (round(critical_load(), 4),)


def test_the_theory_is_solved():
    """The two equations of 1985, put in: m = erf(m / sqrt(2 alpha r)), r = 1 / (1 - C)^2."""
    for load in (0.08, 0.12, 0.137):
        m = overlap_at(load)
        y = erfinv(m)
        assert load_at(y) == pytest.approx(load)
        r = (m / y) ** 2 / (2 * load)
        c = np.sqrt(2 / (np.pi * load * r)) * np.exp(-(m**2) / (2 * load * r))
        assert r == pytest.approx(1 / (1 - c) ** 2, rel=1e-6)


@pytest.fixture(scope="module")
def overlaps():
    """Overlaps by load of the first patterns with what they settle into, of two networks."""
    found = {load: [] for load in (0.05, 0.10, 0.12, 0.20, 0.30)}
    for seed in (300, 301):
        random = np.random.default_rng(seed)
        patterns = random_patterns(300, UNITS, random)
        network, stored = SignHopfieldNetwork(UNITS, HebbRule(), np.float32), 0
        for load, several in found.items():
            network.store(patterns[stored : round(load * UNITS)])
            stored, cues = round(load * UNITS), patterns[: min(FOLLOWED, round(load * UNITS))]
            several.append(own_overlaps(network.retrieve(cues, random), cues))
    return {load: np.concatenate(several) for load, several in found.items()}


@pytest.mark.parametrize("load", [0.05, 0.10, 0.12])
def test_patterns_are_retrieved_below_the_critical_load(overlaps, load):
    found = overlaps[load]
    assert np.mean(found > 0.9) >= 0.95
    assert found[found > 0.9].mean() == pytest.approx(overlap_at(load), abs=0.005)


def test_little_is_left_above_it(overlaps):
    assert np.mean(overlaps[0.20] > 0.9) < 0.2
    # What remains of a pattern is well above nothing, as Amit et al. (1987) found.
    assert 0.2 < overlaps[0.30].mean() < 0.5


def test_the_line_ends_where_it_should():
    sizes = np.array([200.0, 500, 1000, 2000])
    for exponent in (-2 / 3, -1 / 2):
        assert at_no_end(sizes, 0.14 + 0.6 * sizes**exponent, exponent) == pytest.approx(0.14)
