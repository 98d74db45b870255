"""CA3 as a Hopfield network: patterns, states, couplings and energies of known cells."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neurosim.adapters.hopfield import HopfieldAdapter, agreement, permuted
from neurosim.errors import InputError
from neurosim.parameters import changed
from neurosim.protocol import Spikes, Synapses
from night_trains import spikes_of

ADAPTER = HopfieldAdapter()
CELLS = 40
ONE, TWO = np.arange(CELLS) < 8, (np.arange(CELLS) >= 20) & (np.arange(CELLS) < 30)


def synapses(weights):
    source, target = np.nonzero(~np.eye(len(weights), dtype=bool))
    ends = source.astype(np.int32), target.astype(np.int32)
    return Synapses(*ends, weights[target, source], *weights.shape)


def learned(*patterns, weight=0.1):
    """Weights onto (rows) and from (columns) the cells of patterns; naive ones beside."""
    weights = np.random.default_rng(1).random((CELLS, CELLS)) * 0.002
    for pattern in patterns:
        weights[np.ix_(pattern, pattern)] = weight
    return synapses(weights)


def train(*spikes):
    """Spikes of cells at ms."""
    cells, ms = zip(*spikes, strict=True) if spikes else ((), ())
    return spikes_of(np.array(cells, int), np.array(ms) / 1000, CELLS)


def network(weights=None, patterns=(ONE, TWO)):
    weights = learned(*patterns) if weights is None else weights
    return ADAPTER.network(weights, ADAPTER.pull(learned(*patterns), patterns))


# Patterns and states


def test_a_pattern_is_what_fired_twice_at_study():
    pattern = ADAPTER.pattern(train((0, 10), (1, 11), (1, 300), (2, 5), (2, 6), (2, 7)))
    assert np.flatnonzero(pattern).tolist() == [1, 2]


@pytest.mark.parametrize(("cells", "enough"), [(0, False), (4, False), (5, True), (40, True)])
def test_too_few_cells_stand_for_nothing(cells, enough):
    assert ADAPTER.is_pattern(np.arange(CELLS) < cells) is enough


def test_silence_has_no_volley():
    assert ADAPTER.volley(train()) is None


def test_the_largest_volley_counts_and_begins_with_its_first_spike():
    early, late = [(0, 50), (1, 52)], [(2, 100), (3, 101), (4, 108), (2, 109)]
    assert ADAPTER.volley(train(*early, *late)) == pytest.approx(0.100)
    assert ADAPTER.volley(train(*early)) == pytest.approx(0.050)


def test_many_spikes_of_one_cell_are_no_large_volley():
    assert ADAPTER.volley(train((0, 10), (0, 12), (0, 14), (1, 60), (2, 61))) == pytest.approx(0.06)


def test_a_volley_goes_on_until_all_cells_pause():
    spikes = train((0, 10), (1, 19), (2, 28))
    assert ADAPTER.volley(spikes) == pytest.approx(0.010)
    assert np.flatnonzero(ADAPTER.fired(spikes, 0.010, ADAPTER.driven)).tolist() == [0]
    assert np.flatnonzero(ADAPTER.fired(spikes, 0.010, ADAPTER.window)).tolist() == [0, 1, 2]


# Couplings


def test_couplings_are_symmetric_and_a_pattern_pulls_its_own_cells_by_1():
    couplings = network().couplings
    assert np.array_equal(couplings, couplings.T)
    assert not np.diag(couplings).any()
    pulls = [np.mean((couplings @ pattern)[pattern]) for pattern in (ONE, TWO)]
    assert np.mean(pulls) == pytest.approx(1)
    assert pulls[0] < pulls[1]


def test_the_pull_is_in_the_unit_of_weights():
    expected = np.mean([(np.count_nonzero(p) - 1) * (0.1 - 0.05) for p in (ONE, TWO)])
    assert ADAPTER.pull(learned(ONE, TWO), [ONE, TWO]) == pytest.approx(expected)


def test_controls_have_the_unit_of_intact_synapses():
    naive = network(learned()).couplings
    assert -1 < naive.min() < naive.max() <= 0


@pytest.mark.parametrize("patterns", [[], [ONE]])
def test_where_nothing_was_learned_there_is_no_unit(patterns):
    with pytest.raises(InputError, match="no pattern holds its own cells"):
        ADAPTER.pull(learned(), patterns)


def test_synapses_between_populations_are_no_couplings():
    with pytest.raises(InputError, match="connect 3 cells to 2"):
        ADAPTER.network(Synapses(*np.zeros((2, 1), np.int32), np.ones(1), 3, 2), 1.0)


def test_permuted_weights_are_the_same_on_the_same_synapses():
    own = learned(ONE, TWO)
    other = permuted(own, np.random.default_rng(1))
    assert other.source is own.source
    assert other.target is own.target
    assert not np.array_equal(other.weights, own.weights)
    assert np.array_equal(np.sort(other.weights), np.sort(own.weights))


# Energy


@given(st.integers(0, 2**32), st.integers(1, CELLS - 1))
@settings(deadline=None, max_examples=25)
def test_no_update_raises_the_energy_whatever_the_weights(seed, active):
    random = np.random.default_rng(seed)
    found = ADAPTER.network(synapses(random.random((CELLS, CELLS)) * 0.1), 0.5)
    state = random.permutation(CELLS) < active
    for unit in random.permutation(CELLS):
        before = found.energy(state)
        state[unit] = found.updated(state, unit)
        assert found.energy(state) <= before + 1e-12


def test_the_energy_is_what_the_equation_says():
    found = network()
    coupling = 2 * found.couplings[0, 1]
    assert found.energy(np.arange(CELLS) < 2) == pytest.approx(-coupling / 2 + 2 * 0.05)


@pytest.mark.parametrize("patterns", [(ONE,), (TWO,), (ONE, TWO)])
def test_the_network_completes_a_pattern_from_two_cells_and_its_energy_falls(patterns):
    found = network(patterns=patterns)
    start = patterns[-1] & (np.cumsum(patterns[-1]) <= 2)
    end = found.settle(start, np.random.default_rng(1))
    assert np.array_equal(end, patterns[-1])
    assert found.energy(end) < found.energy(start) - 1


@pytest.mark.parametrize("weights", [learned(), permuted(learned(ONE), np.random.default_rng(2))])
def test_on_naive_or_permuted_weights_nothing_is_completed_and_the_pattern_lies_high(weights):
    found = network(weights, (ONE,))
    end = found.settle(ONE & (np.cumsum(ONE) <= 2), np.random.default_rng(1))
    assert agreement(end, ONE) < 0.5
    assert found.energy(ONE) > 0


def test_without_inhibition_patterns_that_share_cells_become_one():
    other = (np.arange(CELLS) >= 5) & (np.arange(CELLS) < 13)
    ends = []
    for adapter in (ADAPTER, changed(ADAPTER, {"inhibition": 0})):
        weights = learned(ONE, other)
        found = adapter.network(weights, adapter.pull(weights, [ONE, other]))
        ends.append(found.settle(ONE, np.random.default_rng(1)))
    assert agreement(ends[0], ONE) == 1
    assert np.array_equal(ends[1], ONE | other)


# Agreement


def test_agreement_is_a_correlation():
    assert agreement(ONE, ONE) == pytest.approx(1)
    assert agreement(ONE, ~ONE) == pytest.approx(-1)
    assert agreement(ONE, np.zeros(CELLS, bool)) == agreement(np.ones(CELLS, bool), ONE) == 0
    expected = np.corrcoef(ONE, TWO)[0, 1]
    assert agreement(ONE, TWO) == agreement(TWO, ONE) == pytest.approx(expected)


def test_half_of_a_sparse_pattern_agrees_by_0_7():
    pattern, half = np.arange(600) < 16, np.arange(600) < 8
    assert agreement(half, pattern) == pytest.approx(0.7, abs=0.01)


def test_spikes_are_those_of_the_window_only():
    spikes = Spikes(np.array([0, 1, 2], np.int32), np.array([0.0995, 0.1, 0.103]), CELLS)
    assert np.flatnonzero(ADAPTER.fired(spikes, 0.1, 3)).tolist() == [1]
