"""Goles, Fogelman & Pellegrin (1985): all units at once, symmetric couplings lead to cycles of two.

Never to longer ones, whatever the couplings; one unit at a time, never to any.
"""

import numpy as np
import pytest

from neurosim.artificial import HebbRule, SignHopfieldNetwork, random_patterns

UNITS, STARTS = 80, 60


@pytest.fixture(scope="module")
def settled():
    """Where starts end with random symmetric couplings; the network, and what it ended in."""
    random = np.random.default_rng(300)
    network = SignHopfieldNetwork(UNITS, HebbRule())
    couplings = random.normal(size=(UNITS, UNITS))
    network.couplings[...] = UNITS * (couplings + couplings.T)
    np.fill_diagonal(network.couplings, 0)
    return network, network.retrieve_together(random_patterns(STARTS, UNITS, random))


def updated(network, states):
    return np.sign(network.fields(states)).astype(np.int8)


def test_every_start_ends_in_a_state_or_in_a_cycle_of_two(settled):
    network, found = settled
    once = updated(network, found.states)
    twice = updated(network, once)
    assert np.array_equal(twice, found.states)
    assert np.array_equal(np.any(once != found.states, axis=1), found.cycling)
    assert found.cycling.mean() > 0.5  # as usual where couplings are random


def test_one_unit_at_a_time_there_are_none(settled):
    network, found = settled
    alone = network.retrieve(found.states, np.random.default_rng(301))
    assert np.array_equal(updated(network, alone), alone)


def test_couplings_that_are_not_symmetric_have_longer_cycles():
    """The control: three units that push each other around need six steps."""
    network = SignHopfieldNetwork(3, HebbRule())
    network.couplings[...] = [[0, 3, 0], [0, 0, 3], [-3, 0, 0]]
    state = np.array([[1, 1, 1]], np.int8)
    seen = [state]
    for _ in range(6):
        seen.append(updated(network, seen[-1]))
    assert np.array_equal(seen[6], state)
    assert not any(np.array_equal(each, state) for each in seen[1:6])
