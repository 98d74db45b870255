"""Networks of +1 and -1 units: storage rules, updates and energy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neurosim.artificial import (
    HebbRule,
    PseudoInverseRule,
    SignHopfieldNetwork,
    StorkeyRule,
    own_overlaps,
    random_patterns,
)
from neurosim.errors import InputError, SimulationError
from neurosim.parameters import changed

PROJECTION = changed(PseudoInverseRule(), {"self_coupling": 1})
RULES = (HebbRule(), StorkeyRule(), PseudoInverseRule(), PROJECTION)

each_rule = pytest.mark.parametrize("rule", RULES, ids=("hebb", "storkey", "pinv", "projection"))


def rng(seed=200):
    return np.random.default_rng(seed)


def filled(rule, count, units, seed=200):
    network = SignHopfieldNetwork(units, rule)
    patterns = random_patterns(count, units, rng(seed))
    network.store(patterns)
    return network, patterns


# Storage


def test_hebb_adds_products_and_leaves_the_diagonal_out():
    network, patterns = filled(HebbRule(), 3, 20)
    expected = patterns.T.astype(float) @ patterns
    np.fill_diagonal(expected, 0)
    assert np.array_equal(network.couplings, expected)


def test_storkey_changes_pairs_as_its_definition_says():
    """One pair at a time, as it is written, without anything that was rearranged."""
    units = 12
    patterns = random_patterns(5, units, rng())
    w = np.zeros((units, units))
    for x in patterns.astype(float):
        new = w.copy()
        for i in range(units):
            for j in range(units):
                if i != j:
                    h_ij = sum(w[i, k] * x[k] for k in range(units) if k not in (i, j))
                    h_ji = sum(w[j, k] * x[k] for k in range(units) if k not in (i, j))
                    new[i, j] += (x[i] * x[j] - x[i] * h_ji - h_ij * x[j]) / units
        w = new
    network = SignHopfieldNetwork(units, StorkeyRule())
    network.store(patterns)
    assert network.couplings / units == pytest.approx(w, abs=1e-12)


def test_the_pseudo_inverse_is_what_it_is_called():
    network, patterns = filled(PseudoInverseRule(), 9, 30)
    x = patterns.astype(float)
    assert network.couplings / 30 == pytest.approx(np.linalg.pinv(x) @ x, abs=1e-12)


@each_rule
def test_patterns_can_be_stored_together_or_in_turn(rule):
    network, patterns = filled(rule, 6, 30)
    other = SignHopfieldNetwork(30, rule)
    for pattern in patterns:
        other.store(pattern[np.newaxis])
    assert other.couplings == pytest.approx(network.couplings, abs=1e-9)
    assert network.couplings == pytest.approx(network.couplings.T, abs=1e-9)


def test_single_precision_is_exact_for_hebb():
    network, patterns = filled(HebbRule(), 40, 300)
    single = SignHopfieldNetwork(300, HebbRule(), np.float32)
    single.store(patterns)
    assert np.array_equal(single.couplings, network.couplings)
    cues = random_patterns(20, 300, rng(1))
    assert np.array_equal(single.retrieve(cues, rng(2)), network.retrieve(cues, rng(2)))


def test_shuffled_couplings_are_the_same_numbers_elsewhere():
    network, _patterns = filled(PROJECTION, 5, 40)
    other = network.shuffled(rng())
    assert np.sort(other.couplings, axis=None) == pytest.approx(
        np.sort(network.couplings, axis=None)
    )
    assert np.array_equal(other.couplings, other.couplings.T)
    assert np.array_equal(np.diagonal(other.couplings), np.diagonal(network.couplings))
    assert not np.allclose(other.couplings, network.couplings)


# Updates


def one_by_one(network, cue, random):
    """The definition: visit every unit, one at a time, with fields that are computed anew."""
    state, coupling = cue.astype(float), network.couplings.copy()
    np.fill_diagonal(coupling, network.rule.self_couplings(network.couplings))
    energies = [-0.5 * state @ coupling @ state / network.units]
    for _ in range(100):
        flips = 0
        for unit in random.permutation(network.units):
            if state[unit] * (coupling[unit] @ state) < -1e-6 * network.units:
                state[unit] *= -1
                flips += 1
                energies.append(-0.5 * state @ coupling @ state / network.units)
        if not flips:
            return state, energies
    raise AssertionError("it did not settle")


@settings(max_examples=40, deadline=None)
@given(
    rule=st.sampled_from(RULES),
    units=st.integers(2, 60),
    load=st.floats(0.0, 1.0),
    seed=st.integers(0, 2**32 - 1),
)
def test_asynchronous_updates_never_raise_the_energy(rule, units, load, seed):
    """And they are what the definition says, for any rule, size and load."""
    random = rng(seed)
    network = SignHopfieldNetwork(units, rule)
    for pattern in random_patterns(round(load * units), units, random):
        try:
            network.store(pattern[np.newaxis])
        except InputError:  # by chance it depends on others; the projection cannot store it
            assert isinstance(rule, PseudoInverseRule)
    cue = random_patterns(1, units, random)
    state, energies = one_by_one(network, cue[0], rng(seed))
    assert np.all(np.diff(energies) < 0)
    settled = network.retrieve(cue, rng(seed))
    assert np.array_equal(settled[0], state)
    assert network.energy(settled)[0] == pytest.approx(energies[-1], abs=1e-9 * units)
    assert network.energy(cue)[0] == pytest.approx(energies[0], abs=1e-9 * units)
    assert np.array_equal(network.retrieve(settled, random), settled)


def test_synchronous_updates_can_raise_it_and_end_in_a_cycle():
    """The control: two units that oppose each other change places for ever."""
    network = SignHopfieldNetwork(2, HebbRule())
    network.store([[1, -1]])
    start = np.ones((1, 2), np.int8)
    together = network.retrieve_together(start)
    assert together.cycling.tolist() == [True]
    alone = network.retrieve(start, rng())
    assert abs(alone.sum()) == 0
    assert network.energy(alone)[0] < network.energy(together.states)[0]


@each_rule
def test_synchronous_updates_end_in_states_or_in_cycles_of_two(rule):
    network, _ = filled(rule, 12, 60)
    starts = random_patterns(50, 60, rng(1))
    found = network.retrieve_together(starts)
    once = network.retrieve_together(found.states[~found.cycling])
    assert np.array_equal(once.states, found.states[~found.cycling])
    assert not once.cycling.any()
    if rule == HebbRule():
        assert found.cycling.any()
        assert not found.cycling.all()


@each_rule
def test_patterns_are_fixed_points_and_noisy_cues_lead_to_them(rule):
    network, patterns = filled(rule, 8, 200)
    assert np.array_equal(network.retrieve(patterns, rng()), patterns)
    cues = network.cue(patterns, 0.1, rng())
    assert own_overlaps(cues, patterns) == pytest.approx(0.8)
    assert np.array_equal(network.retrieve(cues, rng()), patterns)
    control = network.shuffled(rng()).retrieve(cues, rng())
    assert own_overlaps(control, patterns).mean() < 0.6


def test_a_network_with_nothing_stored_leaves_cues_as_they_are():
    network = SignHopfieldNetwork(10, HebbRule())
    network.store(np.zeros((0, 10), np.int8))
    cues = random_patterns(3, 10, rng())
    assert np.array_equal(network.retrieve(cues, rng()), cues)
    assert np.array_equal(network.retrieve_together(cues).states, cues)
    assert network.energy(cues).tolist() == [0, 0, 0]


def test_a_lone_pattern_is_as_deep_as_the_docstring_says():
    network, patterns = filled(HebbRule(), 1, 50)
    assert network.energy(patterns).tolist() == [-24.5]
    assert network.energy(-patterns).tolist() == [-24.5]


def test_rounding_that_never_ends_would_be_told(monkeypatch):
    monkeypatch.setattr("neurosim.artificial.sign_hopfield.MOST_SWEEPS", 1)
    network, _patterns = filled(HebbRule(), 8, 100)
    with pytest.raises(SimulationError, match="did not settle"):
        network.retrieve(random_patterns(5, 100, rng(1)), rng())
    with pytest.raises(SimulationError, match="did not settle"):
        network.retrieve_together(random_patterns(5, 100, rng(1)))


# Bad input


@pytest.mark.parametrize(
    ("patterns", "said"),
    [
        ([[1, -1, 1]], r"shape \(patterns, 4\), not \(1, 3\)"),
        ([1, -1, 1, 1], r"shape \(patterns, 4\), not \(4,\)"),
        ([[1, -1, 0, 1]], "but there is 0"),
        ([[1, -1, 0.5, 1]], "but there is 0.5"),
        ([[1, -1, np.nan, 1]], "some are NaN"),
        ([[1, -1, np.inf, 1]], "but there is inf"),
        ([[1, -1, 1, 1], [1]], "rows of one length"),
        ([[None, 1, 1, 1]], "but there is None"),
        ([["a", "b", "c", "d"]], "but there is a"),
        ([[True, False, True, True]], "but there is False"),
    ],
)
def test_patterns_that_are_none_are_refused(patterns, said):
    network = SignHopfieldNetwork(4, HebbRule())
    for asked in (
        network.store,
        lambda each: network.retrieve(each, rng()),
        network.retrieve_together,
        lambda each: network.cue(each, 0.1, rng()),
    ):
        with pytest.raises(InputError, match=said):
            asked(patterns)
    assert not network.couplings.any()


@pytest.mark.parametrize("flipped", [-0.1, 1.1, float("nan")])
def test_shares_of_flipped_units_are_within_0_and_1(flipped):
    network, patterns = filled(HebbRule(), 1, 10)
    with pytest.raises(InputError, match="within 0 to 1"):
        network.cue(patterns, flipped, rng())


def test_networks_that_do_not_fit_into_memory_are_refused_before_they_are_made():
    with pytest.raises(InputError, match=r"couplings \(100000 x 100000\) would take 74.5 GiB"):
        SignHopfieldNetwork(100_000, HebbRule())
    with pytest.raises(InputError, match="2 units or more, not 1"):
        SignHopfieldNetwork(1, HebbRule())
    with pytest.raises(InputError, match=r"patterns .* would take"):
        random_patterns(10**9, 1000, rng())


def test_the_pseudo_inverse_refuses_patterns_that_depend_on_others():
    network, patterns = filled(PseudoInverseRule(), 3, 20)
    before = network.couplings.copy()
    for again in (patterns[1:2], -patterns[:1]):
        with pytest.raises(InputError, match="pattern 1 of 1 is a mixture of others"):
            network.store(again)
    new = random_patterns(2, 20, rng(7))
    with pytest.raises(InputError, match="pattern 3 of 3 is a mixture of others"):
        network.store(np.concatenate([new, new[:1]]))
    assert np.array_equal(network.couplings, before)


def test_the_pseudo_inverse_holds_no_more_patterns_than_units():
    network, _ = filled(PseudoInverseRule(), 15, 20)
    with pytest.raises(InputError, match="20 patterns in 20 units at most, not 21"):
        network.store(random_patterns(6, 20, rng(7)))
