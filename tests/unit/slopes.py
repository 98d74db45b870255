"""Slopes by finite differences: what back-propagation is held to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from neurosim.protocol import Vector


def slopes_by_differences(weights: Sequence[Vector], loss: Callable[[], float]) -> list[Vector]:
    """The slope of loss() along all weights, each of them moved a little to both sides."""
    slopes = []
    for weight in weights:
        slope = np.zeros_like(weight)
        for place in np.ndindex(weight.shape):
            kept, losses = weight[place], []
            for shift in (1e-5, -1e-5):
                weight[place] = kept + shift
                losses.append(loss())
            weight[place] = kept
            slope[place] = (losses[0] - losses[1]) / 2e-5
        slopes.append(slope)
    return slopes
