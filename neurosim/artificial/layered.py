"""A perceptron of any depth and either loss, with back-propagation through all of its layers.

With one hidden layer and the cross-entropy it is the `MultilayerPerceptron`, weight for weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, final

import numpy as np

from neurosim.artificial.losses import Loss
from neurosim.artificial.mlp import logistic
from neurosim.errors import InputError
from neurosim.protocol import Vector


class Layer(NamedTuple):
    """The weights into one layer of logistic units, or a loss's slope along each of them."""

    weights: Vector
    """Shape (units, units of the layer before)."""
    bias: Vector
    """Shape (units,)."""


@final
class LayeredPerceptron:
    """Layers of logistic units. Rows are patterns, columns are units.

    ::

        h0 = x;   a_l = W_l h_(l-1) + b_l;   h_l = m_l / (1 + exp(-a_l))

    m is 1, or a mask of dropout in hidden layers.

    Parameters
    ----------
    layers
        Where it starts, the first hidden layer first; the last one is the outputs. With one
        layer there is nothing hidden.
    loss
        What answers cost; averaged over patterns.

    Raises
    ------
    InputError
        If there is no layer.
    """

    def __init__(self, layers: Sequence[Layer], loss: Loss) -> None:
        if not layers:
            raise InputError("a perceptron needs at least one layer of weights")
        self.layers = tuple(layers)
        self.loss = loss

    @property
    def weights(self) -> tuple[Vector, ...]:
        """All weights and biases, layer after layer: what an optimiser moves."""
        return tuple(array for layer in self.layers for array in layer)

    def copy(self) -> LayeredPerceptron:
        """Return a network with the same weights that learns for itself."""
        layers = [Layer(layer.weights.copy(), layer.bias.copy()) for layer in self.layers]
        return LayeredPerceptron(layers, self.loss)

    def answer(self, inputs: Vector) -> Vector:
        """Return the outputs, shape (patterns, outputs)."""
        return logistic(self._drive(self.activities(inputs)))

    def error(self, inputs: Vector, targets: Vector) -> float:
        """Return the loss per pattern."""
        return self.loss.total(self._drive(self.activities(inputs)), targets) / len(inputs)

    def gradient(
        self, inputs: Vector, targets: Vector, masks: Sequence[Vector] = ()
    ) -> tuple[Vector, ...]:
        """Return the slope of the loss along all weights, in the order of `weights`.

        Parameters
        ----------
        masks
            One for each hidden layer, shape (patterns, units): what its activity is multiplied
            with (dropout); () for none.
        """
        activities = self.activities(inputs, masks)
        at_output = self.loss.slope(self._drive(activities), targets) / len(inputs)
        return self.backward(activities, at_output, masks)

    def fisher(self, inputs: Vector) -> tuple[Vector, ...]:
        """Return how much the answers depend on each weight: the diagonal of Fisher's matrix.

        With the drive a_k of output k and the curvature c_k of the loss along it, averaged over
        patterns: F_i = sum_k c_k (da_k / dw_i)^2. Outputs are independent of each other, so that
        this is exact (Kirkpatrick et al. 2017 call for the diagonal only).
        """
        total = [np.zeros_like(weight) for weight in self.weights]
        for pattern in inputs:
            activities = self.activities(pattern[np.newaxis])
            curvature = self.loss.curvature(self._drive(activities))[0]
            for output, curved in enumerate(curvature):
                one = np.zeros((1, len(curvature)))
                one[0, output] = 1.0
                for sum_, slope in zip(total, self.backward(activities, one), strict=True):
                    np.add(sum_, curved * slope**2 / len(inputs), out=sum_)
        return tuple(total)

    def activities(self, inputs: Vector, masks: Sequence[Vector] = ()) -> list[Vector]:
        """Return the input and what each hidden layer makes of it."""
        found = [inputs]
        for number, layer in enumerate(self.layers[:-1]):
            activity = logistic(found[-1] @ layer.weights.T + layer.bias)
            found.append(activity * masks[number] if masks else activity)
        return found

    def backward(
        self, activities: Sequence[Vector], at_output: Vector, masks: Sequence[Vector] = ()
    ) -> tuple[Vector, ...]:
        """Carry slopes along the drive of the outputs back to all weights."""
        slopes: list[Vector] = []
        at_drive = at_output
        for number in reversed(range(len(self.layers))):
            activity = activities[number]
            slopes[:0] = [at_drive.T @ activity, at_drive.sum(axis=0)]
            if number:
                logistics = _unmasked(activity, masks[number - 1]) if masks else activity
                back_at_hidden = at_drive @ self.layers[number].weights
                at_drive = back_at_hidden * activity * (1 - logistics)
        return tuple(slopes)

    def _drive(self, activities: Sequence[Vector]) -> Vector:
        last = self.layers[-1]
        return activities[-1] @ last.weights.T + last.bias


def _unmasked(activity: Vector, mask: Vector) -> Vector:
    """Return 1 / (1 + exp(-a)) of units that were multiplied with a mask; 0 where it is 0."""
    unmasked: Vector = np.divide(activity, mask, out=np.zeros_like(activity), where=mask > 0)
    return unmasked


def initial_layers(
    sizes: Sequence[int], spread: float, random: np.random.Generator
) -> tuple[Layer, ...]:
    """Return the weights of an ignorant perceptron, all from -spread to spread, biases as well.

    Parameters
    ----------
    sizes
        Units of the input, of each hidden layer and of the output.
    spread
        The largest weight.

    Raises
    ------
    InputError
        If there are not at least two layers of at least one unit, or the spread is not positive.
    """
    if len(sizes) < 2 or min(sizes) < 1:
        raise InputError(f"a perceptron needs an input and an output, not layers of {list(sizes)}")
    if not spread > 0:
        raise InputError(f"the spread of initial weights must be positive, not {spread:g}")
    return tuple(
        Layer(
            random.uniform(-spread, spread, (after, before)), random.uniform(-spread, spread, after)
        )
        for before, after in pairwise(sizes)
    )
