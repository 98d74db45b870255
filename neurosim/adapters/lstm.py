"""A spiking working memory as the memory cells of a long short-term memory: which gates it has.

What is kept of an item in a network of spiking cells - open receptors, facilitated synapses - is a
number c between 0 and 1 for every item, and what is seen of it from outside is the firing of the
item's cells. Both are described as a layer of memory cells (Hochreiter & Schmidhuber 1997, Gers et
al. 2000), one cell j an item:

    c_j(t) = f_j c_j(t-1) + i_j g_j             kept + written
    h_j(t) = o_j tanh(c_j(t))                   read out: firing rate / `FULL_RATE`

    i, f, o = logistic(w . z_j),   g = tanh(w . z_j)
    z_j(t)  = 1, own cue, cues of others, dopamine, c_j(t-1), c of others (t-1)

All items share their weights w: 24 numbers for a network. Those of i, f and g are fitted to trials
by the squared error of c in free run, in which the cells never see the c of the brain after the
first bin: what was written and kept must be right for all of a trial, or everything after it is
wrong. Those of o are then fitted by the squared error of h, given the c of the brain. New trials
are explained in free run, c and h alike.

Units: bins of 50 ms; cues relative to the network's own; dopamine 0 (low) to 1 (high).

Limits: one number an item, so that what goes on within its cells is lost. Gates say how memory
moves, not which channel moves it. Only what they do together is determined: f where there is
something to keep, i g where there is something to write; of gates that do the same, those with the
smallest weights are taken. Where the brain decides by chance (a distractor as strong as the
memory), the fit can only be right on average. A network that forgets at once is fitted as well as
one that keeps: the fit says which gates, not whether there is a memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError, SimulationError
from neurosim.protocol import Vector

FULL_RATE = 200.0
"""Rate in Hz that counts as an output of 1: more than cells fire while their item is shown."""

FEATURES = ("1", "own cue", "other cues", "dopamine", "own memory", "other memories")
"""What gates see."""

STEPS = 200
"""Most steps of a fit (L-BFGS)."""

SHRINKAGE = 1e-4
"""Penalty on squared weights: of gates that do the same, those with the smallest are taken."""


LARGEST = 30.0
"""Weights are at most so large: gates are shut or open long before."""

Error = Callable[[Vector], tuple[float, Vector]]
"""The error of weights, and its slope along each of them."""


@dataclass(frozen=True, eq=False)
class Trajectories:
    """Trials of a spiking working memory, all equally long.

    Parameters
    ----------
    cues
        Strength of each item's input in every bin, shape (trials, bins, items).
    dopamine
        Its level, shape (trials, bins).
    memory
        What is kept of each item, 0 to 1, shape (trials, bins, items).
    rates
        Firing of each item's cells in Hz, shape (trials, bins, items).

    Raises
    ------
    InputError
        If shapes do not fit together.
    """

    cues: Vector
    dopamine: Vector
    memory: Vector
    rates: Vector

    def __post_init__(self) -> None:
        """Check shapes."""
        shape = self.memory.shape
        if not (self.cues.shape == shape == self.rates.shape and shape[:2] == self.dopamine.shape):
            raise InputError(
                f"cues {self.cues.shape}, memory {shape} and rates {self.rates.shape} must have "
                f"the same shape, and dopamine {self.dopamine.shape} its first two axes"
            )

    def part(self, trials: NDArray[np.int64]) -> Trajectories:
        """Return some of the trials, by their numbers."""
        kept = (each[trials] for each in (self.cues, self.dopamine, self.memory, self.rates))
        return Trajectories(*kept)

    def shuffled(self, random: np.random.Generator) -> Trajectories:
        """Return the same trials with the inputs, cues and dopamine, of others: the control."""
        order = random.permutation(len(self.cues))
        return Trajectories(self.cues[order], self.dopamine[order], self.memory, self.rates)


class GateCourse(NamedTuple):
    """What memory cells do in trials, every array of the shape (trials, bins, items)."""

    input_gate: Vector
    forget_gate: Vector
    output_gate: Vector
    candidate: Vector
    memory: Vector
    output: Vector


@dataclass(frozen=True, eq=False)
class GatedMemory:
    """Memory cells with fitted gates.

    Parameters
    ----------
    weights
        Of input gate, forget gate, candidate and output gate, shape (4, features).
    """

    weights: Vector

    def course(self, given: Trajectories) -> GateCourse:
        """Let the cells run freely on the inputs of trials, from the memory of the first bin on."""
        i, f, g, memory = _free_run(self.weights[:3], given)
        o = _logistic(_features(given, _before(given, memory)) @ self.weights[3])
        return GateCourse(i, f, o, g, memory, o * np.tanh(memory))


def fitted(given: Trajectories, gated: bool = True) -> GatedMemory:
    """Fit gates to trials.

    Parameters
    ----------
    given
        Trials to fit.
    gated
        Whether gates may depend on anything; where not, they are constant, own cues are written
        through a tanh, and the cells are leaky integrators: the control.

    Raises
    ------
    SimulationError
        If the fit did not come to numbers.
    """
    free = np.ones((4, len(FEATURES)), dtype=bool)
    if not gated:
        free[:] = np.arange(len(FEATURES)) == 0
        free[2, 1] = True
    start = np.zeros((4, len(FEATURES)))
    start[:, 0] = (-2.0, 2.0, 0.0, 0.0)  # shut, keeping, nothing, half
    if gated:
        start[0, 1], start[2, 1] = 2.0, 1.0  # a cue opens, and is written
    else:
        start[2, 1] = 1.0

    start[:3] = _descend(lambda w: _memory_error(w, given), start[:3], free[:3])
    start[3:] = _descend(lambda w: _output_error(w[0], given), start[3:], free[3:])
    return GatedMemory(start)


def explained(found: Vector, true: Vector) -> float:
    """Return the share of variance that is explained, R^2: 1 is all, 0 is what the mean explains.

    It is negative where the fit is worse than the mean.
    """
    return float(1 - np.sum((found - true) ** 2) / np.sum((true - true.mean()) ** 2))


def _logistic(values: Vector) -> Vector:
    return np.asarray(0.5 * (1 + np.tanh(0.5 * values)))


def _others(values: Vector) -> Vector:
    """Return the sum over all other items."""
    return np.asarray(values.sum(axis=-1, keepdims=True) - values)


def _before(given: Trajectories, memory: Vector) -> Vector:
    """Return the memory one bin earlier; before the first bin it was as in it."""
    return np.concatenate([given.memory[:, :1], memory[:, :-1]], axis=1)


def _features(given: Trajectories, before: Vector) -> Vector:
    """Return what gates see, shape (..., items, features), if memory was `before`."""
    dopamine = np.broadcast_to(given.dopamine[..., None], given.cues.shape)
    inputs = (np.ones_like(given.cues), given.cues, _others(given.cues), dopamine)
    return np.stack([*inputs, before, _others(before)], axis=-1)


def _free_run(weights: Vector, given: Trajectories) -> tuple[Vector, Vector, Vector, Vector]:
    """Return input gate, forget gate, candidate and memory, shape (trials, bins, items)."""
    # What does not depend on memory is known for all bins beforehand.
    inputs = _features(given, np.zeros_like(given.memory))
    driven = np.moveaxis(inputs @ weights.T, -1, 0)
    own, other = weights[:, 4, None, None], weights[:, 5, None, None]
    found = np.empty((4, *given.memory.shape))
    memory = given.memory[:, 0]
    for time in range(given.memory.shape[1]):
        drive = driven[:, :, time] + own * memory + other * _others(memory)
        i, f = _logistic(drive[:2])
        g = np.tanh(drive[2])
        memory = f * memory + i * g
        found[:, :, time] = i, f, g, memory
    return found[0], found[1], found[2], found[3]


def _memory_error(weights: Vector, given: Trajectories) -> tuple[float, Vector]:
    """Return the share of the variance of memory that is missed in free run, and its slopes."""
    i, f, g, memory = _free_run(weights, given)
    before = _before(given, memory)
    size = given.memory.size * given.memory.var()
    missed = memory - given.memory
    own, other = weights[:, 4, None, None], weights[:, 5, None, None]
    at_drive = np.empty((3, *memory.shape))
    back = np.zeros_like(memory[:, 0])
    for time in reversed(range(memory.shape[1])):
        back = back + 2 * missed[:, time] / size
        it, ft, gt = i[:, time], f[:, time], g[:, time]
        at_drive[0, :, time] = back * gt * it * (1 - it)
        at_drive[1, :, time] = back * before[:, time] * ft * (1 - ft)
        at_drive[2, :, time] = back * it * (1 - gt**2)
        now = at_drive[:, :, time]
        back = back * ft + np.sum(own * now + other * _others(now), axis=0)
    slopes = np.einsum("gtbj,tbjf->gf", at_drive, _features(given, before))
    return float(np.sum(missed**2) / size), slopes


def _output_error(weights: Vector, given: Trajectories) -> tuple[float, Vector]:
    """Return the share of the variance of firing that is missed, given the memory, and slopes."""
    seen = _features(given, _before(given, given.memory))
    o, shown = _logistic(seen @ weights), np.tanh(given.memory)
    wanted = given.rates / FULL_RATE
    size = wanted.size * wanted.var()
    missed = o * shown - wanted
    at_drive = 2 * missed / size * shown * o * (1 - o)
    return float(np.sum(missed**2) / size), np.einsum("tbj,tbjf->f", at_drive, seen)[None]


def _descend(error: Error, start: Vector, free: NDArray[np.bool_]) -> Vector:
    """Return the weights with the smallest error, from a start; only those that are free move.

    Raises
    ------
    SimulationError
        If it did not come to numbers.
    """
    from scipy.optimize import minimize  # late: it takes a while to import

    def loss(moved: Vector) -> tuple[float, Vector]:
        weights = start.copy()
        weights[free] = moved
        missed, slopes = error(weights)
        return missed + SHRINKAGE * float(moved @ moved), slopes[free] + 2 * SHRINKAGE * moved

    best = minimize(
        loss,
        start[free],
        jac=True,
        method="L-BFGS-B",
        bounds=[(-LARGEST, LARGEST)] * int(free.sum()),
        options={"maxiter": STEPS},
    )
    if not np.isfinite(best.x).all():
        raise SimulationError("the fit of the gates did not come to numbers")
    weights = start.copy()
    weights[free] = best.x
    return weights
