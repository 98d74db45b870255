from __future__ import annotations

import numpy as np
import pytest

from neurosim.artificial import HopfieldNetwork
from neurosim.protocol import Bits

UNITS = 400


def patterns(count: int, active: int, seed: int = 1) -> Bits:
    random = np.random.default_rng(seed)
    kept = np.zeros((count, UNITS), bool)
    for pattern in kept:
        pattern[random.choice(UNITS, active, replace=False)] = True
    return kept


def network_with(stored: Bits, coding_level: float = 0.1, threshold: float = 0.2):
    network = HopfieldNetwork(UNITS, coding_level, threshold)
    for pattern in stored:
        network.store(pattern)
    return network


def recalled(network: HopfieldNetwork, stored: Bits, seed: int = 2) -> float:
    """Share of patterns that settle back into themselves from one half of their units."""
    random = np.random.default_rng(seed)
    half = np.arange(UNITS) < UNITS // 2
    return float(np.mean([np.array_equal(network.settle(p & half, random), p) for p in stored]))


def test_couplings_are_symmetric_without_self_coupling():
    couplings = network_with(patterns(5, 40)).couplings
    assert np.array_equal(couplings, couplings.T)
    assert not np.diagonal(couplings).any()


def test_at_coding_level_one_half_it_is_the_rule_of_1982():
    stored = patterns(3, 200)
    signs = np.where(stored, 1.0, -1.0)
    expected = signs.T @ signs / UNITS
    np.fill_diagonal(expected, 0.0)
    assert np.allclose(network_with(stored, 0.5, 0.0).couplings, expected)


def test_a_whole_stored_pattern_pulls_as_the_docstring_says():
    stored = patterns(1, 40)
    pull = network_with(stored).couplings @ stored[0]
    # The missing self-coupling takes (1 - a) / (N a) = 0.0225 from units that are on.
    assert pull[stored[0]] == pytest.approx(0.9 - 0.0225)
    assert pull[~stored[0]] == pytest.approx(-0.1)


@pytest.mark.parametrize(
    ("count", "active", "level", "threshold"),
    [
        (5, 40, 0.1, 0.2),
        (80, 40, 0.1, 0.2),
        (20, 200, 0.5, 0.0),
    ],
)
def test_no_single_update_raises_the_energy(count, active, level, threshold):
    network = network_with(patterns(count, active), level, threshold)
    random = np.random.default_rng(3)
    state = random.random(UNITS) < 0.3
    energy, flips = network.energy(state), 0
    for unit in np.concatenate([random.permutation(UNITS) for _ in range(4)]):
        before = state[unit]
        state[unit] = network.updated(state, unit)
        flips += int(state[unit] != before)
        assert network.energy(state) <= energy + 1e-9
        energy = network.energy(state)
    assert flips > 20


def test_updating_all_units_at_once_can_raise_the_energy():
    """The control of the test above: it is the asynchronous update that descends."""
    network = HopfieldNetwork(2, 0.5, -0.4)
    network.couplings[...] = [[0, -1], [-1, 0]]
    state = np.array([False, False])
    together = network.couplings @ state > network.threshold
    assert together.all()
    assert network.energy(together) > network.energy(state)
    one_by_one = network.settle(state, np.random.default_rng(1))
    assert network.energy(one_by_one) < network.energy(state)


def test_stored_patterns_are_fixed_points_at_low_load():
    stored = patterns(20, 40)
    network = network_with(stored)
    for pattern in stored:
        assert np.array_equal(network.swept(pattern, np.random.default_rng(4)), pattern)


def test_half_a_pattern_settles_into_the_whole_at_low_load_and_not_when_overloaded():
    low, high = patterns(5, 40), patterns(300, 40)
    assert recalled(network_with(low), low) == 1
    assert recalled(network_with(high), high[:20]) < 0.2


def test_the_rule_of_1982_cannot_tell_sparse_patterns_apart():
    stored = patterns(5, 40)
    assert recalled(network_with(stored, 0.5, 0.0), stored) == 0


def test_the_rule_of_1982_recalls_patterns_that_are_half_on():
    stored = patterns(5, 200)
    network = network_with(stored, 0.5, 0.0)
    random = np.random.default_rng(5)
    noisy = stored ^ (random.random(stored.shape) < 0.1)
    # Units of 0 and 1 see only what is on, so a few percent may end up wrong.
    wrong = [np.mean(network.settle(s, random) != p) for s, p in zip(noisy, stored, strict=True)]
    assert np.mean(wrong) < 0.05


def test_a_network_that_stored_nothing_falls_silent():
    network = network_with(patterns(0, 40))
    assert not network.settle(patterns(1, 40)[0], np.random.default_rng(6)).any()
