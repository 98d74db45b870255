"""Experiments that teach perceptrons: what they ask, and that their controls are what they say."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from neurosim.artificial.optimisers import GradientDescent
from neurosim.artificial.training import EarlyStopping, Penalty
from neurosim.errors import InputError, SimulationError
from neurosim.experiments.network import Network
from neurosim.experiments.networks.forgetting_remedies import ForgettingRemedies
from neurosim.experiments.networks.learning_rate import LearningRate
from neurosim.experiments.networks.mlp_interference import MlpInterference
from neurosim.experiments.networks.overfitting import (
    CLEAN,
    NOISY,
    PICTURES,
    SHUFFLED,
    Overfitting,
    Pupil,
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
from neurosim.experiments.networks.xor import Learner, Xor
from neurosim.parameters import changed, listed

SEED = 200


@dataclass(frozen=True)
class OnlyNoisy(Overfitting):
    """The same without its controls."""

    conditions = (NOISY,)


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


# Exclusive or


@pytest.mark.parametrize("rate", [1e-3, 2.0])
def test_a_rate_that_does_not_solve_it_in_time_leaves_no_number_of_epochs(rate):
    experiment = changed(Xor(), {"epochs": 300})
    network = Network("one", "", (), changed(Learner(), {"learning_rate": rate}))
    found = scores(experiment, network)
    solved = found["trained", "solved", None].value == 1.0
    assert solved == (rate == 2.0)
    assert (("trained", "epochs", None) in found) == solved


def test_the_networks_of_xor_differ_in_nothing_but_hidden_units():
    for network in Xor().networks():
        assert changed(network.parameters, {"hidden": 8}) == Learner()


def test_training_that_diverges_is_named():
    experiment = changed(Overfitting(), {"epochs": 30})
    wild = Network("wild", "", (), changed(Pupil(), {"learning_rate": 1000, "batch": 10}))
    with pytest.raises(InputError, match="diverged at a learning rate of 1000"):
        scores(experiment, wild)


# Learning rates


def test_rates_are_told_as_shares_of_the_critical_one():
    experiment = changed(LearningRate(), {"steps": 20})
    found = scores(experiment, named(experiment, "gradient-descent"))
    assert found["divergence", "loss", 20].value > 0 > found["overshoot", "loss", 20].value
    assert found["stall", "loss", 20].value > found["good", "loss", 20].value
    for (condition, measure, at), score in found.items():
        if measure == "theory":
            assert found[condition, "end", at].value == pytest.approx(score.value, abs=1e-6)


def test_adam_has_no_closed_form_and_no_critical_rate():
    experiment = changed(LearningRate(), {"steps": 5})
    measures = {measure for _, measure, _ in scores(experiment, named(experiment, "adam"))}
    assert measures == {"loss", "end"}
    assert "momentum" not in dict(listed(named(experiment, "adam").parameters))


# Learning by heart


def test_the_sets_share_no_picture_and_have_all_digits_alike():
    train, held_out, test = Overfitting()._sets(np.random.default_rng(SEED))
    assert [len(each) for each in (train, held_out, test)] == [50, 50, 100]
    pictures = [row.tobytes() for each in (train, held_out, test) for row in each.inputs]
    assert len(set(pictures)) == 200
    for each in (train, held_out, test):
        assert np.ptp(each.targets.sum(axis=0)) == 0


def test_noise_makes_its_share_of_labels_wrong_and_shuffling_nearly_all():
    experiment, random = Overfitting(), np.random.default_rng(SEED)
    train, _, _ = experiment._sets(random)
    wrong = {
        name: np.mean(np.any(experiment._labelled(train, name, random).targets != train.targets, 1))
        for name in (CLEAN, NOISY, SHUFFLED)
    }
    assert wrong[CLEAN] == 0
    assert wrong[NOISY] == pytest.approx(0.3)
    assert 0.75 < wrong[SHUFFLED] <= 1


def test_conditions_and_networks_begin_with_the_same_weights():
    experiment, found = changed(Overfitting(), {"epochs": 1}), set()
    for network in experiment.networks():
        start = scores(experiment, network)
        found |= {start[each, "test_loss", 0].value for each in (NOISY, CLEAN, SHUFFLED)}
        assert start[NOISY, "train_loss", 0].value != start[CLEAN, "train_loss", 0].value
    assert len(found) == 1


@pytest.mark.parametrize("patience", [20, 1000])
def test_early_stopping_ends_with_the_weights_that_did_best(monkeypatch, patience):
    """Whether it ran out of patience, or of epochs."""
    seen, look = [], EarlyStopping.look

    def watched(self, network, held_out):
        look(self, network, held_out)
        seen.append((network.error(held_out.inputs, held_out.targets), network.copy()))

    monkeypatch.setattr(EarlyStopping, "look", watched)
    experiment = changed(OnlyNoisy(), {"epochs": 100})
    pupil = changed(Pupil(), {"patience": patience})
    found = scores(experiment, Network("one", "", (), pupil))
    _, _, test = experiment._sets(np.random.default_rng([SEED, PICTURES]))
    losses = [network.error(test.inputs, test.targets) for _, network in seen]
    best = np.argmin([error for error, _ in seen])
    assert (len(seen) == 101) == (patience == 1000)
    assert 0 < best < len(seen) - 20
    assert found[NOISY, "gap", None].value == losses[best] - min(losses) < losses[-1] - min(losses)
    if patience == 20:
        assert found[NOISY, "test_loss", 100].value == losses[best]


def test_no_network_is_taught_more_than_its_epochs(monkeypatch):
    steps, step = [], GradientDescent.step

    def counted(self, weights, slopes):
        steps.append(self)
        step(self, weights, slopes)

    monkeypatch.setattr(GradientDescent, "step", counted)
    scores(changed(Xor(), {"epochs": 7}), Xor().networks()[0])
    assert len(steps) == 7
    slow = changed(Pupil(), {"learning_rate": 0.01, "momentum": 0})
    found = scores(changed(OnlyNoisy(), {"epochs": 10}), Network("slow", "", (), slow))
    assert len(steps) == 7 + 10
    assert found[NOISY, "gap", None].value == 0.0  # it is best at the end


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
