"""Gates are found again where there are some, and not where there are none."""

import numpy as np
import pytest

from neurosim.adapters.lstm import (
    FEATURES,
    FULL_RATE,
    GatedMemory,
    Trajectories,
    _memory_error,
    _output_error,
    explained,
    fitted,
)
from neurosim.errors import InputError

TRIALS, BINS, ITEMS = 24, 30, 3
# Of input gate, forget gate, candidate, output gate; one column a feature.
KNOWN = np.array(
    [
        [-5.0, 6.0, 0.0, -4.0, 3.0, -1.0],
        [2.0, 0.0, -1.0, 1.0, 2.0, -1.0],
        [1.0, 0.5, 0.0, 0.0, -1.0, 0.0],
        [-2.0, 1.0, 0.0, 0.0, 1.0, 0.0],
    ]
)


def told(seed):
    """Return trials of cells with known gates: a sample and a distractor, low or high dopamine."""
    random = np.random.default_rng(seed)
    cues, dopamine = np.zeros((TRIALS, BINS, ITEMS)), np.zeros((TRIALS, BINS))
    for trial in range(TRIALS):
        sample, other = random.permutation(ITEMS)[:2]
        start = int(random.integers(12, 20))
        cues[trial, 2:7, sample] = 1.0
        cues[trial, start : start + 5, other] = 1.0
        dopamine[trial, 7:] = trial % 2
    empty = np.zeros_like(cues)
    course = GatedMemory(KNOWN).course(Trajectories(cues, dopamine, empty, empty))
    return Trajectories(cues, dopamine, course.memory, course.output * FULL_RATE)


TRUE = GatedMemory(KNOWN).course(told(201))


@pytest.fixture(scope="module")
def trials():
    return told(200)


@pytest.fixture(scope="module")
def found(trials):
    return fitted(trials)


def test_known_gates_are_found_from_what_they_did(found):
    new = told(201)
    course = found.course(new)
    assert explained(course.memory, new.memory) > 0.98
    assert explained(course.output * FULL_RATE, new.rates) > 0.95


def test_the_gate_that_dopamine_shuts_is_seen_to_shut(found):
    new = told(201)
    course = found.course(new)
    written = course.input_gate * course.candidate
    late = (new.cues > 0) & (np.arange(BINS) >= 12)[:, None]
    high = late & (new.dopamine > 0)[..., None]
    assert written[late & ~high].mean() > written[high].mean() + 0.2
    assert written[late & ~high].mean() == pytest.approx(
        (TRUE.input_gate * TRUE.candidate)[late & ~high].mean(), abs=0.1
    )


def test_gates_that_may_not_depend_on_anything_explain_less(trials, found):
    new = told(201)
    leaky = fitted(trials, gated=False)
    best = explained(found.course(new).memory, new.memory)
    assert explained(leaky.course(new).memory, new.memory) < best - 0.05
    assert np.count_nonzero(leaky.weights) <= len(leaky.weights) + 1


def test_cues_of_other_trials_explain_nothing(trials):
    random = np.random.default_rng(3)
    wrong, new = fitted(trials.shuffled(random)), told(201).shuffled(random)
    assert explained(wrong.course(new).memory, new.memory) < 0.3


@pytest.mark.parametrize("part", ["memory", "output"])
def test_slopes_are_those_of_finite_differences(trials, part):
    few = trials.part(np.arange(4))
    weights = np.random.default_rng(1).normal(0, 0.5, (3, len(FEATURES)))
    if part == "memory":
        error = _memory_error
    else:
        weights = weights[:1]

        def error(w, given):
            return _output_error(w[0], given)

    _, slopes = error(weights, few)
    for place in np.ndindex(weights.shape):
        step = np.zeros_like(weights)
        step[place] = 1e-6
        rise = (error(weights + step, few)[0] - error(weights - step, few)[0]) / 2e-6
        assert slopes[place] == pytest.approx(rise, rel=1e-4, abs=1e-6)


def test_explained_variance_is_that_of_the_definition():
    true = np.array([0.0, 1.0, 2.0])
    assert explained(true, true) == 1.0
    assert explained(np.ones(3), true) == 0.0
    assert explained(np.array([2.0, 1.0, 0.0]), true) == pytest.approx(-3.0)


def test_trajectories_must_fit_together():
    right = np.zeros((4, 5, 2))
    with pytest.raises(InputError, match="same shape"):
        Trajectories(right, np.zeros((4, 5)), right, np.zeros((4, 5, 3)))
    with pytest.raises(InputError, match="first two axes"):
        Trajectories(right, np.zeros((4, 6)), right, right)
