"""Cortical weights as those of a network trained by gradient descent, and nights as its epochs.

Theory
------
Without hippocampus the neocortex answers a cue through its recurrent synapses. The first wave of
that is a network of one layer: cells x of the cued sense drive cells of the others,

    a_j = gain*(sum_i W_ji x_i - threshold),    y_j = 1/(1 + exp(-a_j))

with y_j the probability that cell j fires at all, and x_i, t_j whether cells i and j fired while
the item was studied. The task is the brain's own: from the cells of any sense of an item, its cells
in the other senses. Loss and slope of it, with <> the mean over items, cues and cells asked for,

    L = <log(1 + exp(a_j)) - t_j a_j>           nats per cell
    dL/dW_ji = gain*<(y_j - t_j) x_i>           delta rule (Widrow & Hoff 1960)

are taken at the brain's own weights, on its own synapses. The angle between the change of these
weights and -dL/dW says whether sleep descends this loss: below 90 degrees, a small step lowers it;
90 is what knows nothing of the task (Lillicrap et al. 2016 judge learning rules by this angle;
Richards & Lillicrap 2019 and Whittington & Bogacz 2019 say which rules might have it). In one layer
there is no error to propagate back: that the delta rule needs, beside activity on both sides of a
synapse, is what the cell would answer on its own. The brain's rule has no such term. Where nothing
is known yet y is small, and the slope is Hebb's product t_j x_i, which replay provides; as L falls,
the errors that are left part from it, and the angle grows. The nearest that the rule has to the
missing term is that synapses fade with each spike before them: -W_ji x_i instead of -y_j x_i.

Units
-----
Weights are conductances in units of the leak conductance, as everywhere; x, y and t are 1 for a
cell that fires and 0 for one that does not; angles are degrees, losses nats per cell, one epoch
shows every item once through every cue.

Limits
------
Waves after the first, inhibition, noise and the area of association are not in the network; how
well it tells which cells of the brain fire is measured beside it (`gradient_measures`). Its two
numbers are fitted to the brain, and angles after the first night depend on them: see
`docs/adapters/backprop.md`. How long an epoch is depends on the learning rate.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from neurosim.artificial.mlp import logistic
from neurosim.errors import InputError
from neurosim.parameters import cited
from neurosim.protocol import Bits, Vector


@dataclass(frozen=True, eq=False)
class CompletionTask:
    """From the cells of one sense of an item, its cells in the others; one row for item and cue.

    Parameters
    ----------
    cues
        1 where a cell is active in the cue, shape (rows, cells).
    wanted
        1 where a cell belongs to the item, shape (rows, cells).
    asked
        Which cells are to be filled in, shape (rows, cells).
    taught
        Synapses that the task speaks of, shape (cells behind, cells before): those that there
        are, from one sense to another.
    """

    cues: Vector
    wanted: Vector
    asked: Bits
    taught: Bits


def completion_task(codes: Bits, senses: NDArray[np.int_], wired: Bits) -> CompletionTask:
    """Return the task of completing items from each of their senses.

    Parameters
    ----------
    codes
        Which cells fire for each item, shape (items, cells).
    senses
        Number of the sense that each cell stands for, shape (cells,); below 0 for none: such
        cells are neither cued nor asked for.
    wired
        Where there are synapses, shape (cells behind, cells before).

    Raises
    ------
    InputError
        If shapes do not fit, there is no item, or fewer than two senses.
    """
    kinds = np.unique(senses[senses >= 0])
    cells = len(senses)
    if codes.ndim != 2 or codes.shape[1] != cells or wired.shape != (cells, cells):
        raise InputError(
            f"{cells} cells need codes of shape (items, {cells}) and synapses of shape "
            f"({cells}, {cells}), not {codes.shape} and {wired.shape}"
        )
    if not len(codes) or len(kinds) < 2:
        raise InputError(
            f"completion needs an item and two senses, not {len(codes)} and {len(kinds)}"
        )
    cued = np.repeat([senses == kind for kind in kinds], len(codes), axis=0)
    wanted = np.tile(codes, (len(kinds), 1))
    known = senses >= 0
    across = known[:, None] & known & (senses[:, None] != senses)
    return CompletionTask(
        (wanted & cued).astype(float), wanted.astype(float), known & ~cued, across & wired
    )


def other_items(
    codes: Bits, senses: NDArray[np.int_], random: np.random.Generator
) -> NDArray[np.bool_]:
    """Return codes of items that were never studied: as large in each sense, of other cells."""
    found = np.zeros_like(codes)
    for kind in np.unique(senses):
        (cells,) = np.nonzero(senses == kind)
        found[:, cells] = codes[:, random.permutation(cells)]
    return found


@dataclass(frozen=True)
class CorticalUnits:
    """Cells of the neocortex as units of a network; see the equations at the top of this file."""

    gain: float = cited(
        7.0,
        "1",
        "chosen",
        "fitted to which cells fire in lesioned recall (6.7, seeds 100 to 102), and rounded",
        0,
        1e3,
    )
    threshold: float = cited(
        0.9, "1", "chosen", "as above; 20 cells at a quarter of the largest weight", 0, 1e3
    )

    def drive(self, weights: Vector, cues: Vector) -> Vector:
        """Return a, shape (rows, cells).

        Parameters
        ----------
        weights
            Shape (cells behind, cells before).
        cues
            Shape (rows, cells before).
        """
        return self.gain * (cues @ weights.T - self.threshold)

    def answer(self, weights: Vector, cues: Vector) -> Vector:
        """Return with what probability each cell fires, arguments as `drive`."""
        return logistic(self.drive(weights, cues))

    def loss(self, weights: Vector, task: CompletionTask) -> float:
        """Return the cross-entropy in nats per cell that is asked for."""
        drive = self.drive(np.where(task.taught, weights, 0.0), task.cues)
        each = np.logaddexp(0.0, drive) - task.wanted * drive
        return float(np.mean(each[task.asked]))

    def slope(self, weights: Vector, task: CompletionTask) -> Vector:
        """Return the gradient of the loss, 0 at synapses that the task does not speak of."""
        error = self.answer(np.where(task.taught, weights, 0.0), task.cues) - task.wanted
        error = np.where(task.asked, error, 0.0) / np.count_nonzero(task.asked)
        return np.where(task.taught, self.gain * (error.T @ task.cues), 0.0)

    def largest_step(self, task: CompletionTask) -> float:
        """Return the learning rate that is safe whatever the weights: 1/(steepest curvature).

        The logistic function's slope is at most 1/4, so no curvature is above
        gain^2/4 * (largest eigenvalue of the cues' cross products)/(cells asked for).
        """
        steepest = float(np.linalg.eigvalsh(task.cues @ task.cues.T)[-1])
        if steepest <= 0:
            return 0.0
        return float(np.count_nonzero(task.asked) / (float(self.gain) ** 2 / 4 * steepest))


@dataclass(frozen=True)
class GradientDescent:
    """Descent of the loss by batches of all items."""

    rate: float = cited(
        0.05, "1", "chosen", "in units of the largest safe step; 20 epochs for what one could do",
        1e-6, 1,
    )  # fmt: skip
    most: float = cited(2000, "epochs", "chosen", "of more, a loss is never reached", 1, 1e6)

    def losses(self, units: CorticalUnits, task: CompletionTask, start: Vector) -> Iterator[float]:
        """Yield the loss before the first epoch and after each, without end.

        Parameters
        ----------
        start
            Weights to begin with, shape (cells behind, cells before).
        """
        weights = np.where(task.taught, start, 0.0)
        step = self.rate * units.largest_step(task)
        while True:
            yield units.loss(weights, task)
            weights = weights - step * units.slope(weights, task)

    def epochs_to(self, loss: float, losses: Iterable[float]) -> float:
        """Return after how many epochs the loss is so low, with parts of one; at most `most`.

        Parameters
        ----------
        losses
            The loss before the first epoch and after each; see `losses`.
        """
        before = math.inf
        for epoch, now in enumerate(islice(losses, int(self.most) + 1)):
            if now <= loss:
                return epoch - (loss - now) / (before - now) if epoch else 0.0
            before = now
        return float(self.most)


def angle(one: Vector, other: Vector) -> float:
    """Return the angle between two changes of the same weights in degrees.

    No change at all points nowhere: 90 degrees.
    """
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    cosine = float(np.sum(one * other)) / size if size > 0 else 0.0
    return math.degrees(math.acos(min(1.0, max(-1.0, cosine))))


def hebbian(task: CompletionTask) -> Vector:
    """Return Hebb's product, t_j x_i summed over items, where the task speaks of synapses."""
    active = np.where(task.asked, task.wanted, 0.0)
    return np.where(task.taught, active.T @ task.cues, 0.0)


def guessing(task: CompletionTask) -> float:
    """Return the loss of one constant answer of all cells: the entropy of how many are active."""
    share = float(np.mean(task.wanted[task.asked]))
    if not 0 < share < 1:
        return 0.0
    return -share * math.log(share) - (1 - share) * math.log(1 - share)
