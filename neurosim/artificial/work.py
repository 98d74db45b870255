"""Multiply-accumulates of artificial networks, counted from their sizes.

Products of matrices are counted as they are computed, zeros among their factors or not, and one
multiply-accumulate for every weight that a step of learning moves. What is done once for a unit
(logistic functions, the gates' own products: under 2 % in these networks) is left out.
"""

from __future__ import annotations

from neurosim.artificial.mlp import MlpWeights
from neurosim.artificial.recurrent import RecurrentWeights


def mlp_answer(weights: MlpWeights, patterns: int) -> int:
    """Return what it takes to answer so many patterns: each weight once for each of them."""
    return patterns * (weights.input_to_hidden.size + weights.hidden_to_output.size)


def mlp_step(weights: MlpWeights, patterns: int) -> int:
    """Return what a step of gradient descent takes.

    Errors are carried back through the upper weights, and every weight's slope adds up what its two
    ends were: with the answer, three times the upper weights and twice the lower ones.
    """
    lower, upper = weights.input_to_hidden.size, weights.hidden_to_output.size
    moved = sum(weight.size for weight in weights)
    return patterns * (2 * lower + 3 * upper) + moved


def lstm_frame(weights: RecurrentWeights, sequences: int) -> int:
    """Return what it takes the memory cells to go on by one frame."""
    return sequences * (weights.input_to_cells.size + weights.cells_to_cells.size)


def lstm_output(weights: RecurrentWeights, sequences: int) -> int:
    """Return what it takes to say what comes next."""
    return sequences * weights.cells_to_output.size


def lstm_step(weights: RecurrentWeights, frames: int, sequences: int) -> int:
    """Return what a step of gradient descent through all frames takes.

    With each frame and its output come the slopes of all weights, and the errors that are carried
    back through the outputs and from frame to frame.
    """
    recurrent, upper = weights.cells_to_cells.size, weights.cells_to_output.size
    each = 2 * weights.input_to_cells.size + 3 * recurrent + 3 * upper
    return frames * sequences * each + sum(weight.size for weight in weights)


def hopfield_step(units: int) -> int:
    """Return what it takes to store a pattern, or to update each unit once."""
    return units * units
