"""A loss of two weights as a landscape seen from above, and paths that descend in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from neurosim.errors import InputError
from neurosim.figures.charts_looks import COLOURS
from neurosim.figures.style import BLACK
from neurosim.figures.synapse_data import MARKERS
from neurosim.figures.synapse_panels import LINES
from neurosim.protocol import Vector

LEVELS = 14
"""Contour lines; each is as many times the height of the one inside it."""

DEEPEST = 1e-3
"""Height of the innermost line, as a share of the highest corner."""


@dataclass(frozen=True, eq=False)
class LossSurface:
    """A loss on a grid of two weights.

    Parameters
    ----------
    first, second
        Values of the weights, shapes (columns,) and (rows,), ascending.
    loss
        Loss above that of the bottom, shape (rows, columns), not negative.
    bottom
        The weights of the least loss.

    Raises
    ------
    InputError
        If the shapes do not fit each other, a loss is negative or not finite, or all are 0.
    """

    first: Vector
    second: Vector
    loss: Vector
    bottom: tuple[float, float]

    def __post_init__(self) -> None:
        if np.shape(self.loss) != (len(self.second), len(self.first)):
            raise InputError("a loss surface has a row for each second weight, a column for each")
        if not (np.all(np.isfinite(self.loss)) and np.min(self.loss) >= 0 < np.max(self.loss)):
            raise InputError("heights of a loss surface are finite, not negative, and not all 0")


def draw_loss_surface(ax: Axes, surface: LossSurface, paths: Mapping[str, Vector]) -> None:
    """Draw the contours of a loss, and descents from weights to weights.

    Parameters
    ----------
    ax
        Where to draw; its legend names the paths.
    surface
        The landscape.
    paths
        Weights step by step, shape (steps + 1, 2), by what the legend calls them. What leaves the
        landscape is cut at its edge.
    """
    highest = float(surface.loss.max())
    levels = np.geomspace(DEEPEST * highest, highest, LEVELS)
    ax.contourf(
        surface.first, surface.second, np.maximum(surface.loss, levels[0]), levels,
        cmap="Greys", norm="log", alpha=0.45,
    )  # fmt: skip
    ax.contour(surface.first, surface.second, surface.loss, levels, colors=BLACK, linewidths=0.3)
    for number, (label, path) in enumerate(paths.items()):
        ax.plot(
            path[:, 0], path[:, 1], label=label, color=COLOURS[number % len(COLOURS)],
            linestyle=LINES[number % len(LINES)], linewidth=1.8, markersize=4.5,
            marker=MARKERS[number % len(MARKERS)], zorder=4,
        )  # fmt: skip
    ax.plot(*surface.bottom, "*", color=BLACK, markersize=13, zorder=5, label="least loss")
    ax.set_xlim(surface.first[0], surface.first[-1])
    ax.set_ylim(surface.second[0], surface.second[-1])
    ax.set_xlabel("first weight")
    ax.set_ylabel("second weight")
    ax.legend(loc="upper left", bbox_to_anchor=(1.02, 1.0))
