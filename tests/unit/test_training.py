"""How examples are shown, and what holds weights back."""

from __future__ import annotations

import numpy as np
import pytest

from neurosim.artificial.elastic_weights import elastic_weights, equal_springs
from neurosim.artificial.layered import LayeredPerceptron, initial_layers
from neurosim.artificial.losses import CrossEntropy, SquaredError
from neurosim.artificial.optimisers import GradientDescent
from neurosim.artificial.training import (
    EarlyStopping,
    Examples,
    Schooling,
    WeightDecay,
    batches,
    dropped,
)
from neurosim.errors import InputError


def network(seed=1, loss=None):
    layers = initial_layers((4, 6, 2), 1.0, np.random.default_rng(seed))
    return LayeredPerceptron(layers, loss or CrossEntropy())


def some(patterns=10, seed=2):
    random = np.random.default_rng(seed)
    return Examples(random.random((patterns, 4)), random.random((patterns, 2)))


@pytest.mark.parametrize(("size", "expected"), [(1, [1] * 10), (4, [4, 4, 2]), (10, [10])])
def test_an_epoch_shows_every_example_once(size, expected):
    shown = list(batches(10, size, np.random.default_rng(1)))
    assert [len(rows) for rows in shown] == expected
    assert sorted(np.concatenate(shown)) == list(range(10))


def test_a_batch_of_nothing_is_refused():
    with pytest.raises(InputError, match="at least one example"):
        list(batches(10, 0, np.random.default_rng(1)))


def test_an_epoch_of_one_batch_is_one_step_down_the_mean_slope():
    net, examples = network(), some()
    before, slopes = net.copy(), net.gradient(examples.inputs, examples.targets)
    Schooling(batch=10).epoch(net, examples, GradientDescent(0.3), np.random.default_rng(3))
    for old, slope, new in zip(before.weights, slopes, net.weights, strict=True):
        assert np.allclose(new, old - 0.3 * slope)


def test_an_epoch_online_is_a_step_for_each_example_in_turn():
    net, examples = network(), some()
    other = net.copy()
    Schooling(batch=1).epoch(net, examples, GradientDescent(0.3), np.random.default_rng(3))
    for row in np.random.default_rng(3).permutation(10):
        slopes = other.gradient(examples.inputs[[row]], examples.targets[[row]])
        GradientDescent(0.3).step(other.weights, slopes)
    for one, same in zip(net.weights, other.weights, strict=True):
        assert np.array_equal(one, same)


def test_small_steps_online_go_where_a_batch_goes():
    examples, ends = some(), []
    for batch, rate in ((1, 1e-4), (10, 1e-3)):
        net = network()
        Schooling(batch).epoch(net, examples, GradientDescent(rate), np.random.default_rng(3))
        ends.append(net.weights[0] - network().weights[0])
    assert np.linalg.norm(ends[0] - ends[1]) < 1e-3 * np.linalg.norm(ends[1])


def test_weight_decay_pulls_weights_and_no_biases():
    net = network()
    slopes = WeightDecay(0.5).slopes(net.weights)
    for slope, weight in zip(slopes, net.weights, strict=True):
        assert np.allclose(slope, 0.5 * weight if weight.ndim == 2 else 0.0)


def test_dropout_silences_its_share_and_keeps_the_sum():
    (mask,) = dropped(network(), 20000, 0.25, np.random.default_rng(1))
    assert mask.shape == (20000, 6)
    assert np.mean(mask == 0) == pytest.approx(0.25, abs=0.01)
    assert mask.mean() == pytest.approx(1.0, abs=0.01)


def test_units_that_are_silent_do_not_learn():
    net, examples = network(), some(1)
    mask = np.array([[0, 2, 2, 0, 2, 0]], float)
    into, bias, out, _ = net.gradient(examples.inputs, examples.targets, [mask])
    silent = mask[0] == 0
    assert not into[silent].any()
    assert not bias[silent].any()
    assert not out[:, silent].any()
    assert np.all(into[~silent] != 0)


def test_early_stopping_gives_back_the_best_and_knows_when():
    net, stopping, held_out = network(), EarlyStopping(3), some()
    best = net.copy()
    stopping.look(net, held_out)
    descent = GradientDescent(1.0)
    for _ in range(3):
        assert not stopping.enough
        uphill = tuple(-s for s in net.gradient(held_out.inputs, held_out.targets))
        descent.step(net.weights, uphill)
        stopping.look(net, held_out)
    assert stopping.enough
    stopping.restore(net)
    for one, other in zip(net.weights, best.weights, strict=True):
        assert np.array_equal(one, other)


def test_springs_pull_home_as_much_as_old_answers_depend_on_a_weight():
    net, old = network(), some()
    springs = elastic_weights(net, old.inputs, 10.0, 1e9)
    assert not any(slope.any() for slope in springs.slopes(net.weights))
    fisher = net.fisher(old.inputs)
    moved = tuple(weight + 0.1 for weight in net.weights)
    for slope, share in zip(springs.slopes(moved), fisher, strict=True):
        assert np.allclose(slope, 10.0 * share * 0.1)


def test_no_spring_is_stiffer_than_a_step_can_bear():
    net, old = network(), some()
    springs = elastic_weights(net, old.inputs, 1e12, 5.0)
    moved = tuple(weight + 1.0 for weight in net.weights)
    assert max(slope.max() for slope in springs.slopes(moved)) == pytest.approx(5.0)


def test_the_control_pulls_all_weights_alike():
    net = network()
    moved = tuple(weight + 0.5 for weight in net.weights)
    for slope in equal_springs(net, 3.0).slopes(moved):
        assert np.allclose(slope, 1.5)


def test_a_copy_of_springs_does_not_follow_the_network():
    net, old = network(loss=SquaredError()), some()
    springs = elastic_weights(net, old.inputs, 10.0, 1e9)
    net.weights[0][...] += 1.0
    assert springs.slopes(net.weights)[0].any()


def test_rows_of_examples_are_not_checked_in_every_step():
    examples = some()
    examples.inputs[0] = np.nan
    assert np.all(np.isnan(examples.taken(np.array([0])).inputs))


@pytest.mark.parametrize(
    ("inputs", "targets"),
    [
        (np.zeros((3, 4)), np.zeros((2, 1))),
        (np.zeros(3), np.zeros((3, 1))),
        (np.full((3, 4), np.nan), np.zeros((3, 1))),
    ],
)
def test_examples_that_are_none_are_refused_in_one_line(inputs, targets):
    with pytest.raises(InputError) as said:
        Examples(inputs, targets)
    assert "\n" not in str(said.value)
