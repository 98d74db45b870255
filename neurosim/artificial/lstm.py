"""Long short-term memory, with back-propagation through time written out.

Hochreiter & Schmidhuber (1997), with the forget gate of Gers, Schmidhuber & Cummins (2000).
Errors are carried back through the whole sequence, where the first authors cut them at the gates.
"""

from __future__ import annotations

from typing import NamedTuple, final

import numpy as np

from neurosim.artificial.mlp import cross_entropy, log_odds, logistic
from neurosim.artificial.recurrent import RecurrentWeights
from neurosim.protocol import Vector


class Moment(NamedTuple):
    """One time step of the memory cells; every array has the shape (sequences, cells)."""

    input_gate: Vector
    forget_gate: Vector
    output_gate: Vector
    candidate: Vector
    memory: Vector
    """What the cells keep: the cell state."""
    activity: Vector
    """What the cells show to the rest of the network."""


@final
class Lstm:
    """One layer of memory cells, and outputs of 0 to 1. Sequences are (time, sequence, unit).

    ::

        i, f, o = logistic(W x + R h + b)      input, forget and output gate
        g = tanh(W x + R h + b)                candidate
        c = f c' + i g                         cell state; c' is that of the step before
        h = o tanh(c)                          activity
        y = logistic(V h + d)                  output

    The loss is the cross-entropy of outputs and targets, summed over time and units and averaged
    over sequences.

    Parameters
    ----------
    weights
        Where it starts.
    """

    def __init__(self, weights: RecurrentWeights) -> None:
        self.weights = weights

    def silence(self, sequences: int) -> Moment:
        """Return the cells before the first frame: everything is 0."""
        nothing = np.zeros((sequences, self.weights.cells_to_cells.shape[1]))
        return Moment(*[nothing] * 6)

    def after(self, frame: Vector, before: Moment) -> Moment:
        """Return the cells one frame later; the frame has the shape (sequences, inputs)."""
        w = self.weights
        drive = frame @ w.input_to_cells.T + before.activity @ w.cells_to_cells.T + w.cell_bias
        return opened(drive, before.memory)

    def output(self, moment: Moment) -> Vector:
        """Return what the cells say comes next, shape (sequences, outputs)."""
        return logistic(self._drive(moment))

    def loss(self, frames: Vector, targets: Vector) -> float:
        """Return the cross-entropy per sequence, in nats."""
        moments = self._forward(frames)[1:]
        drives = np.array([self._drive(moment) for moment in moments])
        return cross_entropy(drives, targets) / len(frames[0])

    def gradient(self, frames: Vector, targets: Vector) -> RecurrentWeights:
        """Return the slope of the loss along every weight, through all time steps."""
        moments = self._forward(frames)
        slopes = RecurrentWeights(*(np.zeros_like(weight) for weight in self.weights))
        back_activity = np.zeros_like(moments[0].activity)
        back_memory = np.zeros_like(moments[0].memory)
        for time in reversed(range(len(frames))):
            before, now = moments[time], moments[time + 1]
            at_output = (self.output(now) - targets[time]) / frames.shape[1]
            slopes.cells_to_output[...] += at_output.T @ now.activity
            slopes.output_bias[...] += at_output.sum(axis=0)
            back_activity = back_activity + at_output @ self.weights.cells_to_output
            at_cells, back_memory = through_cells(now, before, back_activity, back_memory)
            slopes.input_to_cells[...] += at_cells.T @ frames[time]
            slopes.cells_to_cells[...] += at_cells.T @ before.activity
            slopes.cell_bias[...] += at_cells.sum(axis=0)
            back_activity = at_cells @ self.weights.cells_to_cells
        return slopes

    def learn(self, frames: Vector, targets: Vector, learning_rate: float) -> None:
        """Take one step of gradient descent, in place."""
        slopes = self.gradient(frames, targets)
        for weight, slope in zip(self.weights, slopes, strict=True):
            np.subtract(weight, learning_rate * slope, out=weight)

    def _forward(self, frames: Vector) -> list[Moment]:
        moments = [self.silence(frames.shape[1])]
        for frame in frames:
            moments.append(self.after(frame, moments[-1]))
        return moments

    def _drive(self, moment: Moment) -> Vector:
        return moment.activity @ self.weights.cells_to_output.T + self.weights.output_bias


def opened(drive: Vector, memory: Vector) -> Moment:
    """Return the cells when this drives their gates, shape (sequences, 4 cells)."""
    cells = memory.shape[1]
    gates = logistic(drive[:, : 3 * cells])
    i, f, o = gates[:, :cells], gates[:, cells : 2 * cells], gates[:, 2 * cells :]
    g = np.tanh(drive[:, 3 * cells :])
    memory = f * memory + i * g
    return Moment(i, f, o, g, memory, o * np.tanh(memory))


def through_cells(
    now: Moment, before: Moment, back_activity: Vector, back_memory: Vector
) -> tuple[Vector, Vector]:
    """Carry errors back through one time step of the cells.

    Returns
    -------
    at_cells
        Slope along the drive of the gates and the candidate, shape (sequences, 4 cells).
    back_memory
        Slope along the memory of the step before, shape (sequences, cells).
    """
    shown = np.tanh(now.memory)
    back_memory = back_memory + back_activity * now.output_gate * (1 - shown**2)
    i, f, o, g = now.input_gate, now.forget_gate, now.output_gate, now.candidate
    at_input = back_memory * g * i * (1 - i)
    at_forget = back_memory * before.memory * f * (1 - f)
    at_output = back_activity * shown * o * (1 - o)
    at_candidate = back_memory * i * (1 - g**2)
    at_cells = np.concatenate([at_input, at_forget, at_output, at_candidate], axis=1)
    return at_cells, back_memory * f


def initial_lstm(width: int, cells: int, coding_level: float, random: np.random.Generator) -> Lstm:
    """Return an ignorant network whose frames and outputs have `width` units.

    The forget gates' bias starts at 1, so that cells keep what they hold until they learn what to
    forget (Gers et al. 2000); the output bias makes it expect every unit to be active as often
    as units are on the whole.
    """
    bias = np.zeros((4, cells))
    bias[1] = 1.0
    return Lstm(
        RecurrentWeights(
            input_to_cells=random.normal(0, width**-0.5, (4 * cells, width)),
            cells_to_cells=random.normal(0, cells**-0.5, (4 * cells, cells)),
            cell_bias=bias.ravel(),
            cells_to_output=random.normal(0, cells**-0.5, (width, cells)),
            output_bias=np.full(width, log_odds(coding_level)),
        )
    )
