"""Recurrent networks, held to finite differences and to the memory cells that agents live with."""

from __future__ import annotations

import numpy as np
import pytest

from neurosim.artificial import Lstm
from neurosim.artificial.cells import GatedUnit, MemoryCell, SimpleCell, spread_over
from neurosim.artificial.recurrent import (
    Cell,
    RecurrentNetwork,
    initial_recurrent,
    rotation,
    scattered,
)
from neurosim.items import Copy, NBack
from slopes import slopes_by_differences

CELLS = [SimpleCell(), MemoryCell(), GatedUnit()]
each_cell = pytest.mark.parametrize("cell", CELLS, ids=lambda cell: type(cell).__name__)
TASKS = [Copy(symbols=3, length=2, delay=3), NBack(symbols=3, back=1, questions=3, gap=1)]


def network(cell, task, seed=1):
    random = np.random.default_rng(seed)
    net = initial_recurrent(cell, int(task.symbols) + 1, 5, task.answers, 8, scattered, 0.5, random)
    # Gates that are half open let errors through everywhere.
    net.weights.cell_bias[...] = random.normal(size=net.weights.cell_bias.shape)
    return net


def lesson(task, count=4, seed=2):
    trials = task.draw(count, np.random.default_rng(seed))
    return trials.frames(int(task.symbols)), trials.asked, trials.wanted


@each_cell
@pytest.mark.parametrize("task", TASKS, ids=lambda task: type(task).__name__)
def test_back_propagation_through_time_agrees_with_finite_differences(cell, task):
    net, shown = network(cell, task), lesson(task)
    expected = slopes_by_differences(net.weights, lambda: net.loss(*shown))
    for found, slope in zip(net.gradient(*shown), expected, strict=True):
        assert found.shape == slope.shape
        assert np.linalg.norm(slope) > 1e-3
        assert np.linalg.norm(found - slope) < 1e-7 * np.linalg.norm(slope)


class GoingOn(Cell):
    """Cells that go on from where others were."""

    def __init__(self, cell, start):
        self.after, self.back, self.initial_bias = cell.after, cell.back, cell.initial_bias
        self.start = start

    after = back = initial_bias = None

    def silence(self, sequences, cells):
        return self.start


@each_cell
@pytest.mark.parametrize(("task", "step"), [(TASKS[0], 3), (TASKS[1], 3), (TASKS[1], 5)])
def test_the_reach_is_the_length_of_the_slope_along_what_is_carried_on(cell, task, step):
    net, (frames, asked, wanted) = network(cell, task), lesson(task, 1)
    reach = net.reach(frames, asked, wanted)
    start = net.course(frames)[step + 1]
    carried = (start.activity, start.memory) if isinstance(cell, MemoryCell) else (start.activity,)
    rest = RecurrentNetwork(GoingOn(cell, start), net.weights)
    # Only the last answer counts.
    last = np.flatnonzero(asked)[-1]
    asked = np.arange(len(asked)) == last
    slopes = slopes_by_differences(
        carried, lambda: rest.loss(frames[step + 1 :], asked[step + 1 :], wanted[-1:])
    )
    assert reach.shape == asked.shape
    assert reach[step] == pytest.approx(np.linalg.norm(slopes), rel=1e-6)
    assert not reach[last + 1 :].any()


def test_in_a_linear_regime_the_reach_follows_the_rotation():
    """A rotation times r makes errors r times as long a step, as long as tanh is a line."""
    net = network(SimpleCell(), TASKS[0])
    net.weights.cell_bias[...] = 0
    net.weights.input_to_cells[...] *= 1e-6
    frames, asked, wanted = lesson(TASKS[0])
    for radius in (0.5, 1.0, 2.0):
        turned = rotation(5, np.random.default_rng(3))
        net.weights.cells_to_cells[...] = radius * turned
        reach = net.reach(frames, asked, wanted)
        assert reach[:-1] / reach[1:] == pytest.approx(np.full(len(reach) - 1, radius), rel=1e-6)


def test_memory_cells_are_those_that_agents_live_with():
    task = TASKS[0]
    net, (frames, _, _) = network(MemoryCell(), task), lesson(task)
    living = Lstm(net.weights)
    course = net.course(frames)
    moment = living.silence(frames.shape[1])
    for frame, now in zip(frames, course[1:], strict=True):
        moment = living.after(frame, moment)
        assert np.allclose(moment, now, rtol=0, atol=1e-14)


@each_cell
def test_sequences_of_a_batch_do_not_hear_each_other(cell):
    task = TASKS[0]
    net, (frames, asked, _) = network(cell, task), lesson(task)
    together = net.shares(frames, asked)
    alone = np.concatenate([net.shares(frames[:, [k]], asked) for k in range(4)], axis=1)
    assert np.allclose(together, alone, rtol=0, atol=1e-14)
    assert np.allclose(together.sum(axis=-1), 1)


@each_cell
def test_answers_do_not_depend_on_what_comes_later(cell):
    task = TASKS[1]
    net, (frames, asked, _) = network(cell, task), lesson(task)
    changed = frames.copy()
    changed[-2:] = 1 - changed[-2:]
    first, other = (net.shares(each, asked) for each in (frames, changed))
    assert np.array_equal(first[:-1], other[:-1])
    assert not np.allclose(first[-1], other[-1])


def test_what_gates_keep_is_spread_over_the_steps_of_a_trial():
    biases = spread_over(2000, 100, np.random.default_rng(4))
    steps = np.exp(biases)
    assert steps.min() >= 1
    assert steps.max() <= 99
    assert np.mean(steps < 99**0.5) == pytest.approx(0.5, abs=0.03)
    cells = MemoryCell().initial_bias(2000, 100, np.random.default_rng(4)).reshape(4, -1)
    assert np.array_equal(cells[1], biases)
    assert np.array_equal(cells[0], -biases)


def test_a_rotation_keeps_lengths_and_a_scattered_matrix_does_not():
    random = np.random.default_rng(5)
    turned, drawn = rotation(30, random), scattered(30, random)
    assert np.allclose(turned @ turned.T, np.eye(30))
    sizes = np.linalg.svd(drawn, compute_uv=False)
    assert sizes.max() > 1.5
    assert sizes.min() < 0.2
    assert np.abs(np.linalg.eigvals(drawn)).max() == pytest.approx(1, abs=0.25)
