"""Lists of pairs, what a second list does to a first, and what helps: the rules of the game."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from neurosim.artificial.optimisers import GradientDescent
from neurosim.artificial.training import Penalty
from neurosim.errors import InputError, SimulationError
from neurosim.experiments.network import Network
from neurosim.experiments.networks.forgetting_remedies import ForgettingRemedies
from neurosim.experiments.networks.mlp_interference import MlpInterference
from neurosim.experiments.networks.overfitting import (
    Overfitting,
)
from neurosim.experiments.networks.paired_lists import (
    Associator,
    PairedLists,
    different,
    is_learned,
    learn_to_criterion,
    recalled,
    recognised,
)
from neurosim.experiments.networks.remedies import Help, Learned, Remedy
from neurosim.experiments.networks.xor import Xor
from neurosim.parameters import changed

SEED = 200


def scores(experiment, network, seed=SEED):
    """Scores by condition, measure and place."""
    found = experiment.scores(network, seed, lambda _: None)
    return {(each.condition, each.measure, each.at): each for each in found}


def named(experiment, name):
    return next(each for each in experiment.networks() if each.name == name)


# Lists


def test_both_lists_have_the_same_cues_and_no_response_twice():
    first, second = PairedLists().drawn(np.random.default_rng(SEED))
    assert first.inputs.shape == second.inputs.shape == (8, 20)
    assert np.array_equal(first.inputs[:, :10], second.inputs[:, :10])
    assert not np.array_equal(first.inputs[:, 10:], second.inputs[:, 10:])
    assert len(np.unique(np.vstack([first.targets, second.targets]), axis=0)) == 16
    assert set(np.unique(first.targets)) == {0.1, 0.9}


def test_the_list_is_part_of_the_cue_and_the_same_for_all_of_it():
    first, _ = PairedLists().drawn(np.random.default_rng(SEED))
    assert len(np.unique(first.inputs[:, 10:], axis=0)) == 1
    assert len(np.unique(first.inputs[:, :10], axis=0)) == 8


def test_more_patterns_than_units_allow_are_refused():
    with pytest.raises(InputError, match="3 units have only 8 patterns, and 8 are needed"):
        different(8, 3, np.random.default_rng(1))
    assert len(np.unique(different(2, 1, np.random.default_rng(1)))) == 2


def test_a_response_counts_only_if_every_output_is_right():
    lists = changed(PairedLists(), {"pairs": 4}).drawn(np.random.default_rng(SEED))
    network = Associator().untaught(lists[0], np.random.default_rng(1))
    network.layers[-1].weights[...] = 0.0
    network.layers[-1].bias[...] = np.where(lists[0].targets[2] > 0.5, 9.0, -9.0)
    assert recalled(network, lists[0]) == 0.25
    assert recalled(network, lists[1]) == 0.0
    known = np.vstack([lists[0].targets, lists[1].targets])
    assert recognised(network, lists[0], known) == 0.25


# Interference


def test_only_what_is_taught_after_ab_differs_between_conditions():
    experiment = changed(MlpInterference(), {"epochs": 5})
    found = scores(experiment, named(experiment, "backprop"))
    for condition in ("sequential", "interleaved", "one-list"):
        assert found[condition, "ab", 0].value == 1.0
        assert found[condition, "ac", 0].value == 0.0
    assert found["ac-alone", "ab", 0].value == 0.0
    assert found["one-list", "ab", 5].value == 1.0
    assert found["interleaved", "ab", 5].value > found["sequential", "ab", 5].value
    assert found["sequential", "ab", 5].chance == 0.5**20
    assert found["sequential", "ab_nearest", 5].chance == 1 / 16


@pytest.mark.parametrize(
    ("experiment", "name"), [(MlpInterference(), "backprop"), (ForgettingRemedies(), "none")]
)
def test_a_list_that_is_not_learned_is_said_and_not_measured(experiment, name):
    experiment = changed(experiment, {"most_epochs": 2})
    with pytest.raises(SimulationError, match="AB was not learned in 2 epochs"):
        scores(experiment, named(experiment, name))


def test_a_list_may_take_all_the_epochs_there_are():
    def taught(most_epochs):
        random = np.random.default_rng(SEED)
        pairs, _ = changed(PairedLists(), {"pairs": 2}).drawn(random)
        network = Associator().untaught(pairs, random)
        took = learn_to_criterion(network, pairs, GradientDescent(1.5), 0.1, most_epochs, random)
        assert is_learned(network, pairs, 0.1)
        return took

    needed = taught(2000)
    assert taught(needed) == needed > 1
    with pytest.raises(SimulationError, match=f"not learned in {needed - 1} epochs"):
        taught(needed - 1)


# Remedies


def test_no_remedy_sees_more_steps_than_another(monkeypatch):
    steps = {}
    step = ForgettingRemedies._course

    def counted(self, network, new, aid, count, random):
        steps[type(aid.store).__name__, len(aid.penalties), len(new)] = count
        return step(self, network, new, aid, count, random)

    monkeypatch.setattr(ForgettingRemedies, "_course", counted)
    experiment = changed(ForgettingRemedies(), {"steps": 4})
    for name in ("none", "rehearsal", "elastic-weights", "replay"):
        scores(experiment, named(experiment, name))
    assert set(steps.values()) == {4}


def test_all_remedies_begin_with_the_same_network_and_lists(monkeypatch):
    course, starts = ForgettingRemedies._course, []

    def watched(self, network, new, *others):
        arrays = (*network.weights, new.inputs, new.targets)
        starts.append(b"".join(array.tobytes() for array in arrays))
        return course(self, network, new, *others)

    monkeypatch.setattr(ForgettingRemedies, "_course", watched)
    experiment = changed(ForgettingRemedies(), {"steps": 2})
    for network in experiment.networks()[:-1]:
        brief = {"epochs": 1} if network.name == "generative-replay" else {}
        scores(experiment, replace(network, parameters=changed(network.parameters, brief)))
    assert len(starts) == 9
    assert len(set(starts)) == 1


@pytest.mark.parametrize("pairs", [8, 16])
def test_interleaving_and_replay_keep_all_pairs_however_many_they_are(pairs):
    random = np.random.default_rng(SEED)
    old, new = changed(PairedLists(), {"pairs": pairs}).drawn(random)
    learned = Learned(Associator().untaught(old, random), old, 1.5, random)
    helps = {
        name: named(ForgettingRemedies(), name).parameters.prepared(learned)
        for name in ("interleaving", "replay", "prioritised-replay", "rehearsal")
    }
    rehearsed = helps["interleaving"].store.examples
    assert {row.tobytes() for row in rehearsed.inputs} == {row.tobytes() for row in old.inputs}
    assert len(rehearsed) == pairs
    assert len(helps["rehearsal"].store.examples) == 2
    for name in ("replay", "prioritised-replay"):
        for row in range(pairs):
            helps[name].store.meet(new.taken(np.array([row])))
        assert len(helps[name].store) == 2 * pairs


@pytest.mark.parametrize("name", ["interleaving", "together"])
def test_what_is_kept_and_learned_is_that_of_the_last_step(monkeypatch, name):
    """Also if lists are asked for every eight steps, and these are no multiple of it."""
    course, taught = ForgettingRemedies._course, []

    def watched(self, network, *others):
        taught.append(network)
        yield from course(self, network, *others)

    monkeypatch.setattr(ForgettingRemedies, "_course", watched)
    experiment = changed(ForgettingRemedies(), {"steps": 43})
    lists = experiment.lists.drawn(np.random.default_rng([SEED, 3]))
    found = scores(experiment, named(experiment, name))
    for measure, asked in zip(("ab_kept", "ac_learned"), lists, strict=True):
        assert found["trained", measure, None].value == recalled(taught[0], asked)


@pytest.mark.parametrize("name", ["elastic-weights", "equal-springs"])
def test_no_springs_are_stiffer_than_a_step_can_bear(name):
    experiment = changed(ForgettingRemedies(), {"steps": 80})
    stiff = changed(named(experiment, name).parameters, {"stiffness": 1e9})
    found = scores(experiment, Network("stiff", "", (), stiff))
    assert found["trained", "ab_kept", None].value >= 0.75  # but for what the last step moved
    assert found["trained", "ac_learned", None].value == 0.0


def test_a_remedy_that_tears_a_network_apart_is_named():
    @dataclass(frozen=True)
    class Torn(Remedy):
        def prepared(self, learned):
            nowhere = tuple(weight + np.nan for weight in learned.network.weights)
            return Help(None, (FixedPull(nowhere),))

    class FixedPull(Penalty):
        def __init__(self, slopes):
            self._slopes = slopes

        def slopes(self, weights):
            return self._slopes

    with pytest.raises(InputError, match="training diverged at"):
        scores(changed(ForgettingRemedies(), {"steps": 4}), Network("torn", "", (), Torn()))


def test_a_network_of_another_experiment_is_refused():
    with pytest.raises(TypeError, match="hidden-8"):
        scores(Overfitting(), Xor().networks()[0])
    with pytest.raises(TypeError, match="has no remedy"):
        scores(ForgettingRemedies(), Xor().networks()[0])
