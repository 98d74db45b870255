"""Lists to be recognised, and tasks that are taught at once."""

import numpy as np
import pytest

from neurosim.citations import uncited
from neurosim.errors import InputError
from neurosim.items import Copy, DelayedMatch, ListRecognition, Mixture
from neurosim.items.sequences import NOTHING
from neurosim.parameters import listed

MANY = 2000


def drawn(task, count=MANY, seed=1):
    return task.draw(count, np.random.default_rng(seed))


def test_a_list_has_different_symbols_where_it_says_and_nothing_else():
    trials = drawn(ListRecognition(length=3, gap=2, delay=4))
    shown = trials.shown[:-1]
    assert np.flatnonzero((shown != NOTHING).all(axis=1)).tolist() == [0, 3, 6]
    assert np.flatnonzero((shown != NOTHING).any(axis=1)).tolist() == [0, 3, 6]
    assert len(trials.asked) == ListRecognition(length=3, gap=2, delay=4).steps == 6 + 1 + 4 + 1
    ordered = np.sort(shown[[0, 3, 6]], axis=0)
    assert (np.diff(ordered, axis=0) > 0).all()


@pytest.mark.parametrize("length", [1, 4])
def test_half_of_the_tests_were_in_the_list_and_all_places_are_asked_for(length):
    trials = drawn(ListRecognition(symbols=5, length=length))
    inlist = trials.shown[:-1][(trials.shown[:-1] != NOTHING).any(axis=1)]
    inside = (inlist == trials.shown[-1]).any(axis=0)
    assert np.array_equal(inside, trials.wanted[0] == 1)
    assert inside.mean() == pytest.approx(0.5, abs=0.05)
    asked = (inlist == trials.shown[-1])[:, inside].mean(axis=1)
    assert asked == pytest.approx(np.full(length, 1 / length), abs=0.06)


def test_a_list_leaves_a_symbol_to_be_new():
    with pytest.raises(InputError, match="at most 4 here"):
        ListRecognition(symbols=5, length=5)


@pytest.mark.parametrize("count", [1, 2])
def test_a_mixture_draws_all_its_tasks_and_is_as_long_as_the_longest(count):
    tasks = (DelayedMatch(symbols=5, delay=3), DelayedMatch(symbols=5, delay=9))
    mixture = Mixture(5, tasks)
    random = np.random.default_rng(0)
    lengths = {len(mixture.draw(count, random).asked) for _ in range(30)}
    assert lengths == {11, 5}
    assert (mixture.answers, mixture.steps) == (2, 11)


@pytest.mark.parametrize("tasks", [(), (DelayedMatch(symbols=5), DelayedMatch()), (Copy(),)])
def test_tasks_of_a_mixture_are_alike(tasks):
    other = (ListRecognition(symbols=5),) if tasks[:1] == (Copy(),) else ()
    with pytest.raises(InputError, match="same symbols"):
        Mixture(5, (*tasks, *other))


def test_lists_are_cited():
    numbers = {number.source for _, number in listed(ListRecognition())}
    assert uncited(numbers) == []
