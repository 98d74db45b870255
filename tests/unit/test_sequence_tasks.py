"""Tasks of working memory: what is shown, asked for and wanted; and what short cuts are worth."""

from __future__ import annotations

import numpy as np
import pytest

from neurosim.citations import uncited
from neurosim.errors import InputError
from neurosim.items import Copy, DelayedMatch, NBack
from neurosim.items.sequences import NOTHING
from neurosim.parameters import listed

TASKS = (Copy(), Copy(length=1, delay=0), DelayedMatch(), DelayedMatch(distractors=3), NBack())
each_task = pytest.mark.parametrize("task", TASKS, ids=lambda task: type(task).__name__)
MANY = 4000


def drawn(task, count=MANY, seed=1):
    return task.draw(count, np.random.default_rng(seed))


def right(said, trials):
    return float(np.mean(said == trials.wanted))


@each_task
def test_every_question_has_one_of_the_answers(task):
    trials = drawn(task)
    assert trials.asked.shape == (task.steps,)
    assert trials.shown.shape == (task.steps, MANY)
    assert trials.wanted.shape == (trials.asked.sum(), MANY)
    shares = np.bincount(trials.wanted.ravel(), minlength=task.answers) / trials.wanted.size
    assert shares.shape == (task.answers,)
    assert shares == pytest.approx(np.full(task.answers, task.chance), abs=0.03)


@each_task
def test_the_same_seed_draws_the_same_trials_and_another_one_others(task):
    first, again, other = drawn(task), drawn(task), drawn(task, seed=2)
    assert np.array_equal(first.shown, again.shown)
    assert np.array_equal(first.wanted, again.wanted)
    assert not np.array_equal(first.shown, other.shown)


@each_task
def test_frames_show_one_symbol_or_nothing_and_the_question(task):
    trials = drawn(task, 5)
    frames = trials.frames(int(task.symbols))
    assert frames.shape == (*trials.shown.shape, task.symbols + 1)
    seen = frames[..., :-1]
    assert np.array_equal(seen.sum(axis=-1), trials.shown != NOTHING)
    assert np.array_equal(seen.argmax(axis=-1)[trials.shown >= 0], trials.shown[trials.shown >= 0])
    assert np.array_equal(frames[..., -1], np.repeat(trials.asked[:, None], 5, axis=1))


def test_copy_waits_as_long_as_it_says_and_then_asks_for_the_symbols_in_order():
    trials = drawn(Copy(length=3, delay=7))
    assert np.array_equal(trials.wanted, trials.shown[:3])
    assert (trials.shown[3:] == NOTHING).all()
    assert np.flatnonzero(trials.asked).tolist() == [10, 11, 12]


def test_delayed_match_compares_with_the_sample_across_distractors():
    task = DelayedMatch(delay=11, distractors=3)
    assert task.places.tolist() == [3, 6, 9]
    trials = drawn(task)
    sample, test, between = trials.shown[0], trials.shown[12], trials.shown[task.places]
    assert np.array_equal(trials.wanted[0] == 1, test == sample)
    assert (between != sample).all()
    assert all(len(set(column)) == 3 for column in between.T)
    assert (trials.shown != NOTHING).sum() == 5 * MANY
    assert np.flatnonzero(trials.asked).tolist() == [12]


def test_having_seen_the_test_before_is_no_sign_of_a_match():
    task = DelayedMatch(distractors=2)
    trials = drawn(task)
    familiar = (trials.shown[:-1] == trials.shown[-1]).any(axis=0)
    distractor = (trials.shown[task.places] == trials.shown[-1]).any(axis=0)
    assert right(familiar[None], trials) == pytest.approx(0.75, abs=0.03)
    assert right(~distractor[None], trials) == pytest.approx(0.75, abs=0.03)


@pytest.mark.parametrize("back", [1, 2, 3])
def test_n_back_compares_with_the_symbol_n_before(back):
    trials = drawn(NBack(back=back, questions=6, gap=2))
    row = trials.shown[::3]
    assert len(row) == back + 6
    assert (np.delete(trials.shown, slice(None, None, 3), axis=0) == NOTHING).all()
    assert np.array_equal(trials.wanted == 1, row[back:] == row[:-back])
    assert np.flatnonzero(trials.asked).tolist() == [3 * (back + place) for place in range(6)]


def test_another_n_than_the_right_one_is_worth_little():
    trials = drawn(NBack(back=2))
    row = trials.shown[::5]
    one_back = row[2:] == row[1:-1]
    assert right(one_back, trials) < 0.6


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: Copy(delay=1.5), "delay must be a whole number, not 1.5"),
        (lambda: Copy(length=0), "length = 0 is out of range"),
        (lambda: NBack(back=0), "back = 0 is out of range"),
        (lambda: DelayedMatch(delay=2, distractors=3), "distractors must be at most 2 here"),
    ],
)
def test_what_is_no_task_is_refused(make, what):
    with pytest.raises(InputError, match=what):
        make()


@each_task
def test_tasks_cite_what_is_in_the_bibliography(task):
    sources = {parameter.source for _, parameter in listed(task)}
    assert uncited(sources) == []
