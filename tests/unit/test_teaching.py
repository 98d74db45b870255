"""How recurrent networks are taught: reproducibly, on new trials, with slopes cut to length."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from neurosim.artificial.teaching import (
    GatedRecurrent,
    LongShortTerm,
    Rotating,
    SimpleRecurrent,
    accuracy,
)
from neurosim.errors import InputError
from neurosim.items import Copy, DelayedMatch, Mixture, NBack
from neurosim.parameters import changed

TASK = Copy(symbols=4, length=1, delay=5)
PUPILS = [SimpleRecurrent(), Rotating(), LongShortTerm(), GatedRecurrent()]
each_pupil = pytest.mark.parametrize("pupil", PUPILS, ids=lambda pupil: type(pupil).__name__)


def right(network, task=TASK, seed=7):
    return accuracy(network, task, task.draw(200, np.random.default_rng(seed)))


@each_pupil
def test_all_learn_a_short_delay_and_none_knows_it_before(pupil):
    assert right(pupil.initial(TASK, 100)) < 0.6
    assert right(pupil.trained(TASK, 120, 100)) > 0.98


@each_pupil
def test_who_is_taught_the_answers_of_other_trials_can_only_guess(pupil):
    assert right(pupil.trained(TASK, 60, 100, shuffled=True)) < 0.45


@each_pupil
def test_the_same_seed_makes_the_same_network_and_another_one_another(pupil):
    first, again, other = (pupil.trained(TASK, 3, seed).weights for seed in (100, 100, 101))
    for one, same, different in zip(first, again, other, strict=True):
        assert np.array_equal(one, same)
        assert not np.array_equal(one, different)


def test_no_two_lessons_are_alike():
    pupil = SimpleRecurrent()
    drawn = []

    class Watched(Copy):
        def draw(self, count, random):
            drawn.append(super().draw(count, random).shown)
            return super().draw(count, random)

    pupil.trained(Watched(), 3, 100)
    assert [shown.shape[1] for shown in drawn] == [pupil.batch] * 3
    assert not np.array_equal(drawn[0], drawn[1])


def test_a_lone_trial_has_no_other_whose_answer_could_mislead():
    with pytest.raises(InputError, match="batch = 1 is out of range"):
        changed(SimpleRecurrent(), {"batch": 1})


def test_gates_begin_open_for_as_long_as_the_longest_task_of_a_mixture():
    short, long = (DelayedMatch(symbols=5, delay=delay) for delay in (3, 30))
    mixed, longest = (
        LongShortTerm().initial(task, 100).weights for task in (Mixture(5, (short, long)), long)
    )
    assert np.array_equal(mixed.cell_bias, longest.cell_bias)


def test_a_rotation_is_one_and_the_others_begin_with_scattered_weights():
    weights = [pupil.initial(TASK, 100).weights.cells_to_cells for pupil in PUPILS]
    turned = [np.allclose(w @ w.T, np.eye(len(w))) for w in weights]
    assert turned == [False, True, False, False]


def test_slopes_are_cut_to_length_with_their_direction():
    pupil = changed(SimpleRecurrent(), {"longest_slope": 0.5})
    long, short = [np.array([3.0, 0.0]), np.array([4.0])], [np.array([0.3, 0.0])]
    pupil._shorten(long)
    assert np.allclose(np.concatenate(long), [0.3, 0.0, 0.4])
    pupil._shorten(short)
    assert np.array_equal(short[0], [0.3, 0.0])


def test_training_that_diverges_is_named():
    pupil = SimpleRecurrent()
    with pytest.raises(InputError, match="diverged at a learning rate of"):
        pupil._shorten([np.array([np.nan])])


def test_steps_are_counted_from_before_the_first():
    lessons = SimpleRecurrent().lessons(TASK, 4, 100)
    assert len(list(lessons)) == 5
    untaught = next(SimpleRecurrent().lessons(TASK, 4, 100)).weights
    initial = SimpleRecurrent().initial(TASK, 100).weights
    assert np.array_equal(untaught.cells_to_output, initial.cells_to_output)


def test_a_network_fits_its_task():
    pupil = replace(LongShortTerm(), cells=6)
    weights = pupil.initial(NBack(symbols=5), 100).weights
    assert weights.input_to_cells.shape == (24, 6)
    assert weights.cells_to_output.shape == (2, 6)
