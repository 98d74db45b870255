"""A perceptron of any depth, held to finite differences and to the perceptron it generalises."""

from __future__ import annotations

import numpy as np
import pytest

from neurosim.artificial import MlpWeights, MultilayerPerceptron
from neurosim.artificial.layered import LayeredPerceptron, initial_layers
from neurosim.artificial.losses import CrossEntropy, SquaredError
from neurosim.errors import InputError
from slopes import slopes_by_differences

LOSSES = [CrossEntropy(), SquaredError()]
DEPTHS = [(4, 3), (4, 5, 3), (4, 5, 6, 3)]


def network(sizes, loss, seed=1):
    return LayeredPerceptron(initial_layers(sizes, 1.5, np.random.default_rng(seed)), loss)


def examples(patterns=6, seed=2):
    random = np.random.default_rng(seed)
    return random.random((patterns, 4)), random.random((patterns, 3))


def assert_near(found, expected, tolerance=1e-7):
    for one, other in zip(found, expected, strict=True):
        assert one.shape == other.shape
        assert np.linalg.norm(one - other) < tolerance * np.linalg.norm(other)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("sizes", DEPTHS, ids=str)
def test_back_propagation_agrees_with_finite_differences(sizes, loss):
    net, (inputs, targets) = network(sizes, loss), examples()
    expected = slopes_by_differences(net.weights, lambda: net.error(inputs, targets))
    assert_near(net.gradient(inputs, targets), expected)


def test_so_it_does_with_dropout():
    net, (inputs, targets) = network((4, 5, 6, 3), SquaredError()), examples()
    random = np.random.default_rng(3)
    masks = [(random.random((6, units)) < 0.6) / 0.6 for units in (5, 6)]

    def loss():
        last = net.activities(inputs, masks)[-1]
        drive = last @ net.layers[-1].weights.T + net.layers[-1].bias
        return net.loss.total(drive, targets) / 6

    assert_near(net.gradient(inputs, targets, masks), slopes_by_differences(net.weights, loss))


def test_with_one_hidden_layer_it_is_the_multilayer_perceptron_bit_for_bit():
    layered, (inputs, targets) = network((4, 5, 3), CrossEntropy()), examples()
    first, last = layered.layers
    known = MultilayerPerceptron(MlpWeights(*first, *last))
    assert np.array_equal(layered.answer(inputs), known.answer(inputs))
    assert layered.error(inputs, targets) == known.loss(inputs, targets)
    for one, other in zip(
        layered.gradient(inputs, targets), known.gradient(inputs, targets), strict=True
    ):
        assert np.array_equal(one, other)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda each: type(each).__name__)
def test_the_slope_of_a_batch_is_the_mean_of_online_slopes(loss):
    net, (inputs, targets) = network((4, 5, 3), loss), examples()
    singles = [net.gradient(inputs[[row]], targets[[row]]) for row in range(len(inputs))]
    means = [np.mean(several, axis=0) for several in zip(*singles, strict=True)]
    assert_near(net.gradient(inputs, targets), means, 1e-12)


def test_fisher_is_the_mean_square_of_slopes_if_targets_are_drawn_from_the_answers():
    net, (inputs, _) = network((4, 3, 3), CrossEntropy()), examples(2)
    expected = [np.zeros_like(weight) for weight in net.weights]
    for pattern in inputs[:, np.newaxis]:
        likely = net.answer(pattern)[0]
        for bits in np.ndindex(2, 2, 2):
            drawn = np.array(bits, float)
            chance = np.prod(np.where(drawn > 0, likely, 1 - likely))
            slopes = net.gradient(pattern, drawn[np.newaxis])
            for total, slope in zip(expected, slopes, strict=True):
                total[...] += chance * slope**2 / len(inputs)
    assert_near(net.fisher(inputs), expected, 1e-12)


def test_a_copy_learns_for_itself():
    net = network((4, 5, 3), CrossEntropy())
    other = net.copy()
    other.weights[0][...] = 0.0
    assert np.all(net.weights[0] != 0.0)
    assert other.loss is net.loss


def test_squared_error_is_half_the_squared_distance():
    net, (inputs, targets) = network((4, 5, 3), SquaredError()), examples()
    expected = np.sum((net.answer(inputs) - targets) ** 2) / 2 / len(inputs)
    assert net.error(inputs, targets) == pytest.approx(expected)


@pytest.mark.parametrize("sizes", [(4,), (4, 0, 3)])
def test_layers_of_nothing_are_refused(sizes):
    with pytest.raises(InputError, match="an input and an output"):
        initial_layers(sizes, 1.0, np.random.default_rng(1))


def test_weights_that_are_all_equal_are_refused():
    with pytest.raises(InputError, match="spread of initial weights must be positive"):
        initial_layers((2, 1), 0.0, np.random.default_rng(1))
    with pytest.raises(InputError, match="at least one layer"):
        LayeredPerceptron((), SquaredError())
