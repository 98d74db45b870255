from __future__ import annotations

import numpy as np
import pytest

from neurosim.artificial import MultilayerPerceptron, initial_mlp
from neurosim.protocol import Vector
from slopes import slopes_by_differences


def small() -> tuple[MultilayerPerceptron, Vector, Vector]:
    random = np.random.default_rng(1)
    network = initial_mlp(7, 5, 0.3, random)
    network.weights.hidden_bias[:] = random.normal(size=5)
    return network, random.random((3, 7)), random.random((3, 7))


def test_back_propagation_agrees_with_finite_differences():
    network, inputs, targets = small()
    expected = slopes_by_differences(network.weights, lambda: network.loss(inputs, targets))
    for found, slope in zip(network.gradient(inputs, targets), expected, strict=True):
        assert found.shape == slope.shape
        assert np.linalg.norm(found - slope) < 1e-7 * np.linalg.norm(slope)


def test_the_loss_is_the_cross_entropy():
    network, inputs, targets = small()
    y = network.answer(inputs)
    expected = -np.sum(targets * np.log(y) + (1 - targets) * np.log(1 - y)) / 3
    assert network.loss(inputs, targets) == pytest.approx(expected)


def test_a_step_goes_down_the_gradient_by_the_learning_rate():
    network, inputs, targets = small()
    before = [w.copy() for w in network.weights]
    slopes = network.gradient(inputs, targets)
    network.learn(inputs, targets, 0.5)
    for old, slope, new in zip(before, slopes, network.weights, strict=True):
        assert np.allclose(new, old - 0.5 * slope)


def test_it_learns_exclusive_or_which_no_single_layer_can():
    inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
    targets = np.array([[0, 0], [1, 0], [1, 0], [0, 1]], float)  # exclusive or, and
    network = initial_mlp(2, 8, 0.5, np.random.default_rng(2))
    for _ in range(4000):
        network.learn(inputs, targets, 1.0)
    assert np.array_equal(network.answer(inputs) > 0.5, targets > 0.5)


def test_an_ignorant_network_expects_the_coding_level():
    network = initial_mlp(400, 100, 0.1, np.random.default_rng(3))
    cue = np.zeros((1, 400))
    cue[0, :20] = 1.0
    assert network.answer(cue).mean() == pytest.approx(0.1, abs=0.03)


def test_large_drives_do_not_overflow():
    network, inputs, targets = small()
    network.weights.output_bias[:] = [1e4, -1e4, 0, 0, 0, 0, 0]
    assert np.isfinite(network.loss(inputs, targets))
    assert np.all(np.isfinite(network.gradient(inputs, targets).output_bias))
