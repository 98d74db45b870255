"""What is kept to be rehearsed, and how it is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from neurosim.artificial.dreamer import Dreamer
from neurosim.artificial.layered import LayeredPerceptron, initial_layers
from neurosim.artificial.losses import CrossEntropy
from neurosim.artificial.rehearsal import Fixed, Prioritised, Replayed, pseudo_items
from neurosim.artificial.training import Examples
from neurosim.errors import InputError


def network():
    return LayeredPerceptron(
        initial_layers((3, 4, 2), 1.0, np.random.default_rng(1)), CrossEntropy()
    )


def some(count=5, seed=2):
    random = np.random.default_rng(seed)
    return Examples(random.random((count, 3)), random.random((count, 2)))


def met(store, examples):
    """Examples come one at a time."""
    for row in range(len(examples)):
        store.meet(examples.taken(np.array([row])))


def drawn(store, times, seed=3):
    """How often each input was drawn, and what it counted."""
    random, net, counts = np.random.default_rng(seed), network(), {}
    for _ in range(times):
        one = store.draw(net, random)
        key = one.example.inputs.tobytes()
        counts.setdefault(key, []).append(one.weight)
    return counts


def test_a_list_is_gone_through_before_it_begins_again():
    counts = drawn(Fixed(some()), 15)
    assert sorted(len(weights) for weights in counts.values()) == [3] * 5


def test_an_empty_list_is_refused():
    with pytest.raises(InputError, match="nothing to rehearse"):
        Fixed(some(0))


def test_a_buffer_draws_all_alike_and_keeps_nothing_twice():
    store = Replayed(some())
    for examples in (some(), some(3, seed=9), some(3, seed=9)):
        met(store, examples)
    assert len(store) == 8
    counts = [len(weights) for weights in drawn(store, 8000).values()]
    assert len(counts) == 8
    assert np.allclose(counts, 1000, atol=120)


def test_the_same_input_with_another_target_is_new():
    store, old = Replayed(some()), some()
    met(store, Examples(old.inputs, 1 - old.targets))
    assert len(store) == 10


def test_inputs_and_targets_stay_together_in_a_buffer():
    examples = some()
    one = Replayed(examples).draw(network(), np.random.default_rng(1)).example
    (row,) = np.flatnonzero(np.all(examples.inputs == one.inputs, axis=1))
    assert np.array_equal(one.targets[0], examples.targets[row])


def test_what_the_network_is_worst_at_is_drawn_most():
    net, inputs = network(), np.random.default_rng(2).random((3, 3))
    targets = net.answer(inputs)
    targets[1] = 1 - np.round(targets[1])
    store, random = Prioritised(Examples(inputs, targets), 1.0, 0.0, 0.01), np.random.default_rng(3)
    for _ in range(50):
        store.draw(net, random)
    far = np.linalg.norm(net.answer(inputs[1:2]) - targets[1]) + 0.01
    assert np.allclose(store.chances(), np.array([0.01, far, 0.01]) / (far + 0.02))


def test_weights_make_up_for_being_drawn_more_often():
    net, examples = network(), some(4)
    store, random = Prioritised(examples, 1.0, 1.0, 0.01), np.random.default_rng(3)
    for _ in range(200):
        store.draw(net, random)
    chances = store.chances()
    for _ in range(20):
        one = store.draw(net, random)
        (row,) = np.flatnonzero(np.all(examples.inputs == one.example.inputs, axis=1))
        assert one.weight == pytest.approx(chances.min() / chances[row])


def test_without_priorities_all_are_drawn_alike_and_count_fully():
    counts = drawn(Prioritised(some(4), 0.0, 1.0, 0.01), 4000)
    assert np.allclose([len(weights) for weights in counts.values()], 1000, atol=120)
    assert all(weight == pytest.approx(1.0) for weights in counts.values() for weight in weights)


def test_what_is_new_is_kept_once():
    store = Prioritised(some(4), 0.6, 0.4, 0.01)
    store.meet(some(1, seed=9))
    store.meet(some(1, seed=9))
    assert len(store) == 5


def test_pseudo_items_are_answers_of_the_network_to_nothing_in_particular():
    net = network()
    items = pseudo_items(net, 500, 3, np.random.default_rng(1))
    assert set(np.unique(items.inputs)) == {0.0, 1.0}
    assert items.inputs.mean() == pytest.approx(0.5, abs=0.05)
    assert np.array_equal(items.targets, net.answer(items.inputs))


def test_dreams_are_like_what_was_seen():
    random = np.random.default_rng(1)
    seen = (random.random((4, 16)) < 0.5).astype(float)
    dreamer = Dreamer(16, 24, 0.1, random)

    def nearest(patterns):
        return np.abs(patterns[:, np.newaxis] - seen).sum(axis=2).min(axis=1).mean()

    before = nearest(dreamer.dream(50, 10))
    dreamer.learn(seen, 300, 0.01)
    dreams = dreamer.dream(50, 10)
    assert set(np.unique(dreams)) <= {0.0, 1.0}
    assert before > 3.0
    assert nearest(dreams) < 1.0
