"""Dense and continuous Hopfield networks: energies, retrieval, and attention."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from neurosim.errors import InputError, SimulationError
from neurosim.parameters import changed


def power(degree):
    return changed(Polynomial(), {"degree": degree})


INTERACTIONS = (power(2), power(3), power(4), power(7), Exponential())


def rng(seed=200):
    return np.random.default_rng(seed)


def function(interaction, p):
    """F as its definition has it."""
    if isinstance(interaction, Polynomial):
        return p ** int(interaction.degree)
    return np.exp(float(interaction.beta) * p)


@pytest.mark.parametrize("interaction", INTERACTIONS, ids=str)
def test_pulls_are_differences_of_the_function(interaction):
    p = np.arange(-9.0, 10.0)[np.newaxis]
    expected = function(interaction, p + 1) - function(interaction, p - 1)
    found = interaction.pulls(p, 10)
    assert np.all(found[expected != 0] * expected[expected != 0] > 0)
    assert found / found[0, -1] == pytest.approx(expected / expected[0, -1], abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(
    interaction=st.sampled_from(INTERACTIONS),
    units=st.integers(2, 24),
    count=st.integers(1, 60),
    seed=st.integers(0, 2**32 - 1),
)
def test_no_unit_could_lower_the_energy_of_what_is_retrieved(interaction, units, count, seed):
    """And what is retrieved is never above the cue."""
    network = DenseHopfieldNetwork(units, interaction)
    network.store(random_patterns(count, units, rng(seed)))
    cues = random_patterns(3, units, rng(seed + 1))
    states = network.retrieve(cues, rng(seed))
    energies, scale = network.energy(states), 1e-9 * count * units
    assert np.all(energies <= network.energy(cues) + scale)
    for unit in range(units):
        other = states.copy()
        other[:, unit] *= -1
        assert np.all(network.energy(other) >= energies - scale)


def test_the_square_is_the_network_of_1982():
    patterns = random_patterns(20, 50, rng())
    classical, square = SignHopfieldNetwork(50, HebbRule()), DenseHopfieldNetwork(50, power(2))
    for network in (classical, square):
        network.store(patterns)
    cues = random_patterns(1, 50, rng(1))
    assert np.array_equal(classical.retrieve(cues, rng(2)), square.retrieve(cues, rng(2)))
    # But for the diagonal, which is the same for every state: half a unit a pattern.
    states = random_patterns(9, 50, rng(3))
    assert 0.5 * square.energy(states) + 10 == pytest.approx(classical.energy(states))


@pytest.mark.parametrize("interaction", INTERACTIONS, ids=str)
def test_patterns_are_stored_beside_others_and_retrieved(interaction):
    network, patterns = DenseHopfieldNetwork(100, interaction), random_patterns(6, 100, rng())
    for part in (patterns[:2], patterns[2:]):
        network.store(part)
    cues = network.cue(patterns, 0.1, rng())
    assert np.array_equal(network.retrieve(cues, rng()), patterns)


def test_nothing_stored_is_nothing_changed():
    cues = random_patterns(3, 10, rng())
    for network in (DenseHopfieldNetwork(10, Exponential()), ContinuousHopfieldNetwork(10, 1.0)):
        assert np.array_equal(network.retrieve(cues, rng()), cues)


def test_large_products_do_not_overflow():
    patterns = random_patterns(3, 1000, rng())
    for network in (
        DenseHopfieldNetwork(1000, Exponential()),
        DenseHopfieldNetwork(1000, power(30)),
        ContinuousHopfieldNetwork(1000, 1.0),
    ):
        network.store(patterns)
        cues = network.cue(patterns, 0.2, rng())
        assert np.array_equal(network.retrieve(cues, rng()), patterns)
        assert np.isfinite(network.energy(patterns.astype(float))).all()


def test_an_endless_retrieval_would_be_told(monkeypatch):
    monkeypatch.setattr("neurosim.artificial.dense_hopfield.MOST_SWEEPS", 1)
    network = DenseHopfieldNetwork(30, power(3))
    network.store(random_patterns(4, 30, rng()))
    with pytest.raises(SimulationError, match="did not settle"):
        network.retrieve(random_patterns(5, 30, rng(1)), rng())


# The continuous network


@settings(max_examples=30, deadline=None)
@given(beta=st.floats(0.05, 8.0), count=st.integers(1, 30), seed=st.integers(0, 2**32 - 1))
def test_the_update_never_raises_the_continuous_energy(beta, count, seed):
    network = ContinuousHopfieldNetwork(8, beta)
    network.keep(rng(seed).normal(size=(count, 8)))
    states = rng(seed + 1).normal(size=(5, 8))
    for _ in range(5):
        new = network.updated(states)
        assert np.all(network.energy(new) <= network.energy(states) + 1e-9)
        states = new


def test_attention_is_a_mean_of_values():
    random = rng()
    queries, keys, values = (random.normal(size=shape) for shape in ((4, 6), (9, 6), (9, 3)))
    assert attention(queries, keys, values, 0.0) == pytest.approx(np.tile(values.mean(0), (4, 1)))
    steep = attention(queries, keys, values, 1e4)
    assert steep == pytest.approx(values[np.argmax(queries @ keys.T, axis=1)])


# Bad input


@pytest.mark.parametrize("patterns", [[[1, 0, 1]], [[1, -1]], [[1, np.nan, 1]]])
def test_patterns_that_are_none_are_refused(patterns):
    for network in (DenseHopfieldNetwork(3, Exponential()), ContinuousHopfieldNetwork(3, 1.0)):
        with pytest.raises(InputError, match="patterns must"):
            network.store(patterns)
        with pytest.raises(InputError, match="patterns must"):
            network.retrieve(patterns, rng())


@pytest.mark.parametrize(
    ("patterns", "said"),
    [
        (np.zeros((2, 4)), "shape"),
        (np.zeros(3), "shape"),
        (np.full((1, 3), np.nan), "NaN or infinite"),
        (np.full((1, 3), np.inf), "NaN or infinite"),
    ],
)
def test_real_patterns_must_be_numbers_in_rows(patterns, said):
    with pytest.raises(InputError, match=said):
        ContinuousHopfieldNetwork(3, 1.0).keep(patterns)


@pytest.mark.parametrize("beta", [0.0, -1.0, float("nan"), float("inf")])
def test_beta_is_above_0(beta):
    with pytest.raises(InputError, match="beta must be a number above 0"):
        ContinuousHopfieldNetwork(3, beta)


def test_more_patterns_than_memory_allows_are_refused(monkeypatch):
    monkeypatch.setattr("neurosim.artificial.sign_patterns.MOST_BYTES", 1000)
    patterns = random_patterns(20, 10, rng())
    for network in (DenseHopfieldNetwork(10, Exponential()), ContinuousHopfieldNetwork(10, 1.0)):
        network.store(patterns[:10])
        with pytest.raises(InputError, match=r"patterns \(20 x 10\) would take"):
            network.store(patterns[10:])
        assert own_overlaps(network.retrieve(patterns[:1], rng()), patterns[:1])[0] == 1
