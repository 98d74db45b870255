"""A loss of two weights that can be seen whole: a bowl, and the paths that descend into it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from neurosim.artificial.optimisers import Optimiser
from neurosim.errors import InputError
from neurosim.protocol import Vector

FAR = 1e9
"""Distance from the bottom at which a path has diverged and is not followed any further."""


@dataclass(frozen=True, eq=False)
class Bowl:
    """The loss of a linear unit with two weights that learns its own examples by least squares.

    With inputs x, targets t and the mean over examples::

        L(w) = 1/2 <(w x - t)^2> = L(w*) + 1/2 (w - w*) H (w - w*)      H = <x x>

    Along each eigenvector of H, a step of gradient descent multiplies the distance from the
    bottom w* with 1 - eta lambda: it shrinks as long as eta < 2 / lambda, and swings to the other
    side from 1 / lambda on. The largest eigenvalue says which rate is too much, the smallest how
    long it takes (LeCun et al. 1998).

    Parameters
    ----------
    inputs
        Shape (examples, 2).
    targets
        Shape (examples,).

    Raises
    ------
    InputError
        If there is no bowl: examples that do not determine both weights.
    """

    inputs: Vector
    targets: Vector

    def __post_init__(self) -> None:
        if np.shape(self.inputs)[1:] != (2,) or len(self.inputs) != len(self.targets):
            raise InputError("a bowl needs examples of two inputs and a target each")
        if self.curvatures[0] < 1e-9 * self.curvatures[1]:
            raise InputError("these examples leave a direction flat: there is no bowl")

    @cached_property
    def hessian(self) -> Vector:
        """H, shape (2, 2)."""
        product: Vector = self.inputs.T @ self.inputs / len(self.inputs)
        return product

    @cached_property
    def curvatures(self) -> Vector:
        """The eigenvalues of H, the smaller first."""
        curvatures: Vector = np.linalg.eigvalsh(self.hessian).astype(float)
        return curvatures

    @cached_property
    def bottom(self) -> Vector:
        """The weights of the least loss, shape (2,)."""
        pull = self.inputs.T @ self.targets / len(self.inputs)
        bottom: Vector = np.linalg.solve(self.hessian, pull).astype(float)
        return bottom

    def loss(self, weights: Vector) -> Vector:
        """Return the loss above that of the bottom; the last axis of weights is the two."""
        away = weights - self.bottom
        height: Vector = 0.5 * np.einsum("...i,ij,...j->...", away, self.hessian, away)
        return height

    def slope(self, weights: Vector) -> Vector:
        """Return the slope of the loss, shape (2,)."""
        slope: Vector = self.hessian @ (weights - self.bottom)
        return slope

    def critical_rate(self, momentum: float = 0.0) -> float:
        """Return the learning rate from which on descent diverges: 2 (1 + momentum) / lambda.

        That is where a root of z^2 - (1 + momentum - eta lambda) z + momentum leaves the unit
        circle, for the steepest direction; without momentum, where |1 - eta lambda| = 1.
        """
        return float(2 * (1 + momentum) / self.curvatures[1])

    def path(self, start: Vector, optimiser: Optimiser, steps: int) -> Vector:
        """Return the weights after 0, 1, 2, ... steps, shape (at most steps + 1, 2).

        A path that has diverged ends where it left.
        """
        weights = np.array(start, float)
        path = [weights.copy()]
        for _ in range(steps):
            optimiser.step((weights,), (self.slope(weights),))
            path.append(weights.copy())
            if np.linalg.norm(weights - self.bottom) > FAR:
                break
        return np.array(path)

    def predicted(self, start: Vector, rate: float, momentum: float, steps: int) -> float:
        """Return the loss after so many steps of gradient descent, without taking them.

        Along each eigenvector, distance d and velocity v obey v' = momentum v - rate lambda d and
        d' = d + v': a power of a matrix of 2 x 2.
        """
        curvatures, directions = np.linalg.eigh(self.hessian)
        total = 0.0
        for curvature, away in zip(curvatures, directions.T @ (start - self.bottom), strict=True):
            pull = -rate * curvature
            step = np.array([[1 + pull, momentum], [pull, momentum]])
            distance = (np.linalg.matrix_power(step, steps) @ [away, 0.0])[0]
            total += 0.5 * curvature * distance**2
        return float(total)


def correlated(
    examples: int, correlation: float, random: np.random.Generator
) -> tuple[Vector, Vector]:
    """Return two inputs that go together, and targets that are their sum.

    The more they go together the longer and flatter is the valley.

    Raises
    ------
    InputError
        If the correlation is not between -1 and 1.
    """
    if not -1 < correlation < 1:
        raise InputError(f"a correlation lies between -1 and 1, not at {correlation:g}")
    first, other = random.normal(size=(2, examples))
    second = correlation * first + np.sqrt(1 - correlation**2) * other
    inputs = np.stack([first, second], axis=1)
    return inputs, inputs.sum(axis=1)
