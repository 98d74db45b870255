from __future__ import annotations

import numpy as np
import pytest

from neurosim.artificial import Lstm, RecurrentWeights, initial_lstm
from neurosim.protocol import Vector
from slopes import slopes_by_differences


def small() -> tuple[Lstm, Vector, Vector]:
    random = np.random.default_rng(1)
    network = initial_lstm(4, 3, 0.3, random)
    network.weights.cell_bias[...] += random.normal(size=12)
    return network, random.random((5, 2, 4)), random.random((5, 2, 4))


def test_back_propagation_through_time_agrees_with_finite_differences():
    network, frames, targets = small()
    expected = slopes_by_differences(network.weights, lambda: network.loss(frames, targets))
    for found, slope in zip(network.gradient(frames, targets), expected, strict=True):
        assert found.shape == slope.shape
        assert np.linalg.norm(found - slope) < 1e-6 * np.linalg.norm(slope)


def test_one_step_of_a_single_cell_by_hand():
    weights = RecurrentWeights(
        input_to_cells=np.array([[1.0], [2.0], [3.0], [0.5]]),
        cells_to_cells=np.array([[0.1], [0.2], [0.3], [0.4]]),
        cell_bias=np.array([0.0, 1.0, 0.0, 0.0]),
        cells_to_output=np.array([[2.0]]),
        output_bias=np.array([-1.0]),
    )
    network = Lstm(weights)
    first = network.after(np.array([[1.0]]), network.silence(1))
    second = network.after(np.array([[0.0]]), first)

    def squash(drive: float) -> float:
        return 1 / (1 + np.exp(-drive))

    memory = squash(1.0) * np.tanh(0.5)
    activity = squash(3.0) * np.tanh(memory)
    assert first.memory.item() == pytest.approx(memory)
    assert first.activity.item() == pytest.approx(activity)
    assert network.output(first).item() == pytest.approx(squash(2 * activity - 1))
    kept = squash(1 + 0.2 * activity) * memory
    added = squash(0.1 * activity) * np.tanh(0.4 * activity)
    assert second.memory.item() == pytest.approx(kept + added)


def test_sequences_of_a_batch_do_not_touch_each_other():
    network, frames, targets = small()
    both = network.gradient(frames, targets)
    single = [network.gradient(frames[:, [n]], targets[:, [n]]) for n in range(2)]
    for together, one, other in zip(both, *single, strict=True):
        assert np.allclose(together, (one + other) / 2)


def test_a_step_goes_down_the_gradient_by_the_learning_rate():
    network, frames, targets = small()
    before = [w.copy() for w in network.weights]
    slopes = network.gradient(frames, targets)
    network.learn(frames, targets, 0.5)
    for old, slope, new in zip(before, slopes, network.weights, strict=True):
        assert np.allclose(new, old - 0.5 * slope)


def test_it_carries_the_first_frame_across_a_gap():
    """Two sequences differ in their first frame only, and must differ in the last output."""
    frames = np.zeros((6, 2, 2))
    frames[0] = np.eye(2)
    targets = np.zeros((6, 2, 2))
    targets[-1] = np.eye(2)
    network = initial_lstm(2, 8, 0.5, np.random.default_rng(2))

    def last_output() -> Vector:
        moment = network.silence(2)
        for frame in frames:
            moment = network.after(frame, moment)
        return network.output(moment)

    assert np.abs(last_output() - np.eye(2)).max() > 0.3
    for _ in range(1500):
        network.learn(frames, targets, 0.3)
    assert np.abs(last_output() - np.eye(2)).max() < 0.1


def test_an_ignorant_network_expects_the_coding_level():
    network = initial_lstm(50, 64, 0.1, np.random.default_rng(3))
    frame = (np.arange(50) < 5).astype(float)[np.newaxis]
    moment = network.after(frame, network.silence(1))
    assert network.output(moment).mean() == pytest.approx(0.1, abs=0.03)
