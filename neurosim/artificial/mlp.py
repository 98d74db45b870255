"""The multilayer perceptron, with back-propagation written out (Rumelhart et al. 1986)."""

from __future__ import annotations

from typing import NamedTuple, final

import numpy as np

from neurosim.protocol import Vector


class MlpWeights(NamedTuple):
    """The weights of a perceptron with one hidden layer, or a loss's slope along each of them."""

    input_to_hidden: Vector
    """Shape (hidden, inputs)."""
    hidden_bias: Vector
    """Shape (hidden,)."""
    hidden_to_output: Vector
    """Shape (outputs, hidden)."""
    output_bias: Vector
    """Shape (outputs,)."""


@final
class MultilayerPerceptron:
    """One hidden layer and outputs of 0 to 1. Rows are patterns, columns are units.

    ::

        f(a) = 1 / (1 + exp(-a))
        h = f(W1 x + b1)              hidden units
        y = f(W2 h + b2)              outputs
        L = -sum_i t_i log y_i + (1 - t_i) log(1 - y_i), averaged over the patterns

    Parameters
    ----------
    weights
        Where it starts.
    """

    def __init__(self, weights: MlpWeights) -> None:
        self.weights = weights

    def hidden(self, inputs: Vector) -> Vector:
        """Return the hidden units' activity, shape (patterns, hidden)."""
        return logistic(inputs @ self.weights.input_to_hidden.T + self.weights.hidden_bias)

    def answer(self, inputs: Vector) -> Vector:
        """Return the outputs, shape (patterns, outputs)."""
        return logistic(self._drive(self.hidden(inputs)))

    def loss(self, inputs: Vector, targets: Vector) -> float:
        """Return the cross-entropy per pattern, in nats."""
        return cross_entropy(self._drive(self.hidden(inputs)), targets) / len(inputs)

    def gradient(self, inputs: Vector, targets: Vector) -> MlpWeights:
        """Return the slope of the loss along every weight, by the chain rule."""
        hidden = self.hidden(inputs)
        # The logistic function's slope cancels against the cross-entropy's: y - t is left.
        at_output = (logistic(self._drive(hidden)) - targets) / len(inputs)
        back_at_hidden = at_output @ self.weights.hidden_to_output
        at_hidden = back_at_hidden * hidden * (1 - hidden)
        return MlpWeights(
            input_to_hidden=at_hidden.T @ inputs,
            hidden_bias=at_hidden.sum(axis=0),
            hidden_to_output=at_output.T @ hidden,
            output_bias=at_output.sum(axis=0),
        )

    def learn(self, inputs: Vector, targets: Vector, learning_rate: float) -> None:
        """Take one step of gradient descent, in place."""
        slopes = self.gradient(inputs, targets)
        for weight, slope in zip(self.weights, slopes, strict=True):
            np.subtract(weight, learning_rate * slope, out=weight)

    def _drive(self, hidden: Vector) -> Vector:
        return hidden @ self.weights.hidden_to_output.T + self.weights.output_bias


def initial_mlp(
    units: int, hidden: int, coding_level: float, random: np.random.Generator
) -> MultilayerPerceptron:
    """Return an ignorant perceptron with as many outputs as inputs.

    Weights have a variance of 1 / inputs, which keeps hidden units out of saturation; the output
    bias makes it expect every unit to be active as often as units are on the whole.
    """
    return MultilayerPerceptron(
        MlpWeights(
            input_to_hidden=random.normal(0, units**-0.5, (hidden, units)),
            hidden_bias=np.zeros(hidden),
            hidden_to_output=random.normal(0, hidden**-0.5, (units, hidden)),
            output_bias=np.full(units, log_odds(coding_level)),
        )
    )


def logistic(drive: Vector) -> Vector:
    """Return 1 / (1 + exp(-drive)), written so that it cannot overflow."""
    return 0.5 * (1 + np.tanh(0.5 * drive))


def log_odds(probability: float) -> float:
    """Return the drive at which the logistic function is `probability`."""
    return float(np.log(probability / (1 - probability)))


def cross_entropy(drive: Vector, targets: Vector) -> float:
    """Return the summed cross-entropy of targets and logistic(drive), in nats."""
    return float(np.sum(np.logaddexp(0.0, drive) - targets * drive))
