"""Experiments that teach perceptrons: what they ask, and that their controls are what they say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from neurosim.artificial.optimisers import GradientDescent
from neurosim.artificial.training import EarlyStopping
from neurosim.errors import InputError
from neurosim.experiments.network import Network
from neurosim.experiments.networks.learning_rate import LearningRate
from neurosim.experiments.networks.overfitting import (
    CLEAN,
    NOISY,
    PICTURES,
    SHUFFLED,
    Overfitting,
    Pupil,
)
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
