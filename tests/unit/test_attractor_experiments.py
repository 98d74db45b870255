"""Experiments on attractor networks, in small: what they yield, and what they say of nonsense."""

from collections import defaultdict

import numpy as np
import pytest

from neurosim.experiments.network_run import run_networks
from neurosim.experiments.networks.dense_hopfield import (
    DenseHopfield,
    halfway,
    krotov_capacity,
    memory,
)
from neurosim.experiments.networks.hopfield_capacity import CONTROLLED, LOADS, HopfieldCapacity
from neurosim.experiments.networks.spurious_states import COUNTS, SpuriousStates
from neurosim.experiments.networks.storage_rules import StorageRules
from neurosim.parameters import changed
from neurosim.protocol import ignore

SMALL = {
    "hopfield-capacity": changed(HopfieldCapacity(), {"largest": 500, "cues": 6}),
    "storage-rules": changed(StorageRules(), {"units": 60, "cues": 6}),
    "spurious-states": changed(SpuriousStates(), {"units": 60, "starts": 12}),
    "dense-hopfield": changed(DenseHopfield(), {"most": 300, "products": 3000}),
}


def rows_of(name, seed=300):
    experiment = SMALL[name]
    return list(run_networks(experiment, experiment.networks(), seed))


@pytest.fixture(scope="module")
def found():
    """Value, chance and ceiling by experiment, and by network, condition, measure and place."""
    return {
        name: {
            (r.agent, r.condition, r.measure, r.at): (r.value, r.chance, r.ceiling) for r in rows
        }
        for name in SMALL
        for rows in [rows_of(name)]
    }


def test_capacity_falls_with_the_load_and_shuffled_couplings_hold_nothing(found):
    rows = found["hopfield-capacity"]
    for size in (200, CONTROLLED):
        low, high = (rows["hopfield", "trained", f"overlap_{size}", at] for at in (0.05, 0.25))
        assert low[0] > 0.98
        assert high[0] < 0.9
        assert abs(low[1]) < 0.2
    shuffled = [rows["hopfield", "shuffled", f"overlap_{CONTROLLED}", at][0] for at in LOADS]
    assert max(shuffled) < 0.4
    assert ("hopfield", "shuffled", "overlap_200", 0.05) not in rows
    crossings = [row[0] for (_, _, measure, _), row in rows.items() if measure == "crossing"]
    assert len(crossings) == 2
    assert all(0.15 < load < 0.25 for load in crossings)
    assert rows["hopfield", "trained", "intercept", 0.0][0] < min(crossings)


def test_those_that_count_as_retrieved_are_alike_by_definition(found):
    rows = found["hopfield-capacity"]
    quality = [row for (_, _, measure, _), row in rows.items() if measure.startswith("quality")]
    assert quality
    assert all(chance == 0.9 < value for value, chance, _ in quality)


def test_better_rules_hold_more_and_only_projections_hold_what_is_alike(found):
    rows = found["storage-rules"]
    for condition in ("random", "correlated"):
        for network in ("pseudo-inverse", "projection"):
            assert rows[network, condition, "kept", 0.9][0] == 1
        # Units that listen to themselves keep what was never stored, too.
        assert rows["projection", condition, "kept", 0.9][1] > 0.5
        assert rows["pseudo-inverse", condition, "kept", 0.9][1] == 0
        assert rows["projection", condition, "kept", 0.05][1] == 0
    overlap = [rows[name, "random", "overlap", 0.3] for name in ("hebb", "storkey", "projection")]
    assert overlap[0] < overlap[1] < overlap[2]
    assert rows["hebb", "correlated", "kept", 0.3][0] == 0
    assert rows["hebb", "shuffled", "retrieved", 0.05][0] == 0
    assert rows["hebb", "random", "overlap", 0.3][1:] == (pytest.approx(0.8), 1.0)


def test_shares_of_states_add_up_and_patterns_come_with_their_reverses(found):
    rows = found["spurious-states"]
    sums = defaultdict(float)
    for (network, condition, _, at), (value, _, _) in rows.items():
        sums[network, condition, at] += value
    assert list(sums.values()) == pytest.approx(np.ones(len(sums)))
    for network in ("hebb", "storkey", "pseudo-inverse"):
        either = [rows[network, "asynchronous", kind, 1] for kind in ("stored", "reversed")]
        assert sum(value for value, _, _ in either) == 1
        assert all(value > 0 for value, _, _ in either)
        assert rows[network, "shuffled", "stored", 1][0] == 0
        assert rows[network, "synchronous", "cycle", COUNTS[-1]][0] > 0
    assert rows["hebb", "asynchronous", "stored", COUNTS[-1]][0] < 0.2


def test_steep_energies_hold_what_couplings_cannot(found):
    rows = found["dense-hopfield"]
    for network in ("power-4", "power-5", "exponential", "attention"):
        assert rows[network, "trained", "right", 300] == (1, 0, 1)
        assert rows[network, "trained", "held", None] == (300, 10, 300)
    assert rows["classical", "trained", "right", 300][0] == 0
    assert rows["classical", "trained", "overlap", 300][0] < 0.5


def test_the_same_seed_gives_the_same_numbers():
    name = "storage-rules"
    again = changed(SMALL[name], {"units": 20, "cues": 2})
    one, two, other = (
        list(run_networks(again, again.networks()[:2], seed)) for seed in (300, 300, 301)
    )
    assert one == two != other


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([1, 1, 1], 1000),
        ([0.4, 0, 0], 10),
        ([1, 0.5, 0], 100),
        ([1, 0, 0], 10 * 10**0.5),
        ([0.4, 1, 0], 10),
    ],
)
def test_what_is_held_lies_where_half_is_retrieved(shares, expected):
    assert halfway([10, 100, 1000], shares) == pytest.approx(expected)


def test_the_published_capacity_of_squares_is_that_of_the_classical_network():
    assert krotov_capacity(64, 2) == pytest.approx(64 / (2 * np.log(64)))
    assert krotov_capacity(64, 4) == pytest.approx(64**3 / (2 * 15 * np.log(64)))


def test_networks_follow_from_the_type_of_their_parameters():
    with pytest.raises(TypeError, match="no memory has parameters of type float"):
        memory(1.0, 10)
    power = DenseHopfield().networks()[1]
    for experiment in (StorageRules(), SpuriousStates()):
        with pytest.raises(TypeError, match="power-3 has no StorageRule"):
            next(experiment.scores(power, 300, ignore))


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("hopfield-capacity", "largest=100", "out of range"),
        ("storage-rules", "units=20.5", "whole number"),
        ("storage-rules", "pseudo-inverse.self_coupling=2", "out of range"),
        ("spurious-states", "starts=nan", "finite"),
        ("dense-hopfield", "power-3.degree=2.5", "whole number"),
        ("dense-hopfield", "attention.beta=0", "out of range"),
    ],
)
def test_nonsense_is_refused_in_a_line(call, name, change, said):
    code, _, err = call("run", name, "--set", change)
    assert code == 2, err
    assert said in err
    assert err.count("\n") == 1
