"""Zhang et al. (2017): shuffled labels are learned by heart, and tell nothing of other pictures."""

from dataclasses import dataclass

import numpy as np
import pytest

from neurosim.artificial.training import Examples
from neurosim.experiments.networks.overfitting import CLEAN, NOISY, SHUFFLED, Overfitting
from taught_networks import SEEDS, means


@dataclass(frozen=True)
class OnlyNoisy(Overfitting):
    """The same without its controls."""

    conditions = (NOISY,)


@pytest.fixture(scope="module")
def found():
    held_back = means(OnlyNoisy(), "weight-decay", "early-stopping")
    return {**means(Overfitting(), "free"), **held_back}


def test_any_labels_can_be_learned_by_heart(found):
    for condition in (CLEAN, NOISY, SHUFFLED):
        assert found["free", condition, "final_train", None] >= 0.98


def test_of_shuffled_labels_nothing_is_known_of_other_pictures(found):
    assert found["free", SHUFFLED, "final_test", None] == pytest.approx(0.1, abs=0.06)
    assert found["free", CLEAN, "final_test", None] >= 0.85


def test_learning_wrong_labels_by_heart_costs_what_was_known_before(found):
    course = [found["free", NOISY, "test_right", at] for at in (70.0, 300.0)]
    assert course[0] > course[1] + 0.03
    assert found["free", NOISY, "gap", None] > 0.5


@pytest.mark.parametrize("name", ["weight-decay", "early-stopping"])
def test_what_holds_a_network_back_helps_it_with_other_pictures(found, name):
    assert found[name, NOISY, "final_test", None] > found["free", NOISY, "final_test", None]
    assert found[name, NOISY, "gap", None] < found["free", NOISY, "gap", None] / 2


def test_the_digits_are_as_easy_for_another_library():
    """A straight line, fitted by scikit-learn, names about as many; also of its own digits."""
    linear = pytest.importorskip("sklearn.linear_model")
    datasets = pytest.importorskip("sklearn.datasets")

    def right(train: Examples, test: Examples) -> float:
        model = linear.LogisticRegression(C=1.0, max_iter=2000)
        model.fit(train.inputs, train.targets.argmax(axis=1))
        return model.score(test.inputs, test.targets.argmax(axis=1))

    ours = []
    for seed in SEEDS:
        train, _, test = Overfitting()._sets(np.random.default_rng([seed, 5]))
        ours.append(right(train, test))
    whole = datasets.load_digits()
    every = Examples(whole.data / 16.0, np.eye(10)[whole.target])
    rows = np.random.default_rng(200).permutation(len(every))
    theirs = right(every.taken(rows[:50]), every.taken(rows[50:]))
    assert np.mean(ours) == pytest.approx(0.93, abs=0.06)
    assert theirs > 0.6
