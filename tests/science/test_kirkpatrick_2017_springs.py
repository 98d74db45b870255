"""Kirkpatrick et al. (2017): springs keep old answers, if they hold what old answers depend on.

Their control holds all weights equally: it forgets, or it learns nothing new. The lists have
other cues here, as their tasks had other inputs; with the same cues (AB-AC) both lists want other
values of the same weights, and springs only choose between them.
"""

import numpy as np
import pytest

from neurosim.artificial.elastic_weights import elastic_weights, equal_springs
from neurosim.artificial.optimisers import GradientDescent
from neurosim.artificial.training import Examples, Schooling
from neurosim.experiments.networks.forgetting_remedies import ForgettingRemedies
from neurosim.experiments.networks.paired_lists import (
    Associator,
    PairedLists,
    different,
    learn_to_criterion,
    recalled,
)

RATE, EPOCHS, SEEDS = 1.5, 200, (200, 201, 202)
STIFFNESS, EQUAL = 30.0, (0.003, 0.01, 0.03)
"""Of the first, seeds from 100 on gave about as much of both lists; the others span the range from
springs that hold nothing to springs that let nothing be learned."""


def taught():
    """A network that knows a list, that list, and another one of other cues; for each seed."""
    for seed in SEEDS:
        random = np.random.default_rng(seed)
        old, new = PairedLists().drawn(random)
        cues = different(16, 10, random)
        old, new = (
            Examples(np.hstack([some, which.inputs[:, 10:]]), which.targets)
            for some, which in zip(np.split(cues, 2), (old, new), strict=True)
        )
        network = Associator().untaught(old, random)
        learn_to_criterion(network, old, GradientDescent(RATE), 0.1, 2000, random)
        yield network, old, new


def outcome(subjects, springs):
    """The shares of both lists that are recalled after the second, mean over seeds."""
    found = []
    for seed, (network, old, new) in zip(SEEDS, subjects, strict=True):
        learner, random = network.copy(), np.random.default_rng(seed)
        schooling = Schooling(1, 0.0, springs(network, old))
        descent = GradientDescent(RATE)
        for _ in range(EPOCHS):
            schooling.epoch(learner, new, descent, random)
        found.append((recalled(learner, old), recalled(learner, new)))
    return np.mean(found, axis=0)


@pytest.fixture(scope="module")
def subjects():
    return list(taught())


@pytest.fixture(scope="module")
def elastic(subjects):
    return outcome(
        subjects, lambda network, old: (elastic_weights(network, old.inputs, STIFFNESS, 1 / RATE),)
    )


def test_without_springs_the_old_list_is_gone(subjects):
    old, new = outcome(subjects, lambda *_: ())
    assert old <= 0.05
    assert new >= 0.95


def test_springs_on_what_old_answers_need_keep_some_of_both(elastic):
    old, new = elastic
    assert old >= 0.25
    assert new >= 0.5


@pytest.mark.parametrize("stiffness", EQUAL)
def test_equal_springs_keep_less_however_stiff(subjects, elastic, stiffness):
    both = outcome(subjects, lambda network, _: (equal_springs(network, stiffness),))
    assert min(both) < min(elastic) - 0.1
    assert sum(both) < sum(elastic)


def test_the_experiment_has_both_kinds_of_springs():
    names = [each.name for each in ForgettingRemedies().networks()]
    assert {"elastic-weights", "equal-springs"} < set(names)
