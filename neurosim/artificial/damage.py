"""Damage to artificial networks: which of their units or weights are left.

What is left is kept beside the weights, as 1 and 0 of the same shapes, so that what is lost is not
learned again. A unit that is lost has lost all its synapses; biases are no synapses, and stay. The
order in which things are lost is drawn whole, whatever the share: larger losses include smaller.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np

from neurosim.artificial.mlp import MlpWeights
from neurosim.artificial.recurrent import RecurrentWeights
from neurosim.protocol import Bits, Vector

Weights = TypeVar("Weights", MlpWeights, RecurrentWeights)


def whole(weights: Weights) -> Weights:
    """Return that everything is left."""
    return type(weights)(*(np.ones_like(weight) for weight in weights))


def masked(weights: Weights, kept: Weights) -> Weights:
    """Return the weights with what is lost at 0."""
    return type(weights)(*(w * left for w, left in zip(weights, kept, strict=True)))


def spared(count: int, fraction: float, random: np.random.Generator) -> Bits:
    """Draw which of `count` things are left when a share of them is lost."""
    left = np.ones(count, bool)
    left[random.permutation(count)[: round(fraction * count)]] = False
    return left


def mlp_without_units(kept: MlpWeights, fraction: float, random: np.random.Generator) -> MlpWeights:
    """Return what is left when a share of the hidden units is lost."""
    left = spared(len(kept.hidden_bias), fraction, random)
    return kept._replace(
        input_to_hidden=kept.input_to_hidden * left[:, np.newaxis],
        hidden_to_output=kept.hidden_to_output * left,
    )


def lstm_without_cells(
    kept: RecurrentWeights, fraction: float, random: np.random.Generator
) -> RecurrentWeights:
    """Return what is left when a share of the memory cells is lost."""
    left = spared(kept.cells_to_cells.shape[1], fraction, random)
    blocks = np.tile(left, 4)[:, np.newaxis]
    return kept._replace(
        input_to_cells=kept.input_to_cells * blocks,
        cells_to_cells=kept.cells_to_cells * blocks * left,
        cells_to_output=kept.cells_to_output * left,
    )


def without_synapses(kept: Weights, fraction: float, random: np.random.Generator) -> Weights:
    """Return what is left when a share of all weights but the biases is lost."""
    left = [
        each * spared(each.size, fraction, random).reshape(each.shape) if each.ndim > 1 else each
        for each in kept
    ]
    return type(kept)(*left)


def units_left(kept: Vector, fraction: float, random: np.random.Generator) -> Vector:
    """Return which couplings are left when a share of the units of a Hopfield network is lost."""
    left = spared(len(kept), fraction, random)
    return kept * np.outer(left, left)


def couplings_left(kept: Vector, fraction: float, random: np.random.Generator) -> Vector:
    """Return which are left when a share of the couplings is lost, each with its twin."""
    above = np.triu_indices(len(kept), 1)
    left = np.ones_like(kept)
    left[above] = spared(len(above[0]), fraction, random)
    return np.asarray(kept * np.minimum(left, left.T))
